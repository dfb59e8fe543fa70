package dsc.concepts.foundations.coordination.streaming;

import dsc.workbench.checkers.Streams;
import dsc.workbench.protocol.Benchmark;
import java.util.List;
import java.util.stream.IntStream;

/** What is measured of the log: {@code dsc bench streaming}. */
final class StreamingBenchmarks {

    private static final int KEYS = 1_000;
    private static final int RECORD_CHARS = 64;
    private static final int PAUSE_MILLIS = 5;
    private static final int OUTSTANDING_MAX = 10_000;

    static final List<Benchmark> ALL = List.of(new Benchmark(
            "records",
            "records of " + RECORD_CHARS + " characters a second from one node to all partitions, and how long an"
                    + " acknowledgement takes, while the group reads them",
            List.of(Benchmark.Parameter.ofNumbers("outstanding", 1, OUTSTANDING_MAX, 1, 64, 1_000)),
            new Benchmark.NodeLoad(
                    Streams.SEND,
                    Benchmark.LoadedNode.FIRST,
                    (loaded, nodes) -> IntStream.range(0, KEYS)
                            .mapToObj(number -> "k" + number)
                            .toList(),
                    RECORD_CHARS,
                    "outstanding",
                    PAUSE_MILLIS,
                    new Benchmark.Rounds(5, 2, 5)),
            List.of("outstanding: records that are not acknowledged yet, at any time")));

    private StreamingBenchmarks() {}
}
