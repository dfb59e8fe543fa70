package dsc.concepts.foundations.coordination.gossip;

import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Wire;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which rumours a node has heard, in a few numbers. It may claim less than the node has, never more: what is claimed
 * and not there, no peer would tell.
 *
 * @param origins by the node that was asked to tell them
 */
public record Digest(SortedMap<NodeId, Entry> origins) implements Wire {

    static final Digest NONE = new Digest(Collections.emptySortedMap());

    /**
     * Of the rumours of one node, those without a gap and those behind one: how many there are would not say which.
     *
     * @param next the number of the first that is missing
     * @param beyond greater numbers that are there, ascending
     */
    public record Entry(long next, List<Long> beyond) implements Wire {
        static final Entry NONE = new Entry(0, List.of());

        boolean claims(long number) {
            return number < next || Collections.binarySearch(beyond, number) >= 0;
        }
    }

    Entry of(NodeId origin) {
        return origins.getOrDefault(origin, Entry.NONE);
    }

    boolean claims(Rumour.Id id) {
        return of(id.origin()).claims(id.number());
    }

    /**
     * What {@code rumours} are, in about {@code chars} characters. What does not fit is not claimed, and told again
     * until the gap before it is closed, which the origin can always do.
     *
     * @param chars what the numbers that are behind a gap may take; the other ones are few
     */
    static Digest of(RumourSet rumours, int chars) {
        SortedMap<NodeId, Entry> entries = new TreeMap<>();
        long left = Math.max(1, chars / Long.toString(Long.MAX_VALUE).length());
        for (Map.Entry<NodeId, RumourSet.OfOrigin> each : rumours.origins().entrySet()) {
            RumourSet.OfOrigin origin = each.getValue();
            List<Long> beyond = origin.beyond().keySet().stream().limit(left).toList();
            left -= beyond.size();
            entries.put(each.getKey(), new Entry(origin.next(), beyond));
        }
        return new Digest(Collections.unmodifiableSortedMap(entries));
    }
}
