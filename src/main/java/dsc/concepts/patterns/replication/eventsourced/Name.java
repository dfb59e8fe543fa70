package dsc.concepts.patterns.replication.eventsourced;

import dsc.workbench.protocol.Wire;
import org.apache.pekko.persistence.typed.ReplicaId;
import org.apache.pekko.persistence.typed.crdt.LwwTime;

/**
 * A last-writer-wins register (Shapiro et al. 2011, §3.2.1): of two texts the one with the later time stays, of equal
 * times the one of the lower replica, so all replicas keep the same whatever the order of arrival. What was written
 * over a text that its replica had seen has a later time, also if the clock is behind.
 *
 * @param text null if none was given
 * @param time milliseconds since 1970, by the clock of the replica that gave it, or one more than the text before it
 * @param replica who gave it
 */
record Name(String text, long time, String replica) implements Wire {

    static final Name NONE = new Name(null, Long.MIN_VALUE, "");

    /** The name of a text that {@code writer} gives now. */
    Name next(String newText, long nowMillis, String writer) {
        LwwTime next = lwwTime().increase(nowMillis, new ReplicaId(writer));
        return new Name(newText, next.timestamp(), writer);
    }

    Name later(Name other) {
        return other.lwwTime().isAfter(lwwTime()) ? other : this;
    }

    private LwwTime lwwTime() {
        return new LwwTime(time, new ReplicaId(replica));
    }
}
