package dsc.concepts.patterns.replication.eventsourced;

import dsc.concepts.shared.SetAndCounter;
import dsc.workbench.protocol.Wire;
import java.util.Map;
import java.util.SortedSet;

/**
 * What a replica holds under one key, and the events that change it. Replicas that have applied the same events, in
 * whatever order between different writers, hold the same {@link #visible}.
 *
 * @param set a set of elements
 * @param count a counter: the sum of all increments
 * @param name a register
 * @param applied the events that led here
 * @param concurrent how many of these were written by another replica that did not know what this one knew when they
 *     arrived ({@code ReplicationContext.concurrent()}); the only part in which replicas that hold the same may differ
 */
record Contents(ObservedRemoveSet set, long count, Name name, Applied applied, long concurrent) implements Wire {

    static final Contents NOTHING = new Contents(ObservedRemoveSet.EMPTY, 0, Name.NONE, Applied.NONE, 0);

    /** What happened at one replica. */
    sealed interface Event extends Wire {

        Dot dot();

        /** When, by the clock of that replica, in milliseconds since 1970. */
        long atMillis();
    }

    record Added(Dot dot, long atMillis, String element) implements Event {}

    /** @param adds the adds of {@code element} that the replica had seen */
    record Removed(Dot dot, long atMillis, String element, SortedSet<Dot> adds) implements Event {}

    record Incremented(Dot dot, long atMillis, long amount) implements Event {}

    record Renamed(Dot dot, long atMillis, Name name) implements Event {}

    Contents {
        if (concurrent < 0) {
            throw new IllegalArgumentException("a count of events is not negative: " + concurrent);
        }
    }

    /**
     * @param isConcurrent whether its writer did not know all that is known here
     * @throws EventGapException when an event of the same replica before it is not there yet
     * @throws IllegalArgumentException when it is there already
     */
    Contents apply(Event event, boolean isConcurrent) {
        Contents changed = switch (event) {
            case Added added -> with(set.add(added.element(), added.dot()));
            case Removed removed -> with(set.remove(removed.element(), removed.adds(), applied));
            case Incremented incremented -> withCount(Math.addExact(count, incremented.amount()));
            case Renamed renamed -> withName(name.later(renamed.name()));
        };
        return new Contents(
                changed.set,
                changed.count,
                changed.name,
                applied.with(event.dot()),
                concurrent + (isConcurrent ? 1 : 0));
    }

    /** What a client sees of it. */
    Map<String, Object> visible() {
        Map<String, Object> visible = SetAndCounter.answer(set.elements(), count);
        visible.put("name", name.text());
        return visible;
    }

    private Contents with(ObservedRemoveSet newSet) {
        return new Contents(newSet, count, name, applied, concurrent);
    }

    private Contents withCount(long newCount) {
        return new Contents(set, newCount, name, applied, concurrent);
    }

    private Contents withName(Name newName) {
        return new Contents(set, count, newName, applied, concurrent);
    }
}
