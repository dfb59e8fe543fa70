package dsc.concepts.patterns.replication.eventsourced;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.util.Set;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin;
import org.apache.pekko.persistence.testkit.query.javadsl.PersistenceTestKitReadJournal;
import org.apache.pekko.persistence.typed.ReplicaId;
import org.apache.pekko.persistence.typed.ReplicationId;
import org.apache.pekko.persistence.typed.internal.InternalProtocol;
import org.apache.pekko.persistence.typed.internal.PublishedEventImpl;
import org.apache.pekko.persistence.typed.internal.ReplicatedEvent;
import org.apache.pekko.persistence.typed.internal.ReplicatedPublishedEventMetaData;
import org.apache.pekko.persistence.typed.internal.VersionVector;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.ReplicatedEventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.ReplicatedEventSourcing;
import org.apache.pekko.persistence.typed.javadsl.ReplicationContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Why replicas number their events: what Pekko does with those that it keeps back while it writes. */
class PekkoOrderTest {

    private static final ReplicaId N1 = new ReplicaId("n1");
    private static final ReplicaId N2 = new ReplicaId("n2");
    private static final ReplicaId N3 = new ReplicaId("n3");

    private final ActorTestKit kit = ActorTestKit.create(
            "order",
            ConfigFactory.parseString("pekko.persistence.testkit.events.serialize = off\npekko.loglevel = WARNING")
                    .withFallback(PersistenceTestKitPlugin.config())
                    .withFallback(ConfigFactory.load()));

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    /**
     * While n3 writes what a client asked, there come an event of n1, directly, and the two first events of n2, from
     * the journal. The event of n1 is applied, then the second one of n2; the first one is never. When this test fails,
     * Pekko has been mended: then {@link EventGapException} can go.
     */
    @Test
    void anEventIsLostWhenAnotherReplicasComesDirectlyAtTheSameTime() {
        TestProbe<String> states = kit.createTestProbe();
        ActorRef<String> replica = kit.spawn(Text.create(states.ref()));

        replica.tell("c");

        assertThat(states.receiveMessage()).isEqualTo("c");
        assertThat(states.receiveMessage()).isEqualTo("ca");
        assertThat(states.receiveMessage()).as("without the x").isEqualTo("cay");
        replica.tell("d");
        assertThat(states.receiveMessage()).isEqualTo("cayd");
    }

    /** What was written, one letter an event. */
    private static final class Text extends ReplicatedEventSourcedBehavior<String, String, String> {

        private final ActorRef<Object> self;
        private final ActorRef<String> states;
        private final ActorRef<Object> ignore;

        static Behavior<String> create(ActorRef<String> states) {
            return Behaviors.setup(actor -> ReplicatedEventSourcing.commonJournalConfig(
                    new ReplicationId("text", "k", N3),
                    Set.of(N1, N2, N3),
                    PersistenceTestKitReadJournal.Identifier(),
                    replication -> new Text(
                            replication,
                            actor.getSelf().unsafeUpcast(),
                            states,
                            actor.getSystem().ignoreRef())));
        }

        private Text(
                ReplicationContext replication,
                ActorRef<Object> self,
                ActorRef<String> states,
                ActorRef<Object> ignore) {
            super(replication);
            this.self = self;
            this.states = states;
            this.ignore = ignore;
        }

        @Override
        public String emptyState() {
            return "";
        }

        @Override
        public CommandHandler<String, String, String> commandHandler() {
            return (state, command) -> {
                if (command.equals("c")) {
                    // All three are in the mailbox before the writing begins.
                    self.tell(new PublishedEventImpl(
                            new ReplicationId("text", "k", N1).persistenceId(),
                            1,
                            "a",
                            0,
                            scala.Option.apply(new ReplicatedPublishedEventMetaData(N1, version("n1", 1)))));
                    self.tell(fromJournal("x", 1));
                    self.tell(fromJournal("y", 2));
                }
                return Effect().persist(command);
            };
        }

        private InternalProtocol fromJournal(String event, long number) {
            return new InternalProtocol.ReplicatedEventEnvelope<>(
                    new ReplicatedEvent<>(event, N2, number, version("n2", number)), ignore.unsafeUpcast());
        }

        private static VersionVector version(String replica, long number) {
            return VersionVector.empty().updated(replica, number);
        }

        @Override
        public EventHandler<String, String> eventHandler() {
            return (state, event) -> {
                states.tell(state + event);
                return state + event;
            };
        }
    }
}
