package dsc.concepts.foundations.consensus.raft;

import dsc.concepts.foundations.consensus.raft.Role.Leader;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import java.util.Optional;

/**
 * "Only log entries from the leader's current term are committed by counting replicas", earlier ones with them
 * (§5.4.2): a leader's commit index never rises to an entry of an earlier term. What comes of one that does shows only
 * after a crash and an election at the worst moments (figure 8), so the cause is watched as well.
 */
final class CurrentTermCommit implements Invariant<ServerState> {

    @Override
    public String name() {
        return "leader commits its term";
    }

    @Override
    public Optional<String> brokenBy(NodeId node, ServerState before, ServerState after) {
        boolean leadsOn = before != null
                && before.is() instanceof Leader
                && after.is() instanceof Leader
                && before.term() == after.term();
        if (!leadsOn || after.commitIndex() <= before.commitIndex()) {
            return Optional.empty();
        }
        long term = after.durable().log().term(after.commitIndex());
        return term == after.term()
                ? Optional.empty()
                : Optional.of(node + ", which leads term " + after.term() + ", committed up to index "
                        + after.commitIndex() + ", where its entry is one of term " + term);
    }
}
