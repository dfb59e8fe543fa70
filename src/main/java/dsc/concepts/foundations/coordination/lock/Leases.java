package dsc.concepts.foundations.coordination.lock;

import dsc.concepts.foundations.coordination.Token;
import dsc.concepts.foundations.coordination.lock.Grants.Grant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Since when the grants of a node count, by its clock. A crash makes it forget all of it. */
final class Leases {

    /**
     * What became of a lock at this node since it was started.
     *
     * @param afterNanos how long after the grant before it, if that was not released
     * @param releasedBy null while nobody did
     */
    record Turn(Token token, Optional<Long> afterNanos, Token releasedBy) {}

    private final long ttlNanos;
    private final Map<String, Long> since = new HashMap<>();
    private final Map<String, Turn> turns = new TreeMap<>();
    private long startedNanos;

    Leases(long ttlNanos) {
        this.ttlNanos = ttlNanos;
    }

    void restart(long nowNanos) {
        since.clear();
        turns.clear();
        startedNanos = nowNanos;
    }

    /** For how long the lock will not be granted. */
    long leftNanos(String lock, Grant grant, long nowNanos) {
        return grant.isHeld() ? Math.max(0, sinceNanos(lock) + ttlNanos - nowNanos) : 0;
    }

    /** Rule 2: a node that was restarted knows that it granted a lock, and not when; it may have been just now. */
    private long sinceNanos(String lock) {
        return since.getOrDefault(lock, startedNanos);
    }

    /** Whether it was granted before this node was started. */
    boolean isOfEarlierLife(String lock) {
        return !since.containsKey(lock);
    }

    /** @param before what was granted until now */
    void granted(String lock, Grant before, Token token, long nowNanos) {
        Optional<Long> after = before.isHeld() ? Optional.of(nowNanos - sinceNanos(lock)) : Optional.empty();
        since.put(lock, nowNanos);
        turns.put(lock, new Turn(token, after, null));
    }

    void renewed(String lock, long nowNanos) {
        since.put(lock, nowNanos);
    }

    void released(String lock, Token by) {
        turns.computeIfPresent(lock, (same, turn) -> new Turn(turn.token(), turn.afterNanos(), by));
    }

    /** A copy. */
    Map<String, Turn> turns() {
        return Collections.unmodifiableMap(new TreeMap<>(turns));
    }
}
