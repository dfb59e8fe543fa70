package dsc.concepts.foundations.consensus.raft;

import dsc.concepts.foundations.consensus.raft.Role.Leader;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A follower has what it acknowledged, as long as it is in the term in which it did, also over crashes: the leader
 * counts on it (figure 2, {@code matchIndex}). Within a term, nothing is taken away that matches its leader's log.
 */
final class AcknowledgedEntriesDurable implements Invariant<ServerState> {

    /** Leaders are remembered for so many terms. */
    private static final int LEADERS_MAX = 16;

    private record Leading(NodeId node, Leader role, Log log) {}

    private final TreeMap<Long, Leading> leaders = new TreeMap<>();

    @Override
    public String name() {
        return "acknowledged entries stay";
    }

    @Override
    public Optional<String> brokenBy(NodeId node, ServerState before, ServerState after) {
        if (after.is() instanceof Leader leader) {
            leaders.put(after.term(), new Leading(node, leader, after.durable().log()));
            if (leaders.size() > LEADERS_MAX) {
                leaders.pollFirstEntry();
            }
            return Optional.empty();
        }
        Leading leading = leaders.get(after.term());
        Progress progress = leading == null ? null : leading.role().progress().get(node);
        return progress == null ? Optional.empty() : lack(node, after, leading, progress.matchIndex());
    }

    private static Optional<String> lack(NodeId node, ServerState follower, Leading leading, long index) {
        Log log = follower.durable().log();
        // What the leader's snapshot covers, its log cannot tell the term of.
        boolean known = index >= leading.log().snapshot().lastIndex()
                && index <= leading.log().lastIndex();
        boolean there = known ? log.matches(index, leading.log().term(index)) : index <= log.lastIndex();
        if (there) {
            return Optional.empty();
        }
        return Optional.of(node + " acknowledged the entries up to index " + index + " to " + leading.node()
                + ", the leader of term " + follower.term()
                + (index > log.lastIndex()
                        ? "; its log ends at index " + log.lastIndex()
                        : "; there it has an entry of term " + log.term(index) + " and the leader one of term "
                                + leading.log().term(index)));
    }
}
