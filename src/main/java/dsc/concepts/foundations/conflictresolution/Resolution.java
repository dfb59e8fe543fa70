package dsc.concepts.foundations.conflictresolution;

import dsc.concepts.shared.VersionVector;
import dsc.workbench.protocol.Clock;
import dsc.workbench.protocol.NodeId;
import java.util.List;

/**
 * Which version of a key counts: what tells protocols that resolve conflicts by stamps from each other. Versions with
 * {@link #resolve} are a join-semilattice, so that replicas which have received the same versions hold the same, in
 * whatever order they came, and however often (Shapiro et al., SSS 2011, §2.3).
 */
public interface Resolution {

    /**
     * The stamp of an update.
     *
     * @param self who makes it
     * @param clock self's
     * @param current the versions that the update saw, and takes the place of
     * @param greatest the greatest number in any stamp that self has seen, of whatever key
     */
    VersionVector stamp(NodeId self, Clock clock, List<Version> current, long greatest);

    /**
     * What remains of some versions of one key, in an order that is always the same. Does not depend on the order of
     * {@code versions} (commutative, associative), nor on whether one is there twice (idempotent).
     */
    List<Version> resolve(List<Version> versions);
}
