package dsc.concepts.foundations.consensus.raft;

import dsc.workbench.protocol.Benchmark;
import java.util.List;

/** What is measured of Raft: {@code dsc bench raft}. */
final class RaftBenchmarks {

    private static final int KEYS = 1_000;
    private static final int VALUE_BYTES = 64;
    private static final int OUTSTANDING_MAX = 10_000;

    static final List<Benchmark> ALL = List.of(new Benchmark(
            "throughput",
            "committed writes of " + VALUE_BYTES + " bytes a second, and how long one takes",
            List.of(Benchmark.Parameter.ofNumbers("outstanding", 1, OUTSTANDING_MAX, 1, 16, 64)),
            new Benchmark.NodeLoad(
                    "write",
                    Benchmark.LoadedNode.LEADER,
                    Benchmark.LoadKeys.numbered(KEYS),
                    VALUE_BYTES,
                    "outstanding",
                    0,
                    new Benchmark.Rounds(5, 3, 15)),
            List.of("outstanding: writes under way at any time")));

    private RaftBenchmarks() {}
}
