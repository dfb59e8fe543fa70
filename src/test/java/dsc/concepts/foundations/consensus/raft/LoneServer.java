package dsc.concepts.foundations.consensus.raft;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dsc.concepts.foundations.consensus.raft.Raft.AppendEntries;
import dsc.concepts.foundations.consensus.raft.Raft.Appended;
import dsc.concepts.foundations.consensus.raft.Raft.PeerMessage;
import dsc.concepts.foundations.consensus.raft.Raft.PreVote;
import dsc.concepts.foundations.consensus.raft.Raft.Vote;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Peers;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * One server among peers that the test plays: the test feeds it messages and sees what it sends. Nothing happens by
 * itself: no timer is due before the test is over, and time stands until the test moves it.
 */
final class LoneServer {

    static final NodeId N1 = new NodeId("n1");
    static final NodeId N2 = new NodeId("n2");
    static final NodeId N3 = new NodeId("n3");
    static final NodeId N4 = new NodeId("n4");
    static final NodeId N5 = new NodeId("n5");
    static final Configuration GROUP = new Configuration(List.of(N1, N2, N3));
    static final Duration ELECTION_TIMEOUT_MIN = Duration.ofHours(10);
    static final Duration ELECTION_TIMEOUT_MAX = Duration.ofHours(20);

    /** Small, so that a few entries fill a message, a window, a log. */
    static final RaftSettings SETTINGS = new RaftSettings(
            ELECTION_TIMEOUT_MIN,
            ELECTION_TIMEOUT_MAX,
            Duration.ofHours(5),
            1,
            3,
            64 * 1024,
            6,
            10,
            16,
            3,
            Duration.ofHours(30),
            1_000);

    /** As {@link #SETTINGS}, but few commands wait for more while others are on their way. */
    static final RaftSettings PATIENT = new RaftSettings(
            SETTINGS.electionTimeoutMin(),
            SETTINGS.electionTimeoutMax(),
            SETTINGS.heartbeatInterval(),
            3,
            SETTINGS.batchEntriesMax(),
            SETTINGS.batchBytesMax(),
            SETTINGS.inFlightEntriesMax(),
            SETTINGS.snapshotEntries(),
            SETTINGS.snapshotChunkBytes(),
            SETTINGS.catchUpRoundsMax(),
            SETTINGS.catchUpRoundTimeout(),
            SETTINGS.sessionsMax());

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(1);
    private static final int QUESTIONS_LOST_MAX = 20;

    /** No test starts the election timer so often. */
    private static final int TIMERS_MAX = 200;

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** What the server sent to {@code to}. */
    record Sent(NodeId to, PeerMessage message) {}

    private final ActorTestKit kit;
    private final RaftSettings settings;
    private final NodeContext<Raft.Message> node;
    private final Queue<Sent> outbox = new ConcurrentLinkedQueue<>();
    private TestProbe<NodeView> views;
    private int questionsLost;
    private ActorRef<Raft.Message> server;
    final ManualClock clock = new ManualClock();

    LoneServer(ActorTestKit kit) {
        this(kit, N1, 3);
    }

    /** The server {@code self} of n1, n2 and so on. */
    LoneServer(ActorTestKit kit, NodeId self, int servers) {
        this(kit, self, servers, servers, SETTINGS);
    }

    LoneServer(ActorTestKit kit, NodeId self, int servers, RaftSettings settings) {
        this(kit, self, servers, servers, settings);
    }

    /** @param nodes that it can address, of which the first {@code servers} are the group that all begin with */
    LoneServer(ActorTestKit kit, NodeId self, int servers, int nodes) {
        this(kit, self, servers, nodes, SETTINGS);
    }

    private LoneServer(ActorTestKit kit, NodeId self, int servers, int nodes, RaftSettings settings) {
        this.kit = kit;
        this.settings = settings;
        this.views = kit.createTestProbe();
        List<NodeId> all = IntStream.rangeClosed(1, nodes)
                .mapToObj(number -> new NodeId("n" + number))
                .toList();
        List<NodeId> others = all.stream().filter(id -> !id.equals(self)).toList();
        Peers<Raft.Message> peers = new Peers<>() {
            @Override
            public List<NodeId> others() {
                return others;
            }

            @Override
            public void tell(NodeId to, Raft.Message message) {
                outbox.add(new Sent(to, (PeerMessage) message));
            }
        };
        this.node = new NodeContext<>(
                self,
                all.subList(0, servers),
                peers,
                clock,
                new SplittableRandom(1),
                "lone-" + COUNT.incrementAndGet(),
                Settings.of(
                        "raft", ConfigFactory.parseString("dsc.journal { backoff-min = 10ms, backoff-max = 20ms }")));
        this.server = kit.spawn(Raft.create(node, settings));
        settle();
    }

    String persistenceId() {
        return node.persistenceId();
    }

    ActorRef<Raft.Message> ref() {
        return server;
    }

    /** Feeds the server {@code messages}, and waits until it has handled them and what it told itself. */
    void receives(Raft.Message... messages) {
        for (Raft.Message message : messages) {
            server.tell(message);
        }
        settle();
    }

    /** A command makes the server tell itself to flush, and a long queue makes it do so again. */
    private void settle() {
        for (int round = 0; round < 4; round++) {
            view();
        }
    }

    NodeView view() {
        while (true) {
            server.tell(new Raft.Inspect(views.getRef()));
            try {
                return views.receiveMessage(ANSWER_TIMEOUT);
            } catch (AssertionError lost) {
                // Pekko now and then drops a message when an actor restarts because its journal failed.
                views = nextViews();
            }
        }
    }

    /** Another probe after each question that got no answer, so that a late answer is not taken for a later one. */
    private TestProbe<NodeView> nextViews() {
        if (++questionsLost > QUESTIONS_LOST_MAX) {
            throw new AssertionError(node.self() + " does not answer");
        }
        return kit.createTestProbe();
    }

    String role() {
        return view().role();
    }

    long term() {
        return view().term();
    }

    /** One of the numbers that {@link Raft.Inspect} shows, such as {@code commitIndex}. */
    long number(String detail) {
        return ((Number) view().details().get(detail)).longValue();
    }

    /** What it sent since this was asked last. */
    List<Sent> sent() {
        List<Sent> taken = new ArrayList<>();
        for (Sent next = outbox.poll(); next != null; next = outbox.poll()) {
            taken.add(next);
        }
        return taken;
    }

    /** What it sent to {@code to} since anybody asked last; the rest is dropped. */
    List<PeerMessage> sentTo(NodeId to) {
        return sent().stream()
                .filter(sent -> sent.to().equals(to))
                .map(Sent::message)
                .toList();
    }

    /** The one message that it sent to {@code to} since anybody asked last; the rest is dropped. */
    PeerMessage onlySentTo(NodeId to) {
        List<PeerMessage> messages = sentTo(to);
        if (messages.size() != 1) {
            throw new AssertionError("one message expected to " + to + ", not " + messages);
        }
        return messages.getFirst();
    }

    /** Nothing was answered to {@code client} by what the server handled until now. */
    static void expectNothingFor(TestProbe<Reply> client) {
        // It would stand before this in the client's mailbox.
        Reply mark = new Reply.Unknown("the test's mark");
        client.getRef().tell(mark);
        client.expectMessage(mark);
    }

    static void assertRefused(TestProbe<Reply> client, String why) {
        assertThat(client.receiveMessage()).isEqualTo(new Reply.Failed(why));
    }

    TestProbe<Reply> execute(Command command) {
        TestProbe<Reply> client = kit.createTestProbe();
        receives(new Raft.Execute(command, client.getRef()));
        return client;
    }

    TestProbe<Reply> write(String value) {
        return execute(new Command.Write(0, 0, "k", value));
    }

    TestProbe<Reply> read(String key) {
        TestProbe<Reply> client = kit.createTestProbe();
        receives(new Raft.Read(key, client.getRef()));
        return client;
    }

    TestProbe<Reply> transferTo(Optional<NodeId> target) {
        TestProbe<Reply> client = kit.createTestProbe();
        receives(new Raft.TransferLeadership(target, client.getRef()));
        return client;
    }

    TestProbe<Reply> add(NodeId added) {
        TestProbe<Reply> client = kit.createTestProbe();
        receives(new Raft.AddServer(added, client.getRef()));
        return client;
    }

    TestProbe<Reply> remove(NodeId removed) {
        TestProbe<Reply> client = kit.createTestProbe();
        receives(new Raft.RemoveServer(removed, client.getRef()));
        return client;
    }

    /** {@code group}, {@code nextGroup} or {@code learner}, as text. */
    String detail(String name) {
        return String.valueOf(view().details().get(name));
    }

    /** Its election timer is due. Which number counts only the server knows: those that do not are ignored. */
    void electionTimesOut() {
        int before = outbox.size();
        for (long number = 1; outbox.size() == before && !role().equals("leader"); number++) {
            if (number > TIMERS_MAX) {
                throw new AssertionError("it does not stand for election: " + view());
            }
            receives(new Raft.ElectionTimedOut(number));
        }
    }

    /** As {@link #electionTimesOut()}, of a server that does not stand. */
    void electionTimesOutInVain() {
        for (long number = 1; number <= TIMERS_MAX; number++) {
            receives(new Raft.ElectionTimedOut(number));
        }
    }

    void heartbeatIsDue() {
        receives(new Raft.HeartbeatDue());
    }

    /** Makes it the leader of the next term by the votes of n2 and n3; what it sent for that is dropped. */
    void becomesLeader() {
        electionTimesOut();
        long next = term() + 1;
        receives(new PreVote(next - 1, next, N2, true), new PreVote(next - 1, next, N3, true));
        receives(new Vote(next, N2, true), new Vote(next, N3, true));
        if (!role().equals("leader") || term() != next) {
            throw new AssertionError("no leader of term " + next + ": " + view());
        }
        sent();
    }

    /** As {@link #becomesLeader()}, and n2 has all of its log. */
    void becomesLeaderFollowedByN2() {
        becomesLeader();
        receives(new Appended(term(), N2, number("lastIndex"), 0));
        sent();
    }

    /** As {@link #becomesLeader()}, and n2 and n3 have all of its log, which is committed. */
    void becomesLeaderFollowedByBoth() {
        becomesLeaderFollowedByN2();
        receives(new Appended(term(), N3, number("lastIndex"), 0));
        sent();
    }

    /** As the follower of n2, it gets {@code entries} after what it has, committed up to {@code commitIndex}. */
    void follows(long term, long commitIndex, Entry... entries) {
        NodeView before = view();
        receives(new AppendEntries(
                term,
                N2,
                ((Number) before.details().get("lastIndex")).longValue(),
                ((Number) before.details().get("lastTerm")).longValue(),
                List.of(entries),
                commitIndex,
                0));
        sent();
    }

    static Entry entry(long term, String value) {
        return new Entry(term, new Command.Write(0, 0, "k", value));
    }

    /** The process dies and starts again. */
    void crashesAndRecovers() {
        kit.stop(server);
        sent();
        server = kit.spawn(Raft.create(node, settings));
        settle();
    }
}
