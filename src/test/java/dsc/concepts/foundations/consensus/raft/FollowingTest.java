package dsc.concepts.foundations.consensus.raft;

import static dsc.concepts.foundations.consensus.raft.LoneServer.N1;
import static dsc.concepts.foundations.consensus.raft.LoneServer.N2;
import static dsc.concepts.foundations.consensus.raft.LoneServer.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.foundations.consensus.KeyValueStore;
import dsc.concepts.foundations.consensus.raft.DurableState.EntriesAppended;
import dsc.concepts.foundations.consensus.raft.Raft.AppendEntries;
import dsc.concepts.foundations.consensus.raft.Raft.AppendRefused;
import dsc.concepts.foundations.consensus.raft.Raft.Appended;
import dsc.concepts.foundations.consensus.raft.Raft.InstallSnapshot;
import dsc.concepts.foundations.consensus.raft.Raft.PreVote;
import dsc.concepts.foundations.consensus.raft.Raft.SnapshotChunkReceived;
import dsc.concepts.foundations.consensus.raft.Raft.Vote;
import dsc.concepts.shared.KeyValue;
import dsc.workbench.protocol.Reply;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a follower takes from a leader and what it answers, one server and scripted peers (§5.3, §7). */
class FollowingTest {

    @RegisterExtension
    static final TestSystem SYSTEM = new TestSystem();

    private final LoneServer server = new LoneServer(SYSTEM.kit());

    private static AppendEntries append(
            long term, long previousIndex, long previousTerm, long commitIndex, Entry... entries) {
        return new AppendEntries(term, N2, previousIndex, previousTerm, List.of(entries), commitIndex, 7);
    }

    private void assertLog(long lastIndex, long lastTerm, long commitIndex) {
        assertThat(server.view().details())
                .containsEntry("lastIndex", lastIndex)
                .containsEntry("lastTerm", lastTerm)
                .containsEntry("commitIndex", commitIndex);
    }

    /** §5.3. The answer repeats the round, by which the leader knows that it was followed then. */
    @Test
    void appendsAndThenAcknowledges() {
        server.receives(append(1, 0, 0, 0, entry(1, "a"), entry(1, "b")));
        assertThat(server.onlySentTo(N2)).isEqualTo(new Appended(1, N1, 2, 7));
        assertLog(2, 1, 0);
        assertThat(SYSTEM.journal().persistedInStorage(server.persistenceId()))
                .contains(new EntriesAppended(0, List.of(entry(1, "a"), entry(1, "b"))));
    }

    /** Figure 2, AppendEntries, rule 1. */
    @Test
    void refusesAnOldTermAndChangesNothing() {
        server.follows(3, 1, entry(1, "a"));
        server.receives(append(2, 0, 0, 1, entry(2, "x"), entry(2, "y")));
        assertThat(server.onlySentTo(N2)).isInstanceOf(AppendRefused.class).matches(refused -> refused.term() == 3);
        assertLog(1, 1, 1);
        server.receives(new InstallSnapshot(2, N2, 9, 2, LoneServer.GROUP, 0, new byte[] {1}, true));
        assertThat(server.onlySentTo(N2)).isInstanceOf(AppendRefused.class);
        assertLog(1, 1, 1);
    }

    /** Figure 2, AppendEntries, rule 2. The hint is the first entry that it lacks (§5.3, last part). */
    @Test
    void refusesEntriesWithoutTheirPredecessor() {
        server.follows(1, 0, entry(1, "a"));
        server.receives(append(1, 4, 1, 4, entry(1, "e")));
        assertThat(server.onlySentTo(N2)).isEqualTo(new AppendRefused(1, N1, 4, 2, 7));
        assertLog(1, 1, 0);
    }

    /** §5.3, last part: "the term of the conflicting entry and the first index it stores for that term". */
    @Test
    void refusesAtTheFirstEntryOfTheConflictingTerm() {
        server.follows(2, 0, entry(1, "a"), entry(2, "b"), entry(2, "c"), entry(2, "d"));
        server.receives(append(3, 4, 3, 4, entry(3, "x")));
        assertThat(server.onlySentTo(N2)).isEqualTo(new AppendRefused(3, N1, 4, 2, 7));
        assertLog(4, 2, 0);
    }

    /** Figure 2, AppendEntries, rule 3: what conflicts is deleted, with all that follows it. */
    @Test
    void aDeposedLeadersEntriesGiveWay() {
        server.follows(1, 1, entry(1, "a"), entry(1, "b"), entry(1, "c"), entry(1, "d"));
        server.receives(append(2, 1, 1, 0, entry(1, "b"), entry(2, "x")));
        assertThat(server.onlySentTo(N2)).isEqualTo(new Appended(2, N1, 3, 7));
        assertLog(3, 2, 1);
        server.crashesAndRecovers();
        assertLog(3, 2, 0);
    }

    /** Figure 2, AppendEntries, rule 3 again: only what conflicts. A message may be late or come twice. */
    @Test
    void aLateMessageDeletesNothing() {
        server.follows(1, 0, entry(1, "a"), entry(1, "b"), entry(1, "c"));
        int events = SYSTEM.journal().persistedInStorage(server.persistenceId()).size();
        server.receives(append(1, 0, 0, 0, entry(1, "a")), append(1, 1, 1, 0), append(1, 0, 0, 0));
        assertThat(server.sentTo(N2))
                .containsExactly(new Appended(1, N1, 1, 7), new Appended(1, N1, 1, 7), new Appended(1, N1, 0, 7));
        assertLog(3, 1, 0);
        assertThat(SYSTEM.journal().persistedInStorage(server.persistenceId())).hasSize(events);
    }

    /** Figure 2, AppendEntries, rule 5: min(leaderCommit, index of last new entry). What is behind that may differ. */
    @Test
    void commitsNoFurtherThanTheMessageShowsTheLogsToAgree() {
        server.follows(1, 0, entry(1, "a"), entry(1, "b"), entry(1, "c"));
        server.receives(append(2, 1, 1, 3));
        assertLog(3, 1, 1);
        server.receives(append(2, 1, 1, 2, entry(2, "x"), entry(2, "y")));
        assertLog(3, 2, 2);
        server.receives(append(2, 1, 1, 1));
        assertLog(3, 2, 2);
    }

    /** Leader Completeness (§5.4): it cannot be; a server that sees it must not continue. */
    @Test
    void stopsWhenALeaderContradictsWhatIsCommitted() {
        server.follows(1, 2, entry(1, "a"), entry(1, "b"));
        server.ref().tell(append(2, 1, 1, 1, entry(2, "x")));
        SYSTEM.kit().createTestProbe().expectTerminated(server.ref());
    }

    /** §5.2, Election Safety: it cannot be either. */
    @Test
    void stopsWhenItsTermHasASecondLeader() {
        server.becomesLeader();
        server.ref().tell(append(1, 0, 0, 0));
        SYSTEM.kit().createTestProbe().expectTerminated(server.ref());
    }

    @Test
    void sendsClientsToTheLeader() {
        server.write("x").expectMessage(new Reply.Redirect(Optional.empty()));
        server.follows(1, 0);
        server.write("x").expectMessage(new Reply.Redirect(Optional.of(N2)));
        server.read("k").expectMessage(new Reply.Redirect(Optional.of(N2)));
        server.transferTo(Optional.empty()).expectMessage(new Reply.Redirect(Optional.of(N2)));
        assertLog(0, 0, 0);
    }

    /** What only a leader or a candidate asked for does not concern it. */
    @Test
    void ignoresAnswersToWhatItIsNoMore() {
        server.follows(1, 0, entry(1, "a"));
        server.receives(
                new Appended(1, N2, 1, 3),
                new AppendRefused(1, N2, 0, 1, 3),
                new SnapshotChunkReceived(1, N2, 1, 3),
                new PreVote(1, 2, N2, true),
                new Vote(1, N2, true),
                new Raft.HeartbeatDue(),
                new Raft.Flush());
        assertThat(server.sent()).isEmpty();
        assertThat(server.role()).isEqualTo("follower");
        assertLog(1, 1, 0);
    }

    // Snapshots (§7)

    private static byte[] image(int keys) {
        KeyValueStore store = new KeyValueStore(1_000);
        for (int key = 0; key < keys; key++) {
            store.apply(new KeyValue.Write(0, 0, "key" + key, "value" + key));
        }
        return store.image();
    }

    private static InstallSnapshot chunk(long term, long lastIndex, byte[] image, int from, int to) {
        return new InstallSnapshot(
                term,
                N2,
                lastIndex,
                1,
                LoneServer.GROUP,
                from,
                Arrays.copyOfRange(image, from, to),
                to == image.length);
    }

    private SnapshotChunkReceived received(long lastIndex, int nextOffset) {
        return new SnapshotChunkReceived(1, N1, lastIndex, nextOffset);
    }

    /** Figure 13. The store is the snapshot's, as reads show once it leads. */
    @Test
    void installsASnapshotInPieces() {
        byte[] image = image(4);
        server.receives(chunk(1, 9, image, 0, 20));
        assertThat(server.onlySentTo(N2)).isEqualTo(received(9, 20));
        server.receives(chunk(1, 9, image, 20, 50));
        assertThat(server.onlySentTo(N2)).isEqualTo(received(9, 50));
        assertLog(0, 0, 0);
        server.receives(chunk(1, 9, image, 50, image.length));
        assertThat(server.onlySentTo(N2)).isEqualTo(new Appended(1, N1, 9, 0));
        assertLog(9, 1, 9);
        assertThat(server.number("snapshotIndex")).isEqualTo(9);
        server.crashesAndRecovers();
        assertLog(9, 1, 9);
        assertValueOfKey3();
    }

    private void assertValueOfKey3() {
        server.becomesLeaderFollowedByN2();
        TestProbe<Reply> client = server.read("key3");
        server.receives(new Appended(server.term(), N2, 10, 1));
        client.expectMessage(new Reply.Ok("value3"));
    }

    /** What comes twice or too early is answered with how much there is. */
    @Test
    void takesPiecesThatComeTwiceOrTooEarlyOnce() {
        byte[] image = image(4);
        server.receives(
                chunk(1, 9, image, 0, 20),
                chunk(1, 9, image, 0, 20),
                chunk(1, 9, image, 40, 60),
                chunk(1, 9, image, 60, image.length),
                chunk(1, 9, image, 20, 40),
                chunk(1, 9, image, 0, 20));
        assertThat(server.sentTo(N2))
                .containsExactly(
                        received(9, 20),
                        received(9, 20),
                        received(9, 20),
                        received(9, 20),
                        received(9, 40),
                        received(9, 40));
        server.receives(chunk(1, 9, image, 40, image.length), chunk(1, 9, image, 40, image.length));
        assertThat(server.sentTo(N2)).containsExactly(new Appended(1, N1, 9, 0), new Appended(1, N1, 9, 0));
        assertValueOfKey3();
    }

    /** Half a snapshot is not durable: of the rest alone nothing is made. */
    @Test
    void forgetsHalfASnapshotInACrash() {
        byte[] image = image(4);
        server.receives(chunk(1, 9, image, 0, 20));
        server.crashesAndRecovers();
        server.receives(chunk(1, 9, image, 20, image.length));
        assertThat(server.onlySentTo(N2)).isEqualTo(received(9, 0));
        assertLog(0, 0, 0);
    }

    /** Pieces of two snapshots, or of two leaders' alike, are not put together. */
    @Test
    void beginsAgainWithAnotherSnapshot() {
        byte[] image = image(4);
        server.receives(chunk(1, 9, image, 0, 20), chunk(1, 10, image, 20, image.length));
        assertThat(server.sentTo(N2)).containsExactly(received(9, 20), received(10, 0));
        server.receives(chunk(1, 10, image, 0, 20), chunk(2, 10, image, 20, image.length));
        assertThat(server.sentTo(N2)).containsExactly(received(10, 20), new SnapshotChunkReceived(2, N1, 10, 0));
        assertLog(0, 0, 0);
    }

    /** §7: a snapshot that describes a prefix of its log leaves the entries behind it. */
    @Test
    void keepsTheEntriesBehindASnapshotOfItsOwnLog() {
        server.follows(1, 0, entry(1, "a"), entry(1, "b"), entry(1, "c"));
        server.receives(chunk(1, 2, image(1), 0, image(1).length));
        assertLog(3, 1, 2);
        assertThat(server.number("logLength")).isEqualTo(1);
    }

    /** §7: "the follower discards its entire log", whose entries may conflict with the snapshot. */
    @Test
    void dropsALogThatConflictsWithTheSnapshot() {
        server.follows(3, 0, entry(3, "a"), entry(3, "b"), entry(3, "c"));
        server.receives(new InstallSnapshot(4, N2, 2, 4, LoneServer.GROUP, 0, image(1), true));
        assertLog(2, 4, 2);
        assertThat(server.number("logLength")).isZero();
    }

    /** What it has committed it has. */
    @Test
    void needsNoSnapshotOfWhatItCommitted() {
        server.follows(1, 3, entry(1, "a"), entry(1, "b"), entry(1, "c"));
        server.receives(chunk(1, 2, image(1), 0, 5));
        assertThat(server.onlySentTo(N2)).isEqualTo(new Appended(1, N1, 2, 0));
        assertThat(server.number("snapshotIndex")).isZero();
    }

    /** Entries that its snapshot covers are there; a message may begin before it, and end before it. */
    @Test
    void matchesWhatItsSnapshotCovers() {
        server.receives(chunk(1, 3, image(1), 0, image(1).length));
        server.sent();
        server.receives(
                append(1, 1, 1, 3, entry(1, "b"), entry(1, "c"), entry(1, "d")), append(1, 0, 0, 3, entry(1, "a")));
        assertThat(server.sentTo(N2)).containsExactly(new Appended(1, N1, 4, 7), new Appended(1, N1, 1, 7));
        assertLog(4, 1, 3);
    }

    /** §7: "each server takes snapshots independently"; the ten of {@link LoneServer#SETTINGS}. */
    @Test
    void compactsItsLogOnceEnoughIsApplied() {
        for (int batch = 1; batch <= 3; batch++) {
            server.follows(1, 3 * batch, entry(1, "a"), entry(1, "b"), entry(1, "c"));
        }
        assertThat(server.number("snapshotIndex")).isZero();
        server.follows(1, 11, entry(1, "d"), entry(1, "e"), entry(1, "f"));
        assertThat(server.number("snapshotIndex")).isEqualTo(11);
        assertThat(server.number("logLength")).isEqualTo(1);
        server.crashesAndRecovers();
        assertLog(12, 1, 11);
    }
}
