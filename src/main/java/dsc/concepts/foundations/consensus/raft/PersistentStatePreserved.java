package dsc.concepts.foundations.consensus.raft;

import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What a server has persisted is there ever after, also over crashes (figure 2, "Persistent state on all servers"): its
 * term never falls, its vote in a term never changes (§5.2), and no entry is lost of which that is certain. It is
 * certain of committed entries; and of all up to one of the server's term, since in that term only the leader from
 * which it has them could take them away.
 */
final class PersistentStatePreserved implements Invariant<ServerState> {

    private final TreeMap<NodeId, ServerState> latest = new TreeMap<>();

    @Override
    public String name() {
        return "durable state stays";
    }

    @Override
    public Optional<String> brokenBy(NodeId node, ServerState before, ServerState after) {
        ServerState had = latest.put(node, after);
        if (had == null) {
            return Optional.empty();
        }
        if (after.term() < had.term()) {
            return Optional.of(node + " was in term " + had.term() + ", now it is in term " + after.term());
        }
        return otherVote(node, had, after).or(() -> lostEntry(node, had, after));
    }

    private static Optional<String> otherVote(NodeId node, ServerState had, ServerState has) {
        Optional<NodeId> vote = had.durable().votedFor();
        boolean stays = vote.isEmpty()
                || has.term() > had.term()
                || vote.equals(has.durable().votedFor());
        return stays
                ? Optional.empty()
                : Optional.of("in term " + had.term() + ", " + node + " voted for " + vote.get() + ", and now for "
                        + has.durable().votedFor().map(NodeId::value).orElse("nobody"));
    }

    private static Optional<String> lostEntry(NodeId node, ServerState had, ServerState has) {
        LogChange change = LogChange.between(had, has);
        Log log = change.before();
        boolean allIsCertain = log.lastTerm() == has.term();
        OptionalLong lost = change.firstLost(allIsCertain ? log.lastIndex() : had.commitIndex());
        if (lost.isEmpty()) {
            return Optional.empty();
        }
        long index = lost.getAsLong();
        String there = index > change.after().lastIndex()
                ? "now its log ends at index " + change.after().lastIndex()
                : "now another, of term " + change.after().term(index) + ", is there";
        return Optional.of(node + " had " + (index <= had.commitIndex() ? "the committed" : "an") + " entry of term "
                + log.term(index) + " at index " + index + " in term " + had.term() + "; in term " + has.term()
                + ", " + there);
    }
}
