package dsc.concepts.foundations.consensus.raft;

import dsc.concepts.foundations.consensus.raft.Role.Leader;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * "If a log entry is committed in a given term, then that entry will be present in the logs of the leaders for all
 * higher-numbered terms" (figure 3; §5.4).
 *
 * <p>An entry that a server in some term shows as committed was committed in that term or before. Whether a log has it
 * is decided by its term; that the same term means the same entry, {@link LogMatching} watches. A commit may be seen
 * after the election that it should have decided, so the leaders are remembered, too.
 */
final class LeaderCompleteness implements Invariant<ServerState> {

    /** Leaders' logs are remembered for so many terms. */
    private static final int LEADERS_MAX = 64;

    /**
     * An entry that was seen committed.
     *
     * @param seenIn the lowest term of a server that knew
     * @param seenAt that server
     */
    private record Kept(long term, long seenIn, NodeId seenAt) {}

    /** A leader, and its log when it was first seen to lead. */
    private record Elected(NodeId node, Log log) {}

    private final TreeMap<Long, Kept> committed = new TreeMap<>();
    private final TreeMap<Long, Elected> leaders = new TreeMap<>();

    @Override
    public String name() {
        return "leader completeness";
    }

    @Override
    public Optional<String> brokenBy(NodeId node, ServerState before, ServerState after) {
        Optional<String> broken = Optional.empty();
        for (Committed entry : Committed.between(before, after)) {
            Kept known = committed.get(entry.index());
            if (known == null || after.term() < known.seenIn()) {
                Kept kept = new Kept(entry.term(), after.term(), node);
                committed.put(entry.index(), kept);
                broken = broken.or(() -> lackedByLaterLeaders(entry.index(), kept));
            }
        }
        if (after.is() instanceof Leader && !leaders.containsKey(after.term())) {
            Elected elected = new Elected(node, after.durable().log());
            leaders.put(after.term(), elected);
            if (leaders.size() > LEADERS_MAX) {
                leaders.pollFirstEntry();
            }
            broken = broken.or(() -> lackedBy(after.term(), elected));
        }
        return broken;
    }

    private Optional<String> lackedByLaterLeaders(long index, Kept kept) {
        for (Map.Entry<Long, Elected> leader :
                leaders.tailMap(kept.seenIn(), false).entrySet()) {
            Optional<String> lack = lack(leader.getKey(), leader.getValue(), index, kept);
            if (lack.isPresent()) {
                return lack;
            }
        }
        return Optional.empty();
    }

    private Optional<String> lackedBy(long term, Elected leader) {
        long from = leader.log().snapshot().lastIndex();
        for (Map.Entry<Long, Kept> entry : committed.tailMap(from, true).entrySet()) {
            if (entry.getValue().seenIn() < term) {
                Optional<String> lack = lack(term, leader, entry.getKey(), entry.getValue());
                if (lack.isPresent()) {
                    return lack;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> lack(long term, Elected leader, long index, Kept kept) {
        Log log = leader.log();
        if (log.matches(index, kept.term())) {
            return Optional.empty();
        }
        String there = index > log.lastIndex()
                ? "its log ended at index " + log.lastIndex()
                : "it had one of term " + log.term(index) + " there";
        return Optional.of(leader.node() + " was elected in term " + term + " without the entry of term " + kept.term()
                + " at index " + index + ", which " + kept.seenAt() + " knew to be committed in term " + kept.seenIn()
                + "; " + there);
    }
}
