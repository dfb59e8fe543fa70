package dsc.concepts.foundations.consensus.raft;

import dsc.concepts.foundations.consensus.raft.Role.Leader;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import java.util.Optional;
import java.util.OptionalLong;

/** "A leader never overwrites or deletes entries in its log; it only appends new entries" (figure 3; §5.3). */
final class LeaderAppendOnly implements Invariant<ServerState> {

    @Override
    public String name() {
        return "leader append-only";
    }

    @Override
    public Optional<String> brokenBy(NodeId node, ServerState before, ServerState after) {
        boolean leadsOn = before != null
                && before.is() instanceof Leader
                && after.is() instanceof Leader
                && before.term() == after.term();
        if (!leadsOn) {
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
}
