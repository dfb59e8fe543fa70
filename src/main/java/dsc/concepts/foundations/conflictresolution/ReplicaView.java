package dsc.concepts.foundations.conflictresolution;

import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A replica at a moment between two messages.
 *
 * @param addsRefused how many adds a full cart did not take, since it started
 * @param mergesRefused how many updates it refused since a merged cart was too large to be sent
 * @param snapshots how many it has taken
 * @param settings its limits
 */
public record ReplicaView(
        NodeId replica,
        ReplicaState state,
        long addsRefused,
        long mergesRefused,
        long snapshots,
        ReplicaSettings settings)
        implements NodeView {

    @Override
    public Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("keys", state.versions().size());
        details.put(
                "versions",
                state.versions().values().stream().mapToInt(List::size).sum());
        details.put("greatestStamp", state.greatest());
        return details;
    }
}
