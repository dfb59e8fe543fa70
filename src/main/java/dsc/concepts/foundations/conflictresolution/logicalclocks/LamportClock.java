package dsc.concepts.foundations.conflictresolution.logicalclocks;

import dsc.concepts.foundations.conflictresolution.Resolution;
import dsc.concepts.foundations.conflictresolution.Timestamps;
import dsc.concepts.foundations.conflictresolution.Version;
import dsc.concepts.shared.VersionVector;
import dsc.workbench.protocol.Clock;
import dsc.workbench.protocol.NodeId;
import java.util.List;

/**
 * The version with the greatest Lamport timestamp wins; of equal ones, that of the greater node id (Lamport, <i>Time,
 * Clocks, and the Ordering of Events in a Distributed System</i>, CACM 1978, rules IR1 and IR2, and the total order ⇒).
 * An update is after all that its replica had seen.
 */
final class LamportClock implements Resolution {

    @Override
    public VersionVector stamp(NodeId self, Clock clock, List<Version> current, long greatest) {
        return VersionVector.of(self, greatest + 1);
    }

    @Override
    public List<Version> resolve(List<Version> versions) {
        return Timestamps.latest(versions);
    }
}
