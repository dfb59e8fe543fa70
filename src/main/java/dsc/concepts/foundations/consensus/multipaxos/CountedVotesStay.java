package dsc.concepts.foundations.consensus.multipaxos;

import dsc.concepts.foundations.consensus.Ballot;
import dsc.concepts.foundations.consensus.multipaxos.MultiPaxosView.Counted;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A server whose vote a leader has counted has it, or one at a greater ballot, or an image in which that index is: over
 * crashes as well, since a vote is durable before it is told.
 */
final class CountedVotesStay implements Invariant<MultiPaxosView> {

    private final Map<NodeId, TreeMap<Long, Ballot>> counted = new HashMap<>();

    @Override
    public String name() {
        return "voters have what was counted";
    }

    @Override
    public Optional<String> brokenBy(NodeId node, MultiPaxosView before, MultiPaxosView after) {
        if (before == null || !before.counted().equals(after.counted())) {
            after.counted().forEach(this::count);
        }
        TreeMap<Long, Ballot> votes = counted.getOrDefault(node, new TreeMap<>());
        votes.headMap(after.state().image().lastIndex(), true).clear();
        return votes.entrySet().stream()
                .filter(vote -> isLess(after.state().votes().get(vote.getKey()), vote.getValue()))
                .findFirst()
                .map(vote -> node + " said that it has accepted " + vote.getValue() + " at index " + vote.getKey()
                        + ", and has " + after.state().votes().get(vote.getKey()));
    }

    private void count(Counted chosen) {
        chosen.voters()
                .forEach(voter -> counted.computeIfAbsent(voter, first -> new TreeMap<>())
                        .merge(
                                chosen.index(),
                                chosen.ballot(),
                                (one, other) -> one.compareTo(other) >= 0 ? one : other));
    }

    private static boolean isLess(Vote vote, Ballot ballot) {
        return vote == null || vote.ballot().compareTo(ballot) < 0;
    }
}
