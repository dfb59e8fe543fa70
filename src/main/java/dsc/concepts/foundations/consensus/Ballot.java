package dsc.concepts.foundations.consensus;

import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Wire;
import java.util.Comparator;

/**
 * The number of a proposal, ordered by {@code round}, then by {@code node}. A node uses a round once, so no two
 * proposals have the same ballot.
 *
 * @param round 1 or more; 0 is before any proposal
 * @param node the id of the node that proposes
 */
public record Ballot(long round, String node) implements Wire, Comparable<Ballot> {

    /** Less than any that is used. */
    public static final Ballot NONE = new Ballot(0, "");

    private static final Comparator<Ballot> ORDER =
            Comparator.comparingLong(Ballot::round).thenComparing(Ballot::node);

    public NodeId proposer() {
        return new NodeId(node);
    }

    @Override
    public int compareTo(Ballot other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return round + "." + node;
    }
}
