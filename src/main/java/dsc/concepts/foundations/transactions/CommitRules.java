package dsc.concepts.foundations.transactions;

import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What must be true at every moment of transactions that all participants vote on, however they are decided. All of it
 * over crashes as well, since what a node says is durable before it says it.
 */
public final class CommitRules {

    private CommitRules() {}

    /** For one world. */
    public static <V extends CommitView> List<Invariant<V>> invariants() {
        return List.of(
                Invariant.agreement("nobody commits what another aborted", CommitView::outcomes),
                new MoneyIsConstant<>(CommitRules::share),
                Invariant.of("an exclusive lock has one holder", CommitRules::shared),
                keptDoubts(),
                preparedByAll());
    }

    private static MoneyIsConstant.Share share(CommitView view) {
        Set<TransactionId> committed = view.outcomes().entrySet().stream()
                .filter(each -> each.getValue() == Outcome.COMMITTED)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return new MoneyIsConstant.Share(
                view.accounts().surplus(), view.pending(), view.participants(), committed, view::hasSeen);
    }

    /** Exclusive locks are one an account by their type; none is beside a shared one. */
    private static Optional<String> shared(NodeId node, CommitView before, CommitView after) {
        return after.reader()
                .filter(reader -> !after.accounts().locks().isEmpty())
                .map(reader -> "on " + node + ", a snapshot of " + reader + " has locked all accounts, and "
                        + after.accounts().locks());
    }

    /** What was in doubt is in doubt, or has an outcome; and as long as it is in doubt, its accounts are locked. */
    private static <V extends CommitView> Invariant<V> keptDoubts() {
        Map<NodeId, Set<TransactionId>> last = new HashMap<>();
        return Invariant.of("nobody applies or lets go in doubt", (node, before, after) -> {
            if (after.equals(before)) {
                return Optional.empty();
            }
            Map<TransactionId, List<Change>> now = after.pending();
            Set<TransactionId> earlier = last.getOrDefault(node, Set.of());
            last.put(node, Set.copyOf(now.keySet()));
            return Stream.concat(
                            earlier.stream()
                                    .filter(transaction -> !after.hasSeen(transaction))
                                    .map(transaction ->
                                            node + " was in doubt about " + transaction + ", and knows nothing of it"),
                            now.entrySet().stream()
                                    .filter(doubt -> !isLocked(after, doubt.getKey(), doubt.getValue()))
                                    .map(doubt -> node + " is in doubt about " + doubt.getKey()
                                            + ", and its accounts are not locked"))
                    .findFirst();
        });
    }

    private static boolean isLocked(CommitView view, TransactionId transaction, List<Change> changes) {
        return changes.stream()
                .map(Change::account)
                .map(view.accounts().locks()::get)
                .allMatch(lock -> lock != null && lock.transaction().equals(transaction));
    }

    /** A participant of what was committed is seen to have prepared it: in doubt, or with an outcome. */
    private static <V extends CommitView> Invariant<V> preparedByAll() {
        Map<TransactionId, List<NodeId>> participants = new HashMap<>();
        Map<NodeId, Set<TransactionId>> expected = new HashMap<>();
        Set<TransactionId> seen = new HashSet<>();
        return Invariant.of("committed only if all had prepared", (node, before, after) -> {
            if (after.equals(before)) {
                return Optional.empty();
            }
            participants.putAll(after.participants());
            after.outcomes().forEach((transaction, outcome) -> {
                if (outcome == Outcome.COMMITTED && participants.containsKey(transaction) && seen.add(transaction)) {
                    participants
                            .get(transaction)
                            .forEach(participant -> expected.computeIfAbsent(participant, none -> new HashSet<>())
                                    .add(transaction));
                }
            });
            Set<TransactionId> own = expected.getOrDefault(node, new HashSet<>());
            own.removeIf(transaction ->
                    after.hasSeen(transaction) && !after.pending().containsKey(transaction));
            return own.stream()
                    .filter(transaction -> !after.hasSeen(transaction))
                    .findFirst()
                    .map(transaction -> transaction + " is committed, and " + node + " has not prepared it");
        });
    }
}
