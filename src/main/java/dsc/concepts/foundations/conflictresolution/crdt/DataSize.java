package dsc.concepts.foundations.conflictresolution.crdt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import org.apache.pekko.cluster.ddata.GCounter;
import org.apache.pekko.cluster.ddata.LWWMap;
import org.apache.pekko.cluster.ddata.LWWRegister;
import org.apache.pekko.cluster.ddata.ORMap;
import org.apache.pekko.cluster.ddata.ORSet;
import org.apache.pekko.cluster.ddata.PNCounter;
import org.apache.pekko.cluster.ddata.ReplicatedData;
import org.apache.pekko.cluster.ddata.VersionVector;
import scala.jdk.javaapi.CollectionConverters;

/**
 * How many bytes a value takes when the replicator sends it, at most and not compressed: it sends a key's value whole,
 * and Artery drops what is larger than a frame. Texts can be such that compression saves nothing.
 *
 * <p>Each replica refuses updates that would make what it sees of a key larger than {@link #KEY_BYTES_MAX}. Replicas
 * that are cut off from each other may all fill theirs; merged, the values take at most the sum, since what a replica
 * wrote itself and others still have is in its own value, or was removed there. So with 8 nodes, the most that a
 * cluster has, it fits into the frame that conf/crdt.conf sets.
 *
 * <p>The one class that looks into what Distributed Data keeps for itself (Pekko 1.7): who wrote what.
 */
final class DataSize {

    static final int KEY_BYTES_MAX = 192 * 1_024;

    /** The bytes of an incarnation of a node with a number: address, port, unique id. */
    private static final int WRITER_BYTES = 64;

    /** The bytes of a text beside its characters, or of a list. */
    private static final int HEADER_BYTES = 8;

    /** The bytes of a value within a map, which names its serializer and class. */
    private static final int ENTRY_BYTES = 32;

    /** The bytes of the names and numbers of one character of a {@link Sequence}. */
    private static final int CHARACTER_BYTES = 96;

    private DataSize() {}

    /** @throws IllegalArgumentException when no protocol here keeps {@code data} under a key */
    static long bytesMax(ReplicatedData data) {
        return switch (data) {
            case ORSet<?> set -> bytesMax(set);
            case PNCounter counter -> bytesMax(counter.increments()) + bytesMax(counter.decrements());
            case GCounter counter ->
                HEADER_BYTES + (long) WRITER_BYTES * counter.state().size();
            case LWWMap<?, ?> map -> bytesMax((ORMap<?, ?>) map.underlying());
            case ORMap<?, ?> map -> bytesMax(map);
            case LWWRegister<?> register -> ENTRY_BYTES + WRITER_BYTES + textBytes(register.getValue());
            case Sequence sequence ->
                sequence.characters().stream().mapToLong(DataSize::bytesMax).sum() + HEADER_BYTES;
            default -> throw new IllegalArgumentException("of what size is " + data.getClass());
        };
    }

    private static long bytesMax(ORSet<?> set) {
        long bytes = HEADER_BYTES + bytesMax(set.vvector());
        Map<?, VersionVector> writers = CollectionConverters.asJava(set.elementsMap());
        for (Map.Entry<?, VersionVector> element : writers.entrySet()) {
            bytes += textBytes(element.getKey()) + bytesMax(element.getValue());
        }
        return bytes;
    }

    private static long bytesMax(ORMap<?, ?> map) {
        long bytes = HEADER_BYTES + bytesMax(map.keys());
        for (Map.Entry<?, ?> entry : map.getEntries().entrySet()) {
            bytes += textBytes(entry.getKey()) + ENTRY_BYTES + bytesMax((ReplicatedData) entry.getValue());
        }
        return bytes;
    }

    private static long bytesMax(VersionVector writers) {
        return HEADER_BYTES + (long) WRITER_BYTES * writers.size();
    }

    private static long bytesMax(Sequence.Character character) {
        return CHARACTER_BYTES
                + textBytes(character.text())
                + textBytes(character.id().writer())
                + character
                        .after()
                        .map(Sequence.Id::writer)
                        .map(DataSize::textBytes)
                        .orElse(0L);
    }

    private static long textBytes(Object text) {
        return HEADER_BYTES + text.toString().getBytes(UTF_8).length;
    }
}
