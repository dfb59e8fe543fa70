package dsc.concepts.foundations.consensus.raft;

import static dsc.concepts.foundations.consensus.raft.LoneServer.ELECTION_TIMEOUT_MAX;
import static dsc.concepts.foundations.consensus.raft.LoneServer.N1;
import static dsc.concepts.foundations.consensus.raft.LoneServer.N2;
import static dsc.concepts.foundations.consensus.raft.LoneServer.N3;
import static dsc.concepts.foundations.consensus.raft.LoneServer.N4;
import static dsc.concepts.foundations.consensus.raft.LoneServer.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.foundations.consensus.raft.Raft.AppendEntries;
import dsc.concepts.foundations.consensus.raft.Raft.AppendRefused;
import dsc.concepts.foundations.consensus.raft.Raft.Appended;
import dsc.concepts.foundations.consensus.raft.Raft.PeerMessage;
import dsc.concepts.foundations.consensus.raft.Raft.TimeoutNow;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * How a leader serves its clients, resigns and hands over, one server and scripted followers (§5.3, §5.4.2, §8; thesis,
 * §3.10, §6.2 to §6.4).
 */
class LeadershipTest {

    @RegisterExtension
    static final TestSystem SYSTEM = new TestSystem();

    private final LoneServer server = new LoneServer(SYSTEM.kit());

    private void appended(NodeId follower, long matchIndex, long round) {
        server.receives(new Appended(server.term(), follower, matchIndex, round));
    }

    private static Entry lastEntry(PeerMessage message) {
        return ((AppendEntries) message).entries().getLast();
    }

    // Commands (§5.3)

    @Test
    void answersACommandOnceAMajorityHasIt() {
        server.becomesLeaderFollowedByN2();
        TestProbe<Reply> client = server.write("x");
        assertThat(lastEntry(server.onlySentTo(N2))).isEqualTo(entry(1, "x"));
        assertThat(server.number("commitIndex")).isEqualTo(1);
        LoneServer.expectNothingFor(client);
        appended(N3, 1, 0);
        LoneServer.expectNothingFor(client);
        appended(N3, 2, 0);
        client.expectMessage(new Reply.Ok("x"));
        assertThat(server.number("commitIndex")).isEqualTo(2);
    }

    @Test
    void fiveServersNeedThree() {
        LoneServer five = new LoneServer(SYSTEM.kit(), N1, 5);
        five.becomesLeader();
        TestProbe<Reply> client = five.write("x");
        five.receives(new Appended(1, N2, 2, 0), new Appended(1, N2, 2, 0));
        LoneServer.expectNothingFor(client);
        five.receives(new Appended(1, N4, 2, 0));
        client.expectMessage(new Reply.Ok("x"));
    }

    @Test
    void answersWhatACompareAndSetCameTo() {
        server.becomesLeaderFollowedByN2();
        TestProbe<Reply> first = server.execute(new Command.CompareAndSet(0, 0, "k", null, "1"));
        TestProbe<Reply> second = server.execute(new Command.CompareAndSet(0, 0, "k", null, "2"));
        TestProbe<Reply> unknown = server.execute(new Command.Write(77, 1, "k", "3"));
        appended(N2, 4, 0);
        first.expectMessage(new Reply.Ok("1"));
        second.expectMessage(new Reply.Failed("mismatch"));
        assertThat(unknown.receiveMessage()).isInstanceOf(Reply.Lost.class);
    }

    /** Thesis, §6.3: the repeated command is another entry, the same answer, and no second effect. */
    @Test
    void aRepeatedCommandTakesEffectOnce() {
        server.becomesLeaderFollowedByN2();
        TestProbe<Reply> session = server.execute(new Command.OpenSession());
        appended(N2, 2, 0);
        session.expectMessage(new Reply.Ok("2"));
        Command once = new Command.CompareAndSet(2, 1, "k", null, "1");
        TestProbe<Reply> first = server.execute(once);
        TestProbe<Reply> repeated = server.execute(once);
        appended(N2, 4, 0);
        first.expectMessage(new Reply.Ok("1"));
        repeated.expectMessage(new Reply.Ok("1"));
    }

    /** §5.4.2, figure 8: an entry of an earlier term is committed with one of this term, not by counting. */
    @Test
    void doesNotCommitAnEarlierTermsEntryByCounting() {
        server.follows(1, 0, entry(1, "a"));
        server.becomesLeader();
        appended(N2, 1, 0);
        appended(N3, 1, 0);
        assertThat(server.number("commitIndex")).isZero();
        appended(N3, 2, 0);
        assertThat(server.number("commitIndex")).isEqualTo(2);
    }

    /** §5.3: an answer of an earlier term tells nothing of this one; the highest of this one counts. */
    @Test
    void anOldOrLateAcknowledgementChangesNothing() {
        server.follows(1, 0, entry(1, "a"));
        server.becomesLeader();
        server.receives(new Appended(1, N2, 2, 0));
        assertThat(server.number("commitIndex")).isZero();
        appended(N2, 2, 0);
        appended(N2, 1, 0);
        assertThat(server.number("commitIndex")).isEqualTo(2);
        TestProbe<Reply> client = server.write("x");
        appended(N2, 1, 0);
        LoneServer.expectNothingFor(client);
    }

    // Reads (thesis, §6.4)

    @Test
    void servesAReadOnceARoundConfirmsItAndWritesNothing() {
        server.becomesLeaderFollowedByN2();
        TestProbe<Reply> client = server.read("k");
        assertThat(server.sent())
                .extracting(sent -> ((AppendEntries) sent.message()).round())
                .containsExactly(1L, 1L);
        LoneServer.expectNothingFor(client);
        appended(N3, 0, 1);
        client.expectMessage(new Reply.Ok(null));
        assertThat(server.number("lastIndex")).isEqualTo(1);
    }

    /** A message that was sent before the read arrived confirms nothing for it. */
    @Test
    void anEarlierRoundDoesNotConfirmARead() {
        server.becomesLeaderFollowedByN2();
        TestProbe<Reply> first = server.read("k");
        TestProbe<Reply> second = server.read("k");
        appended(N2, 1, 0);
        LoneServer.expectNothingFor(first);
        appended(N2, 1, 1);
        first.expectMessage(new Reply.Ok(null));
        LoneServer.expectNothingFor(second);
        appended(N3, 1, 2);
        second.expectMessage(new Reply.Ok(null));
    }

    /** A heartbeat carries the round again, should the first message be lost. */
    @Test
    void asksAgainWhenARoundIsLost() {
        server.becomesLeaderFollowedByN2();
        server.read("k");
        server.sent();
        server.heartbeatIsDue();
        assertThat(server.sent())
                .extracting(sent -> ((AppendEntries) sent.message()).round())
                .containsExactly(1L, 1L);
    }

    /** Thesis, §6.4, step 1: a new leader does not know what is committed before its no-op is. */
    @Test
    void servesNoReadBeforeItsNoOpIsCommitted() {
        server.follows(1, 0, entry(1, "a"));
        server.becomesLeader();
        TestProbe<Reply> client = server.read("k");
        appended(N2, 1, 1);
        appended(N3, 1, 1);
        LoneServer.expectNothingFor(client);
        appended(N2, 2, 1);
        client.expectMessage(new Reply.Ok("a"));
    }

    /** A refusal, too, says that the follower was still in this term. */
    @Test
    void aRefusalConfirmsTheRound() {
        server.becomesLeaderFollowedByN2();
        TestProbe<Reply> client = server.read("k");
        server.receives(new AppendRefused(1, N3, 1, 1, 1));
        client.expectMessage(new Reply.Ok(null));
    }

    // Step-down (thesis, §6.2)

    /** What is in the log may yet be committed; the rest was not executed here. */
    @Test
    void stepsDownWhenAMajorityIsSilentAndTellsItsClients() {
        server.becomesLeaderFollowedByN2();
        TestProbe<Reply> write = server.write("x");
        TestProbe<Reply> read = server.read("k");
        server.clock.advance(ELECTION_TIMEOUT_MAX.minusNanos(1));
        server.heartbeatIsDue();
        assertThat(server.role()).isEqualTo("leader");
        server.clock.advance(Duration.ofNanos(1));
        server.heartbeatIsDue();
        assertThat(server.role()).isEqualTo("follower");
        assertThat(server.term()).isEqualTo(1);
        assertThat(write.receiveMessage()).isInstanceOf(Reply.Unknown.class);
        read.expectMessage(new Reply.Redirect(Optional.empty()));
        assertThat(server.number("waitingClients")).isZero();
    }

    @Test
    void oneFollowerOfTwoIsEnough() {
        server.becomesLeaderFollowedByN2();
        server.clock.advance(ELECTION_TIMEOUT_MAX.minusNanos(1));
        appended(N3, 0, 0);
        server.clock.advance(ELECTION_TIMEOUT_MAX.minusNanos(1));
        server.heartbeatIsDue();
        assertThat(server.role()).isEqualTo("leader");
    }

    /** §5.1. The client of an entry that another leader may overwrite cannot be told more than that nobody knows. */
    @Test
    void aDeposedLeaderTellsItsClients() {
        server.becomesLeaderFollowedByN2();
        TestProbe<Reply> write = server.write("x");
        TestProbe<Reply> read = server.read("k");
        server.receives(new AppendEntries(2, N3, 1, 1, List.of(new Entry(2, new Command.NoOp())), 2, 0));
        assertThat(write.receiveMessage()).isInstanceOf(Reply.Unknown.class);
        assertThat(read.receiveMessage()).isInstanceOf(Reply.Redirect.class);
        assertThat(server.number("lastIndex")).isEqualTo(2);
        LoneServer.expectNothingFor(write);
    }

    // Hand-over (thesis, §3.10)

    @Test
    void handsOverOnceTheTargetHasEverything() {
        server.becomesLeaderFollowedByN2();
        TestProbe<Reply> write = server.write("x");
        server.transferTo(Optional.of(N2)).expectMessage(new Reply.Ok("n2"));
        assertThat(server.sentTo(N2)).noneMatch(TimeoutNow.class::isInstance);
        server.write("y").expectMessage(new Reply.Redirect(Optional.of(N2)));
        appended(N2, 2, 0);
        assertThat(server.sentTo(N2)).containsExactly(new TimeoutNow(1));
        write.expectMessage(new Reply.Ok("x"));
        appended(N2, 2, 0);
        assertThat(server.sentTo(N2)).isEmpty();
    }

    @Test
    void handsOverAtOnceToAnyFollowerThatHasEverything() {
        server.becomesLeaderFollowedByN2();
        server.transferTo(Optional.empty()).expectMessage(new Reply.Ok("n2"));
        assertThat(server.sentTo(N2)).last().isEqualTo(new TimeoutNow(1));
    }

    /**
     * Thesis, §3.10: "If leadership transfer does not complete after about an election timeout, the prior leader aborts
     * the transfer and resumes accepting client requests."
     */
    @Test
    void goesOnWhenTheTargetDoesNotTakeOver() {
        server.becomesLeaderFollowedByN2();
        server.transferTo(Optional.of(N3));
        server.clock.advance(ELECTION_TIMEOUT_MAX.minusNanos(1));
        appended(N2, 1, 0);
        server.write("x").expectMessage(new Reply.Redirect(Optional.of(N3)));
        server.clock.advance(Duration.ofNanos(1));
        server.heartbeatIsDue();
        TestProbe<Reply> write = server.write("x");
        appended(N2, 2, 0);
        write.expectMessage(new Reply.Ok("x"));
    }

    @Test
    void handsOverToNoStrangerAndNotToItself() {
        server.becomesLeaderFollowedByN2();
        assertThat(server.transferTo(Optional.of(new NodeId("n9"))).receiveMessage())
                .isInstanceOf(Reply.Failed.class);
        assertThat(server.transferTo(Optional.of(N1)).receiveMessage()).isInstanceOf(Reply.Failed.class);
        assertThat(server.role()).isEqualTo("leader");
        server.write("x");
        assertThat(server.number("lastIndex")).isEqualTo(2);
    }
}
