package dsc.concepts.foundations.consensus.raft;

import static dsc.concepts.foundations.consensus.raft.LoneServer.ELECTION_TIMEOUT_MIN;
import static dsc.concepts.foundations.consensus.raft.LoneServer.N1;
import static dsc.concepts.foundations.consensus.raft.LoneServer.N2;
import static dsc.concepts.foundations.consensus.raft.LoneServer.N3;
import static dsc.concepts.foundations.consensus.raft.LoneServer.N4;
import static dsc.concepts.foundations.consensus.raft.LoneServer.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.foundations.consensus.raft.DurableState.TermStarted;
import dsc.concepts.foundations.consensus.raft.DurableState.VoteCast;
import dsc.concepts.foundations.consensus.raft.LoneServer.Sent;
import dsc.concepts.foundations.consensus.raft.Raft.AppendEntries;
import dsc.concepts.foundations.consensus.raft.Raft.AppendRefused;
import dsc.concepts.foundations.consensus.raft.Raft.Appended;
import dsc.concepts.foundations.consensus.raft.Raft.InstallSnapshot;
import dsc.concepts.foundations.consensus.raft.Raft.PreVote;
import dsc.concepts.foundations.consensus.raft.Raft.RequestPreVote;
import dsc.concepts.foundations.consensus.raft.Raft.RequestVote;
import dsc.concepts.foundations.consensus.raft.Raft.SnapshotChunkReceived;
import dsc.concepts.foundations.consensus.raft.Raft.TimeoutNow;
import dsc.concepts.foundations.consensus.raft.Raft.Vote;
import dsc.workbench.protocol.Reply;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which server may become leader: one server and scripted peers (§5.1, §5.2, §5.4.1; thesis, §3.10, §4.2.3, §9.6). */
class ElectionTest {

    @RegisterExtension
    static final TestSystem SYSTEM = new TestSystem();

    private final LoneServer server = new LoneServer(SYSTEM.kit());

    private static LoneServer fiveServers() {
        return new LoneServer(SYSTEM.kit(), N1, 5);
    }

    private List<Object> journaled() {
        return SYSTEM.journal().persistedInStorage(server.persistenceId());
    }

    /** §5.2: "When servers start up, they begin as followers." */
    @Test
    void startsAsFollower() {
        assertThat(server.role()).isEqualTo("follower");
        assertThat(server.term()).isZero();
        assertThat(server.sent()).isEmpty();
    }

    /** Thesis, §9.6. */
    @Test
    void asksBeforeItStartsATerm() {
        server.electionTimesOut();
        assertThat(server.sent())
                .containsExactly(
                        new Sent(N2, new RequestPreVote(0, 1, N1, 0, 0)),
                        new Sent(N3, new RequestPreVote(0, 1, N1, 0, 0)));
        assertThat(server.role()).isEqualTo("pre-candidate");
        assertThat(server.term()).isZero();
        assertThat(journaled()).isEmpty();
    }

    /** Thesis, §9.6. */
    @Test
    void standsOnceAMajorityWould() {
        server.electionTimesOut();
        server.sent();
        server.receives(new PreVote(0, 1, N2, true));
        assertThat(server.role()).isEqualTo("candidate");
        assertThat(server.sent())
                .containsExactly(
                        new Sent(N2, new RequestVote(1, N1, 0, 0, false)),
                        new Sent(N3, new RequestVote(1, N1, 0, 0, false)));
        assertThat(journaled()).containsExactly(new TermStarted(1), new VoteCast(1, N1));
    }

    @Test
    void countsNoPreVoteOfAnotherTermNoRefusalAndNoVoterTwice() {
        LoneServer five = fiveServers();
        five.electionTimesOut();
        five.receives(
                new PreVote(0, 2, N3, true),
                new PreVote(0, 1, N3, false),
                new PreVote(0, 1, N2, true),
                new PreVote(0, 1, N2, true));
        assertThat(five.role()).isEqualTo("pre-candidate");
        five.receives(new PreVote(0, 1, N4, true));
        assertThat(five.role()).isEqualTo("candidate");
    }

    /** §5.2; and §8: a blank no-op entry at the start of its term. */
    @Test
    void leadsOnceAMajorityVoted() {
        server.electionTimesOut();
        server.receives(new PreVote(0, 1, N2, true));
        server.sent();
        server.receives(new Vote(1, N3, true));
        assertThat(server.role()).isEqualTo("leader");
        AppendEntries noOp = new AppendEntries(1, N1, 0, 0, List.of(new Entry(1, new Command.NoOp())), 0, 0);
        assertThat(server.sent()).containsExactly(new Sent(N2, noOp), new Sent(N3, noOp));
    }

    /** §5.2: a majority of the full group, each server once, in this term. */
    @Test
    void countsNoVoteOfAnotherTermNoRefusalAndNoVoterTwice() {
        LoneServer five = fiveServers();
        five.receives(new TimeoutNow(0));
        five.electionTimesOut();
        five.receives(new PreVote(1, 2, N2, true), new PreVote(1, 2, N3, true));
        assertThat(five.term()).isEqualTo(2);
        five.receives(new Vote(1, N3, true), new Vote(2, N3, false), new Vote(2, N2, true), new Vote(2, N2, true));
        assertThat(five.role()).isEqualTo("candidate");
        five.receives(new Vote(2, N4, true));
        assertThat(five.role()).isEqualTo("leader");
    }

    @Test
    void aLateVoteChangesNothing() {
        server.becomesLeader();
        long lastIndex = server.number("lastIndex");
        server.receives(new Vote(1, N2, true), new PreVote(0, 1, N3, true));
        assertThat(server.sent()).isEmpty();
        assertThat(server.number("lastIndex")).isEqualTo(lastIndex);
    }

    /** §5.2: "Each server will vote for at most one candidate in a given term". */
    @Test
    void votesOnceATerm() {
        server.receives(new RequestVote(1, N2, 0, 0, false));
        assertThat(server.onlySentTo(N2)).isEqualTo(new Vote(1, N1, true));
        server.receives(new RequestVote(1, N3, 9, 1, false));
        assertThat(server.onlySentTo(N3)).isEqualTo(new Vote(1, N1, false));
        assertThat(journaled()).containsExactly(new TermStarted(1), new VoteCast(1, N2));
    }

    /** The answer may have been lost. */
    @Test
    void repeatsItsVoteToTheSameCandidate() {
        server.receives(new RequestVote(1, N2, 0, 0, false), new RequestVote(1, N2, 0, 0, false));
        assertThat(server.sentTo(N2)).containsExactly(new Vote(1, N1, true), new Vote(1, N1, true));
        assertThat(journaled()).containsExactly(new TermStarted(1), new VoteCast(1, N2));
    }

    /** Figure 2: {@code votedFor} is persistent. */
    @Test
    void votesOnceATermOverACrash() {
        server.receives(new RequestVote(1, N2, 0, 0, false));
        server.crashesAndRecovers();
        server.receives(new RequestVote(1, N3, 9, 1, false));
        assertThat(server.onlySentTo(N3)).isEqualTo(new Vote(1, N1, false));
        server.receives(new RequestVote(1, N2, 0, 0, false));
        assertThat(server.onlySentTo(N2)).isEqualTo(new Vote(1, N1, true));
    }

    /** A candidate's vote for itself is one. */
    @Test
    void aCandidateVotesForNobodyElseOverACrash() {
        server.electionTimesOut();
        server.receives(new PreVote(0, 1, N2, true));
        server.crashesAndRecovers();
        server.receives(new RequestVote(1, N3, 9, 1, false));
        assertThat(server.onlySentTo(N3)).isEqualTo(new Vote(1, N1, false));
    }

    /** A new term, a new vote, over a crash too. */
    @Test
    void votesAgainInTheNextTerm() {
        server.receives(new RequestVote(1, N2, 0, 0, false));
        server.crashesAndRecovers();
        server.receives(new RequestVote(2, N3, 0, 0, false));
        assertThat(server.onlySentTo(N3)).isEqualTo(new Vote(2, N1, true));
    }

    /** §5.1: "If a server receives a request with a stale term number, it rejects the request." */
    @Test
    void refusesACandidateOfAnOldTerm() {
        server.receives(new RequestVote(5, N2, 0, 0, false));
        server.sent();
        server.receives(new RequestVote(4, N3, 9, 4, false));
        assertThat(server.onlySentTo(N3)).isEqualTo(new Vote(5, N1, false));
        assertThat(server.view().details()).containsEntry("votedFor", "n2");
    }

    /** §5.4.1, with a log of terms 1, 1, 2: the later last term wins, then the longer log. */
    @ParameterizedTest(name = "last entry {0} of term {1}: {2}")
    @CsvSource({"3, 2, true", "4, 2, true", "2, 2, false", "9, 1, false", "1, 3, true", "0, 0, false"})
    void votesOnlyForALogThatHasAllThatMayBeCommitted(long lastIndex, long lastTerm, boolean granted) {
        server.follows(2, 0, entry(1, "a"), entry(1, "b"), entry(2, "c"));
        server.clock.advance(ELECTION_TIMEOUT_MIN);
        server.receives(new RequestPreVote(2, 3, N3, lastIndex, lastTerm));
        assertThat(server.onlySentTo(N3)).isEqualTo(new PreVote(2, 3, N1, granted));
        server.receives(new RequestVote(3, N3, lastIndex, lastTerm, false));
        assertThat(server.onlySentTo(N3)).isEqualTo(new Vote(3, N1, granted));
    }

    static Stream<Raft.PeerMessage> messagesOfTermNine() {
        return Stream.of(
                new PreVote(9, 2, N2, false),
                new RequestVote(9, N2, 0, 0, true),
                new Vote(9, N2, false),
                new AppendEntries(9, N2, 0, 0, List.of(), 0, 0),
                new Appended(9, N2, 0, 0),
                new AppendRefused(9, N2, 0, 1, 0),
                new InstallSnapshot(9, N2, 5, 1, LoneServer.GROUP, 0, new byte[] {1}, false),
                new SnapshotChunkReceived(9, N2, 5, 1));
    }

    /** §5.1: a higher term makes any server a follower of that term. */
    @ParameterizedTest
    @MethodSource("messagesOfTermNine")
    void aHigherTermMakesALeaderAFollower(Raft.PeerMessage message) {
        server.becomesLeader();
        server.receives(message);
        assertThat(server.role()).isEqualTo("follower");
        assertThat(server.term()).isEqualTo(9);
        assertThat(journaled()).contains(new TermStarted(9));
    }

    /**
     * §5.2: "If the leader's term is at least as large as the candidate's, the candidate returns to follower state."
     */
    @Test
    void aCandidateAndAPreCandidateFollowTheLeaderOfTheirTerm() {
        server.electionTimesOut();
        server.receives(new AppendEntries(0, N2, 0, 0, List.of(), 0, 0));
        assertThat(server.role()).isEqualTo("follower");
        server.receives(new TimeoutNow(0));
        assertThat(server.role()).isEqualTo("candidate");
        server.receives(new AppendEntries(1, N2, 0, 0, List.of(), 0, 0));
        assertThat(server.role()).isEqualTo("follower");
        assertThat(server.view().leader()).isEqualTo("n2");
        server.receives(new Vote(1, N3, true));
        assertThat(server.role()).isEqualTo("follower");
    }

    /** §5.2: a split vote; the next attempt asks again, in the term after. */
    @Test
    void aCandidateThatNobodyElectsTriesTheNextTerm() {
        server.electionTimesOut();
        server.receives(new PreVote(0, 1, N2, true), new Vote(1, N2, false), new Vote(1, N3, false));
        assertThat(server.role()).isEqualTo("candidate");
        server.sent();
        server.electionTimesOut();
        assertThat(server.onlySentTo(N2)).isEqualTo(new RequestPreVote(1, 2, N1, 0, 0));
        assertThat(server.role()).isEqualTo("pre-candidate");
    }

    /** A timer that was started anew meanwhile may still be in the mailbox. */
    @Test
    void anOldElectionTimerDoesNotCount() {
        // The timer that recovery started is the first; the heartbeat started another.
        server.receives(new AppendEntries(1, N2, 0, 0, List.of(), 0, 0));
        server.sent();
        server.receives(new Raft.ElectionTimedOut(1));
        assertThat(server.sent()).isEmpty();
        server.electionTimesOut();
        assertThat(server.role()).isEqualTo("pre-candidate");
    }

    /** Thesis, §4.2.3: a server that hears its leader neither votes nor takes the candidate's term. */
    @Test
    void aFollowerOfALeaderIgnoresACandidate() {
        server.follows(1, 0);
        server.receives(new RequestVote(7, N3, 9, 1, false));
        assertThat(server.sent()).isEmpty();
        assertThat(server.term()).isEqualTo(1);
        server.clock.advance(ELECTION_TIMEOUT_MIN);
        server.receives(new RequestVote(7, N3, 9, 1, false));
        assertThat(server.onlySentTo(N3)).isEqualTo(new Vote(7, N1, true));
    }

    /** Thesis, §4.2.3 and §6.2: until it steps down itself, a leader takes no candidate's word. */
    @Test
    void aLeaderIgnoresACandidate() {
        server.becomesLeader();
        server.receives(new RequestVote(7, N3, 9, 1, false), new RequestPreVote(6, 7, N3, 9, 1));
        assertThat(server.role()).isEqualTo("leader");
        assertThat(server.sent()).containsExactly(new Sent(N3, new PreVote(1, 7, N1, false)));
    }

    /** Thesis, §3.10 and §4.2.3: a transfer is wanted by the leader. */
    @Test
    void aFollowerOfALeaderVotesForWhomTheLeaderSent() {
        server.follows(1, 0);
        server.receives(new RequestVote(2, N3, 9, 1, true));
        assertThat(server.onlySentTo(N3)).isEqualTo(new Vote(2, N1, true));
    }

    /** Thesis, §9.6: an answer, and no more. */
    @Test
    void aPreVoteChangesNothing() {
        server.receives(new RequestPreVote(4, 5, N2, 0, 0), new RequestPreVote(4, 5, N3, 0, 0));
        assertThat(server.sent())
                .containsExactly(new Sent(N2, new PreVote(0, 5, N1, true)), new Sent(N3, new PreVote(0, 5, N1, true)));
        assertThat(server.view().details()).containsEntry("votedFor", null);
        assertThat(server.term()).isZero();
        assertThat(journaled()).isEmpty();
    }

    /** Thesis, §9.6: not while it hears a leader; and not for a term that has begun. */
    @Test
    void refusesAPreVoteThatWouldDisturb() {
        server.follows(3, 0);
        server.receives(new RequestPreVote(3, 4, N3, 9, 3));
        assertThat(server.onlySentTo(N3)).isEqualTo(new PreVote(3, 4, N1, false));
        server.clock.advance(ELECTION_TIMEOUT_MIN);
        server.receives(new RequestPreVote(2, 3, N3, 9, 3));
        assertThat(server.onlySentTo(N3)).isEqualTo(new PreVote(3, 3, N1, false));
        server.receives(new RequestPreVote(3, 4, N3, 9, 3));
        assertThat(server.onlySentTo(N3)).isEqualTo(new PreVote(3, 4, N1, true));
    }

    /** Thesis, §3.10: without waiting for its election timer, and without asking first. */
    @Test
    void whomTheLeaderOrdersStandsAtOnce() {
        server.follows(1, 0, entry(1, "a"));
        server.receives(new TimeoutNow(1));
        assertThat(server.sent())
                .containsExactly(
                        new Sent(N2, new RequestVote(2, N1, 1, 1, true)),
                        new Sent(N3, new RequestVote(2, N1, 1, 1, true)));
    }

    @Test
    void anOrderOfAnOldTermOrASecondOneIsIgnored() {
        server.follows(2, 0);
        server.receives(new TimeoutNow(1));
        assertThat(server.role()).isEqualTo("follower");
        server.receives(new TimeoutNow(2), new TimeoutNow(2));
        assertThat(server.term()).isEqualTo(3);
    }

    @Test
    void aGroupOfOneElectsItselfAndCommits() {
        LoneServer alone = new LoneServer(SYSTEM.kit(), N1, 1);
        alone.electionTimesOut();
        assertThat(alone.role()).isEqualTo("leader");
        assertThat(alone.number("commitIndex")).isEqualTo(1);
        alone.write("x").expectMessage(new Reply.Ok("x"));
        alone.read("k").expectMessage(new Reply.Ok("x"));
        assertThat(alone.number("commitIndex")).isEqualTo(2);
        assertThat(alone.view().leader()).isEqualTo("n1");
    }
}
