package dsc.concepts.foundations.communication.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dsc.concepts.foundations.communication.delivery.ReliableDelivery.Letter;
import dsc.concepts.foundations.communication.delivery.ReliableDelivery.Message;
import dsc.concepts.shared.InMemorySystem;
import dsc.workbench.protocol.Clock;
import dsc.workbench.protocol.Durable;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Peers;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Settings;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.delivery.ConsumerController;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** A home that is given letters by a sender that crashes, and that crashes itself, in one actor system. */
class ReliableDeliveryTest {

    private static final NodeId SENDER = new NodeId("n1");
    private static final NodeId HOME = new NodeId("n2");
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(8);
    private static final String KEY = "inbox";

    private static final Peers<Message> NOBODY = new Peers<>() {
        @Override
        public List<NodeId> others() {
            return List.of(SENDER);
        }

        @Override
        public void tell(NodeId to, Message message) {
            throw new AssertionError("letters go through channels");
        }
    };

    private static ActorTestKit kit;
    private static Config settings;

    private String name;
    private ActorRef<Message> home;
    private ActorRef<Outbox.Message> sender;

    @BeforeAll
    static void start() {
        settings = InMemorySystem.settings("delivery", "");
        kit = InMemorySystem.create("delivery", settings.withOnlyPath("pekko.reliable-delivery"));
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    @BeforeEach
    void spawn(TestInfo test) {
        name = test.getDisplayName();
        startHome();
    }

    /** Else those of the next test would find each other and these. */
    @AfterEach
    void stopBoth() {
        kit.stop(home, LONG);
        if (sender != null) {
            kit.stop(sender, LONG);
        }
    }

    private NodeContext<Message> node(NodeId self, String persistenceId, Duration operationTimeout) {
        return new NodeContext<>(
                self,
                List.of(SENDER, HOME),
                NOBODY,
                Clock.system(),
                new SplittableRandom(1),
                persistenceId,
                Settings.of(
                        "delivery",
                        ConfigFactory.parseString(
                                        "dsc.delivery.operation-timeout = " + operationTimeout.toMillis() + "ms")
                                .withFallback(settings)));
    }

    private void startHome() {
        home = kit.spawn(ReliableDelivery.create(node(HOME, name + "-home", LONG)));
    }

    private void startSender(Duration operationTimeout) {
        NodeContext<Message> node = node(SENDER, name + "-sender", operationTimeout);
        sender = kit.spawn(Outbox.create(SENDER, HOME, Options.from(node.settings()), Durable.of(node)));
    }

    private Reply send(String text) {
        TestProbe<Reply> client = kit.createTestProbe();
        sender.tell(new Outbox.Offer(new Letter(KEY, text), client.ref()));
        return client.receiveMessage();
    }

    private static Reply stored(long number) {
        return new Reply.Ok(List.of("n1-n2", number));
    }

    private void deliver(long number, String text, TestProbe<ConsumerController.Confirmed> controller) {
        home.tell(new ReliableDelivery.Arrived(
                SENDER, new ConsumerController.Delivery<>(new Letter(KEY, text), controller.ref(), "n1-n2", number)));
    }

    private ReliableDelivery.View view() {
        TestProbe<NodeView> probe = kit.createTestProbe();
        home.tell(new ReliableDelivery.Inspect(probe.ref()));
        return (ReliableDelivery.View) probe.receiveMessage();
    }

    private void awaitLetters(String... letters) {
        kit.<Void>createTestProbe().awaitAssert(() -> {
            assertThat(view().state().inboxes().of(KEY)).containsExactly(letters);
            return null;
        });
    }

    @Test
    void whatAHomeDeliveredBeforeItsCrashIsRecognizedAfterIt() {
        TestProbe<ConsumerController.Confirmed> controller = kit.createTestProbe();
        deliver(1, "a", controller);
        controller.receiveMessage();
        kit.stop(home, LONG);
        startHome();
        deliver(1, "a", controller);

        controller.receiveMessage();
        assertThat(view().state().inboxes().of(KEY))
                .as("a letter is there twice")
                .containsExactly("a");
        assertThat(view().again()).isEqualTo(1);
    }

    @Test
    void whatIsNotDurableIsNotConfirmed() {
        TestProbe<ConsumerController.Confirmed> controller = kit.createTestProbe();
        view();
        PersistenceTestKit.create(kit.system()).failNextPersisted(name + "-home");
        deliver(1, "a", controller);

        awaitLetters();
        assertThatCode(() -> controller.expectNoMessage(SHORT))
                .as("an acknowledged letter is lost")
                .doesNotThrowAnyException();
    }

    @Test
    void aHomeConnectsWithASenderThatStartsAgain() {
        startSender(LONG);
        assertThat(send("a")).isEqualTo(stored(1));
        awaitLetters("a");
        // With nothing unconfirmed, which is what ended the senders of earlier versions (Pekko issue 2760).
        kit.stop(sender, LONG);
        startSender(LONG);

        assertThat(send("b")).isEqualTo(stored(2));
        awaitLetters("a", "b");
    }

    @Test
    void aSenderSendsAHomeThatStartsAgainWhatItHasNotConfirmed() {
        startSender(LONG);
        assertThat(send("a")).isEqualTo(stored(1));
        awaitLetters("a");
        kit.stop(home, LONG);
        assertThat(send("b")).isEqualTo(stored(2));
        assertThat(send("c")).isEqualTo(stored(3));
        startHome();

        awaitLetters("a", "b", "c");
    }

    /** Before a home has asked for anything, nothing is stored for it: {@code queue} would accept it. */
    @Test
    void aSenderWhoseHomeWasNeverThereTakesNothing() {
        kit.stop(home, LONG);
        startSender(SHORT);

        assertThat(send("a")).isEqualTo(new Reply.Failed("the channel n1-n2 takes nothing: its home is away"));
    }

    /** Pekko stores what a home asked for, which is 50 letters; {@code queue} stores as many as its outbox holds. */
    @Test
    void forAHomeThatIsAwayOnlyAWindowIsStored() {
        startSender(LONG);
        assertThat(send("a")).isEqualTo(stored(1));
        awaitLetters("a");
        kit.stop(home, LONG);
        TestProbe<Reply> client = kit.createTestProbe();
        for (int more = 0; more < 100; more++) {
            sender.tell(new Outbox.Offer(new Letter(KEY, "b" + more), client.ref()));
        }
        List<Reply> stored = client.receiveSeveralMessages(20);

        assertThat(stored).allMatch(reply -> reply instanceof Reply.Ok);
        assertThat(client.receiveSeveralMessages(29)).hasSize(29);
        client.expectNoMessage(SHORT);
    }
}
