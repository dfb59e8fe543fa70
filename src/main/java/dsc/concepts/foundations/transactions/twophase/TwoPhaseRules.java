package dsc.concepts.foundations.transactions.twophase;

import dsc.concepts.foundations.transactions.Change;
import dsc.concepts.foundations.transactions.MoneyIsConstant;
import dsc.concepts.foundations.transactions.TransactionId;
import dsc.concepts.foundations.transactions.twophase.TwoPhaseState.Outcome;
import dsc.concepts.foundations.transactions.twophase.TwoPhaseState.Part;
import dsc.concepts.foundations.transactions.twophase.TwoPhaseView.Happening;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Sometimes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What must be true of transactions at every moment, and what should happen to them now and then. */
final class TwoPhaseRules {

    static final List<Sometimes<TwoPhaseView>> SOMETIMES = Tally.conditions(
            Happening.class,
            TwoPhaseView::happened,
            Set.of(Happening.A_TRANSACTION_WAS_IN_DOUBT_OVER_A_RESTART_OF_ITS_COORDINATOR));

    private TwoPhaseRules() {}

    /** All over crashes as well, since what a node says is durable before it says it. */
    static List<Invariant<TwoPhaseView>> invariants() {
        return List.of(
                Invariant.agreement("nobody commits what another aborted", TwoPhaseRules::outcomes),
                new MoneyIsConstant<>(TwoPhaseRules::share),
                Invariant.of("an exclusive lock has one holder", TwoPhaseRules::shared),
                keptDoubts(),
                preparedByAll());
    }

    /** What the node has decided as a coordinator, or knows as a participant. */
    private static Map<TransactionId, Outcome> outcomes(TwoPhaseView view) {
        Map<TransactionId, Outcome> outcomes = new TreeMap<>();
        view.state().decisions().forEach((transaction, decision) -> outcomes.put(transaction, decision.outcome()));
        outcomes.putAll(view.state().outcomes());
        return outcomes;
    }

    private static MoneyIsConstant.Share share(TwoPhaseView view) {
        Map<TransactionId, List<Change>> pending = new HashMap<>();
        Map<TransactionId, List<NodeId>> participants = new HashMap<>();
        view.state().inDoubt().forEach((transaction, part) -> {
            pending.put(transaction, part.changes());
            participants.put(transaction, part.participants());
        });
        view.state()
                .decisions()
                .forEach((transaction, decision) -> participants.put(transaction, decision.participants()));
        Set<TransactionId> committed = outcomes(view).entrySet().stream()
                .filter(each -> each.getValue() == Outcome.COMMITTED)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return new MoneyIsConstant.Share(
                view.state().accounts().surplus(), pending, participants, committed, view.state()::hasSeen);
    }

    /** Exclusive locks are one an account by their type; none is beside a shared one. */
    private static Optional<String> shared(NodeId node, TwoPhaseView before, TwoPhaseView after) {
        return after.reader()
                .filter(reader -> !after.state().accounts().locks().isEmpty())
                .map(reader -> "on " + node + ", a snapshot of " + reader + " has locked all accounts, and "
                        + after.state().accounts().locks());
    }

    /** What was in doubt is in doubt, or has an outcome; and as long as it is in doubt, its accounts are locked. */
    private static Invariant<TwoPhaseView> keptDoubts() {
        Map<NodeId, Set<TransactionId>> last = new HashMap<>();
        return Invariant.of("nobody applies or lets go in doubt", (node, before, after) -> {
            if (after.equals(before)) {
                return Optional.empty();
            }
            Map<TransactionId, Part> now = after.state().inDoubt();
            Set<TransactionId> earlier = last.getOrDefault(node, Set.of());
            last.put(node, Set.copyOf(now.keySet()));
            return Stream.concat(
                            earlier.stream()
                                    .filter(transaction -> !after.state().hasSeen(transaction))
                                    .map(transaction ->
                                            node + " was in doubt about " + transaction + ", and knows nothing of it"),
                            now.entrySet().stream()
                                    .filter(doubt -> !isLocked(after, doubt.getKey(), doubt.getValue()))
                                    .map(doubt -> node + " is in doubt about " + doubt.getKey()
                                            + ", and its accounts are not locked"))
                    .findFirst();
        });
    }

    private static boolean isLocked(TwoPhaseView view, TransactionId transaction, Part part) {
        return part.changes().stream()
                .map(Change::account)
                .map(view.state().accounts().locks()::get)
                .allMatch(lock -> lock != null && lock.transaction().equals(transaction));
    }

    /** A participant of what was committed is seen to have prepared it: in doubt, or with an outcome. */
    private static Invariant<TwoPhaseView> preparedByAll() {
        Map<NodeId, Set<TransactionId>> expected = new HashMap<>();
        Set<TransactionId> seen = new HashSet<>();
        return Invariant.of("committed only if all had prepared", (node, before, after) -> {
            if (after.equals(before)) {
                return Optional.empty();
            }
            after.state().decisions().forEach((transaction, decision) -> {
                if (decision.outcome() == Outcome.COMMITTED && seen.add(transaction)) {
                    decision.participants()
                            .forEach(participant -> expected.computeIfAbsent(participant, none -> new HashSet<>())
                                    .add(transaction));
                }
            });
            Set<TransactionId> own = expected.getOrDefault(node, new HashSet<>());
            own.removeIf(transaction -> after.state().hasSeen(transaction)
                    && !after.state().inDoubt().containsKey(transaction));
            return own.stream()
                    .filter(transaction -> !after.state().hasSeen(transaction))
                    .findFirst()
                    .map(transaction -> transaction + " is committed, and " + node + " has not prepared it");
        });
    }
}
