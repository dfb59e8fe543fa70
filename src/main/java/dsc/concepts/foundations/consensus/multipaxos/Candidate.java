package dsc.concepts.foundations.consensus.multipaxos;

import dsc.concepts.foundations.consensus.Ballot;
import dsc.concepts.foundations.consensus.multipaxos.MultiPaxosView.Happening;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.NodeId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * A server in phase 1: it asks for promises, each of which is for the whole log, and takes the votes that come with
 * them, from the first index on that it has not executed itself.
 */
final class Candidate implements Role {

    private final Ballot ballot;
    private final int majority;

    /** From which index on a node is asked for its votes; those that have told all of them are not here any more. */
    private final Map<NodeId, Long> asked = new HashMap<>();

    /** How far the images reach that nodes have in the place of votes. */
    private final Map<NodeId, Long> images = new HashMap<>();

    private final Set<NodeId> promised = new HashSet<>();
    private final TreeMap<Long, Vote> votes = new TreeMap<>();

    /** @param first the first index that this server has not executed */
    Candidate(Ballot ballot, List<NodeId> group, int majority, long first) {
        this.ballot = ballot;
        this.majority = majority;
        group.forEach(member -> asked.put(member, first));
    }

    Ballot standsAt() {
        return ballot;
    }

    /**
     * From which index on {@code node} is to be asked; empty if it has told all of them, or if its image has to be
     * fetched.
     */
    Optional<Long> asked(NodeId node) {
        return Optional.ofNullable(asked.get(node));
    }

    /** How far the image of {@code node} reaches, if it has to be fetched before the node can be asked on. */
    Optional<Long> image(NodeId node) {
        return Optional.ofNullable(images.get(node));
    }

    /**
     * Takes a promise, or a part of one.
     *
     * @return from which index on its node is to be asked for the rest; empty if that was all, or came before
     */
    OptionalLong add(NodeId from, long first, Map<Long, Vote> told, long next) {
        if (!Long.valueOf(first).equals(asked.get(from))) {
            return OptionalLong.empty();
        }
        told.forEach((index, vote) -> votes.merge(index, vote, Candidate::greater));
        if (next == 0) {
            asked.remove(from);
            promised.add(from);
            return OptionalLong.empty();
        }
        asked.put(from, next);
        return OptionalLong.of(next);
    }

    /** At one index, nothing but the vote of the greatest ballot can have been chosen (Lamport 2001 §2.2, P2c). */
    private static Vote greater(Vote one, Vote other) {
        return one.ballot().compareTo(other.ballot()) >= 0 ? one : other;
    }

    /** A node has promised, and has an image up to {@code lastIndex} where it was asked for votes. */
    void addImage(NodeId from, long lastIndex) {
        if (asked.remove(from) != null) {
            images.put(from, lastIndex);
        }
    }

    /** This server has executed more, such as by an image: the nodes that have that one are asked from there on. */
    void executed(long index) {
        images.entrySet().removeIf(image -> {
            boolean isThere = image.getValue() <= index;
            if (isThere) {
                asked.put(image.getKey(), index + 1);
            }
            return isThere;
        });
    }

    /** Whether a majority has promised, and has told all its votes. */
    boolean isElected() {
        return promised.size() >= majority;
    }

    /**
     * What to propose for the indexes after {@code executed}, before anything new. Rule 1: all that may have been
     * chosen is proposed again, and an index for which no promise has a vote is filled; rule 2: in the order of the
     * log.
     */
    List<Command> recovered(long executed) {
        return indexes(executed)
                .mapToObj(votes::get)
                .map(vote -> vote == null ? new Command.NoOp() : vote.value())
                .toList();
    }

    void note(Tally<Happening> tally, long executed) {
        if (indexes(executed).anyMatch(index -> !votes.containsKey(index))) {
            tally.add(Happening.A_NEW_LEADER_FILLED_A_HOLE);
        }
        if (votes.tailMap(executed + 1).values().stream()
                .anyMatch(vote -> !vote.ballot().node().equals(ballot.node()))) {
            tally.add(Happening.A_NEW_LEADER_PROPOSED_AGAIN_WHAT_ANOTHER_HAD_PROPOSED);
        }
    }

    private LongStream indexes(long executed) {
        return votes.isEmpty() ? LongStream.empty() : LongStream.rangeClosed(executed + 1, votes.lastKey());
    }
}
