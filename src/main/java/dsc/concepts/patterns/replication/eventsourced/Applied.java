package dsc.concepts.patterns.replication.eventsourced;

import dsc.workbench.protocol.Wire;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which events a replica has applied: of each replica, those up to a number. It is a version vector, and unlike Pekko's
 * own it never names an event that has not arrived: Pekko takes over what the writer of an event had seen.
 *
 * @param numbers the number of the last event, by the replica that wrote it
 */
record Applied(SortedMap<String, Long> numbers) implements Wire {

    static final Applied NONE = new Applied(new TreeMap<>());

    Applied {
        numbers = new TreeMap<>(numbers);
    }

    boolean contains(Dot dot) {
        return dot.number() <= numbers.getOrDefault(dot.replica(), 0L);
    }

    /** The name of the next event that {@code replica} writes. */
    Dot next(String replica) {
        return new Dot(replica, numbers.getOrDefault(replica, 0L) + 1);
    }

    /**
     * @throws EventGapException when an event before {@code dot} is not there yet
     * @throws IllegalArgumentException when {@code dot} is there already: it would be applied twice
     */
    Applied with(Dot dot) {
        if (contains(dot)) {
            throw new IllegalArgumentException("event " + dot + " a second time, after " + numbers);
        }
        Dot next = next(dot.replica());
        if (!dot.equals(next)) {
            throw new EventGapException(dot, next);
        }
        TreeMap<String, Long> more = new TreeMap<>(numbers);
        more.put(dot.replica(), dot.number());
        return new Applied(more);
    }
}
