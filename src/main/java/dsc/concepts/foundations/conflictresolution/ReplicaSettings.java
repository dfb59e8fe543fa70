package dsc.concepts.foundations.conflictresolution;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * The timing of a replica, from the configuration at {@code dsc.<scenario>}.
 *
 * @param gossipInterval how often a replica compares itself with another one, drawn anew each time
 * @param snapshotEvents events after which a snapshot is taken, 1 or more
 * @param journalBackoffMin first wait before a journal that failed is tried again
 * @param journalBackoffMax longest such wait
 */
public record ReplicaSettings(
        Duration gossipInterval, int snapshotEvents, Duration journalBackoffMin, Duration journalBackoffMax) {

    public ReplicaSettings {
        if (!gossipInterval.isPositive() || !journalBackoffMin.isPositive()) {
            throw new IllegalArgumentException("gossip-interval and journal-backoff-min must be longer than nothing");
        }
        if (snapshotEvents < 1) {
            throw new IllegalArgumentException("snapshot-events must be 1 or more, not " + snapshotEvents);
        }
        if (journalBackoffMax.compareTo(journalBackoffMin) < 0) {
            throw new IllegalArgumentException("journal-backoff-max is below journal-backoff-min: " + journalBackoffMax
                    + " < " + journalBackoffMin);
        }
    }

    public static ReplicaSettings from(Config config) {
        return new ReplicaSettings(
                config.getDuration("gossip-interval"),
                config.getInt("snapshot-events"),
                config.getDuration("journal-backoff-min"),
                config.getDuration("journal-backoff-max"));
    }
}
