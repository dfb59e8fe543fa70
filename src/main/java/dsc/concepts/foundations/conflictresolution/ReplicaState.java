package dsc.concepts.foundations.conflictresolution;

import dsc.workbench.protocol.Wire;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a replica remembers over a crash.
 *
 * @param versions key to what remains of its versions
 * @param greatest the greatest number in any stamp that the replica has ever held
 */
public record ReplicaState(SortedMap<String, List<Version>> versions, long greatest) implements Wire {

    public static final ReplicaState EMPTY = new ReplicaState(new TreeMap<>(), 0);

    /** Some keys have other versions now. */
    public record Resolved(SortedMap<String, List<Version>> versions) implements Wire {}

    public ReplicaState {
        versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
        long held = greatest(versions);
        if (held > greatest) {
            throw new IllegalArgumentException("a stamp of " + held + " is held, but " + greatest + " is the greatest");
        }
    }

    private static long greatest(SortedMap<String, List<Version>> versions) {
        return versions.values().stream()
                .flatMap(List::stream)
                .mapToLong(version -> version.stamp().greatest())
                .max()
                .orElse(0);
    }

    List<Version> of(String key) {
        return versions.getOrDefault(key, List.of());
    }

    ReplicaState after(Resolved event) {
        SortedMap<String, List<Version>> changed = new TreeMap<>(versions);
        changed.putAll(event.versions());
        return new ReplicaState(changed, Math.max(greatest, greatest(event.versions())));
    }
}
