package dsc.concepts.foundations.consensus.raft;

import static dsc.concepts.foundations.consensus.raft.LoneServer.N1;
import static dsc.concepts.foundations.consensus.raft.LoneServer.N2;
import static dsc.concepts.foundations.consensus.raft.LoneServer.N3;
import static dsc.concepts.foundations.consensus.raft.LoneServer.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.foundations.consensus.KeyValueStore;
import dsc.concepts.foundations.consensus.raft.Raft.AppendEntries;
import dsc.concepts.foundations.consensus.raft.Raft.Appended;
import dsc.concepts.foundations.consensus.raft.Raft.RequestVote;
import dsc.concepts.foundations.consensus.raft.Raft.Vote;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a server remembers over a crash, and what it does when its journal fails (figure 2, "Updated on stable storage
 * before responding to RPCs"). It waits, starts again from the journal, and has said nothing that the journal does not
 * hold.
 */
class JournalTest {

    @RegisterExtension
    static final TestSystem SYSTEM = new TestSystem();

    @AfterEach
    void mend() {
        SYSTEM.journal().resetPolicy();
        SYSTEM.snapshots().resetPolicy();
    }

    private final LoneServer server = new LoneServer(SYSTEM.kit());

    /** What of a view a crash must not change. */
    private Map<String, Object> durablePart() {
        NodeView view = server.view();
        return Map.of(
                "term", view.term(),
                "votedFor", String.valueOf(view.details().get("votedFor")),
                "lastIndex", view.details().get("lastIndex"),
                "lastTerm", view.details().get("lastTerm"),
                "snapshotIndex", view.details().get("snapshotIndex"));
    }

    @Test
    void remembersTermVoteAndLog() {
        server.follows(1, 1, entry(1, "a"), entry(1, "b"));
        server.receives(new RequestVote(4, N3, 9, 3, true));
        Map<String, Object> before = durablePart();
        server.crashesAndRecovers();
        assertThat(durablePart()).isEqualTo(before);
        assertThat(server.role()).isEqualTo("follower");
        // What is committed is not remembered, it is learnt again (figure 2, "Volatile state").
        assertThat(server.number("commitIndex")).isZero();
    }

    /** Long enough for Pekko to have taken snapshots of the state and deleted events. */
    @Test
    void remembersALongHistory() {
        for (int round = 1; round <= 30; round++) {
            server.follows(1 + round / 10, 2 * round, entry(1 + round / 10, "a" + round), entry(1 + round / 10, "b"));
        }
        assertThat(SYSTEM.snapshots().persistedInStorage(server.persistenceId()))
                .isNotEmpty();
        Map<String, Object> before = durablePart();
        server.crashesAndRecovers();
        assertThat(durablePart()).isEqualTo(before);
        assertThat(server.number("snapshotIndex")).isPositive();
    }

    /** The store is rebuilt from the snapshot and what is committed again, sessions included (thesis, §6.3). */
    @Test
    void remembersSessions() {
        server.becomesLeaderFollowedByN2();
        server.execute(new Command.OpenSession());
        Command once = new Command.CompareAndSet(2, 1, "k", null, "1");
        server.execute(once);
        for (int filler = 0; filler < 9; filler++) {
            server.execute(new Command.Write(0, 0, "other", "" + filler));
        }
        server.receives(new Appended(1, N2, 12, 0));
        assertThat(server.number("snapshotIndex")).isEqualTo(12);
        server.crashesAndRecovers();
        server.becomesLeaderFollowedByN2();
        TestProbe<Reply> repeated = server.execute(once);
        server.receives(new Appended(2, N2, 14, 0));
        repeated.expectMessage(new Reply.Ok("1"));
    }

    /** The vote was not durable, so it was not sent; another candidate may have it. */
    @Test
    void sendsNoVoteThatIsNotDurable() {
        SYSTEM.journal().failNextPersisted(server.persistenceId());
        server.receives(new RequestVote(1, N2, 0, 0, false));
        assertThat(server.sent()).isEmpty();
        assertThat(server.term()).isZero();
        server.receives(new RequestVote(1, N3, 0, 0, false));
        assertThat(server.onlySentTo(N3)).isEqualTo(new Vote(1, N1, true));
    }

    @Test
    void acknowledgesNoEntryThatIsNotDurable() {
        server.follows(1, 0, entry(1, "a"));
        SYSTEM.journal().failNextNPersisted(server.persistenceId(), 2);
        AppendEntries append = new AppendEntries(1, N2, 1, 1, List.of(entry(1, "b")), 2, 0);
        server.receives(append);
        assertThat(server.sent()).isEmpty();
        server.receives(append);
        assertThat(server.sent()).isEmpty();
        assertThat(server.number("lastIndex")).isEqualTo(1);
        server.receives(append);
        assertThat(server.onlySentTo(N2)).isEqualTo(new Appended(1, N1, 2, 0));
        assertThat(server.number("commitIndex")).isEqualTo(2);
    }

    /** Whether a write reached the journal that failed it is unknown. */
    @Test
    void aLeaderWhoseJournalFailsStepsDownAndTellsItsClients() {
        server.becomesLeaderFollowedByN2();
        SYSTEM.journal().failNextPersisted(server.persistenceId());
        TestProbe<Reply> client = server.write("x");
        assertThat(client.receiveMessage()).isInstanceOf(Reply.Unknown.class);
        // The entry was sent while it was written.
        assertThat(server.onlySentTo(N2)).isInstanceOf(AppendEntries.class);
        assertThat(server.role()).isEqualTo("follower");
        assertThat(server.term()).isEqualTo(1);
        assertThat(server.number("lastIndex")).isEqualTo(1);
        assertThat(server.number("waitingClients")).isZero();
        server.becomesLeaderFollowedByN2();
        TestProbe<Reply> again = server.write("y");
        server.receives(new Appended(2, N2, 3, 0));
        again.expectMessage(new Reply.Ok("y"));
    }

    /**
     * Thesis, §10.2.1: a follower has the entry and says so, but the leader that sent it while it wrote has lost it,
     * and leads no more.
     */
    @Test
    void countsNoEntryThatItsOwnJournalLost() {
        server.becomesLeaderFollowedByN2();
        SYSTEM.journal().failNextPersisted(server.persistenceId());
        server.write("x");
        server.receives(new Appended(1, N2, 2, 0));
        assertThat(server.number("lastIndex")).isEqualTo(1);
        assertThat(server.number("commitIndex")).isLessThan(2);
        assertThat(server.role()).isEqualTo("follower");
    }

    /** Nobody leads a term whose beginning is not durable. */
    @Test
    void standsInNoTermThatIsNotDurable() {
        server.electionTimesOut();
        server.sent();
        SYSTEM.journal().failNextPersisted(server.persistenceId());
        server.receives(new Raft.PreVote(0, 1, N2, true));
        assertThat(server.sent()).isEmpty();
        assertThat(server.term()).isZero();
        server.receives(new Vote(1, N2, true));
        assertThat(server.role()).isEqualTo("follower");
        server.becomesLeader();
    }

    /** A half snapshot that was installed when the journal failed is not there afterwards. */
    @Test
    void hasNoSnapshotThatIsNotDurable() {
        byte[] image = new KeyValueStore(1_000).image();
        Raft.InstallSnapshot whole = new Raft.InstallSnapshot(1, N2, 5, 1, LoneServer.GROUP, 0, image, true);
        server.follows(1, 0);
        SYSTEM.journal().failNextPersisted(server.persistenceId());
        server.receives(whole);
        assertThat(server.sent()).isEmpty();
        assertThat(server.number("commitIndex")).isZero();
        server.receives(whole);
        assertThat(server.onlySentTo(N2)).isEqualTo(new Appended(1, N1, 5, 0));
    }

    /** The journal cannot be read when the server starts. */
    @Test
    void startsOnceTheJournalCanBeRead() {
        server.follows(3, 0, entry(2, "a"));
        SYSTEM.journal().failNextNReads(server.persistenceId(), 2);
        server.crashesAndRecovers();
        assertThat(server.term()).isEqualTo(3);
        assertThat(server.number("lastIndex")).isEqualTo(1);
    }

    /** Pekko's own snapshot only shortens recovery. */
    @Test
    void losesNothingWhenPekkosSnapshotFails() {
        SYSTEM.snapshots().failNextNPersisted(server.persistenceId(), 100);
        for (int round = 1; round <= 15; round++) {
            server.follows(1, 0, entry(1, "a" + round));
        }
        Map<String, Object> before = durablePart();
        server.crashesAndRecovers();
        assertThat(durablePart()).isEqualTo(before);
    }
}
