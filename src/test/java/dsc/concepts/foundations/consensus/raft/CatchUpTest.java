package dsc.concepts.foundations.consensus.raft;

import static dsc.concepts.foundations.consensus.raft.LoneServer.ELECTION_TIMEOUT_MIN;
import static dsc.concepts.foundations.consensus.raft.LoneServer.N1;
import static dsc.concepts.foundations.consensus.raft.LoneServer.N2;
import static dsc.concepts.foundations.consensus.raft.LoneServer.N3;
import static dsc.concepts.foundations.consensus.raft.LoneServer.N4;
import static dsc.concepts.foundations.consensus.raft.LoneServer.SETTINGS;
import static dsc.concepts.foundations.consensus.raft.LoneServer.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.foundations.consensus.raft.LoneServer.Sent;
import dsc.concepts.foundations.consensus.raft.Raft.AppendEntries;
import dsc.concepts.foundations.consensus.raft.Raft.Appended;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a server that joins the group gets the log before it counts, one server and scripted peers (thesis, §4.2.1). */
class CatchUpTest {

    @RegisterExtension
    static final TestSystem SYSTEM = new TestSystem();

    /** n1 of the group n1 to n3, which can address n4 as well. */
    private final LoneServer server = new LoneServer(SYSTEM.kit(), N1, 3, 4);

    private void appended(NodeId follower, long matchIndex) {
        server.receives(new Appended(server.term(), follower, matchIndex, 0));
    }

    @Test
    void aNewServerCountsOnceItHasTheLog() {
        server.becomesLeaderFollowedByBoth();
        TestProbe<Reply> client = server.add(N4);
        assertThat(server.sent()).containsExactly(new Sent(N4, new AppendEntries(1, N1, 1, 1, List.of(), 1, 0)));
        assertThat(server.detail("learner")).isEqualTo("n4");
        assertRefused(server.add(N4), "n4 is being added already; ask again");
        server.receives(new Raft.AppendRefused(1, N4, 1, 1, 0));
        assertThat(server.number("lastIndex")).isEqualTo(1);
        appended(N4, 1);
        assertThat(server.detail("nextGroup")).isEqualTo("[n1, n2, n3, n4]");
        assertThat(server.detail("learner")).isEqualTo("null");
        appended(N4, 2);
        LoneServer.expectNothingFor(client);
        appended(N2, 2);
        client.expectMessage(new Reply.Ok("n1 n2 n3 n4"));
    }

    /** It is neither asked nor counted. */
    @Test
    void aLearnerDoesNotCount() {
        server.becomesLeaderFollowedByBoth();
        server.add(N4);
        TestProbe<Reply> writer = server.write("x");
        server.clock.advance(ELECTION_TIMEOUT_MIN);
        appended(N4, 2);
        assertThat(server.detail("nextGroup")).isEqualTo("null");
        LoneServer.expectNothingFor(writer);
        appended(N2, 2);
        writer.expectMessage(new Reply.Ok("x"));
    }

    @Test
    void aSlowRoundIsFollowedByAnother() {
        server.becomesLeaderFollowedByBoth();
        TestProbe<Reply> client = server.add(N4);
        server.clock.advance(ELECTION_TIMEOUT_MIN);
        appended(N4, 1);
        assertThat(server.detail("learner")).isEqualTo("n4");
        server.clock.advance(ELECTION_TIMEOUT_MIN.minusNanos(1));
        appended(N4, 1);
        assertThat(server.detail("learner")).isEqualTo("null");
        assertThat(server.detail("nextGroup")).isEqualTo("[n1, n2, n3, n4]");
        LoneServer.expectNothingFor(client);
    }

    @Test
    void afterSomeSlowRoundsItIsNotAdded() {
        server.becomesLeaderFollowedByBoth();
        TestProbe<Reply> client = server.add(N4);
        for (int round = 1; round <= SETTINGS.catchUpRoundsMax(); round++) {
            LoneServer.expectNothingFor(client);
            server.clock.advance(ELECTION_TIMEOUT_MIN);
            appended(N4, 1);
        }
        assertRefused(client, "n4 does not catch up: it was behind after 3 rounds");
        assertThat(server.number("lastIndex")).isEqualTo(1);
        assertThat(server.detail("learner")).isEqualTo("null");
        server.sent();
        server.heartbeatIsDue();
        assertThat(server.sentTo(N4)).isEmpty();
    }

    @Test
    void aServerThatDoesNotAnswerIsNotAdded() {
        server.becomesLeaderFollowedByBoth();
        TestProbe<Reply> client = server.add(N4);
        Duration tooLong = SETTINGS.catchUpRoundTimeout().plusMillis(1);
        server.clock.advance(tooLong.dividedBy(2));
        appended(N2, 1);
        server.heartbeatIsDue();
        LoneServer.expectNothingFor(client);
        server.clock.advance(tooLong.dividedBy(2));
        appended(N2, 1);
        assertRefused(client, "n4 does not catch up: its round 1 took more than " + tooLong.toMillis() + " ms");
        LoneServer.expectNothingFor(server.remove(N3));
    }

    @Test
    void whoAskedADeposedLeaderIsSentOn() {
        server.becomesLeaderFollowedByBoth();
        TestProbe<Reply> adding = server.add(N4);
        server.receives(new AppendEntries(2, N2, 1, 1, List.of(), 0, 0));
        adding.expectMessage(new Reply.Redirect(Optional.empty()));
    }
}
