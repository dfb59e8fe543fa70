package dsc.concepts.foundations.transactions.twophase;

import dsc.concepts.foundations.transactions.CommitRules;
import dsc.concepts.foundations.transactions.twophase.TwoPhaseView.Happening;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.Sometimes;
import java.util.List;
import java.util.Set;

/** What must be true of transactions at every moment, and what should happen to them now and then. */
final class TwoPhaseRules {

    static final List<Sometimes<TwoPhaseView>> SOMETIMES = Tally.conditions(
            Happening.class,
            TwoPhaseView::happened,
            Set.of(Happening.A_TRANSACTION_WAS_IN_DOUBT_OVER_A_RESTART_OF_ITS_COORDINATOR));

    private TwoPhaseRules() {}

    static List<Invariant<TwoPhaseView>> invariants() {
        return CommitRules.invariants();
    }
}
