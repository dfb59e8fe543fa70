package dsc.concepts.foundations.transactions;

import dsc.workbench.protocol.NodeId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A home's shared locks, each on all of its accounts, also on those that nobody has heard of yet: a lock on each
 * account that there is would not keep new ones away (Eswaran and others 1976: phantoms). They are in memory alone, and
 * lapse in a crash and, as {@link LapsingLocks}, after a while. So a lock has a stamp, by which a reader finds out
 * whether it was held until the end. Belongs to one actor.
 */
public class SharedLocks {

    /** No lock has this stamp. */
    public static final long NOT_HELD = 0;

    private record Lock(long stamp, boolean isHeld) {}

    private final Map<TransactionId, Lock> locks = new HashMap<>();

    /** Locks for {@code transaction}, unless it has done so; returns the stamp of its lock. */
    public long lock(TransactionId transaction, long stamp) {
        return locks.computeIfAbsent(transaction, none -> new Lock(stamp, true)).stamp();
    }

    /**
     * Ends the lock of {@code transaction}; the same when it is asked again.
     *
     * @return the stamp of the lock that was held, or {@link #NOT_HELD}
     */
    public long release(TransactionId transaction) {
        Lock held = locks.computeIfPresent(transaction, (same, lock) -> new Lock(lock.stamp(), false));
        return held == null ? NOT_HELD : held.stamp();
    }

    /** Forgets the lock of {@code transaction}, held or not; returns whether it was held. */
    public boolean lapse(TransactionId transaction) {
        Lock lock = locks.remove(transaction);
        return lock != null && lock.isHeld();
    }

    public boolean isKnown(TransactionId transaction) {
        return locks.containsKey(transaction);
    }

    /** A node whose snapshot holds a lock here; empty if none is held. */
    public Optional<NodeId> anyHolder() {
        return locks.entrySet().stream()
                .filter(lock -> lock.getValue().isHeld())
                .map(lock -> lock.getKey().coordinator())
                .min(NodeId::compareTo);
    }

    public void clear() {
        locks.clear();
    }
}
