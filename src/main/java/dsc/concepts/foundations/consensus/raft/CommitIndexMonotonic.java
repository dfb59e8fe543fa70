package dsc.concepts.foundations.consensus.raft;

import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import java.util.Optional;

/** The commit index "increases monotonically" (figure 2) while a server lives; over a crash it is forgotten. */
final class CommitIndexMonotonic implements Invariant<ServerState> {

    @Override
    public String name() {
        return "commit index grows";
    }

    @Override
    public Optional<String> brokenBy(NodeId node, ServerState before, ServerState after) {
        return before == null || after.commitIndex() >= before.commitIndex()
                ? Optional.empty()
                : Optional.of(node + " knew in term " + before.term() + " that all up to index " + before.commitIndex()
                        + " is committed, now in term " + after.term() + " only up to index " + after.commitIndex());
    }
}
