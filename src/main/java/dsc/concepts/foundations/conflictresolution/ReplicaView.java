package dsc.concepts.foundations.conflictresolution;

import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A replica at a moment between two messages. */
public record ReplicaView(NodeId replica, ReplicaState state) implements NodeView {

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
