package dsc.concepts.foundations.consensus.zab;

import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A primary broadcasts when it has delivered all of earlier epochs that anybody will ever deliver (DSN 2011 §II). */
final class PrimaryIntegrity implements Invariant<ZabView> {

    /** The end of the history with which the primary of an epoch began, by epoch. */
    private final TreeMap<Long, Zxid> initialEnds = new TreeMap<>();

    @Override
    public String name() {
        return "primary integrity";
    }

    @Override
    public Optional<String> brokenBy(NodeId node, ZabView before, ZabView after) {
        after.broadcast().ifPresent(broadcast -> initialEnds.putIfAbsent(broadcast.epoch(), broadcast.initialEnd()));
        for (Entry entry : after.state().entries()) {
            Zxid zxid = entry.zxid();
            if (zxid.isAfter(after.delivered())) {
                break;
            }
            Map.Entry<Long, Zxid> later = initialEnds.higherEntry(zxid.epoch());
            if (later != null && zxid.isAfter(later.getValue())) {
                return Optional.of(node + " delivers " + zxid + ", and the primary of epoch " + later.getKey()
                        + " began without it, with what ends at " + later.getValue());
            }
        }
        return Optional.empty();
    }
}
