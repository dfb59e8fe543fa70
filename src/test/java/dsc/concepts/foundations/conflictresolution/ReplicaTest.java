package dsc.concepts.foundations.conflictresolution;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dsc.concepts.foundations.conflictresolution.Replica.Digest;
import dsc.concepts.foundations.conflictresolution.Replica.Message;
import dsc.concepts.foundations.conflictresolution.Replica.Versions;
import dsc.concepts.foundations.conflictresolution.lastwritewins.LastWriteWinsScenario;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.Clock;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Peers;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.ShippedSettings;
import java.io.File;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One replica, whose messages to another one are looked at. */
class ReplicaTest {

    private static final LastWriteWinsScenario SCENARIO = new LastWriteWinsScenario();
    private static final NodeId OTHER = new NodeId("n2");

    private ActorTestKit kit;
    private TestProbe<Reply> client;
    private TestProbe<Message> other;
    private ActorRef<Message> replica;

    @BeforeEach
    void start() {
        kit = ActorTestKit.create(
                "replica",
                ConfigFactory.parseString("dsc.lastwritewins.gossip-interval = 1h")
                        .withFallback(ConfigFactory.parseFile(new File("conf/lastwritewins.conf")))
                        .withFallback(ConfigFactory.parseFile(new File("conf/journal-memory.conf")))
                        .withFallback(
                                ShippedSettings.config("lastwritewins", "").withOnlyPath("dsc.journal"))
                        .withFallback(ConfigFactory.load())
                        .resolve());
        client = kit.createTestProbe();
        other = kit.createTestProbe();
        Peers<Message> peers = new Peers<>() {
            @Override
            public List<NodeId> others() {
                return List.of(OTHER);
            }

            @Override
            public void tell(NodeId to, Message message) {
                other.ref().tell(message);
            }
        };
        replica = kit.spawn(SCENARIO.behavior(NodeContext.of(
                SCENARIO,
                kit.system().settings().config(),
                new NodeId("n1"),
                List.of(new NodeId("n1")),
                peers,
                Clock.system(),
                new SplittableRandom(1))));
    }

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    private Reply add(String key, int number) {
        replica.tell(SCENARIO.operations()
                .message(Call.of("add", key, number + "-" + "x".repeat(1_000)), client.ref()));
        return client.receiveMessage();
    }

    @Test
    void whatDoesNotFitIntoOneMessageIsSentInSeveral() {
        for (String key : List.of("a", "b", "c", "d")) {
            for (int number = 1; number <= 25; number++) {
                assertThat(add(key, number)).isInstanceOf(Reply.Ok.class);
            }
        }

        replica.tell(new Digest(OTHER, Optional.empty(), Optional.empty(), new TreeMap<>()));

        Versions first = other.expectMessageClass(Versions.class);
        Versions second = other.expectMessageClass(Versions.class);
        assertThat(first.versions()).containsOnlyKeys("a", "b");
        assertThat(second.versions()).containsOnlyKeys("c", "d");
    }

    @Test
    void whatDoesNotFitIntoAnyIsRefused() {
        int number = 0;
        Reply reply = new Reply.Ok(null);
        while (reply instanceof Reply.Ok && number < 100) {
            reply = add("a", ++number);
        }

        assertThat(reply)
                .isEqualTo(
                        new Reply.Failed("the cart is full: its elements take at most 28672 bytes, since all of it is"
                                + " sent in one message"));
        assertThat(number).as("elements of a thousand characters").isEqualTo(29);
    }
}
