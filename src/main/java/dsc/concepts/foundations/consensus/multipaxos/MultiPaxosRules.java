package dsc.concepts.foundations.consensus.multipaxos;

import dsc.concepts.foundations.consensus.Ballot;
import dsc.concepts.foundations.consensus.ChosenValuesStay;
import dsc.concepts.foundations.consensus.multipaxos.MultiPaxosView.Happening;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.Sometimes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must be true of the log at every moment, and what should happen to it now and then. */
final class MultiPaxosRules {

    static final List<Sometimes<MultiPaxosView>> SOMETIMES =
            Tally.conditions(Happening.class, MultiPaxosView::happened, Set.of());

    private MultiPaxosRules() {}

    /** All over crashes as well, since what a server says is durable before it says it. */
    static List<Invariant<MultiPaxosView>> invariants() {
        return List.of(
                Invariant.monotonic(
                        "a promise never falls", MultiPaxosView::state, state -> Map.of("promised", state.promised())),
                Invariant.agreement("one value an index and ballot", MultiPaxosView::state, MultiPaxosRules::values),
                new ChosenValuesStay<>(MultiPaxosView::majority, MultiPaxosView::state, State::votes),
                new CountedVotesStay(),
                Invariant.agreement("executed prefixes agree", MultiPaxosView::recent),
                Invariant.agreement(
                        "images agree", view -> view.state().image(), image -> Map.of(image.lastIndex(), image)));
    }

    private static Map<Map.Entry<Long, Ballot>, Command> values(State state) {
        Map<Map.Entry<Long, Ballot>, Command> values = new LinkedHashMap<>();
        state.votes().forEach((index, vote) -> values.put(Map.entry(index, vote.ballot()), vote.value()));
        return values;
    }
}
