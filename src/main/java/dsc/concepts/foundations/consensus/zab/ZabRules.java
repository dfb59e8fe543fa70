package dsc.concepts.foundations.consensus.zab;

import dsc.concepts.foundations.consensus.zab.ZabView.Happening;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Sometimes;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What must be true of the order at every moment (DSN 2011 §II), and what should happen to it now and then. Local and
 * global primary order, that the changes of an epoch come as its primary made them and after those of earlier ones, are
 * asserted by {@link State} itself.
 */
final class ZabRules {

    static final List<Sometimes<ZabView>> SOMETIMES = Tally.conditions(
            Happening.class,
            ZabView::happened,
            Set.of(
                    Happening.A_SERVER_STARTED_AGAIN_BETWEEN_HISTORY_AND_EPOCH,
                    Happening.A_LEADER_TOOK_OVER_A_LONGER_HISTORY,
                    Happening.A_LEADER_MET_A_LATER_EPOCH));

    /** A change with the one before it, so that those who agree on it agree on all that was delivered until then. */
    private record Delivered(Zxid before, Change change) {}

    private record Delivery(State state, Zxid delivered) {}

    private ZabRules() {}

    static List<Invariant<ZabView>> invariants() {
        return List.of(
                Invariant.agreement("one primary an epoch", ZabRules::primaries),
                Invariant.monotonic("a promise never falls", ZabView::state, ZabRules::promises),
                Invariant.agreement("integrity", ZabView::state, ZabRules::changes),
                Invariant.of("total order", ZabRules::fallen),
                new CommittedNeverLost(),
                new PrimaryIntegrity(),
                Invariant.agreement(
                        "agreement", view -> new Delivery(view.state(), view.delivered()), ZabRules::delivered));
    }

    private static Map<Long, NodeId> primaries(ZabView view) {
        return view.broadcast()
                .map(broadcast -> Map.of(broadcast.epoch(), view.self()))
                .orElse(Map.of());
    }

    private static Map<String, Long> promises(State state) {
        return Map.of("accepted", state.acceptedEpoch(), "current", state.currentEpoch());
    }

    /** What a primary broadcasts under a zxid is what everybody has there. */
    private static Map<Zxid, Entry> changes(State state) {
        Map<Zxid, Entry> changes = new HashMap<>();
        state.entries().forEach(entry -> changes.put(entry.zxid(), entry));
        return changes;
    }

    private static Optional<String> fallen(NodeId node, ZabView before, ZabView after) {
        return before != null && before.delivered().isAfter(after.delivered())
                ? Optional.of(node + " had delivered " + before.delivered() + ", and is at " + after.delivered())
                : Optional.empty();
    }

    private static Map<Zxid, Delivered> delivered(Delivery delivery) {
        Map<Zxid, Delivered> delivered = new LinkedHashMap<>();
        Zxid before = delivery.state().imageEnd();
        for (Entry entry : delivery.state().entries()) {
            if (entry.zxid().isAfter(delivery.delivered())) {
                break;
            }
            delivered.put(entry.zxid(), new Delivered(before, entry.change()));
            before = entry.zxid();
        }
        return delivered;
    }
}
