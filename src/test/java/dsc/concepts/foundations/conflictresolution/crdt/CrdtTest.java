package dsc.concepts.foundations.conflictresolution.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.history.Event;
import dsc.workbench.history.Recorder;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.Clock;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Peers;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.ShippedSettings;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.ddata.ORSet;
import org.apache.pekko.cluster.ddata.ORSetKey;
import org.apache.pekko.cluster.ddata.SelfUniqueAddress;
import org.apache.pekko.cluster.ddata.typed.javadsl.DistributedData;
import org.apache.pekko.cluster.ddata.typed.javadsl.Replicator;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
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
        kit = start("crdt");
        client = kit.createTestProbe();
    }

    private static ActorTestKit start(String name) {
        return ActorTestKit.create(
                name,
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
    }

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    private ActorRef<Crdt.Message> replica(CrdtSettings.Consistency consistency) {
        Config config = ConfigFactory.parseMap(Map.of("dsc.crdt.consistency", consistency.toString()))
                .withFallback(kit.system().settings().config());
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
        return kit.spawn(SCENARIO.behavior(NodeContext.of(
                SCENARIO,
                config,
                new NodeId("n1"),
                List.of(new NodeId("n1"), new NodeId("n2"), new NodeId("n3")),
                peers,
                Clock.system(),
                new SplittableRandom(1))));
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

    /** What it acknowledges is there in the end, and with each of its mutants it is not. */
    @Test
    void keepsItsPromise() {
        ActorRef<Crdt.Message> replica = replica(CrdtSettings.Consistency.LOCAL);
        Recorder recorder = new Recorder(() -> 0);
        for (Call call : List.of(
                Call.of("add", "k", "milk"),
                Call.of("add", "k", "bread"),
                Call.of("increment", "k", "2"),
                Call.of("remove", "k", "milk"))) {
            Event invocation = recorder.invoke(0, call.function(), call.key(), call.value());
            boolean ok = ask(replica, call.function(), call.value()) instanceof Reply.Ok;
            recorder.complete(invocation, ok ? Event.Type.OK : Event.Type.FAIL, call.value(), null);
        }
        Event asked = recorder.invoke(0, Operations.FINAL + "read", "k", "n1");
        Reply.Ok held = (Reply.Ok) ask(replica, "read", "local");
        recorder.complete(asked, Event.Type.OK, held.value(), null);
        Verdict verdict = SCENARIO.guarantee(ShippedSettings.of("crdt"))
                .checker()
                .check(recorder.history(), Duration.ofSeconds(1));

        assertThat(verdict.status()).as("%s", verdict).isEqualTo(Verdict.Status.VALID);
    }

    /** It would be a majority of the members that it knows, and all of them. */
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

    /** As large as eight replicas that did not hear of each other make it: several times Artery's usual frame. */
    @Test
    void theLargestValueReachesANodeThatHasNoneOfIt() {
        Cluster first = Cluster.get(kit.system());
        first.manager().tell(Join.create(first.selfMember().address()));
        SelfUniqueAddress self = DistributedData.get(kit.system()).selfUniqueAddress();
        ORSet<String> set = ORSet.create();
        SplittableRandom random = new SplittableRandom(1);
        while (DataSize.bytesMax(set) < 8L * DataSize.KEY_BYTES_MAX - 4_096) {
            StringBuilder element = new StringBuilder();
            while (element.length() < 1_024) {
                element.append((char) ('\u4e00' + random.nextInt(20_000)));
            }
            set = set.add(self, element.toString()).resetDelta();
        }
        ORSet<String> largest = set;
        TestProbe<Replicator.UpdateResponse<ORSet<String>>> updated = kit.createTestProbe();
        DistributedData.get(kit.system())
                .replicator()
                .tell(new Replicator.Update<>(
                        ORSetKey.create("elements-k"), largest, Replicator.writeLocal(), updated.ref(), same -> same));
        updated.receiveMessage();

        ActorTestKit other = start("crdt");
        try {
            TestProbe<Replicator.GetResponse<ORSet<String>>> got = other.createTestProbe();
            ActorRef<Replicator.Command> replicator =
                    DistributedData.get(other.system()).replicator();
            Cluster.get(other.system())
                    .manager()
                    .tell(Join.create(first.selfMember().address()));
            got.awaitAssert(Duration.ofSeconds(30), Duration.ofMillis(200), () -> {
                replicator.tell(new Replicator.Get<>(ORSetKey.create("elements-k"), Replicator.readLocal(), got.ref()));
                assertThat(got.receiveMessage())
                        .isInstanceOfSatisfying(
                                Replicator.GetSuccess.class,
                                success -> assertThat(((ORSet<?>) success.dataValue()).size())
                                        .isEqualTo(largest.size()));
                return null;
            });
        } finally {
            other.shutdownTestKit();
        }
    }
}
