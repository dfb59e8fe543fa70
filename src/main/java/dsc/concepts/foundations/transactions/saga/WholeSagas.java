package dsc.concepts.foundations.transactions.saga;

import dsc.concepts.foundations.transactions.TransactionId;
import dsc.concepts.shared.Homes;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import java.util.HashMap;
import java.util.HashSet;
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

    /** What each orchestrator was last seen with. */
    private final Map<NodeId, SortedMap<TransactionId, Progress>> open = new HashMap<>();

    /** By home, what has ended and is not forgotten there. */
    private final Map<NodeId, Map<TransactionId, Progress>> ended = new HashMap<>();

    /** Of each saga that has ended, which steps are done, as far as their homes were seen since then. */
    private final Map<TransactionId, Map<Integer, Boolean>> isDone = new HashMap<>();

    @Override
    public String name() {
        return "a saga that ended is whole";
    }

    @Override
    public Optional<String> brokenBy(NodeId node, SagaView before, SagaView after) {
        if (before != null && before.state() == after.state()) {
            return Optional.empty();
        }
        SortedMap<TransactionId, Progress> earlier = open.getOrDefault(node, new TreeMap<>());
        open.put(node, after.state().sagas());
        earlier.forEach((saga, progress) -> {
            if (!after.state().sagas().containsKey(saga)) {
                isDone.put(saga, new HashMap<>());
                homes(progress, after.group())
                        .forEach(home -> ended.computeIfAbsent(home, none -> new HashMap<>())
                                .put(saga, progress));
            }
        });
        Map<TransactionId, Progress> here = ended.getOrDefault(node, new HashMap<>());
        here.keySet().removeIf(after.state().horizons()::isEnded);
        here.forEach((saga, progress) -> note(node, after, saga, progress));
        return here.keySet().stream()
                .filter(saga -> new HashSet<>(isDone.get(saga).values()).size() > 1)
                .findFirst()
                .map(saga -> saga + " of " + here.get(saga).change().reference()
                        + " has ended, and these of its steps are done: " + new TreeMap<>(isDone.get(saga)));
    }

    private static List<NodeId> homes(Progress progress, List<NodeId> group) {
        return progress.steps().stream()
                .map(change -> Homes.of(change.account(), group, NodeId::value))
                .toList();
    }

    private void note(NodeId node, SagaView view, TransactionId saga, Progress progress) {
        List<NodeId> homes = homes(progress, view.group());
        for (int step = 1; step <= homes.size(); step++) {
            if (homes.get(step - 1).equals(node)) {
                isDone.get(saga).put(step, view.state().deed(saga, step) instanceof Deed.Done);
            }
        }
    }
}
