package dsc.concepts.foundations.communication.queue;

import dsc.concepts.shared.Homes;
import dsc.concepts.shared.Letters;
import dsc.workbench.protocol.Benchmark;
import dsc.workbench.protocol.NodeId;
import java.util.List;
import java.util.stream.IntStream;

/** What is measured of channels: {@code dsc bench queue}. */
final class QueueBenchmarks {

    private static final int KEYS = 1_000;
    private static final int LETTER_CHARS = 64;
    private static final int PAUSE_MILLIS = 5;
    private static final int OUTSTANDING_MAX = 4_000;

    static final List<Benchmark> ALL = List.of(new Benchmark(
            "letters",
            "letters of " + LETTER_CHARS
                    + " characters a second from one node to others, and how long acceptance takes",
            List.of(Benchmark.Parameter.ofNumbers("outstanding", 1, OUTSTANDING_MAX, 1, 64, 1_000)),
            new Benchmark.NodeLoad(
                    Letters.SEND,
                    Benchmark.LoadedNode.FIRST,
                    QueueBenchmarks::keysElsewhere,
                    LETTER_CHARS,
                    "outstanding",
                    PAUSE_MILLIS,
                    new Benchmark.Rounds(5, 2, 5)),
            List.of(
                    "outstanding: letters that are not accepted yet, at any time",
                    "a full outbox accepts none until its home has delivered: but for outbox-max letters at most, what"
                            + " was accepted was delivered")));

    private QueueBenchmarks() {}

    /** A letter to a key that is at home on its sender's node goes over no network. */
    private static List<String> keysElsewhere(NodeId loaded, List<NodeId> nodes) {
        return IntStream.iterate(0, number -> number + 1)
                .mapToObj(number -> "k" + number)
                .filter(key -> !Homes.of(key, nodes, NodeId::value).equals(loaded))
                .limit(KEYS)
                .toList();
    }
}
