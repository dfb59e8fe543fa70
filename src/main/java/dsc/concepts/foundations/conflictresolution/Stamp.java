package dsc.concepts.foundations.conflictresolution;

import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Wire;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * When a version was written: a number for each node that matters. A timestamp has one node, its writer's; a vector
 * clock has all whose updates the version includes.
 *
 * @param counters node id to number, 0 or more
 */
public record Stamp(SortedMap<String, Long> counters) implements Wire {

    /** What every update is after. */
    public static final Stamp NONE = new Stamp(new TreeMap<>());

    public Stamp {
        counters = Collections.unmodifiableSortedMap(new TreeMap<>(counters));
        if (counters.values().stream().anyMatch(number -> number < 0)) {
            throw new IllegalArgumentException("a stamp's numbers are not negative: " + counters);
        }
    }

    /** A timestamp. */
    public static Stamp of(NodeId writer, long number) {
        return new Stamp(new TreeMap<>(Map.of(writer.value(), number)));
    }

    /** Of {@code node}; 0 when it has none. */
    public long of(NodeId node) {
        return counters.getOrDefault(node.value(), 0L);
    }

    /** The greatest of its numbers. */
    public long greatest() {
        return counters.values().stream().mapToLong(number -> number).max().orElse(0);
    }

    /** The least that is not less than any of {@code stamps}: their maximum, node by node. */
    public static Stamp join(Collection<Stamp> stamps) {
        SortedMap<String, Long> joined = new TreeMap<>();
        for (Stamp stamp : stamps) {
            stamp.counters.forEach((node, number) -> joined.merge(node, number, Math::max));
        }
        return new Stamp(joined);
    }

    /** The same with another number for {@code node}. */
    public Stamp with(NodeId node, long number) {
        SortedMap<String, Long> changed = new TreeMap<>(counters);
        changed.put(node.value(), number);
        return new Stamp(changed);
    }

    /** Whether it includes all that {@code other} does (Fidge 1988, Mattern 1989: not less in any place). */
    public boolean includes(Stamp other) {
        return other.counters.entrySet().stream()
                .allMatch(entry -> counters.getOrDefault(entry.getKey(), 0L) >= entry.getValue());
    }

    @Override
    public String toString() {
        return counters.toString();
    }
}
