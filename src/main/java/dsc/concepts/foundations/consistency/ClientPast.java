package dsc.concepts.foundations.consistency;

import dsc.concepts.shared.VersionVector;
import java.util.Collection;
import java.util.List;

/**
 * What a client of a spreading store carries from node to node, and what that is good for: in this the stores differ. A
 * value.
 */
public interface ClientPast {

    /** Why an operation has to wait at a node. */
    enum Reason {
        /** Everything that the client has seen is to be there. */
        ITS_PAST,
        READ_YOUR_WRITES,
        MONOTONIC_READS,
        MONOTONIC_WRITES,
        WRITES_FOLLOW_READS
    }

    /**
     * What a node must have before it answers a read, or takes a write.
     *
     * @param writes of each node the first ones, so many
     */
    record Demand(Reason reason, VersionVector writes) {}

    /** What it consists of. */
    List<VersionVector> vectors();

    /** The past that consists of {@code vectors}, as many as this one has. */
    ClientPast of(List<VersionVector> vectors);

    /** What the client's next operation waits for. */
    List<Demand> demands(boolean isWrite);

    /** What no node may show the client's next write without. */
    VersionVector dependencies();

    /** The client's past once {@code dot} is its write. */
    ClientPast afterWrite(Dot dot);

    /**
     * The client's past once it has read.
     *
     * @param here what the node had
     * @param returned those of its writes that the client was shown
     */
    ClientPast afterRead(Registers here, Collection<StampedWrite> returned);
}
