package dsc.concepts.foundations.coordination.streaming;

import dsc.concepts.shared.SortedMaps;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Wire;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The group of readers at its coordinator, a value.
 *
 * @param generation how often the partitions were shared out; 0 before the first time
 * @param members with the incarnation in which each joined
 * @param assignment the member of each partition, empty without members
 */
public record Group(long generation, SortedMap<NodeId, Long> members, SortedMap<Integer, NodeId> assignment)
        implements Wire {

    static final Group NONE = new Group(0, Collections.emptySortedMap(), Collections.emptySortedMap());

    /** Whether {@code node} is a member since it last started. */
    boolean has(NodeId node, long incarnation) {
        return members.getOrDefault(node, -1L) == incarnation;
    }

    /** With {@code member}, in the next generation. */
    Group with(NodeId member, long incarnation, int partitions) {
        return next(SortedMaps.with(members, member, incarnation), partitions);
    }

    /** Without {@code gone}, in the next generation. */
    Group without(List<NodeId> gone, int partitions) {
        SortedMap<NodeId, Long> left = new TreeMap<>(members);
        gone.forEach(left::remove);
        return next(left, partitions);
    }

    /** Shares the partitions out anew, to each member as many, give or take one. */
    private Group next(SortedMap<NodeId, Long> now, int partitions) {
        List<NodeId> all = List.copyOf(now.keySet());
        SortedMap<Integer, NodeId> shared = new TreeMap<>();
        for (int partition = 0; partition < partitions && !all.isEmpty(); partition++) {
            shared.put(partition, all.get(partition % all.size()));
        }
        return new Group(
                generation + 1, Collections.unmodifiableSortedMap(now), Collections.unmodifiableSortedMap(shared));
    }

    List<Integer> partitions(NodeId member) {
        return assignment.entrySet().stream()
                .filter(each -> each.getValue().equals(member))
                .map(Map.Entry::getKey)
                .toList();
    }
}
