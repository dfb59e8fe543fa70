package dsc.concepts.foundations.consensus.raft;

import dsc.concepts.foundations.consensus.raft.Role.Follower;
import dsc.concepts.foundations.consensus.raft.Role.Leader;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Sometimes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiPredicate;

/** The rules about one step of one server, which remember nothing; {@link RaftRules} names them. */
final class StepRules {

    private StepRules() {}

    /** "A leader never overwrites or deletes entries in its log; it only appends new entries" (figure 3; §5.3). */
    static Optional<String> leaderAppendOnly(NodeId node, ServerState before, ServerState after) {
        if (!leadsOn(before, after)) {
            return Optional.empty();
        }
        LogChange change = LogChange.between(before, after);
        OptionalLong lost = change.firstLost(Long.MAX_VALUE);
        if (lost.isEmpty()) {
            return Optional.empty();
        }
        long index = lost.getAsLong();
        String entry = node + ", which leads term " + after.term() + ", had an entry of term "
                + change.before().term(index) + " at index " + index + " of its log; ";
        return Optional.of(
                index > change.after().lastIndex()
                        ? entry + "now the log ends at index " + change.after().lastIndex()
                        : entry + "now another, of term " + change.after().term(index) + ", is there");
    }

    /**
     * "Only log entries from the leader's current term are committed by counting replicas", earlier ones with them
     * (§5.4.2): a leader's commit index never rises to an entry of an earlier term. What comes of one that does shows
     * only after a crash and an election at the worst moments (figure 8), so the cause is watched as well.
     */
    static Optional<String> currentTermCommit(NodeId node, ServerState before, ServerState after) {
        if (!leadsOn(before, after) || after.commitIndex() <= before.commitIndex()) {
            return Optional.empty();
        }
        long term = after.durable().log().term(after.commitIndex());
        return term == after.term()
                ? Optional.empty()
                : Optional.of(node + ", which leads term " + after.term() + ", committed up to index "
                        + after.commitIndex() + ", where its entry is one of term " + term);
    }

    /** The commit index "increases monotonically" (figure 2) while a server lives; over a crash it is forgotten. */
    static Optional<String> commitIndexMonotonic(NodeId node, ServerState before, ServerState after) {
        return before == null || after.commitIndex() >= before.commitIndex()
                ? Optional.empty()
                : Optional.of(node + " knew in term " + before.term() + " that all up to index " + before.commitIndex()
                        + " is committed, now in term " + after.term() + " only up to index " + after.commitIndex());
    }

    /**
     * A leader changes the configuration by one server, once the configuration before is committed (thesis, §4.1) and
     * an entry of its own term is (raft-dev, July 2015): only then has every majority of the new one a server in common
     * with every majority that could decide anything else. What comes of a change at the wrong moment shows only after
     * more changes by other leaders, so the cause is watched.
     */
    static Optional<String> singleServerChange(NodeId node, ServerState before, ServerState after) {
        long index = after.durable().configurationIndex();
        // What a snapshot has taken meanwhile cannot be seen any more.
        boolean changed = before != null
                && before.term() == after.term()
                && after.is() instanceof Leader
                && index > before.durable().log().lastIndex()
                && index > after.durable().log().snapshot().lastIndex();
        return changed ? wrongChange((Leader) after.is(), after) : Optional.empty();
    }

    private static Optional<String> wrongChange(Leader leader, ServerState state) {
        long index = state.durable().configurationIndex();
        Configuration old = state.durable().configurationAt(index - 1);
        Configuration now = state.durable().configuration();
        String change = state.server() + ", which leads term " + state.term() + ", changed the group from " + old
                + " to " + now + " at index " + index;
        if (!now.isOneServerFrom(old)) {
            return Optional.of(change + ", by more than one server");
        }
        if (state.commitIndex() < state.durable().configurationIndexAt(index - 1)) {
            return Optional.of(change + " before the change at index "
                    + state.durable().configurationIndexAt(index - 1) + " was committed");
        }
        return state.commitIndex() < leader.firstIndex()
                ? Optional.of(change + " before it had committed an entry of its term")
                : Optional.empty();
    }

    /**
     * What a leader takes for committed, a majority of the latest configuration in its log has acknowledged (§5.3;
     * thesis, §4.1), itself counted only if it is in it (thesis, §4.2.2). What a leader heard that left its office with
     * the same commit cannot be seen any more.
     */
    static Optional<String> majorityCommits(NodeId node, ServerState before, ServerState after) {
        boolean commits = leadsOn(before, after) && after.commitIndex() > before.commitIndex();
        // Between two looks a server may have handled several messages: then either configuration may have decided.
        return !commits
                        || isMajority(before.durable().configuration(), after)
                        || isMajority(after.durable().configuration(), after)
                ? Optional.empty()
                : Optional.of(describe(after.durable().configuration(), after));
    }

    private static String describe(Configuration configuration, ServerState leader) {
        return leader.server() + ", which leads term " + leader.term() + ", committed up to index "
                + leader.commitIndex() + ", which of the group " + configuration + " only "
                + acknowledging(configuration, leader) + " have";
    }

    private static boolean isMajority(Configuration configuration, ServerState leader) {
        return 2 * acknowledging(configuration, leader).size()
                > configuration.servers().size();
    }

    private static List<NodeId> acknowledging(Configuration configuration, ServerState leader) {
        return configuration.servers().stream()
                .filter(server -> server.equals(leader.server()) || hasAcknowledged(server, leader))
                .toList();
    }

    private static boolean hasAcknowledged(NodeId server, ServerState leader) {
        Progress progress = ((Leader) leader.is()).progress().get(server);
        return progress != null && progress.matchIndex() >= leader.commitIndex();
    }

    /** A server that knows its removal is committed neither leads nor stands for election (thesis, §4.2.2). */
    static Optional<String> removedServerSilence(NodeId node, ServerState before, ServerState after) {
        boolean decided = after.durable().configurationIndex() <= after.commitIndex();
        return after.is() instanceof Follower || !decided || after.group().contains(node)
                ? Optional.empty()
                : Optional.of(node + " is " + after.role() + " in term " + after.term()
                        + ", and knows that the group is " + after.group());
    }

    /** Whether it led before the step and after it, in one term. */
    static boolean leadsOn(ServerState before, ServerState after) {
        return before != null
                && before.is() instanceof Leader
                && after.is() instanceof Leader
                && before.term() == after.term();
    }

    /** Does not look at a server that has just started. */
    static Sometimes<ServerState> sometimes(String name, BiPredicate<ServerState, ServerState> happened) {
        return new Sometimes<>(name, (before, after) -> before != null && happened.test(before, after));
    }

    /** Whether a leader that leads on knows of some follower what {@code test} says, before and after. */
    static boolean someFollower(ServerState before, ServerState after, BiPredicate<Progress, Progress> test) {
        if (!leadsOn(before, after)) {
            return false;
        }
        Map<NodeId, Progress> now = ((Leader) after.is()).progress();
        for (Map.Entry<NodeId, Progress> follower :
                ((Leader) before.is()).progress().entrySet()) {
            Progress is = now.get(follower.getKey());
            if (is != null && test.test(follower.getValue(), is)) {
                return true;
            }
        }
        return false;
    }
}
