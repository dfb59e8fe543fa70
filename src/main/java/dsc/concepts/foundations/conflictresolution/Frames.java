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
 * Artery drops what is larger than a frame, and a replica that was cut off would never learn of it. Each version may
 * have a message of its own. What limits them: {@link ReplicaSettings}.
 */
final class Frames {

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

    /**
     * Messages that hold {@code versions}; those of one key may be in several.
     *
     * @param bytesMax roughly of a message: it takes no further version once it has this size
     */
    static List<Versions> versions(
            NodeId from, SortedMap<String, List<Version>> versions, boolean answerWanted, int bytesMax) {
        Packing packing = new Packing(bytesMax);
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
        private final int bytesMax;
        private long bytes;

        Packing(int bytesMax) {
            this.bytesMax = bytesMax;
        }

        void add(String key, List<Version> versions, int more) {
            if (!last.isEmpty() && bytes + more > bytesMax) {
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

    /**
     * Messages that together hold the stamps of all keys; where one ends, the next begins.
     *
     * @param bytesMax roughly of a message: it takes no further key once it has this size
     */
    static List<Digest> digests(NodeId from, SortedMap<String, List<Version>> versions, int bytesMax) {
        List<Digest> messages = new ArrayList<>();
        SortedMap<String, List<VersionVector>> part = new TreeMap<>();
        Optional<String> first = Optional.empty();
        long bytes = 0;
        for (Map.Entry<String, List<Version>> entry : versions.entrySet()) {
            List<VersionVector> stamps =
                    entry.getValue().stream().map(Version::stamp).toList();
            int more = bytesMax(entry.getKey())
                    + stamps.stream().mapToInt(Frames::bytesMax).sum();
            if (!part.isEmpty() && bytes + more > bytesMax) {
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
