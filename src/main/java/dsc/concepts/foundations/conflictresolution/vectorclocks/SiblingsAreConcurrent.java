package dsc.concepts.foundations.conflictresolution.vectorclocks;

import dsc.concepts.foundations.conflictresolution.ReplicaView;
import dsc.concepts.foundations.conflictresolution.Version;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** No two versions beside each other have stamps of which one includes the other, and no two have the same. */
final class SiblingsAreConcurrent implements Invariant<ReplicaView> {

    @Override
    public String name() {
        return "siblings are concurrent";
    }

    @Override
    public Optional<String> brokenBy(NodeId node, ReplicaView before, ReplicaView after) {
        for (Map.Entry<String, List<Version>> entry : after.state().versions().entrySet()) {
            List<Version> siblings = entry.getValue();
            for (int one = 0; one < siblings.size(); one++) {
                for (int other = 0; other < siblings.size(); other++) {
                    if (one != other
                            && siblings.get(one)
                                    .stamp()
                                    .includes(siblings.get(other).stamp())) {
                        return Optional.of(node + " holds " + siblings + " under " + entry.getKey());
                    }
                }
            }
        }
        return Optional.empty();
    }
}
