package dsc.concepts.foundations.consensus.raft;

import static dsc.concepts.foundations.consensus.raft.LoneServer.N1;
import static dsc.concepts.foundations.consensus.raft.LoneServer.N2;
import static dsc.concepts.foundations.consensus.raft.LoneServer.N3;
import static dsc.concepts.foundations.consensus.raft.LoneServer.PATIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.foundations.consensus.raft.Raft.AppendEntries;
import dsc.concepts.foundations.consensus.raft.Raft.Appended;
import dsc.workbench.protocol.Reply;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which commands wait for others, where {@code batch-entries-min} is three. */
class BatchingTest {

    @RegisterExtension
    static final TestSystem SYSTEM = new TestSystem();

    private final LoneServer server = new LoneServer(SYSTEM.kit(), N1, 3, PATIENT);

    private List<Integer> batchesSentToN2() {
        return server.sentTo(N2).stream()
                .map(message -> ((AppendEntries) message).entries().size())
                .toList();
    }

    @Test
    void whereNothingIsOnItsWayACommandLeavesAtOnce() {
        server.becomesLeaderFollowedByN2();
        server.write("a");
        assertThat(batchesSentToN2()).containsExactly(1);
    }

    @Test
    void aFewWaitUntilWhatIsOnItsWayIsCommitted() {
        server.becomesLeaderFollowedByN2();
        server.write("a");
        server.sent();
        TestProbe<Reply> client = server.write("b");
        server.write("c");
        assertThat(batchesSentToN2()).isEmpty();
        assertThat(server.number("lastIndex")).isEqualTo(2);
        server.receives(new Appended(1, N2, 2, 0));
        assertThat(batchesSentToN2()).containsExactly(2);
        server.receives(new Appended(1, N2, 4, 0));
        client.expectMessage(new Reply.Ok("b"));
    }

    @Test
    void enoughOfThemDoNotWait() {
        server.becomesLeaderFollowedByN2();
        server.write("a");
        server.write("b");
        server.write("c");
        server.sent();
        server.write("d");
        assertThat(batchesSentToN2()).containsExactly(3);
    }

    /** An answer that commits nothing lets nothing go, and a heartbeat does not either. */
    @Test
    void theyWaitAsLongAsItTakes() {
        server.becomesLeaderFollowedByN2();
        server.write("a");
        server.write("b");
        server.sent();
        server.receives(new Appended(1, N3, 1, 0));
        server.heartbeatIsDue();
        assertThat(server.number("lastIndex")).isEqualTo(2);
    }

    /** They are in no log, so they never took effect: another server may be asked. */
    @Test
    void whoStillWaitsWhenTheLeaderIsDeposedIsSentElsewhere() {
        server.becomesLeaderFollowedByN2();
        TestProbe<Reply> onItsWay = server.write("a");
        TestProbe<Reply> waiting = server.write("b");
        server.receives(new Appended(2, N2, 0, 0));
        assertThat(onItsWay.receiveMessage()).isInstanceOf(Reply.Unknown.class);
        waiting.expectMessage(new Reply.Redirect(Optional.empty()));
    }

    @Test
    void readsDoNotWait() {
        server.becomesLeaderFollowedByN2();
        server.write("a");
        server.write("b");
        server.sent();
        server.read("k");
        assertThat(batchesSentToN2()).containsExactly(0);
    }
}
