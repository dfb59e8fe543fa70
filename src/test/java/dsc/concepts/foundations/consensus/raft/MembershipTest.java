package dsc.concepts.foundations.consensus.raft;

import static dsc.concepts.foundations.consensus.raft.LoneServer.GROUP;
import static dsc.concepts.foundations.consensus.raft.LoneServer.N1;
import static dsc.concepts.foundations.consensus.raft.LoneServer.N2;
import static dsc.concepts.foundations.consensus.raft.LoneServer.N3;
import static dsc.concepts.foundations.consensus.raft.LoneServer.N4;
import static dsc.concepts.foundations.consensus.raft.LoneServer.SETTINGS;
import static dsc.concepts.foundations.consensus.raft.LoneServer.assertRefused;
import static dsc.concepts.foundations.consensus.raft.LoneServer.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.foundations.consensus.raft.LoneServer.Sent;
import dsc.concepts.foundations.consensus.raft.Raft.AppendEntries;
import dsc.concepts.foundations.consensus.raft.Raft.Appended;
import dsc.concepts.foundations.consensus.raft.Raft.InstallSnapshot;
import dsc.concepts.foundations.consensus.raft.Raft.PreVote;
import dsc.concepts.foundations.consensus.raft.Raft.RequestPreVote;
import dsc.concepts.foundations.consensus.raft.Raft.RequestVote;
import dsc.concepts.foundations.consensus.raft.Raft.TimeoutNow;
import dsc.concepts.foundations.consensus.raft.Raft.Vote;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Reply;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Which changes of the group are made, and how servers leave it, one server and scripted peers (thesis, chapter 4;
 * raft-dev, July 2015).
 */
class MembershipTest {

    private static final Entry WITHOUT_N1 = reconfigure(1, GROUP.without(N1));
    private static final Entry WITHOUT_N3 = reconfigure(1, GROUP.without(N3));
    private static final Entry WITH_N4 = reconfigure(1, GROUP.with(N4));

    @RegisterExtension
    static final TestSystem SYSTEM = new TestSystem();

    /** n1 of the group n1 to n3, which can address n4 as well. */
    private final LoneServer server = new LoneServer(SYSTEM.kit(), N1, 3, 4);

    private static Entry reconfigure(long term, Configuration configuration) {
        return new Entry(term, new Command.Reconfigure(configuration));
    }

    private void appended(NodeId follower, long matchIndex) {
        server.receives(new Appended(server.term(), follower, matchIndex, 0));
    }

    // Which server changes it, and when (thesis, §4.1).

    @Test
    void onlyALeaderChangesTheGroup() {
        server.add(N4).expectMessage(new Reply.Redirect(Optional.empty()));
        server.follows(1, 0);
        server.remove(N3).expectMessage(new Reply.Redirect(Optional.of(N2)));
    }

    /** Raft-dev, July 2015. */
    @Test
    void noChangeBeforeAnEntryOfTheLeadersTermIsCommitted() {
        server.becomesLeader();
        String why = "the leader of term 1 has not committed an entry of its own yet; ask again";
        assertRefused(server.remove(N3), why);
        assertRefused(server.add(N4), why);
        appended(N2, 1);
        LoneServer.expectNothingFor(server.remove(N3));
        assertThat(server.detail("nextGroup")).isEqualTo("[n1, n2]");
    }

    @Test
    void oneChangeAtATime() {
        server.becomesLeaderFollowedByBoth();
        TestProbe<Reply> first = server.remove(N3);
        assertRefused(server.remove(N2), "the group is being changed already, to n1 n2; ask again");
        assertRefused(server.add(N4), "the group is being changed already, to n1 n2; ask again");
        appended(N2, 2);
        first.expectMessage(new Reply.Ok("n1 n2"));
        server.remove(N2).expectMessage(new Reply.Ok("n1"));
        assertThat(server.detail("group")).isEqualTo("[n1]");
    }

    @Test
    void refusesWhatMakesNoSense() {
        server.becomesLeaderFollowedByBoth();
        assertRefused(server.add(N2), "n2 is in the group already: n1 n2 n3");
        assertRefused(server.remove(N4), "n4 is not in the group: n1 n2 n3");
        assertRefused(server.add(new NodeId("n9")), "no node is named n9; known: n1 and [n2, n3, n4]");
        assertThat(server.sent()).isEmpty();
        assertThat(server.number("lastIndex")).isEqualTo(1);
    }

    @Test
    void theLastServerStays() {
        LoneServer alone = new LoneServer(SYSTEM.kit(), N1, 1, 2);
        alone.electionTimesOutInVain();
        assertThat(alone.role()).isEqualTo("leader");
        assertRefused(alone.remove(N1), "n1 is the last server of the group");
    }

    @Test
    void aLeaderThatHandsOverChangesNothing() {
        server.becomesLeaderFollowedByBoth();
        server.transferTo(Optional.of(N2));
        server.remove(N3).expectMessage(new Reply.Redirect(Optional.of(N2)));
        server.add(N4).expectMessage(new Reply.Redirect(Optional.of(N2)));
    }

    @Test
    void whoAskedForAChangeThatIsInTheLogIsNotToldMoreThanIsKnown() {
        server.becomesLeaderFollowedByBoth();
        TestProbe<Reply> removing = server.remove(N3);
        server.receives(new AppendEntries(2, N2, 1, 1, List.of(), 0, 0));
        assertThat(removing.receiveMessage()).isInstanceOf(Reply.Unknown.class);
    }

    // A configuration counts from the moment at which it is in the log (thesis, §4.1).

    @Test
    void theLeaderCountsByTheNewGroupAtOnce() {
        LoneServer four = new LoneServer(SYSTEM.kit(), N1, 4);
        four.becomesLeader();
        four.receives(new Appended(1, N2, 1, 0), new Appended(1, N3, 1, 0), new Appended(1, N4, 1, 0));
        TestProbe<Reply> client = four.remove(N4);
        four.receives(new Appended(1, N4, 2, 0));
        LoneServer.expectNothingFor(client);
        // Two of three; of four, it would not be enough.
        four.receives(new Appended(1, N2, 2, 0));
        client.expectMessage(new Reply.Ok("n1 n2 n3"));
    }

    @Test
    void aFollowerGoesByWhatIsInItsLogCommittedOrNot() {
        server.follows(1, 0, entry(1, "a"), WITHOUT_N3);
        server.electionTimesOut();
        assertThat(server.sent()).containsExactly(new Sent(N2, new RequestPreVote(1, 2, N1, 2, 1)));
        server.receives(new PreVote(1, 2, N3, true));
        assertThat(server.role()).isEqualTo("pre-candidate");
        server.receives(new PreVote(1, 2, N2, true));
        assertThat(server.role()).isEqualTo("candidate");
        server.receives(new Vote(2, N3, true));
        assertThat(server.role()).isEqualTo("candidate");
    }

    @Test
    void aChangeThatIsOverwrittenIsRolledBack() {
        server.follows(1, 0, entry(1, "a"), WITHOUT_N3);
        assertThat(server.detail("nextGroup")).isEqualTo("[n1, n2]");
        server.receives(new AppendEntries(2, N3, 1, 1, List.of(new Entry(2, new Command.NoOp())), 0, 0));
        assertThat(server.detail("nextGroup")).isEqualTo("null");
        server.sent();
        server.electionTimesOut();
        assertThat(server.sent()).extracting(Sent::to).containsExactly(N2, N3);
    }

    @Test
    void theConfigurationSurvivesACrash() {
        server.follows(1, 2, entry(1, "a"), WITHOUT_N3);
        server.crashesAndRecovers();
        assertThat(server.detail("nextGroup"))
                .as("what is committed is forgotten")
                .isEqualTo("[n1, n2]");
        server.follows(1, 2);
        assertThat(server.detail("group")).isEqualTo("[n1, n2]");
    }

    @Test
    void theConfigurationIsInSnapshots() {
        Entry[] entries = new Entry[SETTINGS.snapshotEntries()];
        entries[0] = WITH_N4;
        for (int index = 1; index < entries.length; index++) {
            entries[index] = entry(1, "a");
        }
        for (int from = 0; from < entries.length; from += 2) {
            server.follows(1, from + 2, entries[from], entries[from + 1]);
        }
        assertThat(server.number("snapshotIndex")).isEqualTo(entries.length);
        assertThat(server.detail("group")).isEqualTo("[n1, n2, n3, n4]");
        server.crashesAndRecovers();
        assertThat(server.detail("group")).isEqualTo("[n1, n2, n3, n4]");
    }

    @Test
    void theConfigurationComesWithASnapshot() {
        server.receives(new InstallSnapshot(1, N2, 9, 1, GROUP.without(N3), 0, new byte[0], true));
        assertThat(server.detail("group")).isEqualTo("[n1, n2]");
    }

    // Leaving (thesis, §4.2.2, §4.2.3).

    @Test
    void whoIsRemovedHearsOfItAndThenNoMore() {
        server.becomesLeaderFollowedByBoth();
        server.remove(N3);
        assertThat(server.sentTo(N3)).hasSize(1);
        appended(N2, 2);
        assertThat(server.onlySentTo(N3)).isEqualTo(new AppendEntries(1, N1, 2, 1, List.of(), 2, 0));
        server.receives(new Appended(1, N3, 2, 0), new Raft.AppendRefused(1, N3, 2, 1, 0));
        server.heartbeatIsDue();
        assertThat(server.sentTo(N3)).isEmpty();
    }

    /** It does not count itself, and steps down when that is committed. */
    @Test
    void aLeaderRemovesItself() {
        server.becomesLeaderFollowedByBoth();
        TestProbe<Reply> client = server.remove(N1);
        TestProbe<Reply> writer = server.write("x");
        appended(N2, 3);
        assertThat(server.role()).isEqualTo("leader");
        LoneServer.expectNothingFor(client);
        server.sent();
        appended(N3, 3);
        client.expectMessage(new Reply.Ok("n2 n3"));
        writer.expectMessage(new Reply.Ok("x"));
        assertThat(server.role()).isEqualTo("follower");
        assertThat(server.sent())
                .contains(new Sent(N2, new TimeoutNow(1)))
                .noneMatch(sent -> sent.to().equals(N1));
        server.electionTimesOutInVain();
        assertThat(server.role()).isEqualTo("follower");
        assertThat(server.sent()).isEmpty();
    }

    /** What it hears from itself does not keep it in office. */
    @Test
    void aLeaderOutsideOfTheGroupNeedsAMajorityOfIt() {
        server.becomesLeaderFollowedByBoth();
        server.remove(N1);
        server.clock.advance(SETTINGS.electionTimeoutMax());
        appended(N2, 1);
        server.heartbeatIsDue();
        assertThat(server.role()).isEqualTo("follower");
    }

    @Test
    void whoKnowsThatItWasRemovedDoesNotStand() {
        server.follows(1, 2, entry(1, "a"), WITHOUT_N1);
        server.electionTimesOutInVain();
        server.receives(new TimeoutNow(1));
        assertThat(server.role()).isEqualTo("follower");
        assertThat(server.view().leader()).isNull();
        assertThat(server.sent()).isEmpty();
    }

    /** "It might still be needed until the entry is committed"; and it does not count its own vote. */
    @Test
    void whoMayYetBeNeededStandsAndDoesNotCountItself() {
        server.follows(1, 1, entry(1, "a"), WITHOUT_N1);
        server.electionTimesOut();
        server.receives(new PreVote(1, 2, N2, true));
        assertThat(server.role()).isEqualTo("pre-candidate");
        server.receives(new PreVote(1, 2, N3, true));
        assertThat(server.role()).isEqualTo("candidate");
        server.receives(new Vote(2, N2, true), new Vote(2, N3, true));
        assertThat(server.role()).isEqualTo("leader");
    }

    /** It answers any candidate, in the group or not: which servers are in it, the candidate counts. */
    @Test
    void votesWhateverTheGroup() {
        LoneServer joined = new LoneServer(SYSTEM.kit(), N4, 3, 4);
        joined.electionTimesOutInVain();
        assertThat(joined.sent()).isEmpty();
        joined.receives(new RequestPreVote(0, 1, N1, 0, 0));
        assertThat(joined.onlySentTo(N1)).isEqualTo(new PreVote(0, 1, N4, true));
        joined.receives(new RequestVote(1, N1, 0, 0, false));
        assertThat(joined.onlySentTo(N1)).isEqualTo(new Vote(1, N4, true));
        joined.receives(new AppendEntries(1, N1, 0, 0, List.of(entry(1, "a"), WITH_N4), 0, 0));
        assertThat(joined.onlySentTo(N1)).isEqualTo(new Appended(1, N4, 2, 0));
        joined.electionTimesOut();
        assertThat(joined.sent()).extracting(Sent::to).containsExactly(N1, N2, N3);
    }

    /** Thesis, §4.2.3: a server that was removed and does not know it disturbs nobody. */
    @Test
    void whoHearsItsLeaderIsNotDisturbedByWhoWasRemoved() {
        server.follows(1, 2, entry(1, "a"), WITHOUT_N3);
        server.receives(new RequestPreVote(1, 2, N3, 9, 9), new RequestVote(7, N3, 9, 9, false));
        assertThat(server.onlySentTo(N3)).isEqualTo(new PreVote(1, 2, N1, false));
        assertThat(server.term()).isEqualTo(1);
    }

    /** A majority by itself, it leads in the step that begins its term: nothing may leave before that is durable. */
    @Test
    void theLastServerTellsThoseWhomItsLogRemoves() {
        LoneServer two = new LoneServer(SYSTEM.kit(), N1, 2);
        two.follows(1, 1, entry(1, "a"), reconfigure(1, new Configuration(List.of(N1))));
        two.electionTimesOut();
        assertThat(two.role()).isEqualTo("leader");
        assertThat(two.number("commitIndex")).isEqualTo(3);
        assertThat(two.sent()).extracting(Sent::to).containsOnly(N2);
    }

    /**
     * A change by an earlier leader that this one finds in its log, not committed: the removed server is told as well.
     */
    @Test
    void aNewLeaderTellsThoseWhomItsLogRemoves() {
        server.follows(1, 1, entry(1, "a"), WITHOUT_N3);
        server.electionTimesOut();
        server.receives(new PreVote(1, 2, N2, true), new Vote(2, N2, true));
        assertThat(server.role()).isEqualTo("leader");
        assertThat(server.sent().stream()
                        .filter(sent -> sent.message() instanceof AppendEntries)
                        .map(Sent::to))
                .containsExactly(N2, N3);
        server.receives(new Appended(2, N2, 3, 0));
        server.sent();
        server.heartbeatIsDue();
        assertThat(server.sent()).extracting(Sent::to).containsOnly(N2);
    }
}
