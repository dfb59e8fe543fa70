package dsc.concepts.foundations.consensus.paxos;

import dsc.concepts.foundations.consensus.Ballot;
import dsc.concepts.foundations.consensus.ChosenValuesStay;
import dsc.concepts.foundations.consensus.paxos.Acceptor.Vote;
import dsc.concepts.foundations.consensus.paxos.PaxosView.Happening;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Sometimes;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What must be true of the decisions at every moment, and what should happen to them now and then. */
final class PaxosRules {

    static final List<Sometimes<PaxosView>> SOMETIMES = Tally.conditions(
            Happening.class, PaxosView::happened, Set.of(Happening.AN_ACCEPTOR_STARTED_AGAIN_BETWEEN_THE_PHASES));

    private PaxosRules() {}

    /** All over crashes as well, since what a node says is durable before it says it. */
    static List<Invariant<PaxosView>> invariants() {
        return List.of(
                Invariant.monotonic("a promise never falls", PaxosView::state, PaxosRules::promises),
                Invariant.agreement("one value a ballot", PaxosView::state, PaxosRules::values),
                new ChosenValuesStay<>(PaxosView::majority, PaxosView::state, PaxosRules::votes),
                Invariant.reliance("voters have what was counted", PaxosRules::counted, PaxosRules::voted),
                Invariant.monotonic("a learned value stays", PaxosView::state, PaxosState::decided),
                Invariant.agreement("one value a decision", PaxosView::state, PaxosState::decided));
    }

    private static Map<String, Ballot> promises(PaxosState state) {
        Map<String, Ballot> promises = new TreeMap<>();
        state.acceptors().forEach((decision, acceptor) -> promises.put(decision, acceptor.promised()));
        return promises;
    }

    /** The nodes that were counted for the ballot of the last value that was found chosen. */
    private static Map<NodeId, Map<String, Ballot>> counted(PaxosView view) {
        PaxosView.Chosen chosen = view.chosen();
        return chosen == null
                ? Map.of()
                : chosen.voters().stream()
                        .collect(Collectors.toMap(voter -> voter, voter -> Map.of(chosen.decision(), chosen.ballot())));
    }

    private static Map<String, Ballot> voted(PaxosView view) {
        Map<String, Ballot> voted = new HashMap<>();
        votes(view.state()).forEach((decision, vote) -> voted.put(decision, vote.ballot()));
        return voted;
    }

    /** By decision and ballot. */
    private static Map<Map.Entry<String, Ballot>, String> values(PaxosState state) {
        Map<Map.Entry<String, Ballot>, String> values = new LinkedHashMap<>();
        votes(state).forEach((decision, vote) -> values.put(Map.entry(decision, vote.ballot()), vote.value()));
        return values;
    }

    /** Without those that accepted nothing. */
    static Map<String, Vote> votes(PaxosState state) {
        Map<String, Vote> votes = new HashMap<>();
        state.acceptors().forEach((decision, acceptor) -> {
            if (acceptor.vote().value() != null) {
                votes.put(decision, acceptor.vote());
            }
        });
        return votes;
    }
}
