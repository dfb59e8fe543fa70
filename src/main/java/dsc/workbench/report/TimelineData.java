package dsc.workbench.report;

import static dsc.workbench.report.PageData.NONE;

import dsc.workbench.history.Event;
import dsc.workbench.history.Operation;
import dsc.workbench.report.PageData.Table;
import dsc.workbench.report.RunRecord.FaultBand;
import dsc.workbench.report.RunRecord.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the timeline draws, as JSON. Times are microseconds since the history began. Texts that repeat stand in a table
 * and are named by their position, -1 being none; operations are columns; starts are the differences to the start
 * before. {@code data.js} reads it.
 */
final class TimelineData {

    /** Collections that grow with the run would make the file grow with its square. */
    private static final int TEXT_MAX = 600;

    private record Timeline(
            long end,
            int clients,
            List<String> nodes,
            List<String> functions,
            List<String> keys,
            List<String> texts,
            Columns operations,
            List<Fault> faults,
            Samples samples,
            Marks marks) {}

    /** One entry an operation in each column. A duration is -1 when nothing came back before the run ended. */
    private record Columns(
            long[] start,
            long[] duration,
            long[] process,
            int[] function,
            int[] key,
            int[] outcome,
            int[] argument,
            int[] result,
            int[] error) {}

    private record Fault(
            String kind,
            String description,
            List<String> nodes,
            long from,
            long to,
            boolean confirmed,
            String effect) {}

    /** By node: {@code [time since the sample before, role, term, state names, state value ...]}. */
    private record Samples(List<String> roles, List<List<String>> stateNames, List<List<List<Object>>> byNode) {}

    /** The operations that the evidence names. */
    private record Marks(int key, int[] ordered, int[] stuck) {}

    private final RunRecord run;
    private final Table functions = new Table(TEXT_MAX);
    private final Table keys = new Table(TEXT_MAX);
    private final Table texts = new Table(TEXT_MAX);

    private TimelineData(RunRecord run) {
        this.run = run;
    }

    static String json(RunRecord run) {
        return PageData.json(new TimelineData(run).timeline());
    }

    /** The number of clients, if the run's parameters say so, or 0. */
    static int clients(RunRecord run) {
        try {
            return Math.max(
                    0,
                    Integer.parseInt(
                            run.parameters().getOrDefault("clients", "0").strip()));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private Timeline timeline() {
        Columns operations = columns(run.history().operations());
        Marks marks = run.verdict()
                .evidence()
                .map(evidence -> {
                    OperationIndex index = new OperationIndex(run.history());
                    return new Marks(
                            evidence.key() == null ? NONE : keys.of(Format.key(evidence.key())),
                            index.of(EvidenceSection.lastOrdered(evidence)),
                            index.of(evidence.stuck()));
                })
                .orElse(null);
        return new Timeline(
                micros(endNanos()),
                clients(run),
                run.nodes(),
                functions.entries(),
                keys.entries(),
                texts.entries(),
                operations,
                run.faults().stream().map(TimelineData::fault).toList(),
                samples(),
                marks);
    }

    private Columns columns(List<Operation> operations) {
        int count = operations.size();
        Columns columns = new Columns(
                new long[count],
                new long[count],
                new long[count],
                new int[count],
                new int[count],
                new int[count],
                new int[count],
                new int[count],
                new int[count]);
        long before = 0;
        for (int at = 0; at < count; at++) {
            Operation operation = operations.get(at);
            Event completion = operation.completion();
            long start = Math.max(before, micros(operation.invocation().timeNanos()));
            columns.start[at] = start - before;
            columns.duration[at] = completion == null ? NONE : Math.max(0, micros(completion.timeNanos()) - start);
            columns.process[at] = operation.process();
            columns.function[at] = functions.of(operation.function());
            columns.key[at] = operation.key() == null ? NONE : keys.of(Format.key(operation.key()));
            columns.outcome[at] = operation.outcome().ordinal();
            columns.argument[at] = operation.argument() == null ? NONE : texts.of(Format.value(operation.argument()));
            columns.result[at] = Format.tellsResult(operation) ? texts.of(Format.value(operation.result())) : NONE;
            columns.error[at] = completion == null || completion.error() == null ? NONE : texts.of(completion.error());
            before = start;
        }
        return columns;
    }

    private static Fault fault(FaultBand band) {
        return new Fault(
                band.kind(),
                band.description(),
                band.nodes(),
                micros(band.fromNanos()),
                Math.max(micros(band.fromNanos()), micros(band.toNanos())),
                band.confirmed(),
                band.effect());
    }

    private Samples samples() {
        Table roles = new Table(TEXT_MAX);
        Map<List<String>, Integer> stateNames = new LinkedHashMap<>();
        Map<String, List<Sample>> byNode = new LinkedHashMap<>();
        run.nodes().forEach(node -> byNode.put(node, new ArrayList<>()));
        run.samples().stream()
                .filter(sample -> byNode.containsKey(sample.node()))
                .forEach(sample -> addUnlessEqual(byNode.get(sample.node()), sample));
        List<List<List<Object>>> rows = new ArrayList<>();
        for (List<Sample> samples : byNode.values()) {
            List<List<Object>> row = new ArrayList<>();
            long before = 0;
            for (Sample sample : samples) {
                long at = Math.max(before, micros(sample.atNanos()));
                List<String> names = List.copyOf(sample.state().keySet());
                List<Object> entry = new ArrayList<>();
                entry.add(at - before);
                entry.add(roles.of(sample.role()));
                entry.add(sample.term());
                entry.add(stateNames.computeIfAbsent(names, unseen -> stateNames.size()));
                entry.addAll(sample.state().values());
                row.add(entry);
                before = at;
            }
            rows.add(row);
        }
        return new Samples(roles.entries(), List.copyOf(stateNames.keySet()), rows);
    }

    private static void addUnlessEqual(List<Sample> samples, Sample sample) {
        if (!samples.isEmpty()) {
            Sample last = samples.getLast();
            if (last.role().equals(sample.role())
                    && last.term() == sample.term()
                    && last.state().equals(sample.state())) {
                return;
            }
        }
        samples.add(sample);
    }

    private long endNanos() {
        long end = 0;
        for (Event event : run.history().events()) {
            end = Math.max(end, event.timeNanos());
        }
        for (FaultBand fault : run.faults()) {
            end = Math.max(end, fault.toNanos());
        }
        for (Sample sample : run.samples()) {
            end = Math.max(end, sample.atNanos());
        }
        return end;
    }

    private static long micros(long nanos) {
        return Math.max(0, nanos / 1000);
    }
}
