package dsc.concepts.shared;

import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Wire;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A number for each node that matters: what a version includes, or what a replica has seen (Parker and others 1983).
 * With one node, its writer's, it is a timestamp.
 *
 * @param counters node id to number, 0 or more
 */
public record VersionVector(SortedMap<String, Long> counters) implements Wire {

    /** Includes nothing; everything includes it. */
    public static final VersionVector NONE = new VersionVector(new TreeMap<>());

    public VersionVector {
        counters = Collections.unmodifiableSortedMap(new TreeMap<>(counters));
        if (counters.values().stream().anyMatch(number -> number < 0)) {
            throw new IllegalArgumentException("a version vector's numbers are not negative: " + counters);
        }
    }

    /** A timestamp: one writer, one number. */
    public static VersionVector of(NodeId writer, long number) {
        return new VersionVector(new TreeMap<>(Map.of(writer.value(), number)));
    }

    /** The number of {@code node}; 0 if it has none. */
    public long of(NodeId node) {
        return counters.getOrDefault(node.value(), 0L);
    }

    /** The greatest of its numbers. */
    public long greatest() {
        return counters.values().stream().mapToLong(number -> number).max().orElse(0);
    }

    /** The least that includes all of {@code vectors}: their maximum, node by node. */
    public static VersionVector join(Collection<VersionVector> vectors) {
        SortedMap<String, Long> joined = new TreeMap<>();
        for (VersionVector vector : vectors) {
            vector.counters.forEach((node, number) -> joined.merge(node, number, Math::max));
        }
        return new VersionVector(joined);
    }

    /** The same with another number for {@code node}. */
    public VersionVector with(NodeId node, long number) {
        return new VersionVector(SortedMaps.with(counters, node.value(), number));
    }

    /** Whether it includes all that {@code other} does (Fidge 1988, Mattern 1989: not less in any place). */
    public boolean includes(VersionVector other) {
        return other.counters.entrySet().stream()
                .allMatch(entry -> counters.getOrDefault(entry.getKey(), 0L) >= entry.getValue());
    }

    @Override
    public String toString() {
        return counters.toString();
    }
}
