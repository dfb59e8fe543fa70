package dsc.concepts.foundations.consensus.raft;

import dsc.concepts.foundations.consensus.raft.Role.Leader;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import java.util.Optional;
import java.util.TreeMap;

/** "At most one leader can be elected in a given term" (figure 3; §5.2). */
final class ElectionSafety implements Invariant<ServerState> {

    private final TreeMap<Long, NodeId> leaders = new TreeMap<>();

    @Override
    public String name() {
        return "election safety";
    }

    @Override
    public Optional<String> brokenBy(NodeId node, ServerState before, ServerState after) {
        if (!(after.is() instanceof Leader)) {
            return Optional.empty();
        }
        NodeId first = leaders.putIfAbsent(after.term(), node);
        return first == null || first.equals(node)
                ? Optional.empty()
                : Optional.of(first + " and " + node + " both lead term " + after.term());
    }
}
