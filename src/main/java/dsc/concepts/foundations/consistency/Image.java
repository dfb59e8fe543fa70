package dsc.concepts.foundations.consistency;

import dsc.concepts.shared.SortedMaps;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Wire;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the first entries of a log come to, a value: the registers, and which operations were among them.
 *
 * @param index how many entries that is
 * @param values the last value of each key that was written
 * @param origins what is remembered of the operations of each node
 */
public record Image(long index, SortedMap<String, String> values, SortedMap<NodeId, Origin> origins) implements Wire {

    static final Image EMPTY = new Image(0, Collections.emptySortedMap(), Collections.emptySortedMap());

    /**
     * Which operations of a node are in the log: so that one which is submitted again gets no second place.
     *
     * @param incarnation the latest of which there is one
     * @param settled what has a lesser number gets no place any more
     * @param numbers those from {@code settled} on that have one
     */
    public record Origin(long incarnation, long settled, SortedSet<Long> numbers) implements Wire {

        static final Origin UNHEARD = new Origin(0, 0, Collections.emptySortedSet());

        public Origin {
            if (!numbers.isEmpty() && numbers.first() < settled) {
                throw new IllegalArgumentException(numbers.first() + " is below " + settled + ", which is settled");
            }
        }

        /** Whether an operation of that id has its place, or gets none. */
        boolean isSettled(Entry.Id id) {
            return id.incarnation() < incarnation
                    || id.incarnation() == incarnation && (id.number() < settled || numbers.contains(id.number()));
        }

        Origin after(Entry entry) {
            boolean begins = entry.id().incarnation() > incarnation;
            long from = begins ? entry.settled() : Math.max(settled, entry.settled());
            SortedSet<Long> left = new TreeSet<>(begins ? Collections.emptySortedSet() : numbers.tailSet(from));
            left.add(entry.id().number());
            return new Origin(entry.id().incarnation(), from, Collections.unmodifiableSortedSet(left));
        }
    }

    public Image {
        if (index < 0) {
            throw new IllegalArgumentException("a log has no " + index + " entries");
        }
    }

    Origin origin(NodeId node) {
        return origins.getOrDefault(node, Origin.UNHEARD);
    }

    boolean isSettled(Entry.Id id) {
        return origin(id.origin()).isSettled(id);
    }

    /** With {@code entry} as the next. */
    Image after(Entry entry) {
        NodeId node = entry.id().origin();
        return new Image(
                index + 1,
                entry.isRead()
                        ? values
                        : SortedMaps.with(values, entry.put().key(), entry.put().value()),
                SortedMaps.with(origins, node, origin(node).after(entry)));
    }
}
