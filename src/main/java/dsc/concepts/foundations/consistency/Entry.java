package dsc.concepts.foundations.consistency;

import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Wire;

/**
 * An operation that has, or is to get, a place in the log of an ordered store.
 *
 * @param settled the operation's origin will submit none of a lesser number of this incarnation any more
 * @param put what it writes; null for one that only reads
 */
public record Entry(Id id, long settled, Put put) implements Wire {

    /**
     * One operation, however often it is submitted.
     *
     * @param origin the node that a client asked
     * @param incarnation how often that node began: its numbers begin anew each time
     * @param number from 1
     */
    public record Id(NodeId origin, long incarnation, long number) implements Wire {}

    public record Put(String key, String value) implements Wire {

        /** About how many characters it takes in a message. */
        int chars() {
            return OVERHEAD_CHARS + key.length() + value.length();
        }
    }

    /** What an entry takes in a message beside its texts. */
    private static final int OVERHEAD_CHARS = 48;

    public Entry {
        if (settled > id.number()) {
            throw new IllegalArgumentException(id + " cannot be submitted when all below " + settled + " are settled");
        }
    }

    boolean isRead() {
        return put == null;
    }

    /** About how many characters it takes in a message. */
    int chars() {
        return put == null ? OVERHEAD_CHARS : put.chars();
    }
}
