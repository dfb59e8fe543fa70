package dsc.concepts.foundations.communication.chord;

import dsc.concepts.shared.Portion;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Settings;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The settings at {@code dsc.chord}.
 *
 * @param successors entries of a successor list, r in the papers, 1 or more; r + 1 nodes are the base of a ring, and as
 *     many hold each block
 * @param stabilize about how long a node waits from one look at its successor to the next
 * @param timeout how long a node waits for an answer before it asks again
 * @param attempts after so many questions without an answer a node counts as dead, 1 or more
 * @param busyTimeouts for so many timeouts a node goes on with a step while it hears that the other is in one, 1 or
 *     more
 * @param baseRounds after so many looks at its successor, a node looks itself up through a base node, 1 or more
 * @param maintain how long a node waits from one look at its blocks to the next
 * @param retry after how long without an answer a client's operation is begun anew
 * @param operationTimeout how long a node tries before it tells a client that it does not know
 * @param offerBlocks how many blocks are compared at a time, 1 to 1,000
 * @param batchChars about how many characters of blocks go into one message, 1 to 65,536
 * @param snapshotEvents events after which a snapshot is taken, 1 or more
 */
record Options(
        int successors,
        Duration stabilize,
        Duration timeout,
        int attempts,
        int busyTimeouts,
        int baseRounds,
        Duration maintain,
        Duration retry,
        Duration operationTimeout,
        int offerBlocks,
        int batchChars,
        int snapshotEvents) {

    private static final int SUCCESSORS_MAX = 63;
    private static final int OFFER_BLOCKS_MAX = 1_000;

    static Options from(Settings settings) {
        return new Options(
                settings.count("successors", 1, SUCCESSORS_MAX),
                settings.positive("stabilize"),
                settings.positive("timeout"),
                settings.count("attempts"),
                settings.count("busy-timeouts"),
                settings.count("base-rounds"),
                settings.positive("maintain"),
                settings.positive("retry"),
                settings.positive("operation-timeout"),
                settings.count("offer-blocks", 1, OFFER_BLOCKS_MAX),
                settings.count("batch-chars", 1, Portion.CHARS_MAX),
                settings.count("snapshot-events"));
    }

    /** Refuses a base that is larger than the group. */
    static void require(Settings settings, int nodes) {
        int successors = from(settings).successors();
        if (successors + 1 > nodes) {
            throw settings.wrong(
                    "successors",
                    "is at most " + (nodes - 1) + " with " + nodes + " nodes, since one more than that begin the ring",
                    Integer.toString(successors));
        }
    }

    /** Rule 1: the nodes that begin a ring, r + 1. */
    List<NodeId> base(List<NodeId> group) {
        return group.subList(0, Math.min(successors + 1, group.size()));
    }

    /** How many nodes hold a block. */
    int copies() {
        return successors + 1;
    }

    /** From half of what is set to half of it more, so that nodes do not all begin their steps at once. */
    static Duration about(Duration set, RandomGenerator random) {
        return Duration.ofNanos((long) (set.toNanos() * (0.5 + random.nextDouble())));
    }
}
