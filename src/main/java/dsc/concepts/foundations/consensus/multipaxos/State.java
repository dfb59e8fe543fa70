package dsc.concepts.foundations.consensus.multipaxos;

import dsc.concepts.foundations.consensus.Ballot;
import dsc.concepts.foundations.consensus.Image;
import dsc.concepts.foundations.consensus.multipaxos.PeerMessage.Accept;
import dsc.concepts.foundations.consensus.multipaxos.PeerMessage.Prepare;
import dsc.concepts.foundations.consensus.multipaxos.PeerMessage.Promise;
import dsc.concepts.foundations.consensus.multipaxos.PeerMessage.PromiseWithImage;
import dsc.concepts.shared.Portion;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Wire;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What survives a crash: an acceptor for all indexes of the log at once, and the store as far as it was written down.
 *
 * @param promised no proposal with a smaller ballot is accepted any more, at any index, seen or unseen
 * @param image the store after the first commands, whose votes are gone
 * @param votes what was accepted after the image, by index
 */
public record State(Ballot promised, Image image, SortedMap<Long, Vote> votes) implements Wire {

    public sealed interface Event extends Wire {}

    public record Promised(Ballot ballot) implements Event {}

    /** Accepted {@code commands} at the indexes from {@code first} on. */
    public record Voted(Ballot ballot, long first, List<Command> commands) implements Event {}

    /** The image takes the place of the votes up to its end. */
    public record Compacted(Image image) implements Event {}

    static final State EMPTY = new State(Ballot.NONE, Image.EMPTY, Collections.emptySortedMap());

    public State {
        if (!votes.isEmpty() && votes.firstKey() <= image.lastIndex()) {
            throw new IllegalArgumentException("a vote for index " + votes.firstKey() + ", which is in " + image);
        }
        for (Vote vote : votes.values()) {
            if (vote.ballot().compareTo(promised) > 0) {
                throw new IllegalArgumentException("accepted " + vote + ", and promised only " + promised);
            }
        }
    }

    State after(Event event) {
        return switch (event) {
            case Promised now -> new State(now.ballot(), image, votes);
            // To accept a ballot is to promise it, also for a server that was never asked to.
            case Voted voted -> new State(voted.ballot(), image, with(voted));
            case Compacted compacted ->
                new State(
                        promised,
                        compacted.image(),
                        Collections.unmodifiableSortedMap(
                                new TreeMap<>(votes.tailMap(compacted.image().lastIndex() + 1))));
        };
    }

    private SortedMap<Long, Vote> with(Voted voted) {
        SortedMap<Long, Vote> more = new TreeMap<>(votes);
        long index = voted.first();
        for (Command command : voted.commands()) {
            more.put(index++, new Vote(voted.ballot(), command));
        }
        return Collections.unmodifiableSortedMap(more);
    }

    boolean refuses(Ballot ballot) {
        return ballot.compareTo(promised) < 0;
    }

    /** Whether it has accepted at {@code ballot} what there is at {@code index}; then what was chosen there is that. */
    boolean hasAccepted(Ballot ballot, long index) {
        Vote vote = votes.get(index);
        return vote != null && vote.ballot().equals(ballot);
    }

    /**
     * The answer to a server that stands, once it is promised. Rule 5: votes that went into an image cannot be told,
     * and without the image they would seem to be none.
     *
     * @param bytesMax roughly how much fits into a message
     */
    PeerMessage promise(Prepare prepare, NodeId self, int bytesMax) {
        if (prepare.first() <= image.lastIndex()) {
            return new PromiseWithImage(prepare.ballot(), self, image.lastIndex());
        }
        SortedMap<Long, Vote> rest = votes.tailMap(prepare.first());
        List<Map.Entry<Long, Vote>> fitting = Portion.of(
                        rest.entrySet(),
                        bytesMax,
                        each -> each.getValue().value().sizeBytes())
                .taken();
        long next = fitting.size() == rest.size() ? 0 : fitting.getLast().getKey() + 1;
        SortedMap<Long, Vote> told = new TreeMap<>(next == 0 ? rest : rest.headMap(next));
        return new Promise(prepare.ballot(), self, prepare.first(), Collections.unmodifiableSortedMap(told), next);
    }

    /** What of a proposal is news; what is in the image was chosen, and cannot be anything else. */
    Optional<Voted> newVotes(Accept accept) {
        long first = Math.max(accept.first(), image.lastIndex() + 1);
        long end = accept.first() + accept.commands().size();
        while (first < end && hasAccepted(accept.ballot(), first)) {
            first++;
        }
        return first >= end
                ? Optional.empty()
                : Optional.of(new Voted(
                        accept.ballot(),
                        first,
                        accept.commands()
                                .subList(
                                        (int) (first - accept.first()),
                                        accept.commands().size())));
    }
}
