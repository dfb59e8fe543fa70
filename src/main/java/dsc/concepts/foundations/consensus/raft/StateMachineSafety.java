package dsc.concepts.foundations.consensus.raft;

import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * "If a server has applied a log entry at a given index to its state machine, no other server will ever apply a
 * different log entry for the same index" (figure 3; §5.4.3). So snapshots that end at the same index are equal as
 * well.
 */
final class StateMachineSafety implements Invariant<ServerState> {

    private record Applied(NodeId node, Committed entry) {}

    /** A snapshot's content, in brief: different images have different contents. */
    private record Image(NodeId node, int sizeBytes, int hash) {}

    private final Map<Long, Applied> applied = new HashMap<>();
    private final Map<Long, Image> images = new HashMap<>();

    @Override
    public String name() {
        return "state machine safety";
    }

    @Override
    public Optional<String> brokenBy(NodeId node, ServerState before, ServerState after) {
        Optional<String> broken = Optional.empty();
        for (Committed entry : Committed.between(before, after)) {
            broken = broken.or(() -> apply(node, entry));
        }
        Snapshot snapshot = after.durable().log().snapshot();
        boolean another = before == null || before.durable().log().snapshot() != snapshot;
        if (another && snapshot.lastIndex() > 0) {
            broken = broken.or(() -> apply(node, Committed.lastOf(snapshot))).or(() -> keep(node, snapshot));
        }
        return broken;
    }

    private Optional<String> apply(NodeId node, Committed entry) {
        Applied known = applied.get(entry.index());
        if (known == null || (known.entry().command().isEmpty() && known.entry().agreesWith(entry))) {
            applied.put(entry.index(), new Applied(node, entry));
            return Optional.empty();
        }
        return known.entry().agreesWith(entry)
                ? Optional.empty()
                : Optional.of("at index " + entry.index() + ", " + node + " applied " + entry.describe() + ", and "
                        + known.node() + " applied " + known.entry().describe());
    }

    private Optional<String> keep(NodeId node, Snapshot snapshot) {
        Image image = new Image(node, snapshot.data().length, snapshot.hashCode());
        Image known = images.putIfAbsent(snapshot.lastIndex(), image);
        boolean same = known == null || (known.sizeBytes() == image.sizeBytes() && known.hash() == image.hash());
        return same
                ? Optional.empty()
                : Optional.of("the snapshots up to index " + snapshot.lastIndex() + " differ: " + node + " has "
                        + image.sizeBytes() + " bytes with hash " + image.hash() + ", " + known.node() + " had "
                        + known.sizeBytes() + " bytes with hash " + known.hash());
    }
}
