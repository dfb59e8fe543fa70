package dsc.concepts.foundations.conflictresolution;

import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a replica held is included in all that it holds later, over crashes as well (monotonic: Shapiro et al., SSS
 * 2011, §2.3).
 */
final class MonotonicState implements Invariant<ReplicaView> {

    private final Resolution resolution;
    private final Map<NodeId, ReplicaState> last = new HashMap<>();

    MonotonicState(Resolution resolution) {
        this.resolution = resolution;
    }

    @Override
    public String name() {
        return "nothing is undone";
    }

    @Override
    public Optional<String> brokenBy(NodeId node, ReplicaView before, ReplicaView after) {
        ReplicaState earlier = last.put(node, after.state());
        if (earlier == null || earlier.versions().equals(after.state().versions())) {
            return Optional.empty();
        }
        for (Map.Entry<String, List<Version>> entry : earlier.versions().entrySet()) {
            List<Version> now = after.state().of(entry.getKey());
            if (now.equals(entry.getValue())) {
                continue;
            }
            List<Version> both = new ArrayList<>(now);
            both.addAll(entry.getValue());
            if (!resolution.resolve(both).equals(now)) {
                return Optional.of(
                        node + " held " + entry.getValue() + " under " + entry.getKey() + ", and now " + now);
            }
        }
        return Optional.empty();
    }
}
