package dsc.workbench.cluster;

import dsc.workbench.protocol.NodeId;
import java.io.NotSerializableException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.serialization.ByteBufferSerializer;
import org.apache.pekko.serialization.JSerializer;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializer;
import org.apache.pekko.serialization.Serializers;

/** Writes an {@link Envelope}; what is inside it is written by its own serializer, behind all else. */
final class EnvelopeSerializer extends JSerializer implements ByteBufferSerializer {

    private static final int IDENTIFIER = 4_711_001;

    /** The longest id of a node, or manifest, which may be the name of a class. */
    private static final int TEXT_BYTES_MAX = 1_024;

    /** Two texts, and numbers. */
    private static final int HEADER_BYTES_MAX = 2 * TEXT_BYTES_MAX + 64;

    private final ExtendedActorSystem system;

    EnvelopeSerializer(ExtendedActorSystem system) {
        this.system = system;
    }

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public boolean includeManifest() {
        return false;
    }

    @Override
    public byte[] toBinary(Object object) {
        Envelope envelope = (Envelope) object;
        Serializer serializer = serialization().findSerializerFor(envelope.message());
        byte[] message = serializer.toBinary(envelope.message());
        ByteBuffer buffer = ByteBuffer.allocate(HEADER_BYTES_MAX + message.length);
        writeHeader(envelope, serializer, buffer);
        buffer.put(message);
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    /** Straight into the buffer that Artery sends, where the message's own serializer can do that. */
    @Override
    public void toBinary(Object object, ByteBuffer buffer) {
        Envelope envelope = (Envelope) object;
        Serializer serializer = serialization().findSerializerFor(envelope.message());
        writeHeader(envelope, serializer, buffer);
        if (serializer instanceof ByteBufferSerializer direct) {
            direct.toBinary(envelope.message(), buffer);
        } else {
            buffer.put(serializer.toBinary(envelope.message()));
        }
    }

    private static void writeHeader(Envelope envelope, Serializer serializer, ByteBuffer buffer) {
        buffer.order(ByteOrder.LITTLE_ENDIAN);
        writeText(envelope.from().value(), buffer);
        buffer.putLong(envelope.incarnation());
        buffer.putLong(envelope.number());
        buffer.putInt(serializer.identifier());
        writeText(Serializers.manifestFor(serializer, envelope.message()), buffer);
    }

    @Override
    public Object fromBinaryJava(byte[] bytes, Class<?> manifest) {
        return read(ByteBuffer.wrap(bytes));
    }

    @Override
    public Object fromBinary(ByteBuffer buffer, String manifest) {
        return read(buffer);
    }

    private Envelope read(ByteBuffer buffer) {
        buffer.order(ByteOrder.LITTLE_ENDIAN);
        NodeId from = new NodeId(readText(buffer));
        long incarnation = buffer.getLong();
        long number = buffer.getLong();
        int serializer = buffer.getInt();
        String manifest = readText(buffer);
        try {
            Object message = serialization().deserializeByteBuffer(buffer, serializer, manifest);
            return new Envelope(from, incarnation, number, message);
        } catch (NotSerializableException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void writeText(String text, ByteBuffer buffer) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > TEXT_BYTES_MAX) {
            throw new IllegalArgumentException("a node's id or a manifest of " + bytes.length + " bytes: " + text);
        }
        buffer.putShort((short) bytes.length).put(bytes);
    }

    private static String readText(ByteBuffer buffer) {
        byte[] bytes = new byte[Short.toUnsignedInt(buffer.getShort())];
        buffer.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private Serialization serialization() {
        return SerializationExtension.get(system);
    }
}
