package dsc.concepts.foundations.consensus.paxos;

import dsc.concepts.foundations.consensus.paxos.Acceptor.Vote;
import dsc.concepts.foundations.consensus.paxos.Paxos.Happening;
import dsc.concepts.foundations.consensus.paxos.Paxos.View;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.Sometimes;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What must be true of the decisions at every moment, and what should happen to them now and then. */
final class PaxosRules {

    static final List<Sometimes<View>> SOMETIMES = Tally.conditions(
            Happening.class, View::happened, Set.of(Happening.AN_ACCEPTOR_STARTED_AGAIN_BETWEEN_THE_PHASES));

    private PaxosRules() {}

    /** All over crashes as well, since what a node says is durable before it says it. */
    static List<Invariant<View>> invariants() {
        return List.of(
                Invariant.monotonic("a promise never falls", PaxosRules::promises),
                Invariant.agreement("one value a ballot", PaxosRules::values),
                new ChosenValuesStay(),
                Invariant.monotonic(
                        "a learned value stays", view -> view.state().decided()),
                Invariant.agreement("one value a decision", view -> view.state().decided()));
    }

    private static Map<String, Ballot> promises(View view) {
        Map<String, Ballot> promises = new TreeMap<>();
        view.state().acceptors().forEach((decision, acceptor) -> promises.put(decision, acceptor.promised()));
        return promises;
    }

    /** By decision and ballot. */
    private static Map<Map.Entry<String, Ballot>, String> values(View view) {
        Map<Map.Entry<String, Ballot>, String> values = new LinkedHashMap<>();
        votes(view).forEach((decision, vote) -> values.put(Map.entry(decision, vote.ballot()), vote.value()));
        return values;
    }

    /** Without those that accepted nothing. */
    static Map<String, Vote> votes(View view) {
        Map<String, Vote> votes = new HashMap<>();
        view.state().acceptors().forEach((decision, acceptor) -> {
            if (acceptor.vote().value() != null) {
                votes.put(decision, acceptor.vote());
            }
        });
        return votes;
    }
}
