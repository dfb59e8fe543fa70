package dsc.concepts.foundations.consensus.raft;

import dsc.concepts.foundations.consensus.raft.Role.Leader;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server at a moment between two messages.
 *
 * @param server whose state it is
 * @param durable what it remembers over a crash
 * @param is its role, and what only that role knows
 * @param commitIndex the last entry known to be committed, and applied
 * @param knownLeader the leader this server believes in
 * @param sessions client sessions that its store remembers
 * @param forgottenSessionCommands commands applied since it started whose session its store did not remember
 * @param waitingClients clients that wait for its answer
 * @param settings its limits
 */
public record ServerState(
        NodeId server,
        DurableState durable,
        Role is,
        long commitIndex,
        Optional<NodeId> knownLeader,
        int sessions,
        long forgottenSessionCommands,
        int waitingClients,
        RaftSettings settings)
        implements NodeView {

    public ServerState {
        if (commitIndex < durable.log().snapshot().lastIndex()
                || commitIndex > durable.log().lastIndex()) {
            throw new IllegalArgumentException("committed up to " + commitIndex + ", outside of " + durable.log());
        }
    }

    @Override
    public String role() {
        return is.name();
    }

    @Override
    public long term() {
        return durable.term();
    }

    @Override
    public String leader() {
        return knownLeader.map(NodeId::value).orElse(null);
    }

    /** The last configuration that it knows to be committed. */
    Configuration group() {
        return durable.configurationAt(commitIndex);
    }

    @Override
    public Map<String, Object> details() {
        Log log = durable.log();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put(NodeView.GROUP, ids(group()));
        details.put(
                NodeView.NEXT_GROUP, durable.configurationIndex() > commitIndex ? ids(durable.configuration()) : null);
        details.put(
                "learner",
                is instanceof Leader leader
                        ? leader.learner()
                                .map(learner -> learner.server().value())
                                .orElse(null)
                        : null);
        details.put("commitIndex", commitIndex);
        details.put("lastIndex", log.lastIndex());
        details.put("lastTerm", log.lastTerm());
        details.put("snapshotIndex", log.snapshot().lastIndex());
        details.put("logLength", log.entries().size());
        details.put("votedFor", durable.votedFor().map(NodeId::value).orElse(null));
        details.put("sessions", sessions);
        details.put("waitingClients", waitingClients);
        return details;
    }

    private static List<String> ids(Configuration configuration) {
        return configuration.servers().stream().map(NodeId::value).toList();
    }
}
