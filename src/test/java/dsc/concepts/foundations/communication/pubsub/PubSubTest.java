package dsc.concepts.foundations.communication.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import dsc.concepts.foundations.communication.pubsub.PubSub.Message;
import dsc.concepts.shared.InMemorySystem;
import dsc.concepts.shared.Letters;
import dsc.workbench.protocol.Clock;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Peers;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Settings;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A publisher and two subscribers in one actor system; one of them crashes. */
class PubSubTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private static ActorTestKit kit;
    private static Config settings;

    private static final Peers<Message> NOBODY = new Peers<>() {
        @Override
        public List<NodeId> others() {
            return List.of();
        }

        @Override
        public void tell(NodeId to, Message message) {
            throw new AssertionError("there is nobody");
        }
    };

    @BeforeAll
    static void start() {
        settings = InMemorySystem.settings("pubsub", "dsc.pubsub.stats-every = 10ms");
        kit = InMemorySystem.create("pubsub");
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    private static ActorRef<Message> node(String name) {
        NodeId self = new NodeId(name);
        return kit.spawn(PubSub.create(new NodeContext<>(
                self,
                List.of(self),
                NOBODY,
                Clock.system(),
                new SplittableRandom(1),
                "pubsub-" + name,
                Settings.of("pubsub", settings))));
    }

    private static Reply ask(ActorRef<Message> node, Letters.Operation operation) {
        TestProbe<Reply> client = kit.createTestProbe();
        node.tell(new PubSub.Ask(operation, client.ref()));
        return client.receiveMessage();
    }

    private static List<?> received(ActorRef<Message> node, String key) {
        return (List<?>) ((Reply.Ok) ask(node, new Letters.Received(key))).value();
    }

    private static void awaitLast(ActorRef<Message> node, String key, String letter) {
        kit.<Void>createTestProbe().awaitAssert(LONG, () -> {
            assertThat(received(node, key).stream().map(String::valueOf)).contains(letter);
            return null;
        });
    }

    @Test
    void aPublicationIsReceivedOnceAndInItsOrder() throws InterruptedException {
        ActorRef<Message> publisher = node("n1");
        for (String letter : List.of("a", "b")) {
            ask(publisher, new Letters.Send("k", letter));
        }
        awaitLast(publisher, "k", "b");
        // Some times as long as a node takes to ask its topics again.
        Thread.sleep(50);
        Reply third = ask(publisher, new Letters.Send("k", "c"));
        awaitLast(publisher, "k", "c");
        Thread.sleep(50);

        assertThat(received(publisher, "k")).as("a letter is there twice").hasToString("[a, b, c]");
        List<?> result = (List<?>) ((Reply.Ok) third).value();
        assertThat(result.subList(1, 3))
                .as("its number, and how many instances are known")
                .hasToString("[3, 1]");
    }

    @Test
    void aSubscriberThatStartsAgainHearsOfItsKeys() {
        ActorRef<Message> publisher = node("n2");
        ActorRef<Message> subscriber = node("n3");
        subscriber.tell(new PubSub.Opened("j"));
        kit.<Void>createTestProbe().awaitAssert(LONG, () -> {
            ask(publisher, new Letters.Send("j", "a"));
            assertThat(received(subscriber, "j")).isNotEmpty();
            return null;
        });
        int before = received(subscriber, "j").size();
        kit.stop(subscriber, LONG);
        ask(publisher, new Letters.Send("j", "while it is away"));
        ActorRef<Message> again = node("n3");

        kit.<Void>createTestProbe().awaitAssert(Duration.ofSeconds(5), () -> {
            ask(publisher, new Letters.Send("j", "after"));
            assertThat(received(again, "j").stream().map(String::valueOf)).contains("after");
            return null;
        });
        assertThat(received(again, "j").stream().map(String::valueOf).toList())
                .doesNotContain("while it is away")
                .startsWith("a")
                .hasSizeGreaterThan(before);
    }

    @Test
    void aTopicMayBeNamedLikeAPath() {
        ActorRef<Message> publisher = node("n4");
        ask(publisher, new Letters.Send("../user/$a", "a"));

        awaitLast(publisher, "../user/$a", "a");
    }
}
