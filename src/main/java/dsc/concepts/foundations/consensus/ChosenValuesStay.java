package dsc.concepts.foundations.consensus;

import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Once a majority has accepted a value at one ballot, whatever is accepted at a greater ballot has that value (Lamport
 * 2001 §2.2, P2b). Votes are durable before they are counted, so each is seen here before a proposer can act on it. To
 * be made anew for each world, of which it remembers all votes.
 *
 * @param <P> the part of a node's state that has its votes
 * @param <K> what is decided, such as an index of a log
 */
public final class ChosenValuesStay<S extends NodeView, P, K> implements Invariant<S> {

    /** The nodes that accepted a ballot, and the value that they accepted. */
    private record Ballots(Object value, Set<NodeId> nodes) {}

    private final ToIntFunction<S> majority;
    private final Function<S, P> part;
    private final Function<P, ? extends Map<K, ? extends VoteCast<?>>> votes;
    private final Map<K, SortedMap<Ballot, Ballots>> seen = new HashMap<>();

    /**
     * @param majority how many nodes are a majority
     * @param votes of one node, without those that have no value
     */
    public ChosenValuesStay(
            ToIntFunction<S> majority,
            Function<S, P> part,
            Function<P, ? extends Map<K, ? extends VoteCast<?>>> votes) {
        this.majority = majority;
        this.part = part;
        this.votes = votes;
    }

    @Override
    public String name() {
        return "a chosen value stays";
    }

    @Override
    public Optional<String> brokenBy(NodeId node, S before, S after) {
        P now = part.apply(after);
        if (before != null && now.equals(part.apply(before))) {
            return Optional.empty();
        }
        Map<K, ? extends VoteCast<?>> earlier = before == null ? Map.of() : votes.apply(part.apply(before));
        return votes.apply(now).entrySet().stream()
                .filter(each -> !each.getValue().equals(earlier.get(each.getKey())))
                .flatMap(each -> brokenBy(node, each.getKey(), each.getValue(), majority.applyAsInt(after)).stream())
                .findFirst();
    }

    private Optional<String> brokenBy(NodeId node, K decision, VoteCast<?> vote, int needed) {
        SortedMap<Ballot, Ballots> ballots = seen.computeIfAbsent(decision, none -> new TreeMap<>());
        ballots.computeIfAbsent(vote.ballot(), none -> new Ballots(vote.value(), new HashSet<>()))
                .nodes()
                .add(node);
        Object chosen = null;
        for (Map.Entry<Ballot, Ballots> each : ballots.entrySet()) {
            Object value = each.getValue().value();
            if (chosen != null && !chosen.equals(value)) {
                return Optional.of(each.getValue().nodes() + " accepted " + value + " for " + decision + " at ballot "
                        + each.getKey() + ", and a majority had accepted " + chosen + " at a smaller one");
            }
            if (each.getValue().nodes().size() >= needed) {
                chosen = value;
            }
        }
        return Optional.empty();
    }
}
