package dsc.workbench.report;

import dsc.workbench.checkers.Linearizability;
import dsc.workbench.checkers.Models;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.checkers.Verdict.Evidence;
import dsc.workbench.history.Event;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import dsc.workbench.report.RunRecord.FaultBand;
import dsc.workbench.report.RunRecord.Figures;
import dsc.workbench.report.RunRecord.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Writes reports of invented runs, to look at: {@code SampleReports target/sample-reports}. */
public final class SampleReports {

    private static final long MILLI = 1_000_000L;
    private static final List<String> NODES = List.of("n1", "n2", "n3");

    private SampleReports() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments.length > 0 ? arguments[0] : "target/sample-reports");
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("history.edn"), "");
        HtmlReport.write(valid(), folder.resolve("valid.html"));
        HtmlReport.write(invalid(), folder.resolve("invalid.html"));
        RunRecord checked = invalid();
        HtmlReport.write(
                withVerdict(
                        checked,
                        Linearizability.of(Models.CAS_REGISTER).check(checked.history(), Duration.ofSeconds(20))),
                folder.resolve("checked.html"));
        HtmlReport.write(unknown(), folder.resolve("unknown.html"));
        HtmlReport.write(empty(), folder.resolve("empty.html"));
        HtmlReport.write(big(), folder.resolve("big.html"));
        HtmlReport.write(lock(), folder.resolve("lock.html"));
    }

    static RunRecord valid() {
        InventedRun run = new InventedRun(30_000, 5, 3, 17, 24.6);
        run.plan(12);
        return run.record(
                Verdict.valid(
                        "Every one of the 3 keys' histories has an order that a single copy could have executed."),
                List.of("partition at 12.4 s had no effect: no peer message was sent on the link while it was cut"));
    }

    /** Two reads that overlap are told a value that was overwritten before they began. */
    static RunRecord invalid() {
        InventedRun run = new InventedRun(20_000, 5, 3, 23, 19);
        run.plan(8);
        List<Event> events = run.events();
        List<Operation> ofKey = History.of(events).operations().stream()
                .filter(operation -> "k1".equals(operation.key()))
                .toList();
        int at = 0;
        while (!ok(ofKey.get(at), "read")
                || !ok(ofKey.get(at + 1), "read")
                || ofKey.get(at + 1).start() > ofKey.get(at).end()
                || ofKey.get(at).invocation().timeNanos() < 11_900 * MILLI) {
            at++;
        }
        String state = String.valueOf(ofKey.get(at).result());
        long old = state.equals("3") ? 4 : 3;
        for (Operation stale : ofKey.subList(at, at + 2)) {
            Event told = stale.completion();
            events.set(
                    stale.end(),
                    new Event(told.process(), told.type(), told.function(), told.key(), old, told.timeNanos(), null));
        }
        run.history = History.of(events);
        List<Operation> ordered = ofKey.subList(0, at).stream()
                .filter(operation -> operation.outcome() == Operation.Outcome.OK)
                .toList();
        List<Operation> stuck = ofKey.subList(at, at + 2).stream()
                .map(operation -> run.history.operations().get(operation.id()))
                .toList();
        return run.record(
                Verdict.invalid(
                        "The history of k1 has no order that a single copy could have executed: a read returned a value"
                                + " that had been overwritten before the read began.",
                        new Evidence("k1", ordered, state, stuck)),
                List.of());
    }

    private static boolean ok(Operation operation, String function) {
        return operation.function().equals(function) && operation.outcome() == Operation.Outcome.OK;
    }

    private static RunRecord withVerdict(RunRecord run, Verdict verdict) {
        return new RunRecord(
                run.scenario(),
                run.concept(),
                run.guarantee(),
                run.nodes(),
                run.parameters(),
                run.command(),
                verdict,
                run.figures(),
                run.counted(),
                run.history(),
                run.faults(),
                run.samples(),
                run.notes());
    }

    static RunRecord unknown() {
        InventedRun run = new InventedRun(12_000, 12, 40, 5, 30);
        run.plan(3);
        return run.record(
                Verdict.unknown("The search for an order was given up after 60 s: too many operations overlap on k7."),
                List.of(
                        "n2 ended by itself at 8.2 s with exit status 1; see nodes/n2/stderr.log",
                        "pause of n3 could not be confirmed"));
    }

    static RunRecord empty() {
        return new RunRecord(
                "raft",
                "Distributed consensus",
                "Every key behaves as one copy (linearizability).",
                NODES,
                Map.of(),
                "./dsc run raft --seed 1",
                Verdict.unknown("No operation completed, so that nothing can be said."),
                new Figures(0, 0, 0, 0, -1, -1, -1, -1),
                Map.of(),
                History.of(List.of()),
                List.of(),
                List.of(),
                List.of());
    }

    static RunRecord big() {
        InventedRun run = new InventedRun(120_000, 8, 5, 99, 31);
        run.plan(16);
        return run.record(Verdict.valid("Every one of the 5 keys' histories has such an order."), List.of());
    }

    /** No keys, no terms, roles and functions of its own, long names, and no word on the number of clients. */
    static RunRecord lock() {
        List<String> nodes = List.of("eu-west-1a", "eu-west-1b", "us-east-2c");
        Random random = new Random(3);
        List<Event> events = new ArrayList<>();
        List<Sample> samples = new ArrayList<>();
        long now = 100 * MILLI;
        for (int at = 0; at < 160; at++) {
            long process = at % 4;
            String function = at % 8 < 4 ? "acquire" : "release";
            events.add(new Event(process, Event.Type.INVOKE, function, null, null, now, null));
            now += (5 + random.nextInt(40)) * MILLI;
            boolean got = random.nextInt(6) > 0;
            events.add(new Event(
                    process,
                    got ? Event.Type.OK : Event.Type.FAIL,
                    function,
                    null,
                    got && function.equals("acquire") ? Map.of("token", (long) at) : null,
                    now,
                    got ? null : "held by another client, whose lease ends later than this client was ready to wait"));
            now += random.nextInt(12) * MILLI;
        }
        for (String node : nodes) {
            samples.add(new Sample(node, 0, node.endsWith("a") ? "granting" : "standby", -1, Map.of("holder", "none")));
        }
        samples.add(new Sample("eu-west-1a", 2_000 * MILLI, "silent", -1, Map.of()));
        samples.add(new Sample("eu-west-1b", 2_300 * MILLI, "granting", -1, Map.of("holder", "2")));
        return new RunRecord(
                "lock",
                "Distributed locks",
                "No two clients hold the lock at once.",
                nodes,
                Map.of("lease", "2 s"),
                "./dsc run lock",
                Verdict.invalid("After the last fault ended, no operation completed for 12 s; 5 s were promised."),
                new Figures(140, 20, 0, 31, 22, 44, 61, 12_000),
                Map.of(),
                History.of(events),
                List.of(new FaultBand(
                        "pause", "eu-west-1a", nodes.subList(0, 1), 1_900 * MILLI, 3_000 * MILLI, true, "state T")),
                samples,
                List.of());
    }
}
