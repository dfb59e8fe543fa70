package dsc.concepts.foundations.conflictresolution;

import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import java.util.Optional;

/** No replica holds a version that another version beside it makes obsolete. */
final class NoObsoleteVersion implements Invariant<ReplicaView> {

    private final Resolution resolution;

    NoObsoleteVersion(Resolution resolution) {
        this.resolution = resolution;
    }

    @Override
    public String name() {
        return "versions are resolved";
    }

    @Override
    public Optional<String> brokenBy(NodeId node, ReplicaView before, ReplicaView after) {
        return after.state().versions().entrySet().stream()
                .filter(entry -> before == null
                        || !entry.getValue().equals(before.state().of(entry.getKey())))
                .filter(entry -> !resolution.resolve(entry.getValue()).equals(entry.getValue()))
                .findFirst()
                .map(entry -> node + " holds " + entry.getValue() + " under " + entry.getKey());
    }
}
