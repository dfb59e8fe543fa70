package dsc.concepts.foundations.consensus.raft;

import dsc.concepts.foundations.consensus.raft.Role.Candidate;
import dsc.concepts.foundations.consensus.raft.Role.Follower;
import dsc.concepts.foundations.consensus.raft.Role.Leader;
import dsc.concepts.foundations.consensus.raft.Role.PreCandidate;
import dsc.concepts.foundations.consensus.raft.Role.Transfer;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.Sometimes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What must be true of Raft servers at every moment, and what should happen to them now and then. */
final class RaftRules {

    private static final List<Sometimes<ServerState>> EVENTS = List.of(
            StepRules.sometimes("a leader was elected", RaftRules::wasElected),
            StepRules.sometimes("a leader was deposed", RaftRules::wasDeposed),
            StepRules.sometimes("a leader that a majority did not answer stepped down", RaftRules::steppedDown),
            StepRules.sometimes("a candidate gave way to another", RaftRules::gaveWay),
            StepRules.sometimes("an election ended without a leader", RaftRules::endedWithoutLeader),
            StepRules.sometimes("leadership was handed over", RaftRules::handedOver),
            StepRules.sometimes("a follower refused entries", RaftRules::wasRefused),
            StepRules.sometimes("an entry was overwritten", RaftRules::overwroteEntry),
            StepRules.sometimes("an entry of an earlier term was committed", RaftRules::committedEarlierTerm),
            StepRules.sometimes("a snapshot was taken", RaftRules::tookSnapshot),
            StepRules.sometimes("a snapshot was installed", RaftRules::sawSnapshotInstalled),
            StepRules.sometimes("a server was added", RaftRules::addedServer),
            StepRules.sometimes("a server was removed", RaftRules::removedServer),
            StepRules.sometimes("a leader left the group", RaftRules::leftGroup),
            StepRules.sometimes("a change of the group was rolled back", RaftRules::rolledBack)
                    .rare(),
            StepRules.sometimes("a server that a change removes stood for election", RaftRules::stoodThoughRemoved)
                    .rare());

    /** What should happen, and the limits that should be met. */
    static final List<Sometimes<ServerState>> SOMETIMES =
            Stream.of(EVENTS, RaftLimits.SOMETIMES).flatMap(List::stream).toList();

    private RaftRules() {}

    /**
     * The properties of figure 3, what follows from figure 2's words on state, and the rules for changes of the group.
     */
    static List<Invariant<ServerState>> invariants() {
        return List.of(
                new ElectionSafety(),
                Invariant.of("leader append-only", StepRules::leaderAppendOnly),
                new LogMatching(),
                Invariant.of("leader commits its term", StepRules::currentTermCommit),
                new LeaderCompleteness(),
                new StateMachineSafety(),
                Invariant.of("commit index grows", StepRules::commitIndexMonotonic),
                new PersistentStatePreserved(),
                new AcknowledgedEntriesDurable(),
                Invariant.of("one change at a time", StepRules::singleServerChange),
                Invariant.of("a majority commits", StepRules::majorityCommits),
                Invariant.of("removed servers are quiet", StepRules::removedServerSilence));
    }

    private static boolean wasElected(ServerState before, ServerState after) {
        return after.is() instanceof Leader && !StepRules.leadsOn(before, after);
    }

    private static boolean wasDeposed(ServerState before, ServerState after) {
        return before.is() instanceof Leader && after.term() > before.term();
    }

    /** Without a higher term, nothing else ends the leadership of a server of the group. */
    private static boolean steppedDown(ServerState before, ServerState after) {
        return endedItself(before, after) && after.group().contains(after.server());
    }

    private static boolean endedItself(ServerState before, ServerState after) {
        return before.is() instanceof Leader && !(after.is() instanceof Leader) && before.term() == after.term();
    }

    /** To the leader of its term, or to a candidate of a higher one. */
    private static boolean gaveWay(ServerState before, ServerState after) {
        return before.is() instanceof Candidate && after.is() instanceof Follower;
    }

    private static boolean endedWithoutLeader(ServerState before, ServerState after) {
        return before.is() instanceof Candidate && after.is() instanceof PreCandidate && before.term() == after.term();
    }

    /** The target was told to start its election. */
    private static boolean handedOver(ServerState before, ServerState after) {
        return orderedTransfer(after).isPresent()
                && !(StepRules.leadsOn(before, after) && orderedTransfer(before).equals(orderedTransfer(after)));
    }

    private static Optional<Transfer> orderedTransfer(ServerState state) {
        return state.is() instanceof Leader leader ? leader.transfer().filter(Transfer::ordered) : Optional.empty();
    }

    /** The leader looks further back for where the logs agree. */
    private static boolean wasRefused(ServerState before, ServerState after) {
        return StepRules.someFollower(before, after, (was, is) -> is.nextIndex() < was.nextIndex());
    }

    /** Or removed, to give room to others. */
    private static boolean overwroteEntry(ServerState before, ServerState after) {
        return LogChange.between(before, after).firstLost(Long.MAX_VALUE).isPresent();
    }

    /** By a leader, along with one of its own (§5.4.2). Terms never fall, so the first that it committed decides. */
    private static boolean committedEarlierTerm(ServerState before, ServerState after) {
        long first = before.commitIndex() + 1;
        Log log = before.durable().log();
        return StepRules.leadsOn(before, after)
                && after.commitIndex() >= first
                && log.lastIndex() >= first
                && log.term(first) < after.term();
    }

    /** A snapshot of a log that the server had; one that it did not have may have come from the leader. */
    private static boolean tookSnapshot(ServerState before, ServerState after) {
        Snapshot snapshot = after.durable().log().snapshot();
        Log log = before.durable().log();
        return snapshot.lastIndex() > log.snapshot().lastIndex()
                && log.matches(snapshot.lastIndex(), snapshot.lastTerm());
    }

    /**
     * The leader heard that a follower has the snapshot that it was sent. The follower's own state does not tell: one
     * that appends, commits and compacts in one step looks the same.
     */
    private static boolean sawSnapshotInstalled(ServerState before, ServerState after) {
        return StepRules.someFollower(
                before,
                after,
                (was, is) -> was.sending()
                        .filter(sending -> is.matchIndex() >= sending.snapshot().lastIndex())
                        .isPresent());
    }

    /** As the leader sees it, which was in the group before and after. */
    private static boolean addedServer(ServerState before, ServerState after) {
        return StepRules.leadsOn(before, after) && groupSize(after) > groupSize(before);
    }

    private static boolean removedServer(ServerState before, ServerState after) {
        return StepRules.leadsOn(before, after) && groupSize(after) < groupSize(before);
    }

    private static int groupSize(ServerState state) {
        return state.group().servers().size();
    }

    private static boolean leftGroup(ServerState before, ServerState after) {
        return endedItself(before, after) && !after.group().contains(after.server());
    }

    /** The entry that made the change gave way to another leader's. */
    private static boolean rolledBack(ServerState before, ServerState after) {
        OptionalLong lost = LogChange.between(before, after).firstLost(Long.MAX_VALUE);
        return lost.isPresent() && lost.getAsLong() <= before.durable().configurationIndex();
    }

    /** Since it could not know yet whether it was removed. */
    private static boolean stoodThoughRemoved(ServerState before, ServerState after) {
        return before.is() instanceof Follower
                && after.is() instanceof PreCandidate
                && !after.durable().configuration().contains(after.server());
    }
}
