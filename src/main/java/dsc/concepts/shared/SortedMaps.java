package dsc.concepts.shared;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sorted maps as values. */
public final class SortedMaps {

    private SortedMaps() {}

    /** A copy that cannot be changed, with {@code value} at {@code key}; it costs as much as the map has entries. */
    public static <K, V> SortedMap<K, V> with(SortedMap<K, V> map, K key, V value) {
        SortedMap<K, V> more = new TreeMap<>(map);
        more.put(key, value);
        return Collections.unmodifiableSortedMap(more);
    }
}
