package dsc.concepts.shared;

import dsc.workbench.protocol.Wire;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The letters that a node has processed, a value. Another letter costs the same however many there are.
 *
 * @param letters by key, in the order in which they were processed
 */
public record Inboxes(SortedMap<String, List<String>> letters) implements Wire {

    public static final Inboxes EMPTY = new Inboxes(Collections.emptySortedMap());

    /** The letters of {@code key}, perhaps none. */
    public List<String> of(String key) {
        return letters.getOrDefault(key, List.of());
    }

    /** These and {@code letter}, the last of {@code key}. */
    public Inboxes plus(String key, String letter) {
        return new Inboxes(SortedMaps.with(letters, key, GrowingList.plus(of(key), letter)));
    }

    /** How many letters there are under each key. */
    public Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        letters.forEach((key, all) -> counts.put(key, all.size()));
        return counts;
    }
}
