package dsc.concepts.patterns.scaling.horizontal;

import dsc.workbench.protocol.Settings;
import java.time.Duration;

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
 */
record HorizontalSettings(
        Allocation allocation,
        Entity entity,
        int rebalanceShardsMax,
        Duration askTimeout,
        Duration passivateAfter,
        Duration reactivationDelay,
        int snapshotEvents) {

    /** How it is decided which node carries a shard. */
    enum Allocation {
        /** The node that carries the fewest; some move when another carries fewer (Pekko's own). */
        LEAST_SHARDS,
        /** The node that wins the shard's draw: {@link RendezvousAllocation}. */
        RENDEZVOUS
    }

    /** What an entity is. */
    enum Entity {
        /** {@link Account}. */
        ACCOUNT,
        /** {@link PlainAccount#journaled}: only to be measured, and seen to fail. */
        JOURNALED,
        /** {@link PlainAccount#inMemory}: likewise. */
        MEMORY
    }

    static HorizontalSettings from(Settings settings) {
        return new HorizontalSettings(
                settings.choice("allocation", Allocation.class),
                settings.choice("entity", Entity.class),
                settings.count("rebalance-shards-max"),
                settings.positive("ask-timeout"),
                settings.positive("passivate-after"),
                settings.positive("reactivation-delay"),
                settings.count("snapshot-events"));
    }
}
