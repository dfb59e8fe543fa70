package dsc.concepts.patterns.scaling.horizontal;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Timing and sizes, from the configuration at {@code dsc.horizontal} (see {@code conf/horizontal.conf}).
 *
 * @param allocation which node a shard is put on
 * @param entity what accounts are; anything but {@link Entity#ACCOUNT} breaks the promise
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
        Entity entity,
        int rebalanceShardsMax,
        Duration askTimeout,
        Duration passivateAfter,
        Duration reactivationDelay,
        int snapshotEvents,
        Duration journalBackoffMin,
        Duration journalBackoffMax) {

    /** Who carries a shard. */
    enum Allocation {
        /** The node that carries the fewest; some move when another carries fewer (Pekko's own). */
        LEAST_SHARDS,
        /** The node that wins the shard's draw: {@link RendezvousAllocation}. */
        RENDEZVOUS;

        /** As written in the configuration, such as {@code least-shards}. */
        @Override
        public String toString() {
            return word(this);
        }
    }

    /** What an entity is. */
    enum Entity {
        /** {@link Account}. */
        ACCOUNT,
        /** {@link PlainAccount#journaled}: only to be measured, and seen to fail. */
        JOURNALED,
        /** {@link PlainAccount#inMemory}: likewise. */
        MEMORY;

        @Override
        public String toString() {
            return word(this);
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <E extends Enum<E>> E named(Config config, String path, E[] values) {
        String word = config.getString(path);
        return Arrays.stream(values)
                .filter(value -> value.toString().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("dsc.horizontal." + path + " is "
                        + Arrays.stream(values).map(E::toString).collect(Collectors.joining(" or ")) + ", not \"" + word
                        + "\""));
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
                named(config, "allocation", Allocation.values()),
                named(config, "entity", Entity.values()),
                config.getInt("rebalance-shards-max"),
                config.getDuration("ask-timeout"),
                config.getDuration("passivate-after"),
                config.getDuration("reactivation-delay"),
                config.getInt("snapshot-events"),
                config.getDuration("journal-backoff-min"),
                config.getDuration("journal-backoff-max"));
    }
}
