package dsc.concepts.foundations.consensus.raft;

import dsc.concepts.foundations.consensus.raft.Role.Follower;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import java.util.Optional;

/** A server that knows its removal is committed neither leads nor stands for election (thesis, §4.2.2). */
final class RemovedServerSilence implements Invariant<ServerState> {

    @Override
    public String name() {
        return "removed servers are quiet";
    }

    @Override
    public Optional<String> brokenBy(NodeId node, ServerState before, ServerState after) {
        boolean decided = after.durable().configurationIndex() <= after.commitIndex();
        return after.is() instanceof Follower || !decided || after.group().contains(node)
                ? Optional.empty()
                : Optional.of(node + " is " + after.role() + " in term " + after.term()
                        + ", and knows that the group is " + after.group());
    }
}
