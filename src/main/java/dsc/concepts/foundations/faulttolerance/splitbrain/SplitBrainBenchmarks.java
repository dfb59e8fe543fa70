package dsc.concepts.foundations.faulttolerance.splitbrain;

import dsc.workbench.checkers.OneWriter;
import dsc.workbench.history.Event;
import dsc.workbench.history.FaultWindow;
import dsc.workbench.history.History;
import dsc.workbench.protocol.Benchmark;
import dsc.workbench.protocol.Benchmark.Parameter;
import dsc.workbench.protocol.Benchmark.Recorded;
import dsc.workbench.protocol.Benchmark.Value;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Figure;
import dsc.workbench.protocol.NodeId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What {@code dsc bench} measures of a cluster singleton: each strategy under each partition of five nodes. */
final class SplitBrainBenchmarks {

    static final int NODES = 5;

    private static final long NANOS_PER_MILLI = 1_000_000;

    /** Clients write undisturbed before. */
    private static final long AT_MILLIS = 3_000;

    /**
     * Time to miss members, to decide, to wait for the other side, and then to write for a while: on two busy
     * processors, it was 15 s until the next writer had written.
     */
    private static final long LENGTH_MILLIS = 20_000;

    private static final int FLAPS = 3;
    private static final long FLAP_MILLIS = 5_000;
    private static final long FLAP_PERIOD_MILLIS = 7_000;

    /** After the plan, so that those that were downed are back. */
    private static final long SETTLE_MILLIS = 5_000;

    private static final int CLIENTS = 10;
    private static final int KEYS = 5;
    private static final int RATE = 100;

    private SplitBrainBenchmarks() {}

    static List<Benchmark> all() {
        return List.of(new Benchmark(
                "partitions",
                "which nodes survive a partition, after how long, and whether two wrote at once",
                List.of(
                        Parameter.ofSetting(
                                "strategy",
                                "dsc.splitbrain.strategy",
                                Arrays.stream(Strategy.values())
                                        .map(Strategy::toString)
                                        .toArray(String[]::new)),
                        Parameter.of(
                                "partition",
                                Value.named("2|3")
                                        .about("n1 n2 | n3 n4 n5")
                                        .with(cut(FaultKind.PARTITION, FaultWindow.BOTH, "n1", "n2")),
                                Value.named("2|2|1")
                                        .about("n1 n2 | n3 n4 | n5")
                                        .with(
                                                cut(FaultKind.PARTITION, FaultWindow.BOTH, "n1", "n2"),
                                                cut(FaultKind.PARTITION, FaultWindow.BOTH, "n5")),
                                Value.named("one-way")
                                        .about("what n1 n2 send to n3 n4 n5 is lost")
                                        .with(cut(FaultKind.ONE_WAY, FaultWindow.FROM_NODES, "n1", "n2")),
                                Value.named("flapping")
                                        .about("the link between n1 and n2, three times for 5 s, 2 s apart")
                                        .with(flaps()))),
                new Benchmark.FaultRun(
                        NODES,
                        CLIENTS,
                        KEYS,
                        RATE,
                        SETTLE_MILLIS,
                        Map.of("dsc.splitbrain.quorum-size", Integer.toString(NODES / 2 + 1)),
                        SplitBrainBenchmarks::figures),
                List.of(
                        "n1 is the oldest node and runs the writer. Nodes that are downed are started again at once,"
                                + " as in dsc run.",
                        "downed after: when the last of the others had ended, after the first cut",
                        "next writer after: when a new writer's first write was acknowledged, after the first cut",
                        "longest gap: the longest time in which no write was acknowledged",
                        "late writes: writes that a superseded writer acknowledged")));
    }

    private static FaultWindow cut(FaultKind kind, String direction, String... nodes) {
        return cut(kind, List.of(nodes), List.of(), direction, AT_MILLIS, LENGTH_MILLIS);
    }

    private static FaultWindow cut(
            FaultKind kind, List<String> nodes, List<String> others, String direction, long atMillis, long millis) {
        return new FaultWindow(
                kind.toString(),
                nodes,
                others,
                direction,
                atMillis * NANOS_PER_MILLI,
                (atMillis + millis) * NANOS_PER_MILLI);
    }

    /** Each is longer than it takes to miss a member. */
    private static FaultWindow[] flaps() {
        return IntStream.range(0, FLAPS)
                .mapToObj(flap -> cut(
                        FaultKind.PARTITION,
                        List.of("n1"),
                        List.of("n2"),
                        FaultWindow.BOTH,
                        AT_MILLIS + flap * FLAP_PERIOD_MILLIS,
                        FLAP_MILLIS))
                .toArray(FaultWindow[]::new);
    }

    static List<Figure> figures(Recorded run) {
        Set<String> downed = new TreeSet<>();
        double downedNanos = Double.NaN;
        for (FaultWindow window : run.history().faultWindows()) {
            if (window.kind().equals(FaultWindow.DOWNED)
                    && window.fromNanos() >= run.firstFaultNanos()
                    && window.fromNanos() <= run.lastFaultNanos()) {
                downed.addAll(window.nodes());
                downedNanos = window.fromNanos() - run.firstFaultNanos();
            }
        }
        String survivors = run.nodes().stream()
                .map(NodeId::value)
                .filter(node -> !downed.contains(node))
                .collect(Collectors.joining(" "));
        return List.of(
                Figure.word("survivors", survivors.isEmpty() ? "none" : survivors),
                Figure.micros("downed after", downedNanos / 1e3),
                Figure.micros("next writer after", nextWriterNanos(run) / 1e3),
                Figure.micros("longest gap", run.longestGapMillis() * 1e3),
                Figure.count("late writes", run.counted().getOrDefault(OneWriter.LATE_WRITES, 0L)));
    }

    /** When the first write by a later writer than that before the first cut was acknowledged, after that cut. */
    private static double nextWriterNanos(Recorded run) {
        long before = acknowledged(run.history(), true, run.firstFaultNanos()).stream()
                .mapToLong(SplitBrainBenchmarks::incarnation)
                .max()
                .orElse(0);
        OptionalLong first = acknowledged(run.history(), false, run.firstFaultNanos()).stream()
                .filter(event -> incarnation(event) > before)
                .mapToLong(Event::timeNanos)
                .min();
        return first.isEmpty() ? Double.NaN : first.getAsLong() - run.firstFaultNanos();
    }

    private static List<Event> acknowledged(History history, boolean before, long nanos) {
        return history.events().stream()
                .filter(event -> !event.ofNemesis() && event.type() == Event.Type.OK)
                .filter(event -> event.timeNanos() < nanos == before)
                .toList();
    }

    private static long incarnation(Event written) {
        return written.value() instanceof Map<?, ?> map && map.get("incarnation") instanceof Number number
                ? number.longValue()
                : 0;
    }
}
