package dsc.concepts.foundations.consensus.raft;

import static dsc.concepts.foundations.consensus.raft.StatesOfServers.N1;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.N2;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.N3;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.follower;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.leader;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.log;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.progress;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.voter;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The invariants about the state of a server, volatile and durable, catch what breaks them (figure 2). */
class ServerStateRulesTest extends WatchedServers {

    @Test
    void aCommitIndexThatFallsIsCaught() {
        see(follower(N1, 1, log("1a", "1b"), 2), follower(N1, 2, log("1a", "1b"), 1));
        assertOnlyBroken("commit index grows: n1 knew in term 1 that all up to index 2 is committed, now in term 2 only"
                + " up to index 1");
    }

    @Test
    void aTermThatFallsIsCaught() {
        see(follower(N1, 4, log("1a"), 0), follower(N1, 3, log("1a"), 0));
        assertOnlyBroken("durable state stays: n1 was in term 4, now it is in term 3");
    }

    @Test
    void aTermThatFallsOverACrashIsCaught() {
        see(follower(N1, 4, log("1a"), 0));
        restart(N1);
        see(follower(N1, 3, log("1a"), 0));
        assertOnlyBroken("durable state stays: n1 was in term 4, now it is in term 3");
    }

    @Test
    void aSecondVoteIsCaught() {
        see(voter(N1, 4, N2, log("1a"), 0), voter(N1, 4, N3, log("1a"), 0));
        assertOnlyBroken("durable state stays: in term 4, n1 voted for n2, and now for n3");
    }

    @Test
    void aVoteForgottenInACrashIsCaught() {
        see(voter(N1, 4, N2, log("1a"), 0));
        restart(N1);
        see(follower(N1, 4, log("1a"), 0));
        assertOnlyBroken("durable state stays: in term 4, n1 voted for n2, and now for nobody");
    }

    @Test
    void aCommittedEntryLostInACrashIsCaught() {
        see(follower(N1, 2, log("1a", "1b", "1c"), 2));
        restart(N1);
        see(follower(N1, 3, log("1a"), 0));
        assertOnlyBroken(
                "durable state stays: n1 had the committed entry of term 1 at index 2 in term 2; in term 3, now"
                        + " its log ends at index 1");
    }

    @Test
    void anEntryOfTheOwnTermLostInACrashIsCaught() {
        see(follower(N1, 2, log("1a", "2b"), 0));
        restart(N1);
        see(follower(N1, 2, log("1a", "1x"), 0));
        assertOnlyBroken(
                "durable state stays: n1 had an entry of term 2 at index 2 in term 2; in term 2, now another, of"
                        + " term 1, is there");
    }

    @Test
    void aFollowerWithoutWhatItAcknowledgedIsCaught() {
        see(leader(N1, 4, log("1a", "4b"), 0, Map.of(N3, progress(3, 2))), follower(N3, 4, log("1a"), 0));
        assertOnlyBroken(
                "acknowledged entries stay: n3 acknowledged the entries up to index 2 to n1, the leader of term"
                        + " 4; its log ends at index 1");
    }

    @Test
    void aFollowerWithAnotherEntryThanItAcknowledgedIsCaught() {
        see(leader(N1, 4, log("1a", "4b"), 0, Map.of(N3, progress(3, 2))), follower(N3, 4, log("1a", "2x"), 0));
        assertOnlyBroken(
                "acknowledged entries stay: n3 acknowledged the entries up to index 2 to n1, the leader of term"
                        + " 4; there it has an entry of term 2 and the leader one of term 4");
    }

    /** In a later term, its leader may have taken them away. */
    @Test
    void whatWasAcknowledgedInAnEarlierTermMayBeGone() {
        see(leader(N1, 4, log("1a", "4b"), 0, Map.of(N3, progress(3, 2))), follower(N3, 5, log("1a"), 0));
        assertNothingBroken();
    }
}
