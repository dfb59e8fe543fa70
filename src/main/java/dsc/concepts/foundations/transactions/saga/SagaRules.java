package dsc.concepts.foundations.transactions.saga;

import dsc.concepts.foundations.transactions.Account;
import dsc.concepts.foundations.transactions.Change;
import dsc.concepts.foundations.transactions.TransactionId;
import dsc.concepts.foundations.transactions.saga.SagaView.Happening;
import dsc.concepts.shared.Tally;
import dsc.workbench.checkers.transfers.Transfers;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Sometimes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** What must be true of sagas at every moment, and what should happen to them now and then. */
final class SagaRules {

    static final List<Sometimes<SagaView>> SOMETIMES = Tally.conditions(
            Happening.class,
            SagaView::happened,
            Set.of(Happening.AN_UNDO_OVERTOOK_ITS_DO, Happening.A_DO_CAME_AFTER_THE_END));

    private SagaRules() {}

    /** All over crashes as well, since what a node says is durable before it says it. */
    static List<Invariant<SagaView>> invariants() {
        return List.of(new WholeSagas(), keptDirections(), orderedSteps(), finalDeeds(), undoneOnce());
    }

    /** What goes back does not go forward again, and what has ended does not go on. */
    private static Invariant<SagaView> keptDirections() {
        Map<NodeId, SortedMap<TransactionId, Progress>> last = new HashMap<>();
        Set<TransactionId> ended = new HashSet<>();
        return onChange("a decided direction stays", (node, state) -> {
            SortedMap<TransactionId, Progress> earlier = last.getOrDefault(node, new TreeMap<>());
            last.put(node, state.sagas());
            earlier.keySet().stream()
                    .filter(saga -> !state.sagas().containsKey(saga))
                    .forEach(ended::add);
            return state.sagas().entrySet().stream()
                    .filter(saga -> ended.contains(saga.getKey())
                            || saga.getValue().isForward()
                                    && earlier.containsKey(saga.getKey())
                                    && !earlier.get(saga.getKey()).isForward())
                    .findFirst()
                    .map(saga -> saga + " went back or had ended");
        });
    }

    private static Invariant<SagaView> orderedSteps() {
        Map<NodeId, SortedMap<TransactionId, Progress>> last = new HashMap<>();
        return onChange("steps ascend and undoings descend", (node, state) -> {
            SortedMap<TransactionId, Progress> earlier = last.getOrDefault(node, new TreeMap<>());
            last.put(node, state.sagas());
            return state.sagas().entrySet().stream()
                    .filter(saga ->
                            earlier.containsKey(saga.getKey()) && !isNext(earlier.get(saga.getKey()), saga.getValue()))
                    .findFirst()
                    .map(saga -> saga + ", which was at " + earlier.get(saga.getKey()));
        });
    }

    private static boolean isNext(Progress before, Progress after) {
        return after.isForward() ? after.step() >= before.step() : after.step() <= before.step();
    }

    /** A step that was refused, voided or undone stays so; one that was done can be undone at most. */
    private static Invariant<SagaView> finalDeeds() {
        Map<NodeId, SortedMap<TransactionId, SortedMap<Integer, Deed>>> last = new HashMap<>();
        return onChange("a deed is final", (node, state) -> {
            Map<TransactionId, SortedMap<Integer, Deed>> earlier = last.getOrDefault(node, new TreeMap<>());
            last.put(node, state.deeds());
            return earlier.entrySet().stream()
                    .filter(saga -> !state.horizons().isEnded(saga.getKey()))
                    .flatMap(saga -> saga.getValue().entrySet().stream()
                            .filter(step -> !isKept(step.getValue(), state.deed(saga.getKey(), step.getKey())))
                            .map(step -> "step " + step.getKey() + " of " + saga.getKey() + " was " + step.getValue()
                                    + ", and is " + state.deed(saga.getKey(), step.getKey())))
                    .findFirst();
        });
    }

    private static boolean isKept(Deed before, Deed after) {
        return before.equals(after) || before instanceof Deed.Done done && new Deed.Undone(done.change()).equals(after);
    }

    /** In each ledger; a step that is undone before it comes leaves a void, and no entry. */
    private static Invariant<SagaView> undoneOnce() {
        Map<String, Set<String>> entries = new HashMap<>();
        return onChange("an entry is posted once, and undone after that", (node, state) -> {
            for (Map.Entry<String, Account> account :
                    state.accounts().accounts().entrySet()) {
                Set<String> before = entries.computeIfAbsent(account.getKey(), none -> new HashSet<>());
                List<Change> ledger = account.getValue().ledger();
                for (Change entry : ledger.subList(Math.min(before.size(), ledger.size()), ledger.size())) {
                    String of = entry.reference().replace(Transfers.UNDO, "");
                    boolean isUndo = !of.equals(entry.reference());
                    if (!before.add(entry.reference()) || isUndo && !before.contains(of)) {
                        return Optional.of(entry + " is twice, or before what it undoes");
                    }
                }
            }
            return Optional.empty();
        });
    }

    /** A rule that looks at a node's durable state whenever that has changed. */
    private static Invariant<SagaView> onChange(String name, BiFunction<NodeId, SagaState, Optional<String>> brokenBy) {
        return Invariant.of(
                name,
                (node, before, after) -> before != null && before.state() == after.state()
                        ? Optional.empty()
                        : brokenBy.apply(node, after.state()));
    }
}
