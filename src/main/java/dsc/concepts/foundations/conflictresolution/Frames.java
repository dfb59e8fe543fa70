package dsc.concepts.foundations.conflictresolution;

import static java.nio.charset.StandardCharsets.UTF_8;

import dsc.concepts.foundations.conflictresolution.Replica.Digest;
import dsc.concepts.foundations.conflictresolution.Replica.Versions;
import dsc.concepts.shared.VersionVector;
import dsc.workbench.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much the messages of replicas take on the wire, at most, and how what there is to say is cut into such messages:
 * Artery drops what is larger than a frame of 256 KiB, and a replica that was cut off would never learn of it.
 *
 * <p>A cart that a client adds to takes {@link #CART_BYTES_MAX}. A cluster has 8 nodes at most; if all of them filled
 * theirs while they did not hear of each other, a client that merges these siblings still has a version that can be
 * sent. Each version may have a message of its own.
 */
final class Frames {

    /** The most bytes of a cart that an element is added to, in UTF-8. */
    static final int CART_BYTES_MAX = 28 * 1_024;

    /** The most bytes of a version, so that it fits into a frame together with its key and an envelope. */
    static final int VERSION_BYTES_MAX = 240 * 1_024;

    /** Roughly of a message: it takes no further key once it has this size. */
    private static final int MESSAGE_BYTES = 64 * 1_024;

    /** The bytes of a text beside its characters, of a list or a map. */
    private static final int HEADER_BYTES = 5;

    /** The bytes of a number and a map's key, with the id of a node before it. */
    private static final int COUNTER_BYTES = 48;

    /** The bytes of the names of a version's fields. */
    private static final int VERSION_BYTES = 64;

    private Frames() {}

    static int bytesMax(String text) {
        return text.getBytes(UTF_8).length + HEADER_BYTES;
    }

    static int bytesMax(VersionVector stamp) {
        return VERSION_BYTES + COUNTER_BYTES * stamp.counters().size();
    }

    static int bytesMax(Cart cart) {
        int bytes = VERSION_BYTES;
        for (String element : cart.elements()) {
            bytes += bytesMax(element);
        }
        return bytes;
    }

    private static int bytesMax(Version version) {
        return bytesMax(version.value()) + bytesMax(version.stamp());
    }

    /** Messages that hold {@code versions}; those of one key may be in several. */
    static List<Versions> versions(NodeId from, SortedMap<String, List<Version>> versions, boolean answerWanted) {
        Packing packing = new Packing();
        versions.forEach((key, some) -> {
            if (some.isEmpty()) {
                packing.add(key, List.of(), bytesMax(key));
            }
            for (Version version : some) {
                packing.add(key, List.of(version), bytesMax(key) + bytesMax(version));
            }
        });
        return packing.parts().stream()
                .map(part -> new Versions(from, part, answerWanted))
                .toList();
    }

    /** Fills one part after another. */
    private static final class Packing {
        private final List<SortedMap<String, List<Version>>> parts = new ArrayList<>();
        private SortedMap<String, List<Version>> last = new TreeMap<>();
        private long bytes;

        void add(String key, List<Version> versions, int more) {
            if (!last.isEmpty() && bytes + more > MESSAGE_BYTES) {
                parts.add(last);
                last = new TreeMap<>();
                bytes = 0;
            }
            last.computeIfAbsent(key, added -> new ArrayList<>()).addAll(versions);
            bytes += more;
        }

        List<SortedMap<String, List<Version>>> parts() {
            if (!last.isEmpty()) {
                parts.add(last);
            }
            return parts;
        }
    }

    /** Messages that together hold the stamps of all keys; where one ends, the next begins. */
    static List<Digest> digests(NodeId from, SortedMap<String, List<Version>> versions) {
        List<Digest> messages = new ArrayList<>();
        SortedMap<String, List<VersionVector>> part = new TreeMap<>();
        Optional<String> first = Optional.empty();
        long bytes = 0;
        for (Map.Entry<String, List<Version>> entry : versions.entrySet()) {
            List<VersionVector> stamps =
                    entry.getValue().stream().map(Version::stamp).toList();
            int more = bytesMax(entry.getKey())
                    + stamps.stream().mapToInt(Frames::bytesMax).sum();
            if (!part.isEmpty() && bytes + more > MESSAGE_BYTES) {
                messages.add(new Digest(from, first, Optional.of(entry.getKey()), part));
                first = Optional.of(entry.getKey());
                part = new TreeMap<>();
                bytes = 0;
            }
            part.put(entry.getKey(), stamps);
            bytes += more;
        }
        messages.add(new Digest(from, first, Optional.empty(), part));
        return messages;
    }
}
