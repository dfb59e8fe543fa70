package dsc.concepts.patterns.replication.eventsourced;

import dsc.workbench.protocol.Wire;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An operation-based observed-remove set (Shapiro et al. 2011, §3.3.5): a removal takes the adds that its replica had
 * seen, so an add that it had not seen wins.
 *
 * <p>The original requires causal delivery, which Pekko does not promise: events of one replica arrive in their order,
 * but a removal may arrive before an add of another replica that it is about. It is remembered then until the add is
 * there. What is remembered is bounded by what is on its way.
 *
 * @param adds the adds in force, by element; none of the lists is empty
 * @param removedAhead adds that were removed and have not arrived yet
 */
record ObservedRemoveSet(SortedMap<String, SortedSet<Dot>> adds, SortedSet<Dot> removedAhead) implements Wire {

    static final ObservedRemoveSet EMPTY = new ObservedRemoveSet(new TreeMap<>(), new TreeSet<>());

    ObservedRemoveSet {
        adds = new TreeMap<>(adds);
        removedAhead = new TreeSet<>(removedAhead);
        for (SortedSet<Dot> dots : adds.values()) {
            if (dots.isEmpty() || dots.stream().anyMatch(removedAhead::contains)) {
                throw new IllegalArgumentException("an add is in force or removed: " + adds + ", " + removedAhead);
            }
        }
    }

    List<String> elements() {
        return List.copyOf(adds.keySet());
    }

    /** The adds of {@code element} that a removal takes: those that are seen here. */
    SortedSet<Dot> seen(String element) {
        return adds.getOrDefault(element, new TreeSet<>());
    }

    ObservedRemoveSet add(String element, Dot dot) {
        if (removedAhead.contains(dot)) {
            SortedSet<Dot> fewer = new TreeSet<>(removedAhead);
            fewer.remove(dot);
            return new ObservedRemoveSet(adds, fewer);
        }
        SortedSet<Dot> dots = new TreeSet<>(seen(element));
        dots.add(dot);
        return with(element, dots, removedAhead);
    }

    /**
     * @param removed the adds that the removing replica had seen
     * @param applied what has arrived here
     */
    ObservedRemoveSet remove(String element, SortedSet<Dot> removed, Applied applied) {
        SortedSet<Dot> left = new TreeSet<>(seen(element));
        left.removeAll(removed);
        SortedSet<Dot> ahead = new TreeSet<>(removedAhead);
        removed.stream().filter(dot -> !applied.contains(dot)).forEach(ahead::add);
        return with(element, left, ahead);
    }

    private ObservedRemoveSet with(String element, SortedSet<Dot> dots, SortedSet<Dot> ahead) {
        SortedMap<String, SortedSet<Dot>> others = new TreeMap<>(adds);
        if (dots.isEmpty()) {
            others.remove(element);
        } else {
            others.put(element, dots);
        }
        return new ObservedRemoveSet(others, ahead);
    }
}
