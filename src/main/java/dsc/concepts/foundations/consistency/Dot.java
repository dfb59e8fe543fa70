package dsc.concepts.foundations.consistency;

import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Wire;
import java.util.Comparator;

/**
 * The name of a write that a spreading store took.
 *
 * @param node the node that took it from a client
 * @param number its number among those that this node took, from 1 and without gaps
 */
public record Dot(NodeId node, long number) implements Wire, Comparable<Dot> {

    private static final Comparator<Dot> ORDER = Comparator.comparing(Dot::node).thenComparingLong(Dot::number);

    public Dot {
        if (number < 1) {
            throw new IllegalArgumentException("the writes of a node are numbered from 1, not " + number);
        }
    }

    @Override
    public int compareTo(Dot other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return node + "#" + number;
    }
}
