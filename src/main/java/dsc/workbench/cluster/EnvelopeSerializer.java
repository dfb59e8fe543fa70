package dsc.workbench.cluster;

import dsc.workbench.protocol.NodeId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.serialization.JSerializer;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializer;
import org.apache.pekko.serialization.Serializers;

/** Writes an {@link Envelope}; what is inside it is written by its own serializer. */
final class EnvelopeSerializer extends JSerializer {

    private static final int IDENTIFIER = 4_711_001;

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
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(message.length + 128);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(envelope.from().value());
            out.writeLong(envelope.incarnation());
            out.writeLong(envelope.number());
            out.writeInt(serializer.identifier());
            out.writeUTF(Serializers.manifestFor(serializer, envelope.message()));
            out.writeInt(message.length);
            out.write(message);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    @Override
    public Object fromBinaryJava(byte[] bytes, Class<?> manifest) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            NodeId from = new NodeId(in.readUTF());
            long incarnation = in.readLong();
            long number = in.readLong();
            int serializer = in.readInt();
            String inner = in.readUTF();
            byte[] message = in.readNBytes(in.readInt());
            return new Envelope(
                    from,
                    incarnation,
                    number,
                    serialization().deserialize(message, serializer, inner).get());
        } catch (IOException truncated) {
            throw new UncheckedIOException(truncated);
        }
    }

    private Serialization serialization() {
        return SerializationExtension.get(system);
    }
}
