package dsc.concepts.foundations.consistency;

import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Wire;
import java.util.Comparator;

/**
 * The time of a write by Lamport's clock, and the node that took it: no two writes have the same one (Lamport 1978).
 *
 * @param counter greater than that of all writes which its node had seen, from 1
 * @param node decides between writes that had not seen each other
 */
public record Stamp(long counter, NodeId node) implements Wire, Comparable<Stamp> {

    private static final Comparator<Stamp> ORDER =
            Comparator.comparingLong(Stamp::counter).thenComparing(Stamp::node);

    public Stamp {
        if (counter < 1) {
            throw new IllegalArgumentException("a stamp's counter is 1 or more, not " + counter);
        }
    }

    @Override
    public int compareTo(Stamp other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return counter + "@" + node;
    }
}
