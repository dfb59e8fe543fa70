package dsc.concepts.foundations.consensus.paxos;

import dsc.concepts.foundations.consensus.Ballot;
import dsc.concepts.foundations.consensus.paxos.Acceptor.Vote;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Once a majority has accepted a value at one ballot, whatever is accepted at a greater ballot has that value (Lamport
 * 2001 §2.2, P2b). Votes are durable before they are counted, so each is seen here before a proposer can act on it.
 */
final class ChosenValuesStay implements Invariant<PaxosView> {

    /** The nodes that accepted a ballot, and the value that they accepted. */
    private record Ballots(String value, Set<NodeId> nodes) {}

    private final Map<String, SortedMap<Ballot, Ballots>> seen = new HashMap<>();

    @Override
    public String name() {
        return "a chosen value stays";
    }

    @Override
    public Optional<String> brokenBy(NodeId node, PaxosView before, PaxosView after) {
        if (before != null && after.state().equals(before.state())) {
            return Optional.empty();
        }
        Map<String, Vote> earlier = before == null ? Map.of() : PaxosRules.votes(before.state());
        return PaxosRules.votes(after.state()).entrySet().stream()
                .filter(each -> !each.getValue().equals(earlier.get(each.getKey())))
                .flatMap(each -> brokenBy(node, each.getKey(), each.getValue(), after.majority()).stream())
                .findFirst();
    }

    private Optional<String> brokenBy(NodeId node, String decision, Vote vote, int majority) {
        SortedMap<Ballot, Ballots> ballots = seen.computeIfAbsent(decision, none -> new TreeMap<>());
        ballots.computeIfAbsent(vote.ballot(), none -> new Ballots(vote.value(), new HashSet<>()))
                .nodes()
                .add(node);
        String chosen = null;
        for (Map.Entry<Ballot, Ballots> each : ballots.entrySet()) {
            String value = each.getValue().value();
            if (chosen != null && !chosen.equals(value)) {
                return Optional.of(each.getValue().nodes() + " accepted " + value + " for " + decision + " at ballot "
                        + each.getKey() + ", and a majority had accepted " + chosen + " at a smaller one");
            }
            if (each.getValue().nodes().size() >= majority) {
                chosen = value;
            }
        }
        return Optional.empty();
    }
}
