package dsc.concepts.patterns.replication.eventsourced;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * From the configuration at {@code dsc.eventsourced} (see {@code conf/eventsourced.conf}).
 *
 * @param readJournal the id of the read journal in which a replica finds what the others wrote
 * @param directReplication whether what was written is also sent to the other nodes at once
 * @param journalBackoffMin how long a replica whose journal failed stays away at first; twice as long each time after
 * @param journalBackoffMax but no longer than this
 */
record EventSourcedSettings(
        String readJournal, boolean directReplication, Duration journalBackoffMin, Duration journalBackoffMax) {

    EventSourcedSettings {
        if (!journalBackoffMin.isPositive() || journalBackoffMax.compareTo(journalBackoffMin) < 0) {
            throw new IllegalArgumentException(
                    "journal-backoff-min must be longer than nothing, and journal-backoff-max" + " at least as long: "
                            + journalBackoffMin + ", " + journalBackoffMax);
        }
    }

    static EventSourcedSettings from(Config config) {
        return new EventSourcedSettings(
                config.getString("read-journal"),
                config.getBoolean("direct-replication"),
                config.getDuration("journal-backoff-min"),
                config.getDuration("journal-backoff-max"));
    }

    /** How long a replica stays away after its journal failed {@code failures} times in a row. */
    Duration backoff(int failures) {
        Duration backoff = journalBackoffMin;
        for (int doubled = 1; doubled < failures && backoff.compareTo(journalBackoffMax) < 0; doubled++) {
            backoff = backoff.multipliedBy(2);
        }
        return backoff.compareTo(journalBackoffMax) < 0 ? backoff : journalBackoffMax;
    }
}
