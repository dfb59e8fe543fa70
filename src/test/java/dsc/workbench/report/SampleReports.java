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
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
        Invented run = new Invented(30_000, 5, 3, 17, 24.6);
        run.plan(12);
        return run.record(
                Verdict.valid(
                        "Every one of the 3 keys' histories has an order that a single copy could have executed."),
                List.of("partition at 12.4 s had no effect: no peer message was sent on the link while it was cut"));
    }

    /** Two reads that overlap are told a value that was overwritten before they began. */
    static RunRecord invalid() {
        Invented run = new Invented(20_000, 5, 3, 23, 19);
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
        Invented run = new Invented(12_000, 12, 40, 5, 30);
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
        Invented run = new Invented(120_000, 8, 5, 99, 31);
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

    /** A run that never happened: outages while a leader is chosen anew, pauses, slow stretches. */
    private static final class Invented {
        private final long endMillis;
        private final int clients;
        private final int keys;
        private final Random random;
        private final double pauseMillis;
        private final List<FaultBand> faults = new ArrayList<>();
        private final List<Sample> samples = new ArrayList<>();
        private final List<long[]> outages = new ArrayList<>();
        private final List<long[]> slow = new ArrayList<>();
        private History history;

        Invented(long endMillis, int clients, int keys, long seed, double pauseMillis) {
            this.endMillis = endMillis;
            this.clients = clients;
            this.keys = keys;
            this.random = new Random(seed);
            this.pauseMillis = pauseMillis;
        }

        /** Faults in turn, and what the nodes say of themselves meanwhile. */
        void plan(int count) {
            String leader = "n1";
            long term = 1;
            Map<String, List<long[]>> silent = new HashMap<>();
            List<Object[]> leaders = new ArrayList<>();
            leaders.add(new Object[] {700L, leader, term});
            long spacing = (endMillis - 4000) / count;
            for (int at = 0; at < count; at++) {
                long from = 2000 + at * spacing + random.nextInt((int) Math.max(1, spacing / 5));
                long to = from + Math.min(spacing - 200, 700 + random.nextInt(1600));
                String before = leader;
                switch (at % 5) {
                    case 0 -> {
                        faults.add(fault(
                                "kill",
                                before + " (leader)",
                                List.of(before),
                                from,
                                to,
                                true,
                                "exit status 137, back after " + (to - from) / 1000.0 + " s"));
                        silent.computeIfAbsent(before, unseen -> new ArrayList<>())
                                .add(new long[] {from, to + 300});
                        leader = other(before);
                    }
                    case 1 -> {
                        String cut = before + " (leader) | "
                                + String.join(
                                        " ",
                                        NODES.stream()
                                                .filter(node -> !node.equals(before))
                                                .toList());
                        faults.add(fault("partition", cut, List.of(before), from, to, true, "41 messages dropped"));
                        leader = other(before);
                    }
                    case 2 -> {
                        faults.add(fault("delay", "30 ms ± 20 ms on all links", NODES, from, to, true, "median 31 ms"));
                        slow.add(new long[] {from, to});
                    }
                    case 3 -> {
                        String paused = other(before);
                        faults.add(fault("pause", paused, List.of(paused), from, to, true, "state T in /proc"));
                        faults.add(fault(
                                "clock",
                                before + " +800 ms",
                                List.of(before),
                                from + 300,
                                to + 400,
                                true,
                                "offset read back"));
                        silent.computeIfAbsent(paused, unseen -> new ArrayList<>())
                                .add(new long[] {from, to});
                    }
                    default ->
                        faults.add(fault(
                                "partition",
                                "n2 → n3, one way",
                                List.of("n2", "n3"),
                                from,
                                to,
                                false,
                                "no message was sent on the link"));
                }
                if (!leader.equals(before)) {
                    term += 1 + random.nextInt(2);
                    long elected = from + 350 + random.nextInt(500);
                    outages.add(new long[] {from, elected});
                    leaders.add(new Object[] {elected, leader, term});
                }
            }
            sample(leaders, silent);
        }

        private void sample(List<Object[]> leaders, Map<String, List<long[]>> silent) {
            for (long at = 0; at < endMillis; at += 100) {
                long now = at;
                Object[] current = leaders.stream()
                        .filter(leader -> (long) leader[0] <= now)
                        .reduce((first, second) -> second)
                        .orElse(null);
                Object[] next = leaders.stream()
                        .filter(leader -> (long) leader[0] > now && (long) leader[0] <= now + 250)
                        .findFirst()
                        .orElse(null);
                for (String node : NODES) {
                    boolean quiet = silent.getOrDefault(node, List.of()).stream()
                            .anyMatch(span -> now >= span[0] && now < span[1]);
                    long term = current == null ? 0 : (long) current[2];
                    String role = current != null && node.equals(current[1]) ? "leader" : "follower";
                    if (next != null && node.equals(next[1])) {
                        role = "candidate";
                        term = (long) next[2];
                    }
                    samples.add(
                            quiet
                                    ? new Sample(node, at * MILLI, "silent", -1, Map.of())
                                    : new Sample(node, at * MILLI, role, term, state(at)));
                }
            }
        }

        private static Map<String, String> state(long at) {
            Map<String, String> state = new LinkedHashMap<>();
            state.put("commit index", String.valueOf(at / 5));
            state.put("log length", String.valueOf(at / 5 + 2));
            return state;
        }

        private String other(String node) {
            return NODES.get((NODES.indexOf(node) + 1 + random.nextInt(2)) % 3);
        }

        private static FaultBand fault(
                String kind,
                String description,
                List<String> nodes,
                long from,
                long to,
                boolean confirmed,
                String effect) {
            return new FaultBand(kind, description, nodes, from * MILLI, to * MILLI, confirmed, effect);
        }

        private record Attempt(
                long process,
                String function,
                String key,
                Object argument,
                long start,
                long end,
                Event.Type type,
                String error) {}

        private List<Attempt> attempts() {
            List<Attempt> attempts = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                long process = client;
                double now = 300 + random.nextInt(40);
                while (now < endMillis - 400) {
                    double latency = 2.2 + Math.exp(random.nextGaussian() * .55 + .6);
                    double start = now;
                    if (slow.stream().anyMatch(span -> start >= span[0] && start < span[1])) {
                        latency += 55 + random.nextInt(60);
                    }
                    if (random.nextInt(400) == 0) {
                        latency += 80 + random.nextInt(120);
                    }
                    Event.Type type = Event.Type.OK;
                    String error = null;
                    long[] outage = outages.stream()
                            .filter(span -> start > span[0] - 6 && start < span[1])
                            .findFirst()
                            .orElse(null);
                    if (outage != null) {
                        int fate = random.nextInt(10);
                        if (fate < 4) {
                            latency = outage[1] - start + 5 + random.nextInt(90);
                        } else if (fate < 7) {
                            type = Event.Type.FAIL;
                            error = "no leader known to n" + (1 + random.nextInt(3));
                            latency = 15 + random.nextInt(60);
                        } else {
                            type = Event.Type.INFO;
                            error = "timeout after 1000 ms";
                            latency = 1000;
                        }
                    }
                    int choice = random.nextInt(10);
                    String function = choice < 4 ? "read" : choice < 8 ? "write" : "cas";
                    if (type == Event.Type.INFO && function.equals("read")) {
                        type = Event.Type.FAIL;
                    }
                    Object argument = switch (function) {
                        case "read" -> null;
                        case "write" -> (long) random.nextInt(5);
                        default -> List.of((long) random.nextInt(5), (long) random.nextInt(5));
                    };
                    long end = (long) ((now + latency) * MILLI);
                    attempts.add(new Attempt(
                            process,
                            function,
                            "k" + (1 + random.nextInt(keys)),
                            argument,
                            (long) (now * MILLI),
                            end,
                            type,
                            error));
                    if (type == Event.Type.INFO) {
                        process += clients;
                    }
                    now += latency + pauseMillis * (.3 + random.nextDouble() * .9);
                }
            }
            return attempts;
        }

        /** Carries the attempts out on a map, each in the middle of its time. */
        List<Event> events() {
            List<Attempt> attempts = new ArrayList<>(attempts());
            attempts.sort(Comparator.comparingLong(attempt -> (attempt.start + attempt.end) / 2));
            Map<String, Object> values = new HashMap<>();
            List<Event> events = new ArrayList<>();
            for (Attempt attempt : attempts) {
                Event.Type type = attempt.type;
                String error = attempt.error;
                Object result = attempt.argument;
                if (type != Event.Type.FAIL) {
                    if (attempt.function.equals("read")) {
                        result = values.get(attempt.key);
                    } else if (attempt.function.equals("write")) {
                        values.put(attempt.key, attempt.argument);
                    } else if (attempt.argument instanceof List<?> pair) {
                        if (pair.getFirst().equals(values.get(attempt.key))) {
                            values.put(attempt.key, pair.getLast());
                        } else if (type == Event.Type.OK) {
                            type = Event.Type.FAIL;
                            error = "the value is " + values.get(attempt.key);
                        }
                    }
                }
                events.add(new Event(
                        attempt.process,
                        Event.Type.INVOKE,
                        attempt.function,
                        attempt.key,
                        attempt.argument,
                        attempt.start,
                        null));
                events.add(new Event(attempt.process, type, attempt.function, attempt.key, result, attempt.end, error));
            }
            events.sort(Comparator.comparingLong(Event::timeNanos));
            return events;
        }

        RunRecord record(Verdict verdict, List<String> notes) {
            if (history == null) {
                history = History.of(events());
            }
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put("nodes", "3");
            parameters.put("clients", String.valueOf(clients));
            parameters.put("keys", String.valueOf(keys));
            parameters.put("duration", endMillis / 1000 + " s");
            parameters.put("rate", "200 /s");
            parameters.put("seed", "8214775501");
            parameters.put("faults", "kill, partition, delay, pause");
            parameters.put("timeout", "1 s");
            return new RunRecord(
                    "raft",
                    "Distributed consensus",
                    "Every key behaves as if there were one copy of it (linearizability), and after the last fault ends"
                            + " operations complete again within 5 s.",
                    NODES,
                    parameters,
                    "./dsc run raft --seed 8214775501 --clients " + clients + " --duration " + endMillis / 1000
                            + "s --faults kill,partition,delay,pause",
                    verdict,
                    figures(),
                    Map.of(),
                    history,
                    faults,
                    samples,
                    notes);
        }

        private Figures figures() {
            double[] latencies = history.operations().stream()
                    .filter(operation -> operation.outcome() == Operation.Outcome.OK)
                    .mapToDouble(operation -> (operation.completion().timeNanos()
                                    - operation.invocation().timeNanos())
                            / 1e6)
                    .sorted()
                    .toArray();
            long[] counts = new long[3];
            history.operations().forEach(operation -> counts[operation.outcome().ordinal()]++);
            return new Figures(
                    counts[0],
                    counts[1],
                    counts[2],
                    (counts[0] + counts[1]) * 1000.0 / endMillis,
                    latencies[latencies.length / 2],
                    latencies[latencies.length * 99 / 100],
                    862.4,
                    14.2);
        }
    }
}
