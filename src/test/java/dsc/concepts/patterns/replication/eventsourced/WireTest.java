package dsc.concepts.patterns.replication.eventsourced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import dsc.concepts.patterns.replication.eventsourced.Contents.Added;
import dsc.concepts.patterns.replication.eventsourced.Contents.Removed;
import dsc.concepts.patterns.replication.eventsourced.EventSourced.PublishedByPeer;
import java.io.File;
import java.io.NotSerializableException;
import java.util.TreeSet;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.persistence.typed.ReplicaId;
import org.apache.pekko.persistence.typed.ReplicationId;
import org.apache.pekko.persistence.typed.internal.PublishedEventImpl;
import org.apache.pekko.persistence.typed.internal.ReplicatedPublishedEventMetaData;
import org.apache.pekko.persistence.typed.internal.VersionVector;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is sent directly comes back as it was, and fits into a frame; {@code WireSuite} draws values of every event. */
class WireTest {

    private static final String OVERRIDES = """
        pekko.actor.provider = local
        pekko.coordinated-shutdown.exit-jvm = off
        pekko.coordinated-shutdown.reason-overrides = {}
        """;

    private static final Dot DOT = new Dot("n-1", Long.MAX_VALUE);

    private static ActorTestKit kit;

    @BeforeAll
    static void start() {
        kit = ActorTestKit.create(
                "wire",
                ConfigFactory.parseString(OVERRIDES)
                        .withFallback(ConfigFactory.parseFile(new File("conf/eventsourced.conf")))
                        .withFallback(ConfigFactory.parseFile(new File("conf/node.conf")))
                        .withFallback(ConfigFactory.load()));
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    /** It names the adds of eight nodes that filled theirs; what is longer is found in the journal alone. */
    @Test
    void theLargestRemovalIsSentDirectly() {
        TreeSet<Dot> adds = new TreeSet<>();
        for (int node = 1; node <= 8; node++) {
            for (int number = 0; number < Replica.ADDS_MAX; number++) {
                adds.add(new Dot("n".repeat(31) + node, Long.MAX_VALUE - number));
            }
        }
        Removed removal = new Removed(DOT, Long.MAX_VALUE, "€".repeat(200), adds);

        assertThat(SerializationExtension.get(kit.system()).serialize(removal).get().length + 8_192)
                .isLessThanOrEqualTo(Math.toIntExact(
                        kit.system().settings().config().getBytes("pekko.remote.artery.advanced.maximum-frame-size")));
    }

    @Test
    void whatIsSentDirectlyComesBack() throws Exception {
        PublishedByPeer sent = new PublishedByPeer(new PublishedEventImpl(
                new ReplicationId("eventsourced", "k", new ReplicaId("n1")).persistenceId(),
                7,
                new Added(new Dot("n1", 3), 12, "x"),
                34,
                scala.Option.apply(new ReplicatedPublishedEventMetaData(
                        new ReplicaId("n1"), VersionVector.empty().increment("n1")))));
        var serializer = (SerializerWithStringManifest)
                SerializationExtension.get(kit.system()).findSerializerFor(sent);
        assertThat(serializer).isInstanceOf(PublishedEventSerializer.class);

        var received = (PublishedByPeer) serializer.fromBinary(serializer.toBinary(sent), serializer.manifest(sent));

        assertThat(received.event().persistenceId()).isEqualTo(sent.event().persistenceId());
        assertThat(received.event().sequenceNumber()).isEqualTo(7);
        assertThat(received.event().event()).isEqualTo(sent.event().event());
        assertThat(received.event().timestamp()).isEqualTo(34);
        var metadata = received.event().getReplicatedMetaData().orElseThrow();
        assertThat(metadata.replicaId()).isEqualTo(new ReplicaId("n1"));
        assertThat(metadata.version())
                .isEqualTo(sent.event().getReplicatedMetaData().orElseThrow().version());
        assertThatThrownBy(() -> serializer.fromBinary(new byte[0], "nonsense"))
                .isInstanceOf(NotSerializableException.class);
    }
}
