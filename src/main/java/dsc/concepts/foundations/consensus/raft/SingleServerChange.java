package dsc.concepts.foundations.consensus.raft;

import dsc.concepts.foundations.consensus.raft.Role.Leader;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import java.util.Optional;

/**
 * A leader changes the configuration by one server, once the configuration before is committed (thesis, §4.1) and an
 * entry of its own term is (raft-dev, July 2015): only then has every majority of the new one a server in common with
 * every majority that could decide anything else. What comes of a change at the wrong moment shows only after more
 * changes by other leaders, so the cause is watched.
 */
final class SingleServerChange implements Invariant<ServerState> {

    @Override
    public String name() {
        return "one change at a time";
    }

    @Override
    public Optional<String> brokenBy(NodeId node, ServerState before, ServerState after) {
        long index = after.durable().configurationIndex();
        // What a snapshot has taken meanwhile cannot be seen any more.
        boolean changed = before != null
                && before.term() == after.term()
                && after.is() instanceof Leader
                && index > before.durable().log().lastIndex()
                && index > after.durable().log().snapshot().lastIndex();
        return changed ? wrong((Leader) after.is(), after) : Optional.empty();
    }

    private static Optional<String> wrong(Leader leader, ServerState state) {
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
}
