package dsc.workbench.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Wire;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** With the serializers of {@code conf/node.conf}. */
class EnvelopeSerializerTest {

    record Vote(NodeId candidate, long term, List<String> words) implements Wire {}

    record OnlyJava(String text) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    private static ActorTestKit kit;
    private static Serialization serialization;

    @BeforeAll
    static void start() {
        kit = ActorTestKit.create(ConfigFactory.parseString(
                        "pekko { actor.provider = local, loglevel = ERROR, coordinated-shutdown.exit-jvm = off }")
                .withFallback(ConfigFactory.parseFile(Path.of("conf/node.conf").toFile()))
                .withFallback(ConfigFactory.defaultReference())
                .resolve());
        serialization = SerializationExtension.get(Adapter.toClassic(kit.system()));
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    private static Envelope envelope(Object message) {
        return new Envelope(new NodeId("n1"), 1_700_000_000_000L, 7, message);
    }

    private static byte[] bytes(Envelope envelope) {
        return serialization.serialize(envelope).get();
    }

    @Test
    void whatIsReadIsWhatWasWritten() {
        for (Object message : List.of(
                new Vote(new NodeId("n2"), Long.MAX_VALUE, List.of("", "ä", "a".repeat(70_000))), "a string", 42L)) {
            Envelope envelope = envelope(message);

            assertThat(serialization
                            .deserialize(bytes(envelope), Envelope.class)
                            .get())
                    .isEqualTo(envelope);
        }
    }

    /** As Artery does it, for a message whose own serializer can write into a buffer, and for one whose cannot. */
    @Test
    void whatIsReadFromABufferIsWhatWasWrittenIntoIt() {
        EnvelopeSerializer serializer = (EnvelopeSerializer) serialization.findSerializerFor(envelope("x"));
        for (Object message : List.of(new Vote(new NodeId("n2"), 1, List.of("ä")), "a string", 42L)) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(10_000);
            serializer.toBinary(envelope(message), buffer);
            byte[] written = new byte[buffer.flip().remaining()];
            buffer.get(0, written);

            assertThat(written).isEqualTo(bytes(envelope(message)));
            assertThat(serializer.fromBinary(buffer, "")).isEqualTo(envelope(message));
        }
    }

    @Test
    void isTheSerializerThatConfNames() {
        assertThat(serialization.findSerializerFor(envelope("x"))).isInstanceOf(EnvelopeSerializer.class);
    }

    @Test
    void javaSerializationStaysOff() {
        assertThat(serialization.serialize(envelope(new OnlyJava("x"))).isFailure())
                .isTrue();
    }

    @Test
    void whatIsCutOffIsRefused() {
        byte[] whole = bytes(envelope(new Vote(new NodeId("n2"), 3, List.of("x"))));

        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() ->
                            serialization.deserialize(part, Envelope.class).get())
                    .as("the first %d bytes of %d", length, whole.length)
                    .isInstanceOf(Exception.class);
        }
    }
}
