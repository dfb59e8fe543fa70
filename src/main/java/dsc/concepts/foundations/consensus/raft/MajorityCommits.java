package dsc.concepts.foundations.consensus.raft;

import dsc.concepts.foundations.consensus.raft.Role.Leader;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import java.util.List;
import java.util.Optional;

/**
 * What a leader takes for committed, a majority of the latest configuration in its log has acknowledged (§5.3; thesis,
 * §4.1), itself counted only if it is in it (thesis, §4.2.2). What a leader heard that left its office with the same
 * commit cannot be seen any more.
 */
final class MajorityCommits implements Invariant<ServerState> {

    @Override
    public String name() {
        return "a majority commits";
    }

    @Override
    public Optional<String> brokenBy(NodeId node, ServerState before, ServerState after) {
        boolean commits = before != null
                && before.is() instanceof Leader
                && after.is() instanceof Leader
                && before.term() == after.term()
                && after.commitIndex() > before.commitIndex();
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
}
