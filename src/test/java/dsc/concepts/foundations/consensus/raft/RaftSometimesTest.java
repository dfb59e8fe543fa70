package dsc.concepts.foundations.consensus.raft;

import static dsc.concepts.foundations.consensus.raft.StatesOfServers.GROUP;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.N1;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.N2;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.N3;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.candidate;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.entries;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.follower;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.leader;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.leaderHandingOver;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.log;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.preCandidate;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.progress;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.foundations.consensus.raft.Role.Transfer;
import dsc.workbench.protocol.Sometimes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each condition is met by the step that it names, and by no other. */
class RaftSometimesTest {

    private static final Log LOG = log("1a", "1b");

    /** The names of what happens from {@code before} to {@code after}. */
    private static List<String> happens(ServerState before, ServerState after) {
        return RaftRules.SOMETIMES.stream()
                .filter(condition -> condition.happened().test(before, after))
                .map(Sometimes::name)
                .toList();
    }

    @Test
    void nothingHappensWhenNothingChanges() {
        for (ServerState state : List.of(
                follower(N1, 2, LOG, 1),
                preCandidate(N1, 2, LOG, 1),
                candidate(N1, 2, LOG, 1),
                leader(N1, 2, LOG, 1, Map.of(N2, progress(3, 2))),
                leaderHandingOver(N1, 2, LOG, new Transfer(N2, 0, true)))) {
            assertThat(happens(state, state)).as("%s", state).isEmpty();
        }
    }

    @Test
    void aServerThatHasJustStartedIsNotLookedAt() {
        assertThat(happens(null, leader(N1, 2, LOG, 1))).isEmpty();
        assertThat(happens(null, follower(N1, 2, LOG.compact(snapshot(2, 1, "ab")), 2)))
                .isEmpty();
    }

    @Test
    void aLeaderIsElected() {
        assertThat(happens(candidate(N1, 2, LOG, 0), leader(N1, 2, LOG, 0))).containsExactly("a leader was elected");
        assertThat(happens(preCandidate(N1, 1, LOG, 0), candidate(N1, 2, LOG, 0)))
                .isEmpty();
    }

    @Test
    void aLeaderIsDeposed() {
        assertThat(happens(leader(N1, 2, LOG, 0), follower(N1, 3, LOG, 0))).containsExactly("a leader was deposed");
        assertThat(happens(follower(N1, 2, LOG, 0), follower(N1, 3, LOG, 0))).isEmpty();
    }

    @Test
    void aLeaderIsDeposedAndElectedAgainBetweenTwoLooks() {
        assertThat(happens(leader(N1, 2, LOG, 0), leader(N1, 4, LOG, 0)))
                .containsExactly("a leader was elected", "a leader was deposed");
    }

    @Test
    void aLeaderWithoutAMajorityStepsDown() {
        assertThat(happens(leader(N1, 2, LOG, 0), follower(N1, 2, LOG, 0)))
                .containsExactly("a leader that a majority did not answer stepped down");
    }

    @Test
    void aCandidateGivesWay() {
        assertThat(happens(candidate(N1, 2, LOG, 0), follower(N1, 2, LOG, 0)))
                .containsExactly("a candidate gave way to another");
        assertThat(happens(candidate(N1, 2, LOG, 0), follower(N1, 3, LOG, 0)))
                .containsExactly("a candidate gave way to another");
        assertThat(happens(preCandidate(N1, 2, LOG, 0), follower(N1, 2, LOG, 0)))
                .isEmpty();
    }

    @Test
    void anElectionEndsWithoutALeader() {
        assertThat(happens(candidate(N1, 2, LOG, 0), preCandidate(N1, 2, LOG, 0)))
                .containsExactly("an election ended without a leader");
        assertThat(happens(follower(N1, 2, LOG, 0), preCandidate(N1, 2, LOG, 0)))
                .isEmpty();
    }

    @Test
    void leadershipIsHandedOver() {
        ServerState leader = leader(N1, 2, LOG, 0);
        ServerState wanted = leaderHandingOver(N1, 2, LOG, new Transfer(N2, 0, false));
        ServerState ordered = leaderHandingOver(N1, 2, LOG, new Transfer(N2, 0, true));
        assertThat(happens(wanted, ordered)).containsExactly("leadership was handed over");
        assertThat(happens(leader, ordered)).containsExactly("leadership was handed over");
        assertThat(happens(leader, wanted)).isEmpty();
    }

    @Test
    void aFollowerRefusesEntries() {
        ServerState before = leader(N1, 2, LOG, 0, Map.of(N2, progress(3, 0)));
        assertThat(happens(before, leader(N1, 2, LOG, 0, Map.of(N2, progress(1, 0)))))
                .containsExactly("a follower refused entries");
        assertThat(happens(before, leader(N1, 2, LOG, 0, Map.of(N2, progress(3, 2)))))
                .isEmpty();
    }

    @Test
    void anEntryIsOverwritten() {
        assertThat(happens(follower(N1, 2, LOG, 1), follower(N1, 2, LOG.append(1, entries("2x")), 1)))
                .containsExactly("an entry was overwritten");
        assertThat(happens(follower(N1, 2, LOG, 1), follower(N1, 2, log("1a"), 1)))
                .containsExactly("an entry was overwritten");
        assertThat(happens(follower(N1, 2, LOG, 1), follower(N1, 2, LOG.append(2, entries("2x")), 1)))
                .isEmpty();
    }

    /** The entry after the snapshot's last was of a deposed leader. */
    @Test
    void anEntryIsOverwrittenByASnapshot() {
        ServerState after = follower(N1, 2, log("1a", "1b", "1c").compact(snapshot(2, 2, "ax")), 2);
        assertThat(happens(follower(N1, 2, log("1a", "1b", "1c"), 1), after))
                .containsExactly("an entry was overwritten");
    }

    @Test
    void anEntryOfAnEarlierTermIsCommitted() {
        Log log = log("1a", "1b", "2c");
        assertThat(happens(leader(N1, 2, log, 1), leader(N1, 2, log, 3)))
                .containsExactly("an entry of an earlier term was committed");
        assertThat(happens(leader(N1, 2, log, 2), leader(N1, 2, log, 3))).isEmpty();
        assertThat(happens(follower(N1, 2, log, 1), follower(N1, 2, log, 3))).isEmpty();
    }

    @Test
    void anEntryOfAnEarlierTermIsCommittedAndCompactedInOneStep() {
        Log log = log("1a", "1b", "2c");
        assertThat(happens(leader(N1, 2, log, 1), leader(N1, 2, log.compact(snapshot(3, 2, "abc")), 3)))
                .containsExactly("an entry of an earlier term was committed", "a snapshot was taken");
    }

    @Test
    void aSnapshotIsTaken() {
        assertThat(happens(follower(N1, 1, LOG, 1), follower(N1, 1, LOG.compact(snapshot(2, 1, "ab")), 2)))
                .containsExactly("a snapshot was taken");
        // It may have come from the leader.
        assertThat(happens(follower(N1, 1, LOG, 1), follower(N1, 1, LOG.compact(snapshot(3, 1, "abc")), 3)))
                .isEmpty();
    }

    @Test
    void aSnapshotIsInstalled() {
        Log log = log("1a", "1b", "1c").compact(snapshot(2, 1, "ab"));
        ServerState sending = leader(N1, 1, log, 3, Map.of(N2, progress(1, 0).sending(log.snapshot(), 0)));
        ServerState further = leader(N1, 1, log, 3, Map.of(N2, progress(1, 0).sending(log.snapshot(), 1)));
        ServerState acknowledged = leader(
                N1,
                1,
                log,
                3,
                Map.of(N2, progress(1, 0).sending(log.snapshot(), 1).acknowledged(2)));
        assertThat(happens(further, acknowledged)).containsExactly("a snapshot was installed");
        assertThat(happens(sending, further)).containsExactly("a snapshot was sent in pieces");
        assertThat(happens(leader(N1, 1, log, 3, Map.of(N2, progress(3, 1))), acknowledged))
                .isEmpty();
    }

    // Changes of the group.

    /** As {@link #LOG}, and then the group is n1 and n2 only. */
    private static final Log SMALLER = LOG.append(2, List.of(new Entry(2, new Command.Reconfigure(GROUP.without(N3)))));

    /** As {@link #LOG}, and then the group is n2 and n3 only. */
    private static final Log WITHOUT_N1 =
            LOG.append(2, List.of(new Entry(2, new Command.Reconfigure(GROUP.without(N1)))));

    @Test
    void aServerIsRemovedOnceThatIsCommitted() {
        assertThat(happens(leader(N1, 2, LOG, 2), leader(N1, 2, SMALLER, 2))).isEmpty();
        assertThat(happens(leader(N1, 2, SMALLER, 2), leader(N1, 2, SMALLER, 3)))
                .containsExactly("a server was removed");
        assertThat(happens(follower(N1, 2, SMALLER, 2), follower(N1, 2, SMALLER, 3)))
                .isEmpty();
    }

    @Test
    void aServerIsAdded() {
        Log larger = SMALLER.append(3, List.of(new Entry(2, new Command.Reconfigure(GROUP))));
        assertThat(happens(leader(N1, 2, larger, 3), leader(N1, 2, larger, 4))).containsExactly("a server was added");
    }

    @Test
    void aLeaderLeaves() {
        assertThat(happens(leader(N1, 2, WITHOUT_N1, 2), follower(N1, 2, WITHOUT_N1, 3)))
                .containsExactly("a leader left the group");
        assertThat(happens(leader(N1, 2, WITHOUT_N1, 2), follower(N1, 2, WITHOUT_N1, 2)))
                .containsExactly("a leader that a majority did not answer stepped down");
    }

    @Test
    void aChangeIsRolledBack() {
        assertThat(happens(follower(N1, 3, SMALLER, 2), follower(N1, 3, LOG.append(2, entries("3x")), 2)))
                .containsExactly("an entry was overwritten", "a change of the group was rolled back");
        Log longer = SMALLER.append(3, entries("2x"));
        assertThat(happens(follower(N1, 3, longer, 2), follower(N1, 3, SMALLER.append(3, entries("3x")), 2)))
                .containsExactly("an entry was overwritten");
    }

    @Test
    void whoIsToBeRemovedStands() {
        assertThat(happens(follower(N1, 2, WITHOUT_N1, 2), preCandidate(N1, 2, WITHOUT_N1, 2)))
                .containsExactly("a server that a change removes stood for election");
    }
}
