package dsc.concepts.foundations.consensus.zab;

import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Wire;

/** A change at its place, with the request that it answers. */
public record Entry(Zxid zxid, Change change, RequestId request) implements Wire {

    /**
     * A client's request, as servers name it to each other.
     *
     * @param origin the server that the client asked, and that answers it
     * @param incarnation drawn anew whenever that server starts, so that no request of an earlier one has this name
     * @param number rises from request to request
     */
    public record RequestId(NodeId origin, long incarnation, long number) implements Wire {}

    private static final int OVERHEAD_BYTES = 300;
    private static final int BYTES_A_CHAR = 3;

    /** At most this many bytes on the wire. */
    int sizeBytes() {
        return OVERHEAD_BYTES + BYTES_A_CHAR * change.chars();
    }
}
