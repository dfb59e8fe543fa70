package dsc.concepts.foundations.conflictresolution.vectorclocks;

import dsc.concepts.foundations.conflictresolution.ReplicaView;
import dsc.concepts.foundations.conflictresolution.Version;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A version that a replica held stays there until one has come that saw it, over crashes as well (Dynamo, §4.4). */
final class GivesWay implements Invariant<ReplicaView> {

    static final String NAME = "a version gives way to one that saw it";

    private final Map<NodeId, Map<String, List<Version>>> held = new HashMap<>();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<String> brokenBy(NodeId node, ReplicaView before, ReplicaView after) {
        Map<String, List<Version>> earlier = held.put(node, after.state().versions());
        if (earlier == null || earlier.equals(after.state().versions())) {
            return Optional.empty();
        }
        return earlier.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .filter(version -> now(after, entry.getKey()).stream()
                                .noneMatch(other -> other.stamp().includes(version.stamp())))
                        .map(version -> node + " held " + version + " under " + entry.getKey() + ", and now "
                                + now(after, entry.getKey())))
                .findFirst();
    }

    private static List<Version> now(ReplicaView view, String key) {
        return view.state().versions().getOrDefault(key, List.of());
    }
}
