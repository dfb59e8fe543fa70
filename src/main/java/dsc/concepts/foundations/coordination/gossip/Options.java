package dsc.concepts.foundations.coordination.gossip;

import dsc.concepts.shared.Portion;
import dsc.workbench.protocol.Settings;
import java.time.Duration;

/**
 * The settings at {@code dsc.gossip}.
 *
 * @param spread how what one node heard gets to the others
 * @param interval how long a node waits between two peers that it tells what is hot, 10 ms or more
 * @param lossOfInterest how often a rumour was told to a peer that knew it already until it is told no more, 1 or more
 * @param antiEntropyInterval how long a node waits between two peers with which it compares what they heard
 * @param messageChars about how many characters go into one message, 1 to 65,536
 * @param snapshotEvents events after which a snapshot is taken, 1 or more
 */
record Options(
        Spread spread,
        Duration interval,
        int lossOfInterest,
        Duration antiEntropyInterval,
        int messageChars,
        int snapshotEvents) {

    enum Spread {
        /** Told while they are hot (Demers et al. 1987, §1.4). */
        RUMOURS,
        /** Found by comparing digests (§1.3). */
        ANTI_ENTROPY,
        /** Told while they are hot; what did not get everywhere is found by comparing (§1.5). */
        BOTH;

        boolean tells() {
            return this != ANTI_ENTROPY;
        }

        boolean compares() {
            return this != RUMOURS;
        }
    }

    private static final Duration INTERVAL_MIN = Duration.ofMillis(10);

    static Options from(Settings settings) {
        return new Options(
                settings.choice("spread", Spread.class),
                settings.duration("interval").atLeast(INTERVAL_MIN),
                settings.count("loss-of-interest"),
                settings.duration("anti-entropy-interval").atLeast(INTERVAL_MIN),
                settings.count("message-chars", 1, Portion.CHARS_MAX),
                settings.count("snapshot-events"));
    }
}
