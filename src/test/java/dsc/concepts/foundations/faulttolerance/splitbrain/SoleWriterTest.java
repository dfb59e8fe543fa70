package dsc.concepts.foundations.faulttolerance.splitbrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.workbench.protocol.Durable;
import dsc.workbench.protocol.NodeId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two writers at once, as two sides of a cut have them, are two actors with one journal here. */
class SoleWriterTest {

    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N3 = new NodeId("n3");

    private TestNode node;
    private TestProbe<SplitBrainNode.Message> host;
    private TestProbe<SoleWriter.Answer> client;

    private void start() throws SQLException {
        // What comes out of the journal is of the mutant's classes, if it is one.
        Thread.currentThread().setContextClassLoader(SoleWriter.class.getClassLoader());
        node = new TestNode("pekko.actor.provider = local");
        host = node.kit().createTestProbe();
        client = node.kit().createTestProbe();
    }

    @AfterEach
    void stop() throws SQLException {
        if (node != null) {
            node.close();
            Thread.currentThread().setContextClassLoader(ClassLoader.getSystemClassLoader());
        }
    }

    private ActorRef<SoleWriter.Message> writer(NodeId on, boolean fencing, long incarnation) {
        SplitBrainSettings settings = new SplitBrainSettings(
                Strategy.KEEP_MAJORITY, 1, fencing, Duration.ofSeconds(1), Duration.ofSeconds(1));
        Durable durable = new Durable(PersistenceId.ofUniqueId("n1"), Duration.ofMillis(50), Duration.ofMillis(100));
        ActorRef<SoleWriter.Message> writer = node.kit().spawn(SoleWriter.create(on, settings, durable, host.ref()));
        assertThat(host.receiveMessage()).isEqualTo(new SplitBrainNode.WriterBegan(incarnation, writer));
        return writer;
    }

    private SoleWriter.Answer write(ActorRef<SoleWriter.Message> writer) {
        writer.tell(new SoleWriter.Write("k1", client.ref()));
        return client.receiveMessage();
    }

    @Test
    void eachTakesTheNextIncarnation() throws SQLException {
        start();
        ActorRef<SoleWriter.Message> first = writer(N1, false, 1);
        assertThat(write(first)).isEqualTo(new SoleWriter.Written(N1, 1));
        node.kit().stop(first);
        assertThat(write(writer(N3, false, 2))).isEqualTo(new SoleWriter.Written(N3, 2));
    }

    /** That is what the cluster is to prevent, since nothing else does. */
    @Test
    void withoutFencingASupersededOneGoesOn() throws SQLException {
        start();
        ActorRef<SoleWriter.Message> first = writer(N1, false, 1);
        ActorRef<SoleWriter.Message> second = writer(N3, false, 2);
        assertThat(write(second)).isEqualTo(new SoleWriter.Written(N3, 2));
        assertThat(write(first)).isEqualTo(new SoleWriter.Written(N1, 1));
    }

    /** The journal refuses the event, so nobody answers; asked again, the writer knows why. */
    @Test
    void withFencingTheJournalRefusesIt() throws SQLException {
        start();
        ActorRef<SoleWriter.Message> first = writer(N1, true, 1);
        assertThat(write(first)).isEqualTo(new SoleWriter.Written(N1, 1));
        ActorRef<SoleWriter.Message> second = writer(N3, true, 2);
        first.tell(new SoleWriter.Write("k1", client.ref()));
        assertThat(write(first)).isEqualTo(new SoleWriter.Superseded(N1, 1));
        assertThat(write(second)).isEqualTo(new SoleWriter.Written(N3, 2));
    }

    @Test
    void aStateThatCannotBeIsRefused() {
        assertThatThrownBy(() -> new SoleWriter.State(1, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SoleWriter.State(-1, Optional.of(N1)))
                .isInstanceOf(IllegalArgumentException.class);
        SoleWriter.State second = SoleWriter.State.NEW.with(new SoleWriter.Began(2, N1));
        assertThatThrownBy(() -> second.with(new SoleWriter.Began(2, N3))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> second.with(new SoleWriter.Wrote(1, "k1"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatIsSentAndKeptSurvivesSerialization() throws SQLException {
        start();
        Stream.of(
                        new SoleWriter.Write("k1", client.ref()),
                        new SoleWriter.Written(N1, 3),
                        new SoleWriter.Superseded(N1, 3),
                        new SoleWriter.Began(3, N1),
                        new SoleWriter.Wrote(3, "k1"))
                .forEach(message -> node.kit().serializationTestKit().verifySerialization(message, true));
    }
}
