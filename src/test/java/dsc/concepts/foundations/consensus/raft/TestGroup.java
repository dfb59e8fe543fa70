package dsc.concepts.foundations.consensus.raft;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dsc.workbench.protocol.Clock;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Settings;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** A group of servers in one actor system, over a {@link TestNetwork}, in real time. */
final class TestGroup {

    /** Far beyond what anything takes; only a group that hangs reaches it. */
    private static final Duration BOUND = Duration.ofSeconds(30);

    private static final Duration POLL = Duration.ofMillis(10);
    private static final Duration ANSWER_TIMEOUT = Duration.ofMillis(500);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final ActorTestKit kit;
    private final RaftSettings settings;
    private final SplittableRandom random;
    private final String name = "group-" + COUNT.incrementAndGet();
    private final Map<NodeId, ActorRef<Raft.Message>> servers = new ConcurrentHashMap<>();
    private final List<NodeId> group;
    final List<NodeId> nodes;
    final TestNetwork network;

    /** Timeouts short, logs short. */
    static RaftSettings settings(int batchEntriesMax, int snapshotChunkBytes) {
        return new RaftSettings(
                Duration.ofMillis(200),
                Duration.ofMillis(400),
                Duration.ofMillis(40),
                1,
                batchEntriesMax,
                64 * 1024,
                2 * batchEntriesMax,
                20,
                snapshotChunkBytes,
                10,
                Duration.ofSeconds(10),
                1_000);
    }

    TestGroup(ActorTestKit kit, int servers, long seed, RaftSettings settings) {
        this(kit, servers, servers, seed, settings);
    }

    /** @param started how many run, of which the first {@code servers} are the group that it begins with */
    TestGroup(ActorTestKit kit, int servers, int started, long seed, RaftSettings settings) {
        this.kit = kit;
        this.settings = settings;
        this.random = new SplittableRandom(seed);
        this.network = new TestNetwork(kit.system(), seed);
        this.nodes = IntStream.rangeClosed(1, started)
                .mapToObj(number -> new NodeId("n" + number))
                .toList();
        this.group = nodes.subList(0, servers);
        nodes.forEach(this::start);
    }

    String persistenceId(NodeId node) {
        return name + "-" + node;
    }

    void start(NodeId node) {
        NodeContext<Raft.Message> context = new NodeContext<>(
                node,
                group,
                network.peersOf(node, nodes),
                Clock.system(),
                random.split(),
                persistenceId(node),
                Settings.of(
                        "raft", ConfigFactory.parseString("dsc.journal { backoff-min = 20ms, backoff-max = 100ms }")));
        ActorRef<Raft.Message> server = kit.spawn(Raft.create(context, settings));
        servers.put(node, server);
        network.connect(node, server);
    }

    void stop(NodeId node) {
        kit.stop(servers.get(node));
    }

    void stopAll() {
        nodes.forEach(this::stop);
    }

    /** What {@code node} answers, if it does in time. */
    <T> Optional<T> ask(NodeId node, Function<ActorRef<T>, Raft.Message> question) {
        try {
            return Optional.of(
                    AskPattern.<Raft.Message, T>ask(servers.get(node), question::apply, ANSWER_TIMEOUT, kit.scheduler())
                            .toCompletableFuture()
                            .get(BOUND.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException late) {
            return Optional.empty();
        } catch (TimeoutException | InterruptedException hangs) {
            throw new AssertionError(node + " hangs", hangs);
        }
    }

    void tell(NodeId node, Raft.Message message) {
        servers.get(node).tell(message);
    }

    /** Lets the group be for as long as the longest election timeout. */
    void awaitAnElectionTimeout() {
        LockSupport.parkNanos(settings.electionTimeoutMax().toNanos());
    }

    NodeView view(NodeId node) {
        return await(() -> ask(node, Raft.Inspect::new).orElseThrow(() -> new AssertionError(node + " is silent")));
    }

    long number(NodeId node, String detail) {
        return ((Number) view(node).details().get(detail)).longValue();
    }

    /** Repeats {@code condition} until it throws no more. */
    <T> T await(Supplier<T> condition) {
        return kit.createTestProbe().awaitAssert(BOUND, POLL, condition::get);
    }

    void awaitThat(Runnable condition) {
        await(() -> {
            condition.run();
            return null;
        });
    }

    List<NodeId> allBut(NodeId node) {
        return nodes.stream().filter(other -> !other.equals(node)).toList();
    }

    NodeId awaitLeader() {
        return awaitLeader(nodes);
    }

    /** The one among {@code some} that all of them follow. */
    NodeId awaitLeader(Collection<NodeId> some) {
        return await(() -> {
            Map<NodeId, NodeView> views = new HashMap<>();
            some.forEach(node -> views.put(node, view(node)));
            assertThat(views.values().stream().map(NodeView::leader).distinct())
                    .as("%s", views)
                    .hasSize(1)
                    .doesNotContainNull();
            assertThat(views.values().stream().map(NodeView::term).distinct())
                    .as("%s", views)
                    .hasSize(1);
            NodeId leader = new NodeId(views.values().iterator().next().leader());
            assertThat(views.get(leader))
                    .as("%s", views)
                    .extracting(NodeView::role)
                    .isEqualTo("leader");
            return leader;
        });
    }

    /** All have applied all that any has. */
    void awaitAlike() {
        awaitThat(() -> {
            List<String> ends = nodes.stream()
                    .map(this::view)
                    .map(view -> view.term() + ": " + view.details().get("lastIndex") + " of "
                            + view.details().get("lastTerm") + ", committed "
                            + view.details().get("commitIndex"))
                    .toList();
            assertThat(ends).allMatch(end -> end.equals(ends.getFirst()));
            assertThat(number(nodes.getFirst(), "commitIndex")).isEqualTo(number(nodes.getFirst(), "lastIndex"));
        });
    }

    /** Asks the leader among {@code some} to make {@code question}'s change, until {@code changed} is the group. */
    void change(Collection<NodeId> some, Function<ActorRef<Reply>, Raft.Message> question, List<String> changed) {
        awaitThat(() -> {
            NodeId leader = awaitLeader(some);
            if (!changed.equals(view(leader).details().get(NodeView.GROUP))) {
                ask(leader, question);
            }
            assertThat(view(leader).details().get(NodeView.GROUP)).isEqualTo(changed);
        });
    }

    /** Makes {@code target} the leader. */
    void handOverTo(NodeId target) {
        awaitThat(() -> {
            if (!view(target).role().equals("leader")) {
                NodeId leader = awaitLeader();
                this.<Reply>ask(leader, replyTo -> new Raft.TransferLeadership(Optional.of(target), replyTo));
            }
            assertThat(view(target).role()).isEqualTo("leader");
        });
    }

    /** What {@code node}'s own store holds: as the leader it answers reads from there. */
    Map<String, Object> valuesOn(NodeId node, Collection<String> keys) {
        return await(() -> {
            handOverTo(node);
            Map<String, Object> values = new HashMap<>();
            for (String key : keys) {
                Optional<Reply> reply = ask(node, replyTo -> new Raft.Read(key, replyTo));
                assertThat(reply).get().isInstanceOf(Reply.Ok.class);
                values.put(key, ((Reply.Ok) reply.get()).value());
            }
            return values;
        });
    }

    void assertValuesOnAll(Map<String, Object> expected) {
        for (NodeId node : nodes) {
            assertThat(valuesOn(node, expected.keySet()))
                    .as("the store of %s", node)
                    .isEqualTo(expected);
        }
    }
}
