package dsc.concepts.foundations.communication.pubsub;

import dsc.workbench.protocol.Settings;
import java.time.Duration;

/**
 * The settings at {@code dsc.pubsub}.
 *
 * @param openWait for how long the first publication under a key waits, at most, until the registry knows a subscriber
 *     on each node
 * @param statsEvery how often a node asks its topics how many instances they know
 * @param snapshotEvents events of a subscriber after which a snapshot is taken, 1 or more
 */
record Options(Duration openWait, Duration statsEvery, int snapshotEvents) {

    static Options from(Settings settings) {
        return new Options(
                settings.positive("open-wait"), settings.positive("stats-every"), settings.count("snapshot-events"));
    }
}
