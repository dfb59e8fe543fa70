package dsc.concepts.patterns.replication.eventsourced;

import com.typesafe.config.Config;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.Clock;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Peers;
import dsc.workbench.protocol.Reply;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;

/** Nodes in one actor system, whose direct replication can be cut off. Their journal is a {@link TestJournal}. */
final class TestNodes implements AutoCloseable {

    static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final EventSourcedScenario SCENARIO = new EventSourcedScenario();

    private final List<NodeId> ids;
    private final Config config;
    private final ActorTestKit kit;
    private final Map<NodeId, ActorRef<EventSourced.Message>> nodes = new TreeMap<>();
    private volatile boolean connected = true;

    TestNodes(Config config, String... ids) {
        this.ids = List.of(ids).stream().map(NodeId::new).toList();
        this.config = config;
        this.kit = ActorTestKit.create("eventsourced", config);
        this.ids.forEach(this::start);
    }

    private void start(NodeId self) {
        Peers<EventSourced.Message> peers = new Peers<>() {
            @Override
            public List<NodeId> others() {
                return ids.stream().filter(id -> !id.equals(self)).toList();
            }

            @Override
            public void tell(NodeId to, EventSourced.Message message) {
                ActorRef<EventSourced.Message> node = nodes.get(to);
                if (connected && node != null) {
                    node.tell(message);
                }
            }
        };
        List<NodeId> group =
                Stream.concat(Stream.of(self), peers.others().stream()).toList();
        NodeContext<EventSourced.Message> context =
                NodeContext.of(SCENARIO, config, self, group, peers, Clock.system(), new SplittableRandom(1));
        nodes.put(self, kit.spawn(SCENARIO.behavior(context)));
    }

    /** Whether nodes hear of each other otherwise than by their journals. */
    void connect(boolean connected) {
        this.connected = connected;
    }

    /** Ends a node and all its replicas, and starts it again. */
    void restart(String id) {
        kit.stop(nodes.remove(new NodeId(id)), TIMEOUT);
        start(new NodeId(id));
    }

    /** Waits until a node has ended, of itself. */
    void awaitEnded(String id) {
        probe().expectTerminated(nodes.get(new NodeId(id)), TIMEOUT);
    }

    /** No reply comes while a replica is recovering or its journal does not answer. */
    TestProbe<Reply> ask(String id, String function, String key, Object value) {
        TestProbe<Reply> client = kit.createTestProbe();
        nodes.get(new NodeId(id)).tell(SCENARIO.operations().message(Call.of(function, key, value), client.ref()));
        return client;
    }

    /** Returns the result, or fails: it has to take effect. */
    Object perform(String id, String function, String key, Object value) {
        Reply reply = ask(id, function, key, value).receiveMessage(TIMEOUT);
        if (reply instanceof Reply.Ok ok) {
            return ok.value();
        }
        throw new AssertionError(id + " answered " + reply);
    }

    Map<String, Object> state(String id) {
        TestProbe<NodeView> probe = kit.createTestProbe();
        nodes.get(new NodeId(id)).tell(SCENARIO.inspect(probe.ref()));
        return probe.receiveMessage(TIMEOUT).details();
    }

    TestProbe<Object> probe() {
        return kit.createTestProbe();
    }

    /** Waits until every node answers {@code contents} to a read of {@code key}. */
    void awaitEverywhere(String key, Map<String, Object> contents) {
        TestProbe<Object> waiting = kit.createTestProbe();
        waiting.awaitAssert(TIMEOUT, Duration.ofMillis(50), () -> {
            for (NodeId id : ids) {
                Object read = perform(id.value(), "read", key, null);
                if (!contents.equals(read)) {
                    throw new AssertionError(id + " holds " + read + ", not " + contents + "; " + state(id.value()));
                }
            }
            return null;
        });
    }

    /** Waits until every node answers the same to a read of {@code key}, with {@code elements}, and returns that. */
    Map<?, ?> awaitAlike(String key, List<String> elements) {
        TestProbe<Object> waiting = kit.createTestProbe();
        return waiting.awaitAssert(TIMEOUT, Duration.ofMillis(50), () -> {
            Set<Object> read = new HashSet<>();
            for (NodeId id : ids) {
                read.add(perform(id.value(), "read", key, null));
            }
            if (read.size() == 1
                    && read.iterator().next() instanceof Map<?, ?> contents
                    && elements.equals(contents.get("elements"))) {
                return contents;
            }
            throw new AssertionError("they hold " + read);
        });
    }

    /** Waits until {@code id} has taken the call. */
    void awaitPerformed(String id, String function, String key, Object value) {
        TestProbe<Object> waiting = kit.createTestProbe();
        waiting.awaitAssert(TIMEOUT, Duration.ofMillis(50), () -> {
            Reply reply = ask(id, function, key, value).receiveMessage(Duration.ofSeconds(2));
            if (!(reply instanceof Reply.Ok)) {
                throw new AssertionError(id + " answered " + reply);
            }
            return null;
        });
    }

    @Override
    public void close() {
        kit.shutdownTestKit();
    }
}
