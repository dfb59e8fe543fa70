package dsc.concepts.foundations.consistency.eventual;

import dsc.concepts.foundations.consistency.Stamp;
import dsc.concepts.shared.SortedMaps;
import dsc.workbench.protocol.Wire;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a node holds, a value: under each key one copy. What a node answers and tells follows from it alone, so it
 * survives a crash.
 */
record Copies(SortedMap<String, Copy> copies) implements Wire {

    static final Copies EMPTY = new Copies(Collections.emptySortedMap());

    /** A value that was written, and when. */
    record Copy(String value, Stamp stamp) implements Wire {}

    Optional<Copy> of(String key) {
        return Optional.ofNullable(copies.get(key));
    }

    /** The value under {@code key}, or null. */
    String value(String key) {
        return of(key).map(Copy::value).orElse(null);
    }

    /** All keys with their values. */
    Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        copies.forEach((key, copy) -> values.put(key, copy.value()));
        return values;
    }

    /** Whether what is here under {@code key} is older than {@code stamp}. */
    boolean isOlder(String key, Stamp stamp) {
        return of(key).map(copy -> copy.stamp().compareTo(stamp) < 0).orElse(true);
    }

    /**
     * The greatest counter of all stamps here: that of every write that this node has seen, since a copy gives way to a
     * greater stamp alone.
     */
    long greatest() {
        return copies.values().stream()
                .mapToLong(copy -> copy.stamp().counter())
                .max()
                .orElse(0);
    }

    /** With {@code copy} under {@code key}, in place of what was there. */
    Copies with(String key, Copy copy) {
        return new Copies(SortedMaps.with(copies, key, copy));
    }

    /** The keys in the range of {@code digest} under which this node holds something newer, or something at all. */
    List<String> newerThan(Digest digest) {
        List<String> newer = new ArrayList<>();
        range(digest).forEach((key, copy) -> {
            Stamp there = digest.stamps().get(key);
            if (there == null || there.compareTo(copy.stamp()) < 0) {
                newer.add(key);
            }
        });
        return newer;
    }

    private Map<String, Copy> range(Digest digest) {
        NavigableMap<String, Copy> all = new TreeMap<>(copies);
        NavigableMap<String, Copy> from = digest.after() == null ? all : all.tailMap(digest.after(), false);
        return digest.upTo() == null ? from : from.headMap(digest.upTo(), true);
    }

    /** The keys under which {@code digest} has something newer than this node. */
    List<String> olderThan(Digest digest) {
        return digest.stamps().entrySet().stream()
                .filter(there -> isOlder(there.getKey(), there.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
