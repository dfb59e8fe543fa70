package dsc.concepts.foundations.consistency;

import dsc.concepts.shared.VersionVector;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Wire;

/**
 * A write on its way from node to node.
 *
 * @param counter the counter of its stamp: greater than those of all writes that its node had seen
 * @param dependencies the writes that no node shows this one without; none where the order of a log says so
 */
public record StampedWrite(Dot dot, long counter, VersionVector dependencies, Entry.Put put) implements Wire {

    /** What the numbers, and each entry of the vector, take in a message. */
    private static final int NUMBERS_CHARS = 48;

    private static final int DEPENDENCY_CHARS = 12;

    public StampedWrite {
        if (dependencies.of(dot.node()) >= dot.number()) {
            throw new IllegalArgumentException(dot + " cannot depend on itself: " + dependencies);
        }
    }

    public Stamp stamp() {
        return new Stamp(counter, dot.node());
    }

    public NodeId node() {
        return dot.node();
    }

    public String key() {
        return put.key();
    }

    /** All that a client has seen who has seen this write. */
    public VersionVector past() {
        return dependencies.with(dot.node(), dot.number());
    }

    /** Whether neither was written by a client that had seen the other. */
    boolean isConcurrentWith(StampedWrite other) {
        return dependencies.of(other.node()) < other.dot.number() && other.dependencies.of(node()) < dot.number();
    }

    /** About how many characters it takes in a message. */
    int chars() {
        return NUMBERS_CHARS + DEPENDENCY_CHARS * dependencies.counters().size() + put.chars();
    }
}
