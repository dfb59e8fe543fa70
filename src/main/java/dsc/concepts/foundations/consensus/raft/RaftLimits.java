package dsc.concepts.foundations.consensus.raft;

import dsc.concepts.foundations.consensus.raft.Role.Leader;
import dsc.concepts.foundations.consensus.raft.Role.Learner;
import dsc.workbench.protocol.Sometimes;
import java.util.List;
import java.util.Optional;

/**
 * How it shows that a server met one of its limits, for each of {@link RaftSettings}. That of {@code snapshot-entries}
 * is with the rest of what happens to a log.
 */
final class RaftLimits {

    /** None of them looks at a server that has just started. */
    static final List<Sometimes<ServerState>> SOMETIMES = List.of(
            StepRules.sometimes("the session used least recently was forgotten", RaftLimits::forgotSession),
            StepRules.sometimes("a client went on with a forgotten session", RaftLimits::usedForgottenSession),
            StepRules.sometimes("a batch was cut at its number of entries", RaftLimits::cutAtEntries),
            StepRules.sometimes("a batch was cut at its bytes", RaftLimits::cutAtBytes),
            StepRules.sometimes("entries waited since a follower's window was full", RaftLimits::filledWindow),
            StepRules.sometimes("a snapshot was sent in pieces", RaftLimits::sentPieces),
            StepRules.sometimes("a round of catching up took too long", RaftLimits::gaveUpEarly)
                    .rare(),
            StepRules.sometimes("a server was given up in its last round of catching up", RaftLimits::gaveUpInLastRound)
                    .rare());

    private RaftLimits() {}

    /** More were opened than there are more. What a snapshot hides may have opened any number. */
    private static boolean forgotSession(ServerState before, ServerState after) {
        if (after.commitIndex() == before.commitIndex()
                || after.sessions() < after.settings().sessionsMax()) {
            return false;
        }
        List<Committed> applied = Committed.between(before, after);
        long opened = applied.stream()
                .flatMap(entry -> entry.command().stream())
                .filter(Command.OpenSession.class::isInstance)
                .count();
        return applied.stream().allMatch(entry -> entry.command().isPresent())
                && opened > after.sessions() - before.sessions();
    }

    private static boolean usedForgottenSession(ServerState before, ServerState after) {
        return after.forgottenSessionCommands() > before.forgottenSessionCommands();
    }

    private static boolean cutAtEntries(ServerState before, ServerState after) {
        int entriesMax = after.settings().batchEntriesMax();
        return StepRules.someFollower(before, after, (was, is) -> {
            List<Entry> batch = firstBatch(was, is, after);
            return batch.size() == entriesMax && batch.size() < unsent(was, is, after);
        });
    }

    private static boolean cutAtBytes(ServerState before, ServerState after) {
        int entriesMax = after.settings().batchEntriesMax();
        return StepRules.someFollower(before, after, (was, is) -> {
            List<Entry> batch = firstBatch(was, is, after);
            return !batch.isEmpty() && batch.size() < Math.min(entriesMax, unsent(was, is, after));
        });
    }

    /** The first of those that were sent to a follower in this step; empty if there were none. */
    private static List<Entry> firstBatch(Progress was, Progress is, ServerState after) {
        Log log = after.durable().log();
        long first = firstUnsent(was, is);
        return is.nextIndex() > first && first >= log.firstIndex() && first <= log.lastIndex()
                ? log.batch(
                        first,
                        after.settings().batchEntriesMax(),
                        after.settings().batchBytesMax())
                : List.of();
    }

    /** What it acknowledged in this step did not have to be sent. */
    private static long firstUnsent(Progress was, Progress is) {
        return Math.max(was.nextIndex(), is.matchIndex() + 1);
    }

    private static long unsent(Progress was, Progress is, ServerState after) {
        return after.durable().log().lastIndex() - firstUnsent(was, is) + 1;
    }

    private static boolean filledWindow(ServerState before, ServerState after) {
        return StepRules.someFollower(
                before, after, (was, is) -> isWindowFull(is, after) && !isWindowFull(was, before));
    }

    private static boolean isWindowFull(Progress progress, ServerState leader) {
        return progress.pipelining()
                && progress.nextIndex() - progress.matchIndex()
                        > leader.settings().inFlightEntriesMax()
                && progress.nextIndex() <= leader.durable().log().lastIndex();
    }

    private static boolean sentPieces(ServerState before, ServerState after) {
        return StepRules.someFollower(
                before,
                after,
                (was, is) -> is.sending().isPresent()
                        && was.sending().isPresent()
                        && is.sending().get().offset() > was.sending().get().offset());
    }

    /** Nothing but its time ends a round that is not the last. */
    private static boolean gaveUpEarly(ServerState before, ServerState after) {
        return givenUp(before, after)
                .filter(learner -> learner.round() < after.settings().catchUpRoundsMax())
                .isPresent();
    }

    private static boolean gaveUpInLastRound(ServerState before, ServerState after) {
        return givenUp(before, after)
                .filter(learner -> learner.round() == after.settings().catchUpRoundsMax())
                .isPresent();
    }

    /** The server that caught up, if it does not any more, and was not added. */
    private static Optional<Learner> givenUp(ServerState before, ServerState after) {
        return StepRules.leadsOn(before, after)
                        && ((Leader) after.is()).learner().isEmpty()
                ? ((Leader) before.is())
                        .learner()
                        .filter(learner -> !after.durable().configuration().contains(learner.server()))
                : Optional.empty();
    }
}
