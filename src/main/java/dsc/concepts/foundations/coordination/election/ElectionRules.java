package dsc.concepts.foundations.coordination.election;

import dsc.concepts.foundations.coordination.RegisterRules;
import dsc.concepts.foundations.coordination.election.ElectionView.Ballot;
import dsc.concepts.foundations.coordination.election.ElectionView.Happening;
import dsc.concepts.foundations.coordination.election.ElectionView.Role;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Sometimes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must be true of terms, votes and leases at every moment, and what should happen to them now and then. */
final class ElectionRules {

    static final List<Sometimes<ElectionView>> SOMETIMES =
            Tally.conditions(Happening.class, ElectionView::happened, Set.of());

    private ElectionRules() {}

    static List<Invariant<ElectionView>> invariants() {
        List<Invariant<ElectionView>> all = new ArrayList<>(List.of(
                Invariant.agreement("one leader a term", ElectionRules::leads),
                Invariant.agreement("one vote a term", ElectionRules::votes),
                Invariant.monotonic(
                        "a term never falls",
                        view -> Map.of("term", view.state().term())),
                Invariant.of("no vote while a lease runs", ElectionRules::tooSoon)));
        all.addAll(RegisterRules.invariants(view -> view.state().registers(), ElectionView::kept, view -> true));
        return all;
    }

    private static Map<Long, NodeId> leads(ElectionView view) {
        return view.standing() == Role.LEADER ? Map.of(view.state().term(), view.self()) : Map.of();
    }

    /** By node and term; also over restarts, since votes are durable. */
    private static Map<Map.Entry<NodeId, Long>, NodeId> votes(ElectionView view) {
        NodeId vote = view.state().votedFor();
        return vote == null
                ? Map.of()
                : Map.of(Map.entry(view.self(), view.state().term()), vote);
    }

    private static Optional<String> tooSoon(NodeId node, ElectionView before, ElectionView after) {
        Ballot ballot = after.ballot();
        if (ballot == null || before != null && ballot.equals(before.ballot())) {
            return Optional.empty();
        }
        return isWithin(ballot.heardNanos(), after) || isWithin(ballot.startedNanos(), after)
                ? Optional.of(node + " gave " + ballot + ", and promises last " + after.leaseNanos() + " ns")
                : Optional.empty();
    }

    private static boolean isWithin(Optional<Long> nanos, ElectionView view) {
        return nanos.filter(ago -> ago < view.leaseNanos()).isPresent();
    }
}
