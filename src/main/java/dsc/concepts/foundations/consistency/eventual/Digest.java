package dsc.concepts.foundations.consistency.eventual;

import dsc.concepts.foundations.consistency.Stamp;
import dsc.concepts.shared.Portion;
import dsc.workbench.protocol.Wire;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The stamps of all that a node holds in a range of keys. What is in the range and not here, it does not hold.
 *
 * @param after the range begins behind this key; null for the first of all
 * @param upTo the range ends with this key; null for the last of all
 */
record Digest(String after, String upTo, SortedMap<String, Stamp> stamps) implements Wire {

    /** A counter and the id of a node. */
    private static final int STAMP_CHARS = 24;

    Digest {
        stamps = Collections.unmodifiableSortedMap(new TreeMap<>(stamps));
    }

    /** Those of all that {@code copies} are, each of about so many characters; their ranges are all keys. */
    static List<Digest> of(Copies copies, int chars) {
        List<Map.Entry<String, Copies.Copy>> all = List.copyOf(copies.copies().entrySet());
        List<Digest> digests = new ArrayList<>();
        String after = null;
        int taken = 0;
        do {
            Portion<Map.Entry<String, Copies.Copy>> portion = Portion.of(
                    all.subList(taken, all.size()),
                    chars,
                    entry -> entry.getKey().length() + STAMP_CHARS);
            SortedMap<String, Stamp> stamps = new TreeMap<>();
            portion.taken()
                    .forEach(
                            entry -> stamps.put(entry.getKey(), entry.getValue().stamp()));
            taken += stamps.size();
            String upTo = taken == all.size() ? null : stamps.lastKey();
            digests.add(new Digest(after, upTo, stamps));
            after = upTo;
        } while (taken < all.size());
        return digests;
    }
}
