package dsc.concepts.shared;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.function.Function;

/**
 * Which node is home to a key, by rendezvous hashing (Thaler and Ravishankar 1998): a node's weight for a key is a hash
 * of both, and the heaviest node is its home. It follows from the nodes there are and nothing else. A node that joins
 * takes its share from all others, and no other key moves.
 */
public final class Homes {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private Homes() {}

    /**
     * The home of {@code key}; of two with the same weight, the one whose name is greater.
     *
     * @param nodes at least one
     * @param name the name of a node, different for each
     * @throws java.util.NoSuchElementException if there is no node
     */
    public static <N> N of(String key, Collection<N> nodes, Function<N, String> name) {
        return nodes.stream()
                .max(Comparator.<N>comparingLong(node -> weight(key, name.apply(node)))
                        .thenComparing(name))
                .orElseThrow();
    }

    /** The weight of {@code node} in the draw of {@code key}, 0 or more; the same on every node and in every run. */
    public static long weight(String key, String node) {
        return hash(key + '@' + node);
    }

    /**
     * The hash of a text, 0 or more, the same on every machine: FNV-1a over its UTF-8, mixed as SplitMix64 does (Steele
     * and others 2014), since FNV leaves the first bits to chance only if many bytes follow.
     */
    public static long hash(String text) {
        long hash = FNV_OFFSET;
        for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (unit & 0xff)) * FNV_PRIME;
        }
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return (hash ^ (hash >>> 31)) >>> 1;
    }
}
