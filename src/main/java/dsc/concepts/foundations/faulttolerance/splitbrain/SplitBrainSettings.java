package dsc.concepts.foundations.faulttolerance.splitbrain;

import dsc.workbench.protocol.Settings;
import java.time.Duration;

/**
 * Timing and sizes, from the configuration at {@code dsc.splitbrain} (see {@code conf/splitbrain.conf}).
 *
 * @param strategy who decides which members go on
 * @param quorumSize of {@link Strategy#STATIC_QUORUM}, 1 or more
 * @param fencing whether each write is put into the journal, which refuses a writer that was superseded, before it is
 *     acknowledged
 * @param stableAfter how long nothing must have changed before it is decided
 * @param askTimeout how long a node waits for the writer before it tells the client that nobody knows
 */
record SplitBrainSettings(
        Strategy strategy, int quorumSize, boolean fencing, Duration stableAfter, Duration askTimeout) {

    /** @throws IllegalArgumentException when there is no such strategy, or a value is out of range */
    static SplitBrainSettings from(Settings settings) {
        return new SplitBrainSettings(
                settings.choice("strategy", Strategy.class),
                settings.count("quorum-size"),
                settings.flag("fencing"),
                settings.positive("stable-after"),
                settings.positive("ask-timeout"));
    }

    /**
     * A quorum that no side can have shuts down everybody as soon as one node is missed, and with one that two sides
     * could have at once, Pekko does the same: more than 2 × quorum-size - 1 members are too many for it.
     *
     * @throws IllegalArgumentException when it is one of these in a cluster of {@code nodes}
     */
    void requireUse(int nodes) {
        if (strategy != Strategy.STATIC_QUORUM) {
            return;
        }
        if (quorumSize > nodes) {
            throw new IllegalArgumentException("static-quorum with quorum-size " + quorumSize + " in a cluster of "
                    + nodes + " shuts down every node as soon as one is missed; take " + (nodes / 2 + 1)
                    + " (-Ddsc.splitbrain.quorum-size=" + (nodes / 2 + 1) + ")");
        }
        if (quorumSize * 2 <= nodes) {
            throw new IllegalArgumentException("static-quorum with quorum-size " + quorumSize + " in a cluster of "
                    + nodes + " is one that two sides of a cut could have, so Pekko shuts down every node at the first"
                    + " cut; take " + (nodes / 2 + 1)
                    + " (-Ddsc.splitbrain.quorum-size=" + (nodes / 2 + 1) + ")");
        }
    }
}
