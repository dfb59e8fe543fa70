package dsc.concepts.foundations.conflictresolution.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.Clock;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Peers;
import dsc.workbench.protocol.Reply;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A replica that has just been started, and has not joined the others yet. */
class CrdtTest {

    private static final CrdtScenario SCENARIO = new CrdtScenario();

    private ActorTestKit kit;
    private TestProbe<Reply> client;

    @BeforeEach
    void start() {
        kit = ActorTestKit.create(
                "crdt",
                ConfigFactory.parseString("""
                    pekko.actor.provider = cluster
                    pekko.remote.artery.canonical.port = 0
                    pekko.cluster.distributed-data.durable.keys = []
                    dsc.crdt.timeout = 100ms
                    dsc.node.directory = target
                    """)
                        .withFallback(ConfigFactory.parseFile(new File("conf/crdt.conf")))
                        .withFallback(ConfigFactory.parseFile(new File("conf/cluster.conf")))
                        .withFallback(ConfigFactory.load())
                        .resolve());
        client = kit.createTestProbe();
    }

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    private ActorRef<Crdt.Message> replica(CrdtSettings.Consistency consistency) {
        Config settings = ConfigFactory.parseMap(Map.of("consistency", consistency.toString()))
                .withFallback(kit.system().settings().config().getConfig("dsc.crdt"));
        Peers<Crdt.Message> peers = new Peers<>() {
            @Override
            public List<NodeId> others() {
                return List.of(new NodeId("n2"), new NodeId("n3"));
            }

            @Override
            public void tell(NodeId to, Crdt.Message message) {
                throw new AssertionError("the replicator's messages are its own");
            }
        };
        return kit.spawn(SCENARIO.behavior(new NodeContext<>(
                new NodeId("n1"), peers, Clock.system(), new SplittableRandom(1), "crdt-n1", settings)));
    }

    private Reply ask(ActorRef<Crdt.Message> replica, String function, Object value) {
        replica.tell(SCENARIO.operations().message(Call.of(function, "k", value), client.ref()));
        return client.receiveMessage();
    }

    @Test
    void goesOnByItselfWhereItWaitsForNobody() {
        ActorRef<Crdt.Message> replica = replica(CrdtSettings.Consistency.LOCAL);

        assertThat(ask(replica, "add", "milk")).isEqualTo(new Reply.Ok(null));
        assertThat(ask(replica, "increment", "2")).isEqualTo(new Reply.Ok(null));
        assertThat(ask(replica, "read", null))
                .isEqualTo(new Reply.Ok(Map.of("elements", List.of("milk"), "count", 2L)));
        assertThat(ask(replica, "remove", "milk")).isEqualTo(new Reply.Ok("milk"));
        assertThat(ask(replica, "remove", "milk")).isInstanceOf(Reply.Failed.class);
    }

    /** Of the members it knows, itself, it would be a majority, and all. */
    @Test
    void isNoMajorityByItself() {
        for (CrdtSettings.Consistency consistency :
                List.of(CrdtSettings.Consistency.MAJORITY, CrdtSettings.Consistency.ALL)) {
            ActorRef<Crdt.Message> replica = replica(consistency);

            assertThat(ask(replica, "read", null)).as("%s", consistency).isInstanceOf(Reply.Failed.class);
            assertThat(ask(replica, "add", "milk")).as("%s", consistency).isInstanceOf(Reply.Unknown.class);
            assertThat(ask(replica, "remove", "milk"))
                    .as("%s: it is about what this replica has", consistency)
                    .isInstanceOf(Reply.Unknown.class);
            assertThat(ask(replica, "read", "local"))
                    .isEqualTo(new Reply.Ok(Map.of("elements", List.of(), "count", 0L)));
        }
    }

    @Test
    void refusesWhatItCouldNotSend() {
        ActorRef<Crdt.Message> replica = replica(CrdtSettings.Consistency.LOCAL);
        int number = 0;
        Reply reply = new Reply.Ok(null);
        while (reply instanceof Reply.Ok && number < 400) {
            reply = ask(replica, "add", (100 + number++) + "x".repeat(1_000));
        }

        assertThat(reply)
                .isEqualTo(
                        new Reply.Failed("there is no room left under this key: what one replica holds there takes at"
                                + " most 196608 bytes, since all of it is sent in one message"));
        assertThat(number).isBetween(150, 200);
        assertThat(ask(replica, "increment", "1")).isInstanceOf(Reply.Ok.class);
        assertThat(ask(replica, "label", "x")).isInstanceOf(Reply.Ok.class);
        assertThat(ask(replica, "remove", null)).isInstanceOf(Reply.Ok.class);
        assertThat(ask(replica, "add", "y".repeat(1_000))).isInstanceOf(Reply.Ok.class);
    }
}
