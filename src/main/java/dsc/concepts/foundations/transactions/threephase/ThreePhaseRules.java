package dsc.concepts.foundations.transactions.threephase;

import dsc.concepts.foundations.transactions.CommitRules;
import dsc.concepts.foundations.transactions.Outcome;
import dsc.concepts.foundations.transactions.TransactionId;
import dsc.concepts.foundations.transactions.threephase.Options.Termination;
import dsc.concepts.foundations.transactions.threephase.ThreePhaseState.Doubt;
import dsc.concepts.foundations.transactions.threephase.ThreePhaseState.Ending;
import dsc.concepts.foundations.transactions.threephase.ThreePhaseState.Tried;
import dsc.concepts.foundations.transactions.threephase.ThreePhaseView.Happening;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Sometimes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must be true of transactions at every moment, and what should happen to them now and then. */
final class ThreePhaseRules {

    static final List<Sometimes<ThreePhaseView>> SOMETIMES = Tally.conditions(
            Happening.class,
            ThreePhaseView::happened,
            Set.of(Happening.A_PRE_COMMIT_WAS_LED_TO_ABORT_BY_A_GREATER_ATTEMPT));

    private record Trial(TransactionId transaction, Attempt attempt) {}

    private ThreePhaseRules() {}

    static List<Invariant<ThreePhaseView>> invariants() {
        List<Invariant<ThreePhaseView>> invariants = new ArrayList<>(CommitRules.invariants());
        invariants.add(Invariant.agreement("an attempt tries one outcome", ThreePhaseRules::trials));
        invariants.add(keptAttempts());
        invariants.add(preCommittedByMajority());
        return invariants;
    }

    private static Map<Trial, Outcome> trials(ThreePhaseView view) {
        Map<Trial, Outcome> trials = new HashMap<>();
        view.state()
                .inDoubt()
                .forEach((transaction, doubt) -> doubt.lastAttempt()
                        .ifPresent(tried -> trials.put(new Trial(transaction, tried.attempt()), tried.outcome())));
        return trials;
    }

    /** While a site is in doubt, what it is bound to and what it has tried last never become less. */
    private static Invariant<ThreePhaseView> keptAttempts() {
        Map<NodeId, Map<TransactionId, Doubt>> last = new HashMap<>();
        return Invariant.of("a site keeps to its greatest attempt", (node, before, after) -> {
            Map<TransactionId, Doubt> now = after.state().inDoubt();
            Map<TransactionId, Doubt> earlier = last.getOrDefault(node, Map.of());
            last.put(node, now);
            return now.entrySet().stream()
                    .filter(each ->
                            earlier.containsKey(each.getKey()) && isLess(each.getValue(), earlier.get(each.getKey())))
                    .findFirst()
                    .map(each -> node + " is at " + each.getValue() + " in " + each.getKey() + ", and was at "
                            + earlier.get(each.getKey()));
        });
    }

    private static boolean isLess(Doubt doubt, Doubt earlier) {
        return doubt.lastElected().isBefore(earlier.lastElected())
                || earlier.lastAttempt()
                        .filter(tried -> doubt.lastAttempt().isEmpty()
                                || doubt.lastAttempt().get().attempt().isBefore(tried.attempt()))
                        .isPresent();
    }

    /**
     * Sites of what was committed are seen to have pre-committed, in doubt or with the decision, all but a minority. A
     * site that is seen only later counts then, with what it has kept.
     */
    private static Invariant<ThreePhaseView> preCommittedByMajority() {
        Map<TransactionId, Set<NodeId>> preCommitted = new HashMap<>();
        Map<TransactionId, Set<NodeId>> without = new HashMap<>();
        return Invariant.of("committed only if a majority had pre-committed", (node, before, after) -> {
            if (after.termination() != Termination.QUORUM || after.equals(before)) {
                return Optional.empty();
            }
            Map<TransactionId, Optional<Tried>> tried = new HashMap<>();
            after.state().inDoubt().forEach((transaction, doubt) -> tried.put(transaction, doubt.lastAttempt()));
            Map<TransactionId, Ending> endings = after.state().endings();
            endings.forEach((transaction, ending) -> tried.put(transaction, ending.lastAttempt()));
            endings.forEach((transaction, ending) -> {
                if (ending.outcome() == Outcome.COMMITTED) {
                    without.putIfAbsent(transaction, new HashSet<>());
                }
            });
            tried.forEach((transaction, last) -> {
                if (last.filter(Tried::isCommit).isPresent()) {
                    preCommitted
                            .computeIfAbsent(transaction, none -> new HashSet<>())
                            .add(node);
                } else if (without.containsKey(transaction)
                        && !preCommitted.getOrDefault(transaction, Set.of()).contains(node)) {
                    without.get(transaction).add(node);
                }
            });
            return tried.keySet().stream()
                    .filter(transaction ->
                            without.getOrDefault(transaction, Set.of()).size() > ThreePhase.SITES / 2)
                    .findFirst()
                    .map(transaction ->
                            transaction + " is committed, and " + without.get(transaction) + " had not pre-committed");
        });
    }
}
