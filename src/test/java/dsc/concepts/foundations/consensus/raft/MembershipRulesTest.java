package dsc.concepts.foundations.consensus.raft;

import static dsc.concepts.foundations.consensus.raft.StatesOfServers.GROUP;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.N1;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.N2;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.N3;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.follower;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.leader;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.log;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.preCandidate;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.progress;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The invariants about changes of the group let legal ones pass and catch what breaks them (thesis, chapter 4). */
class MembershipRulesTest extends WatchedServers {

    private static final Configuration WITHOUT_N3 = GROUP.without(N3);

    /** A log with changes of the group at its end. */
    private static Log changed(Log log, Configuration... groups) {
        for (Configuration group : groups) {
            Entry change = new Entry(log.lastTerm(), new Command.Reconfigure(group));
            log = log.append(log.lastIndex(), List.of(change));
        }
        return log;
    }

    @Test
    void aGroupChangesAndChangesBack() {
        Log without = changed(log("1a"), WITHOUT_N3);
        Log back = changed(without, GROUP);
        see(leader(N1, 1, 1, log("1a"), 1), leader(N1, 1, 1, without, 1));
        see(leader(N1, 1, 1, without, 2, Map.of(N2, progress(3, 2))));
        see(leader(N1, 1, 1, back, 2, Map.of(N2, progress(3, 2), N3, progress(3, 2))));
        see(leader(N1, 1, 1, back, 3, Map.of(N2, progress(4, 2), N3, progress(4, 3))));
        assertNothingBroken();
    }

    @Test
    void aChangeBeforeAnEntryOfTheTermIsCommittedIsCaught() {
        see(leader(N1, 2, 2, log("1a", "2b"), 1), leader(N1, 2, 2, changed(log("1a", "2b"), WITHOUT_N3), 1));
        assertOnlyBroken(
                "one change at a time: n1, which leads term 2, changed the group from n1 n2 n3 to n1 n2 at index"
                        + " 3 before it had committed an entry of its term");
    }

    @Test
    void aChangeBeforeTheOneBeforeIsCommittedIsCaught() {
        Log once = changed(log("1a"), WITHOUT_N3);
        see(leader(N1, 1, 1, once, 1), leader(N1, 1, 1, changed(once, GROUP), 1));
        assertOnlyBroken(
                "one change at a time: n1, which leads term 1, changed the group from n1 n2 to n1 n2 n3 at index"
                        + " 3 before the change at index 2 was committed");
    }

    @Test
    void aChangeByTwoServersIsCaught() {
        see(leader(N1, 1, 1, log("1a"), 1), leader(N1, 1, 1, changed(log("1a"), WITHOUT_N3.without(N2)), 1));
        assertOnlyBroken(
                "one change at a time: n1, which leads term 1, changed the group from n1 n2 n3 to n1 at index 2,"
                        + " by more than one server");
    }

    /** Which the old group's majority has, and not the new one's. */
    @Test
    void aCommitThatTheLatestGroupDoesNotHaveIsCaught() {
        Log log = changed(log("1a"), WITHOUT_N3);
        see(leader(N1, 1, 1, log, 1));
        see(leader(N1, 1, 1, log, 2, Map.of(N2, progress(3, 1), N3, progress(3, 2))));
        assertOnlyBroken("a majority commits: n1, which leads term 1, committed up to index 2, which of the group n1 n2"
                + " only [n1] have");
    }

    /** It leads n2 and n3 until they have that it does not belong to them. */
    @Test
    void aLeaderThatCountsItselfOutsideOfTheGroupIsCaught() {
        Log log = changed(log("1a", "1b"), GROUP.without(N1));
        see(leader(N1, 1, 1, log, 1));
        see(leader(N1, 1, 1, log, 2, Map.of(N2, progress(4, 2), N3, progress(4, 1))));
        assertOnlyBroken("a majority commits: n1, which leads term 1, committed up to index 2, which of the group n2 n3"
                + " only [n2] have");
    }

    @Test
    void aServerThatIsOutAndStandsIsCaught() {
        Log log = changed(log("1a"), GROUP.without(N1));
        see(follower(N1, 1, log, 1), preCandidate(N1, 1, log, 1));
        assertNothingBroken();
        see(follower(N1, 1, log, 2), preCandidate(N1, 1, log, 2));
        assertOnlyBroken("removed servers are quiet: n1 is pre-candidate in term 1, and knows that the group is n2 n3");
    }
}
