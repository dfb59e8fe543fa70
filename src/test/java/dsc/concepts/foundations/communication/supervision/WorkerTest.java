package dsc.concepts.foundations.communication.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.concepts.foundations.communication.supervision.Foreman.Done;
import dsc.concepts.foundations.communication.supervision.Foreman.Message;
import dsc.concepts.foundations.communication.supervision.Foreman.Restarting;
import dsc.concepts.foundations.communication.supervision.Worker.Task;
import dsc.concepts.shared.InMemorySystem;
import dsc.workbench.protocol.Clock;
import dsc.workbench.protocol.Durable;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Peers;
import dsc.workbench.protocol.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Pekko makes of workers that fail, on real threads. */
class WorkerTest {

    private static final NodeId NODE = new NodeId("n1");
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration ONE_MILLI = Duration.ofMillis(1);

    private static final Peers<Message> NOBODY = new Peers<>() {
        @Override
        public List<NodeId> others() {
            return List.of();
        }

        @Override
        public void tell(NodeId to, Message message) {
            throw new AssertionError("a worker talks to its foreman alone");
        }
    };

    private static ActorTestKit kit;
    private static int workers;

    private final TestProbe<Message> foreman = kit.createTestProbe();
    private ActorRef<Task> worker;
    private long number;

    @BeforeAll
    static void start() {
        kit = InMemorySystem.create("workers");
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    private static Settings settings(String own) {
        return Settings.of("supervision", InMemorySystem.settings("supervision", "dsc.supervision { " + own + " }"));
    }

    private void spawn(String settings) {
        NodeContext<Message> node = new NodeContext<>(
                NODE,
                List.of(NODE),
                NOBODY,
                Clock.system(),
                new SplittableRandom(1),
                "supervision-" + ++workers,
                settings(settings));
        worker = kit.spawn(new Supervision(Options.from(node.settings()), Durable.of(node)).worker("k", foreman.ref()));
    }

    private void send(String... letters) {
        for (String letter : letters) {
            worker.tell(new Worker.Letter(++number, letter));
        }
    }

    private Ledger ledger() {
        worker.tell(new Worker.Show(++number));
        while (true) {
            if (foreman.receiveMessage() instanceof Done done && done.number() == number) {
                return done.ledger();
            }
        }
    }

    @Test
    void anActorThatNobodySupervisesStopsAndTakesWhatIsBehindThePoisonWithIt() {
        spawn("strategy = stop");
        send("a", "b-poison", "c");

        foreman.expectTerminated(worker);
        foreman.expectMessageClass(Done.class);
        foreman.expectNoMessage(SHORT);
    }

    @Test
    void aRestartForgetsWhatIsInMemoryAndKeepsTheLettersBehindThePoison() {
        spawn("strategy = restart");
        send("a", "b-poison", "c");

        assertThat(ledger()).isEqualTo(new Ledger(List.of("c"), 1));
    }

    @Test
    void resumeKeepsAHalfAndTellsNobody() {
        spawn("strategy = resume");
        send("a", "b-poison", "c");

        assertThat(foreman.expectMessageClass(Done.class).number()).isEqualTo(1);
        assertThat(foreman.expectMessageClass(Done.class).number()).isEqualTo(3);
        assertThat(ledger()).isEqualTo(new Ledger(List.of("a", "b-poison", "c"), 2));
    }

    @Test
    void aFatalLetterStopsTheWorkerWhateverTheStrategyIs() {
        for (Options.Strategy strategy : Options.Strategy.values()) {
            spawn("strategy = " + strategy.name().toLowerCase(Locale.ROOT));
            send("a-fatal");
            foreman.expectTerminated(worker);
        }
    }

    @Test
    void aWorkerIsRestartedUpToItsLimitAndSaysSoEachTime() {
        spawn("strategy = journaled, limit = 2, backoff-min = 1ms, backoff-max = 1ms");
        for (int times = 1; times <= 2; times++) {
            send("a-poison");
            assertThat(foreman.expectMessageClass(Restarting.class).number()).isEqualTo(number);
            assertThat(ledger()).isEqualTo(Ledger.EMPTY);
        }
        send("a-poison");
        foreman.expectTerminated(worker);
        foreman.expectNoMessage(SHORT);
    }

    @Test
    void ofAJournaledWorkerWhatCameWhileItWasPersistingIsGone() {
        List<List<String>> kept = new ArrayList<>();
        for (int times = 0; times < 20 && !kept.contains(List.of("a")); times++) {
            spawn("strategy = journaled, backoff-min = 1ms, backoff-max = 1ms");
            // All of it gets there while the worker reads its journal, or writes "a".
            send("a", "b-poison", "c", "d");
            foreman.expectMessageClass(Done.class);
            foreman.expectMessageClass(Restarting.class);
            kept.add(ledger().letters());
        }

        assertThat(kept)
                .as("letters behind the poison were dropped with the stash")
                .contains(List.of("a"));
    }

    @Test
    void whileABackoffLastsAThousandWaitAndTheRestIsDropped() {
        spawn("strategy = restart, backoff-min = 500ms, backoff-max = 500ms");
        send("a-poison");
        foreman.expectMessageClass(Restarting.class);
        for (int more = 0; more < Options.WAITING_MAX + 10; more++) {
            send("b" + more);
        }
        foreman.expectMessageClass(Done.class);

        assertThat(ledger().letters()).hasSize(Options.WAITING_MAX).endsWith("b" + (Options.WAITING_MAX - 1));
    }

    /** Pekko applies an event before it writes it, so what an event handler cannot bear does not get into a journal. */
    @Test
    void whatTheEventHandlerCannotBearIsNotPersisted() {
        PersistenceId id = PersistenceId.ofUniqueId("strict");
        ActorRef<String> strict = kit.spawn(Behaviors.<String>supervise(Behaviors.setup(actor -> new Strict(id)))
                .onFailure(SupervisorStrategy.restart()));
        strict.tell("a");
        strict.tell("b-poison");
        PersistenceTestKit journal = PersistenceTestKit.create(kit.system());
        journal.expectNextPersisted(id.id(), "a");

        journal.expectNothingPersisted(id.id(), SHORT);
    }

    /** No limit of restarts ends it then, and a worker that persisted such a letter never comes back. */
    @Test
    void whatTheEventHandlerCannotBearOfAJournalCountsAsAFailureOfTheJournal() {
        PersistenceId id = PersistenceId.ofUniqueId("lenient");
        PersistenceTestKit.create(kit.system()).persistForRecovery(id.id(), List.<Object>of("b-poison"));
        ActorRef<String> strict = kit.spawn(Behaviors.<String>supervise(Behaviors.setup(actor -> new Strict(id)))
                .onFailure(SupervisorStrategy.restartWithBackoff(ONE_MILLI, ONE_MILLI, 0)
                        .withMaxRestarts(1)));

        TestProbe<String> watcher = kit.createTestProbe();
        assertThatThrownBy(() -> watcher.expectTerminated(strict, SHORT)).isInstanceOf(AssertionError.class);
    }

    private static final class Strict extends EventSourcedBehavior<String, String, Integer> {

        private Strict(PersistenceId id) {
            super(id, SupervisorStrategy.restartWithBackoff(ONE_MILLI, ONE_MILLI, 0));
        }

        @Override
        public Integer emptyState() {
            return 0;
        }

        @Override
        public CommandHandler<String, String, Integer> commandHandler() {
            return (count, letter) -> Effect().persist(letter);
        }

        @Override
        public EventHandler<Integer, String> eventHandler() {
            return (count, letter) -> {
                Examination.examine(letter);
                return count + 1;
            };
        }
    }
}
