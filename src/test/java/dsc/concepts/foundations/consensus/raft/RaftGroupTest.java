package dsc.concepts.foundations.consensus.raft;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.foundations.consensus.raft.Raft.InstallSnapshot;
import dsc.concepts.foundations.consensus.raft.Raft.RequestPreVote;
import dsc.concepts.foundations.consensus.raft.TestNetwork.Weather;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Reply;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Groups of servers in real time, over a network that fails. What must hold whatever the timing is asserted; which
 * server leads, and how many elections there were, is not.
 */
class RaftGroupTest {

    private static final RaftSettings SMALL_MESSAGES = TestGroup.settings(4, 64);

    @RegisterExtension
    static final TestSystem SYSTEM = new TestSystem();

    private TestGroup group;

    private TestGroup group(int servers) {
        group = new TestGroup(SYSTEM.kit(), servers, 1, SMALL_MESSAGES);
        return group;
    }

    @AfterEach
    void atMostOneLeaderATerm() {
        SYSTEM.journal().resetPolicy();
        group.stopAll();
        group.network.assertOneLeaderATerm();
    }

    /** §5.2. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5})
    void electsOneLeaderWhomAllFollow(int servers) {
        group(servers).awaitLeader();
    }

    /** §5.3. */
    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void executesACommandOnAllServers(int servers) {
        TestClient client = new TestClient(group(servers), 0);
        client.write("x", "1");
        assertThat(client.read("x")).isEqualTo("1");
        group.awaitAlike();
        group.assertValuesOnAll(Map.of("x", "1"));
    }

    /** Thesis, §6.4. Should another leader be elected meanwhile, its no-op makes the log longer: then once more. */
    @Test
    void readsDoNotGrowTheLog() {
        TestClient client = new TestClient(group(3), 0);
        client.write("x", "1");
        group.awaitThat(() -> {
            NodeId leader = group.awaitLeader();
            long term = group.view(leader).term();
            long before = group.number(leader, "lastIndex");
            for (int read = 0; read < 20; read++) {
                assertThat(client.read("x")).isEqualTo("1");
            }
            long after = group.number(leader, "lastIndex");
            assertThat(group.view(leader).term()).isEqualTo(term);
            assertThat(after).isEqualTo(before);
        });
    }

    /** Thesis, §6.2; §5.3: the other side goes on, and what only the old leader had gives way. */
    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void aLeaderThatIsCutOffStepsDownAndItsUncommittedEntriesGiveWay(int servers) {
        TestClient client = new TestClient(group(servers), 0);
        client.write("x", "before");
        NodeId old = group.awaitLeader();
        group.network.cutOff(old);
        TestProbe<Reply> stranded = SYSTEM.kit().createTestProbe();
        TestProbe<Reply> reading = SYSTEM.kit().createTestProbe();
        group.tell(old, new Raft.Execute(new Command.Write(0, 0, "x", "nobody knows"), stranded.getRef()));
        group.tell(old, new Raft.Read("x", reading.getRef()));

        assertThat(stranded.receiveMessage()).isInstanceOfAny(Reply.Unknown.class, Reply.Redirect.class);
        assertThat(reading.receiveMessage()).isInstanceOf(Reply.Redirect.class);
        assertThat(group.view(old).role()).isNotEqualTo("leader");
        group.awaitLeader(group.allBut(old));
        client.write("x", "after");

        group.network.heal();
        group.awaitAlike();
        group.assertValuesOnAll(Map.of("x", "after"));
    }

    /** A minority, however many commands it has, commits none. */
    @Test
    void aMinorityCommitsNothing() {
        TestClient client = new TestClient(group(5), 0);
        client.write("x", "1");
        NodeId leader = group.awaitLeader();
        group.allBut(leader).stream().limit(3).forEach(group.network::cutOff);
        TestProbe<Reply> stranded = SYSTEM.kit().createTestProbe();
        group.tell(leader, new Raft.Execute(new Command.Write(0, 0, "x", "2"), stranded.getRef()));
        assertThat(stranded.receiveMessage()).isNotInstanceOf(Reply.Ok.class);
        group.network.heal();
        client.write("x", "3");
        group.awaitAlike();
        group.assertValuesOnAll(Map.of("x", "3"));
    }

    /** §7: the entries that it lacks are gone; the snapshot comes in pieces of 64 bytes, some lost, some twice. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFollowerThatWasCutOffForLongGetsASnapshot(boolean storm) {
        TestClient client = new TestClient(group(3), 0);
        NodeId follower = group.allBut(group.awaitLeader()).getFirst();
        group.network.cutOff(follower);
        for (int write = 0; write < 45; write++) {
            client.write("key" + write % 10, "value" + write);
        }
        int chunksBefore = group.network.count(InstallSnapshot.class);
        group.network.heal();
        if (storm) {
            group.network.set(new Weather(20, 30, 5));
        }
        group.awaitThat(() -> assertThat(group.number(follower, "commitIndex")).isGreaterThanOrEqualTo(45));
        assertThat(group.network.count(InstallSnapshot.class) - chunksBefore).isGreaterThan(2);
        group.network.heal();
        group.awaitAlike();
        assertThat(group.valuesOn(follower, List.of("key0", "key4", "key5")))
                .isEqualTo(Map.of("key0", "value40", "key4", "value44", "key5", "value35"));
    }

    /** Thesis, §9.6: it asks and asks, and its term stays; so nobody is disturbed when it is back. */
    @Test
    void aServerThatWasCutOffComesBackWithItsTerm() {
        TestClient client = new TestClient(group(3), 0);
        client.write("x", "1");
        NodeId follower = group.allBut(group.awaitLeader()).getFirst();
        group.network.cutOff(follower);
        long term = group.view(follower).term();
        int before = group.network.count(RequestPreVote.class);
        group.awaitThat(
                () -> assertThat(group.network.count(RequestPreVote.class)).isGreaterThan(before + 6));
        assertThat(group.view(follower).term()).isEqualTo(term);
        assertThat(group.view(follower).role()).isIn("pre-candidate", "follower");
        group.network.heal();
        group.awaitLeader();
        group.awaitAlike();
    }

    /** Thesis, §3.10, to each in turn, while a client works. */
    @Test
    void handsOverLeadership() {
        TestClient client = new TestClient(group(3), 0);
        group.awaitLeader();
        for (NodeId node : group.nodes) {
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> client.write("x", node.value()));
            group.handOverTo(node);
            writing.join();
        }
        group.assertValuesOnAll(Map.of("x", "n3"));
    }

    /** Thesis, §4.1 and §4.2.1: it begins with nothing, gets a snapshot, and can lead in the end. */
    @Test
    void aServerIsAddedThatHasNothing() {
        group = new TestGroup(SYSTEM.kit(), 3, 4, 1, SMALL_MESSAGES);
        List<NodeId> three = group.nodes.subList(0, 3);
        NodeId n4 = group.nodes.getLast();
        NodeId leader = group.awaitLeader(three);
        for (int write = 0; write < 45; write++) {
            String value = "value" + write;
            group.<Reply>ask(leader, replyTo -> new Raft.Execute(new Command.Write(0, 0, "x", value), replyTo));
        }
        assertThat(group.view(n4).term()).isZero();
        group.change(three, replyTo -> new Raft.AddServer(n4, replyTo), List.of("n1", "n2", "n3", "n4"));
        TestClient client = new TestClient(group, 0);
        client.write("x", "all");
        group.awaitAlike();
        group.assertValuesOnAll(Map.of("x", "all"));
    }

    /** Thesis, §4.2.2: the others go on without it, and it wants nothing more. */
    @Test
    void aLeaderIsRemoved() {
        NodeId old = group(3).awaitLeader();
        List<NodeId> others = group.allBut(old);
        List<String> names = others.stream().map(NodeId::value).toList();
        group.awaitThat(() -> {
            for (NodeId node : group.nodes) {
                group.<Reply>ask(node, replyTo -> new Raft.RemoveServer(old, replyTo));
            }
            assertThat(others)
                    .allSatisfy(node -> assertThat(group.view(node).details()).containsEntry("group", names));
        });
        group.awaitLeader(others);
        group.awaitThat(() -> assertThat(group.view(old).leader()).isNull());
        assertThat(group.view(old).role()).isEqualTo("follower");
    }

    /** Figure 2, "Persistent state": all at once, so that nobody can tell the others. */
    @Test
    void allServersCrashAndNothingIsLost() {
        TestClient client = new TestClient(group(3), 0);
        for (int write = 0; write < 30; write++) {
            client.write("key" + write % 3, "value" + write);
        }
        long term = group.view(group.awaitLeader()).term();
        group.stopAll();
        group.nodes.forEach(group::start);
        assertThat(client.read("key2")).isEqualTo("value29");
        assertThat(group.view(group.awaitLeader()).term()).isGreaterThan(term);
        group.awaitAlike();
        group.assertValuesOnAll(Map.of("key0", "value27", "key1", "value28", "key2", "value29"));
    }

    /** What was acknowledged is there, whichever journal fails. */
    @Test
    void losesNothingThatWasAcknowledgedWhenJournalsFail() {
        TestClient client = new TestClient(group(3), 0);
        for (int round = 0; round < 6; round++) {
            SYSTEM.journal().failNextNPersisted(group.persistenceId(group.nodes.get(round % 3)), 1 + round % 2);
            for (int write = 0; write < 3; write++) {
                client.write("key" + round, "value" + write);
            }
            assertThat(client.read("key" + round)).isEqualTo("value2");
        }
        SYSTEM.journal().resetPolicy();
        group.awaitAlike();
        group.assertValuesOnAll(Map.of("key0", "value2", "key3", "value2", "key5", "value2"));
    }
}
