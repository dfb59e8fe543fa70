package dsc.concepts.foundations.consensus.zab;

import dsc.concepts.foundations.consensus.zab.ZabView.Broadcast;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was committed stays: with those whose acknowledgements were counted, over crashes as well, and with every
 * primary that begins a later epoch.
 */
final class CommittedNeverLost implements Invariant<ZabView> {

    private final Map<NodeId, Zxid> acknowledged = new HashMap<>();
    private Zxid committed = Zxid.NONE;
    private long epochMax;

    @Override
    public String name() {
        return "committed never lost";
    }

    @Override
    public Optional<String> brokenBy(NodeId node, ZabView before, ZabView after) {
        Optional<String> lost = after.broadcast().flatMap(broadcast -> brokenBy(node, broadcast, after.state()));
        if (lost.isPresent()) {
            return lost;
        }
        committed = Zxid.greater(committed, after.delivered());
        after.broadcast().map(Broadcast::counted).ifPresent(counted -> {
            committed = Zxid.greater(committed, counted.zxid());
            counted.voters().forEach(voter -> acknowledged.merge(voter, counted.zxid(), Zxid::greater));
        });
        Zxid mine = acknowledged.getOrDefault(node, Zxid.NONE);
        return has(after.state(), mine)
                ? Optional.empty()
                : Optional.of(node + " acknowledged " + mine + ", which was committed, and has "
                        + after.state().ends());
    }

    /** The history with which an epoch begins has all that was committed until then. */
    private Optional<String> brokenBy(NodeId node, Broadcast broadcast, State state) {
        if (broadcast.epoch() <= epochMax) {
            return Optional.empty();
        }
        epochMax = broadcast.epoch();
        return committed.isAfter(broadcast.initialEnd()) || !has(state, committed)
                ? Optional.of(node + " began epoch " + broadcast.epoch() + " with what ends at "
                        + broadcast.initialEnd() + ", and " + committed + " was committed")
                : Optional.empty();
    }

    private static boolean has(State state, Zxid zxid) {
        return !zxid.isAfter(state.imageEnd()) || state.has(zxid);
    }
}
