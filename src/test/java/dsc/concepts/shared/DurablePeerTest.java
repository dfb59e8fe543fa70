package dsc.concepts.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.protocol.Clock;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Peers;
import dsc.workbench.protocol.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DurablePeerTest {

    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId N3 = new NodeId("n3");
    private static final int SNAPSHOT_EVENTS = 3;

    private static ActorTestKit kit;
    private static PersistenceTestKit journal;

    private sealed interface Message {}

    private record Add(long amount) implements Message {}

    private record Remind() implements Message {}

    private record Due() implements Message {}

    private record AskAll() implements Message {}

    private record Question() implements Message {}

    private record Report(ActorRef<Seen> replyTo) implements Message {}

    private record Seen(long sum, int inMemory, int reminders, int questions) {}

    /** Adds up numbers, durably, and counts beside that what a crash makes it forget. */
    private static final class Sum extends DurablePeer<Message, Long, Long> {

        private int inMemory;
        private int reminders;
        private int questions;

        static Behavior<Message> create(NodeContext<Message> node) {
            return start(node, Sum::new);
        }

        private Sum(Setup<Message> setup) {
            super(setup, 0L, Long::sum, SNAPSHOT_EVENTS);
        }

        @Override
        protected void onRecovered(Long sum) {
            inMemory = 0;
        }

        @Override
        protected Effect<Long, Long> onMessage(Long sum, Message message) {
            inMemory++;
            switch (message) {
                case Add add -> {
                    return Effect().persist(add.amount());
                }
                case Remind remind -> timers.startTimerWithFixedDelay("due", new Due(), Duration.ofMillis(5));
                case Due due -> reminders++;
                case AskAll all -> ask(majorityRound(), new Question());
                case Question question -> questions++;
                case Report report -> report.replyTo().tell(new Seen(sum, inMemory, reminders, questions));
            }
            return Effect().none();
        }
    }

    private final List<NodeId> toldOthers = new ArrayList<>();
    private final TestProbe<Seen> probe = kit.createTestProbe();

    @BeforeAll
    static void start() {
        kit = InMemorySystem.create("durable");
        journal = PersistenceTestKit.create(kit.system());
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    private ActorRef<Message> spawn(String persistenceId) {
        return kit.spawn(Sum.create(new NodeContext<>(
                N1,
                List.of(N1, N2, N3),
                new Peers<>() {
                    @Override
                    public List<NodeId> others() {
                        return List.of(N2, N3);
                    }

                    @Override
                    public void tell(NodeId to, Message message) {
                        toldOthers.add(to);
                    }
                },
                Clock.system(),
                new SplittableRandom(1),
                persistenceId,
                Settings.of("sum", InMemorySystem.settings()))));
    }

    private Seen seen(ActorRef<Message> actor) {
        actor.tell(new Report(probe.ref()));
        return probe.receiveMessage();
    }

    @Test
    void beginsAnewWithItsJournalAloneAfterAFailure() {
        ActorRef<Message> actor = spawn("fails");
        actor.tell(new Add(2));
        actor.tell(new Remind());
        assertThat(seen(actor).sum()).isEqualTo(2);

        journal.failNextPersisted("fails");
        actor.tell(new Add(40));
        Seen after = seen(actor);
        assertThat(after.sum()).isEqualTo(2);
        assertThat(after.inMemory()).as("handled since").isEqualTo(1);

        // The timer of the life before would be due again and again.
        probe.expectNoMessage(Duration.ofMillis(30));
        assertThat(seen(actor).reminders()).isEqualTo(after.reminders());
    }

    @Test
    void asksItselfAsItAsksTheOthers() {
        ActorRef<Message> actor = spawn("asks");
        actor.tell(new AskAll());
        seen(actor);

        assertThat(seen(actor).questions()).isEqualTo(1);
        assertThat(toldOthers).containsExactly(N2, N3);
    }

    @Test
    void eventsBeforeASnapshotAreDeleted() {
        ActorRef<Message> actor = spawn("long");
        for (int added = 1; added <= 4 * SNAPSHOT_EVENTS; added++) {
            actor.tell(new Add(added));
        }
        assertThat(seen(actor).sum()).isEqualTo(78);
        probe.awaitAssert(() -> {
            assertThat(journal.persistedInStorage("long")).hasSizeLessThan(4 * SNAPSHOT_EVENTS);
            return null;
        });
        kit.stop(actor);

        assertThat(seen(spawn("long")).sum()).isEqualTo(78);
    }
}
