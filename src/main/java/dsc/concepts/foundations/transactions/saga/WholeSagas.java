package dsc.concepts.foundations.transactions.saga;

import dsc.concepts.foundations.transactions.TransactionId;
import dsc.concepts.shared.Homes;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * When a saga has ended, its homes have done all of its steps or none; so money is neither lost nor made. A home is
 * held against this from the first time that it is seen after the end until it has forgotten the saga.
 */
final class WholeSagas implements Invariant<SagaView> {

    /** A saga that has ended, and which of its steps are done, as far as their homes were seen since then. */
    private static final class Ended {
        private final String reference;
        private final List<NodeId> homes;
        private final Map<Integer, Boolean> isDone = new TreeMap<>();

        private Ended(Progress progress, List<NodeId> group) {
            this.reference = progress.change().reference();
            this.homes = progress.steps().stream()
                    .map(change -> Homes.of(change.account(), group, NodeId::value))
                    .toList();
        }

        private boolean isHalf(TransactionId saga, NodeId home, SagaState state) {
            for (int step = 1; step <= homes.size(); step++) {
                if (homes.get(step - 1).equals(home)) {
                    isDone.put(step, state.deed(saga, step) instanceof Deed.Done);
                }
            }
            return isDone.containsValue(true) && isDone.containsValue(false);
        }
    }

    /** What each orchestrator was last seen with. */
    private final Map<NodeId, SortedMap<TransactionId, Progress>> open = new HashMap<>();

    /** By home, what has ended and is not forgotten there. */
    private final Map<NodeId, Map<TransactionId, Ended>> ended = new HashMap<>();

    @Override
    public String name() {
        return "a saga that ended is whole";
    }

    @Override
    public Optional<String> brokenBy(NodeId node, SagaView before, SagaView after) {
        if (before != null && before.state() == after.state()) {
            return Optional.empty();
        }
        SagaState state = after.state();
        SortedMap<TransactionId, Progress> earlier = open.getOrDefault(node, new TreeMap<>());
        open.put(node, state.sagas());
        earlier.forEach((saga, progress) -> {
            if (!state.sagas().containsKey(saga)) {
                Ended now = new Ended(progress, after.group());
                now.homes.forEach(home ->
                        ended.computeIfAbsent(home, none -> new TreeMap<>()).put(saga, now));
            }
        });
        Map<TransactionId, Ended> here = ended.getOrDefault(node, new TreeMap<>());
        here.keySet().removeIf(state.horizons()::isEnded);
        return here.entrySet().stream()
                .filter(saga -> saga.getValue().isHalf(saga.getKey(), node, state))
                .findFirst()
                .map(saga -> saga.getKey() + " of " + saga.getValue().reference
                        + " has ended, and of its steps these are done: " + saga.getValue().isDone);
    }
}
