package dsc.concepts.patterns.scaling.horizontal;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Timing and sizes, from the configuration at {@code dsc.horizontal} (see {@code conf/horizontal.conf}).
 *
 * @param allocation which node a shard is put on
 * @param rebalanceShardsMax how many shards may move at once to even out what nodes carry, 1 or more
 * @param askTimeout how long a node waits for an account's answer before it tells the client that nobody knows
 * @param passivateAfter an account that nobody asks for this long is stopped
 * @param reactivationDelay how long an account that was superseded waits before it writes a new epoch
 * @param snapshotEvents events after which a snapshot is taken, 1 or more
 * @param journalBackoffMin first wait before a journal that failed is tried again
 * @param journalBackoffMax longest such wait
 */
record HorizontalSettings(
        Allocation allocation,
        int rebalanceShardsMax,
        Duration askTimeout,
        Duration passivateAfter,
        Duration reactivationDelay,
        int snapshotEvents,
        Duration journalBackoffMin,
        Duration journalBackoffMax) {

    /** Who carries a shard. */
    enum Allocation {
        /**
         * The node that carries the fewest; some move when another carries fewer (Pekko's default, since 2.6.10 of
         * Akka).
         */
        LEAST_SHARDS("least-shards"),
        /** The node that wins the shard's draw: {@link RendezvousAllocation}. */
        RENDEZVOUS("rendezvous");

        private final String word;

        Allocation(String word) {
            this.word = word;
        }

        static Allocation named(String word) {
            return Arrays.stream(values())
                    .filter(allocation -> allocation.word.equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("allocation is "
                            + Arrays.stream(values()).map(Allocation::toString).collect(Collectors.joining(" or "))
                            + ", not \"" + word + "\""));
        }

        @Override
        public String toString() {
            return word;
        }
    }

    HorizontalSettings {
        if (!askTimeout.isPositive()
                || !passivateAfter.isPositive()
                || !reactivationDelay.isPositive()
                || !journalBackoffMin.isPositive()) {
            throw new IllegalArgumentException("ask-timeout, passivate-after, reactivation-delay and"
                    + " journal-backoff-min must be longer than nothing");
        }
        if (journalBackoffMax.compareTo(journalBackoffMin) < 0) {
            throw new IllegalArgumentException("journal-backoff-max is below journal-backoff-min: " + journalBackoffMax
                    + " < " + journalBackoffMin);
        }
        if (rebalanceShardsMax < 1 || snapshotEvents < 1) {
            throw new IllegalArgumentException("rebalance-shards-max and snapshot-events must be 1 or more");
        }
    }

    static HorizontalSettings from(Config config) {
        return new HorizontalSettings(
                Allocation.named(config.getString("allocation")),
                config.getInt("rebalance-shards-max"),
                config.getDuration("ask-timeout"),
                config.getDuration("passivate-after"),
                config.getDuration("reactivation-delay"),
                config.getInt("snapshot-events"),
                config.getDuration("journal-backoff-min"),
                config.getDuration("journal-backoff-max"));
    }
}
