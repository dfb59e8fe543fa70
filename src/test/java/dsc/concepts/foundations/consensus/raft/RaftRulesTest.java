package dsc.concepts.foundations.consensus.raft;

import static dsc.concepts.foundations.consensus.raft.StatesOfServers.N1;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.N2;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.N3;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.candidate;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.entries;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.follower;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.leader;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.log;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.preCandidate;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.progress;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.snapshot;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.voter;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The invariants let legal histories pass, and each property of figure 3 is broken by what contradicts it. */
class RaftRulesTest extends WatchedServers {

    // Legal histories.

    @Test
    void aLeaderReplicatesAndCommits() {
        Log log = log("1a");
        Log longer = log.append(1, entries("1b", "1c"));
        see(follower(N1, 0, log(), 0), follower(N2, 0, log(), 0), preCandidate(N1, 0, log(), 0));
        see(candidate(N1, 1, log(), 0), voter(N2, 1, N1, log(), 0), leader(N1, 1, log, 0));
        see(voter(N2, 1, N1, log("1a"), 0), leader(N1, 1, longer, 1, Map.of(N2, progress(4, 1))));
        see(voter(N2, 1, N1, log("1a", "1b", "1c"), 1), leader(N1, 1, longer, 3, Map.of(N2, progress(4, 3))));
        see(voter(N2, 1, N1, log("1a", "1b", "1c"), 3));
        assertNothingBroken();
    }

    /** What a deposed leader did not commit gives way, while it was not looked at for several terms. */
    @Test
    void aDeposedLeaderLosesWhatItDidNotCommit() {
        see(leader(N1, 1, log("1a", "1b", "1c"), 1), follower(N2, 1, log("1a"), 1), follower(N3, 1, log("1a"), 0));
        see(
                leader(N2, 2, log("1a", "2x"), 1),
                follower(N3, 2, log("1a", "2x"), 1),
                leader(N2, 2, log("1a", "2x"), 2, Map.of(N3, progress(3, 2))));
        see(leader(N3, 4, log("1a", "2x", "4y"), 1), follower(N1, 4, log("1a", "2x", "4y"), 1));
        see(leader(N3, 4, log("1a", "2x", "4y"), 3, Map.of(N1, progress(4, 3))));
        see(follower(N1, 4, log("1a", "2x", "4y"), 3), follower(N2, 4, log("1a", "2x", "4y"), 2));
        assertNothingBroken();
    }

    /** Figure 8: an entry of term 2 on a majority is not committed by that, and may be overwritten by one of term 3. */
    @Test
    void anEntryOfAnEarlierTermOnAMajorityMayBeOverwritten() {
        see(leader(N1, 2, log("1a", "2b"), 1), follower(N2, 2, log("1a", "2b"), 1), follower(N3, 2, log("1a"), 1));
        see(leader(N3, 3, log("1a", "3c"), 1));
        see(leader(N1, 4, log("1a", "2b", "4d"), 1), follower(N2, 4, log("1a", "2b"), 1));
        see(leader(N3, 5, log("1a", "3c", "5e"), 1), follower(N2, 5, log("1a", "3c", "5e"), 1));
        see(
                leader(N3, 5, log("1a", "3c", "5e"), 3, Map.of(N2, progress(4, 3))),
                follower(N1, 5, log("1a", "3c", "5e"), 3));
        assertNothingBroken();
    }

    @Test
    void aLeaderIsDeposedAndElectedAgainBetweenTwoLooks() {
        see(leader(N1, 1, log("1a", "1b"), 1));
        see(leader(N1, 3, log("1a", "2x", "3c"), 2));
        assertNothingBroken();
    }

    @Test
    void aServerRestartsAndForgetsOnlyWhatIsVolatile() {
        see(voter(N2, 1, N1, log("1a", "1b"), 2), leader(N1, 1, log("1a", "1b"), 2, Map.of(N2, progress(3, 2))));
        restart(N2);
        see(voter(N2, 1, N1, log("1a", "1b"), 0), voter(N2, 1, N1, log("1a", "1b"), 2));
        restart(N1);
        see(voter(N1, 1, N1, log("1a", "1b"), 0));
        assertNothingBroken();
    }

    /** A server may have gone on between the last look and its crash. */
    @Test
    void aServerRestartsWithMoreThanWasSeen() {
        see(follower(N1, 1, log("1a", "1b"), 1), leader(N2, 2, log("1a", "2x"), 1));
        restart(N1);
        see(voter(N1, 2, N3, log("1a", "2x"), 0));
        restart(N1);
        see(voter(N1, 2, N3, log("1a", "2x", "2y"), 0));
        assertNothingBroken();
    }

    @Test
    void logsAreCompacted() {
        Log log = log("1a", "1b", "1c");
        see(leader(N1, 1, log, 1), follower(N2, 1, log("1a", "1b"), 1));
        Log compacted = log.compact(snapshot(2, 1, "ab"));
        see(leader(N1, 1, compacted, 2, Map.of(N2, progress(4, 2))));
        see(leader(N1, 1, compacted.append(3, entries("1d")), 3, Map.of(N3, progress(5, 3))));
        see(follower(N2, 1, log("1a", "1b", "1c").compact(snapshot(2, 1, "ab")), 2));
        restart(N2);
        see(follower(N2, 1, log("1a", "1b", "1c").compact(snapshot(2, 1, "ab")), 2));
        assertNothingBroken();
    }

    /** All of it between two looks: appended, committed, and gone into a snapshot. */
    @Test
    void entriesAreCompactedThatNobodySaw() {
        see(leader(N1, 1, log("1a"), 1));
        see(leader(N1, 1, new Log(snapshot(5, 1, "abcde"), entries("1f")), 6, Map.of(N3, progress(7, 6))));
        see(follower(N2, 1, new Log(snapshot(5, 1, "abcde"), List.of()), 5));
        see(leader(N2, 2, new Log(snapshot(5, 1, "abcde"), entries("1f", "2g")), 6));
        assertNothingBroken();
    }

    /** What a follower had instead of what the snapshot covers is gone with it. */
    @Test
    void aFollowerInstallsASnapshot() {
        see(follower(N3, 1, log("1a", "1x", "1y"), 1), leader(N1, 2, log("1a", "2b", "2c"), 1));
        see(leader(N1, 2, log("1a", "2b", "2c", "2d").compact(snapshot(3, 2, "abc")), 4, Map.of(N2, progress(5, 4))));
        see(follower(N3, 2, log("1a", "1x", "1y").compact(snapshot(3, 2, "abc")), 3));
        see(follower(N3, 2, new Log(snapshot(3, 2, "abc"), entries("2d")), 4));
        assertNothingBroken();
    }

    /** A commit may be noticed late, and by one that is in a later term by then. */
    @Test
    void aLaggingServerNoticesACommitInALaterTerm() {
        see(leader(N1, 1, log("1a", "1b"), 2), leader(N2, 3, log("1a", "1b", "3c"), 2));
        see(follower(N3, 3, log("1a", "1b"), 2), follower(N1, 3, log("1a", "1b"), 2));
        assertNothingBroken();
    }

    // Election safety.

    @Test
    void twoLeadersOfATermAreCaught() {
        see(leader(N1, 4, log("4a"), 0), leader(N3, 4, log("4a"), 0));
        assertOnlyBroken("election safety: n1 and n3 both lead term 4");
    }

    @Test
    void twoLeadersOfATermAreCaughtOverACrashAndALaterTerm() {
        see(leader(N1, 4, log("4a"), 0));
        restart(N1);
        see(voter(N1, 4, N1, log("4a"), 0), leader(N2, 5, log("4a", "5b"), 0), leader(N3, 4, log("4a"), 0));
        assertOnlyBroken("election safety: n1 and n3 both lead term 4");
    }

    // Leader append-only.

    @Test
    void aLeaderThatDeletesIsCaught() {
        see(leader(N1, 2, log("1a", "2b"), 0), leader(N1, 2, log("1a"), 0));
        assertBroken("leader append-only: n1, which leads term 2, had an entry of term 2 at index 2 of its log; now the"
                + " log ends at index 1");
    }

    @Test
    void aLeaderThatOverwritesIsCaught() {
        see(leader(N1, 3, log("1a", "1b"), 0), leader(N1, 3, log("1a", "2x"), 0));
        assertBroken("leader append-only: n1, which leads term 3, had an entry of term 1 at index 2 of its log; now"
                + " another, of term 2, is there");
    }

    @Test
    void aLeaderWhoseSnapshotContradictsItsLogIsCaught() {
        see(leader(N1, 3, log("1a", "2b", "3c"), 0));
        see(leader(N1, 3, new Log(snapshot(2, 1, "ab"), entries("3c")), 2));
        assertBroken("leader append-only: n1, which leads term 3, had an entry of term 2 at index 2 of its log; now"
                + " another, of term 1, is there");
    }

    // Log matching.

    @Test
    void differentEntriesOfAnIndexAndATermAreCaught() {
        see(follower(N1, 1, log("1a", "1b"), 0), follower(N2, 1, log("1a", "1x"), 0));
        assertOnlyBroken("log matching: at index 2 and term 1, n2 has " + write("x") + ", where n1 had " + write("b"));
    }

    @Test
    void equalEntriesAfterDifferentOnesAreCaught() {
        see(follower(N1, 3, log("1a", "2b", "3c"), 0), follower(N2, 3, log("1a", "1b", "3c"), 0));
        assertOnlyBroken("log matching: at index 3 and term 3, n2 has an entry after one of term 1, which n1 had after"
                + " one of term 2");
    }

    @Test
    void anEntryThatLeftItsLogIsRemembered() {
        see(follower(N1, 1, log("1a", "1b"), 0), follower(N1, 2, log("1a", "2c"), 0));
        restart(N2);
        see(follower(N2, 2, log("1a", "1x"), 0));
        assertOnlyBroken("log matching: at index 2 and term 1, n2 has " + write("x") + ", where n1 had " + write("b"));
    }

    /** The entry was there before; what changed is the snapshot before it. */
    @Test
    void aSnapshotThatDoesNotFitTheEntryAfterItIsCaught() {
        Log log = log("1a", "2b", "3c");
        see(follower(N1, 3, log, 2));
        see(follower(N1, 3, new Log(snapshot(2, 1, "ab"), log.after(2)), 2));
        assertBroken("log matching: at index 3 and term 3, n1 has an entry after one of term 1, which n1 had after one"
                + " of term 2");
    }

    // Leader commits its term.

    /** Figure 8, c: the entry of term 2 is on a majority, and could be overwritten all the same. */
    @Test
    void aLeaderThatCommitsAnEarlierTermByCountingIsCaught() {
        see(leader(N1, 4, log("1a", "2b", "4c"), 1));
        see(leader(N1, 4, log("1a", "2b", "4c"), 2, Map.of(N2, progress(3, 2))));
        assertOnlyBroken("leader commits its term: n1, which leads term 4, committed up to index 2, where its entry is"
                + " one of term 2");
    }

    @Test
    void aLeaderThatCompactsWhatItShouldNotHaveCommittedIsCaught() {
        Log log = log("1a", "2b", "4c");
        see(leader(N1, 4, log, 1));
        see(leader(N1, 4, log.compact(snapshot(2, 2, "ab")), 2, Map.of(N2, progress(3, 2))));
        assertOnlyBroken("leader commits its term: n1, which leads term 4, committed up to index 2, where its entry is"
                + " one of term 2");
    }

    /** Figure 8, e; and what it learned to be committed before it was elected may be of any term. */
    @Test
    void aLeaderMayCommitEarlierTermsWithItsOwn() {
        see(follower(N1, 3, log("1a", "2b"), 0), leader(N1, 4, log("1a", "2b", "4c"), 1));
        see(leader(N1, 4, log("1a", "2b", "4c"), 3, Map.of(N2, progress(4, 3))));
        assertNothingBroken();
    }

    // Leader completeness.

    @Test
    void aLeaderWithoutACommittedEntryIsCaught() {
        see(leader(N1, 1, log("1a", "1b"), 2), leader(N2, 2, log("1a"), 1));
        assertOnlyBroken(
                "leader completeness: n2 was elected in term 2 without the entry of term 1 at index 2, which n1"
                        + " knew to be committed in term 1; its log ended at index 1");
    }

    @Test
    void aLeaderWithAnotherEntryThanTheCommittedIsCaught() {
        see(leader(N1, 2, log("1a", "2b"), 2), leader(N2, 3, log("1a", "1x", "3c"), 1));
        assertOnlyBroken(
                "leader completeness: n2 was elected in term 3 without the entry of term 2 at index 2, which n1"
                        + " knew to be committed in term 2; it had one of term 1 there");
    }

    @Test
    void aCommitIsCaughtThatIsSeenAfterTheElectionThatIgnoredIt() {
        see(leader(N1, 1, log("1a", "1b"), 1), leader(N2, 2, log("1a", "2x"), 1));
        see(leader(N1, 1, log("1a", "1b"), 2, Map.of(N3, progress(3, 2))));
        assertOnlyBroken(
                "leader completeness: n2 was elected in term 2 without the entry of term 1 at index 2, which n1"
                        + " knew to be committed in term 1; it had one of term 2 there");
    }

    /** n3, in term 5, shows the commit before n1 does, who knew it in term 1 already. */
    @Test
    void aCommitIsCaughtThatProvesToBeOlderThanItSeemed() {
        see(leader(N2, 4, log("1a", "1x", "4c"), 1), follower(N3, 5, log("1a", "3b"), 2));
        assertNothingBroken();
        see(leader(N1, 3, log("1a", "3b"), 2));
        assertOnlyBroken(
                "leader completeness: n2 was elected in term 4 without the entry of term 3 at index 2, which n1"
                        + " knew to be committed in term 3; it had one of term 1 there");
    }

    @Test
    void aLeaderThatLacksWhatASnapshotCoversIsCaught() {
        see(follower(N1, 2, new Log(snapshot(2, 2, "ab"), List.of()), 2), leader(N3, 3, log("1a"), 1));
        assertOnlyBroken(
                "leader completeness: n3 was elected in term 3 without the entry of term 2 at index 2, which n1"
                        + " knew to be committed in term 2; its log ended at index 1");
    }

    // State machine safety.

    @Test
    void differentEntriesAppliedAtAnIndexAreCaught() {
        see(follower(N1, 2, log("1a", "1b"), 2), follower(N2, 2, log("1a", "2x"), 2));
        assertOnlyBroken("state machine safety: at index 2, n2 applied " + write("x") + " of term 2, and n1 applied "
                + write("b") + " of term 1");
    }

    /** After a crash a server applies its log again. */
    @Test
    void aServerThatAppliesAnotherEntryAfterACrashIsCaught() {
        see(follower(N1, 2, log("1a", "1b"), 2));
        restart(N1);
        see(follower(N1, 2, log("1a", "2x"), 0));
        broken.clear();
        see(follower(N1, 2, log("1a", "2x"), 2));
        assertOnlyBroken("state machine safety: at index 2, n1 applied " + write("x") + " of term 2, and n1 applied "
                + write("b") + " of term 1");
    }

    /** They are in the snapshot by then, but were seen in the log before. */
    @Test
    void entriesAreComparedThatAreCommittedAndCompactedInOneStep() {
        see(follower(N1, 1, log("1a", "1b", "1c"), 3), follower(N2, 1, log("1a", "1x", "1c"), 1));
        broken.clear();
        see(follower(N2, 1, log("1a", "1x", "1c").compact(snapshot(3, 1, "axc")), 3));
        assertOnlyBroken("state machine safety: at index 2, n2 applied " + write("x") + " of term 1, and n1 applied "
                + write("b") + " of term 1");
    }

    @Test
    void aSnapshotOfAnotherTermThanTheAppliedEntryIsCaught() {
        see(follower(N1, 2, log("1a", "2b"), 2), follower(N2, 2, new Log(snapshot(2, 1, "ab"), List.of()), 2));
        assertOnlyBroken("state machine safety: at index 2, n2 applied an entry of term 1, and n1 applied " + write("b")
                + " of term 2");
    }

    @Test
    void anEntryOfAnotherTermThanAnInstalledSnapshotIsCaught() {
        see(follower(N2, 2, new Log(snapshot(2, 1, "ab"), List.of()), 2), follower(N1, 2, log("1a", "2b"), 2));
        assertOnlyBroken("state machine safety: at index 2, n1 applied " + write("b") + " of term 2, and n2 applied an"
                + " entry of term 1");
    }

    @Test
    void differentSnapshotsOfAnIndexAreCaught() {
        see(follower(N1, 1, new Log(snapshot(2, 1, "ab"), List.of()), 2));
        see(follower(N2, 1, new Log(snapshot(2, 1, "xyz"), List.of()), 2));
        assertOnlyBroken("state machine safety: the snapshots up to index 2 differ: n2 has 3 bytes with hash "
                + snapshot(2, 1, "xyz").hashCode() + ", n1 had 2 bytes with hash "
                + snapshot(2, 1, "ab").hashCode());
    }

    private static String write(String value) {
        return new Command.Write(0, 0, "k", value).toString();
    }
}
