package dsc.concepts.foundations.conflictresolution.logicalclocks;

import dsc.concepts.foundations.conflictresolution.ReplicaView;
import dsc.concepts.foundations.conflictresolution.Version;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A replica's new version has a greater timestamp than all that it had seen: the clock condition (Lamport 1978, p.
 * 560).
 */
final class ClockCondition implements Invariant<ReplicaView> {

    @Override
    public String name() {
        return "updates follow what they saw";
    }

    @Override
    public Optional<String> brokenBy(NodeId node, ReplicaView before, ReplicaView after) {
        if (before == null) {
            return Optional.empty();
        }
        for (Map.Entry<String, List<Version>> entry : after.state().versions().entrySet()) {
            List<Version> earlier = before.state().versions().getOrDefault(entry.getKey(), List.of());
            for (Version version : entry.getValue()) {
                boolean own = version.stamp().of(node) > 0 && !earlier.contains(version);
                if (own && version.stamp().of(node) <= before.state().greatest()) {
                    return Optional.of(node + " gave " + entry.getKey() + " the stamp " + version.stamp()
                            + " after it had seen " + before.state().greatest());
                }
            }
        }
        return Optional.empty();
    }
}
