package dsc.concepts.foundations.consensus.paxos;

import dsc.concepts.foundations.consensus.Ballot;
import dsc.concepts.foundations.consensus.paxos.Acceptor.Vote;
import dsc.concepts.shared.Round;
import dsc.workbench.protocol.Reply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What a node does about a decision that clients wait for: ballots, one after the other, until one of them is accepted
 * by a majority, or the decision is learned from another node. Belongs to one actor, which loses it in a crash.
 */
final class Proposal {

    /**
     * A client.
     *
     * @param value what it proposes; null for one that wants to learn
     */
    record Client(String value, long sinceNanos, ActorRef<Reply> replyTo) {}

    /**
     * A ballot under way.
     *
     * @param value what is to be accepted; null in the first phase
     * @param promises the votes of those that promised
     * @param votes those that accepted
     */
    record Attempt(Ballot ballot, String value, Round<Vote> promises, Round<Vote> votes) {

        boolean isPreparing() {
            return value == null;
        }

        /** The greatest that a promise told of (§2.2, P2c). */
        Vote greatest() {
            return promises.answers().values().stream()
                    .max(Comparator.comparing(Vote::ballot))
                    .orElse(Vote.NONE);
        }

        /** Those that promises told of. */
        Set<String> values() {
            return promises.answers().values().stream()
                    .map(Vote::value)
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet());
        }
    }

    private final String decision;
    private final List<Client> clients = new ArrayList<>();
    private final Set<String> sent = new HashSet<>();
    private Attempt attempt;
    private int refusals;

    Proposal(String decision) {
        this.decision = decision;
    }

    String decision() {
        return decision;
    }

    List<Client> clients() {
        return clients;
    }

    /** The value of the client that came first of those that propose; null if all want to learn. */
    String ownValue() {
        return clients.stream()
                .map(Client::value)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Null while the proposer waits to begin again. */
    Attempt attempt() {
        return attempt;
    }

    boolean is(Ballot ballot) {
        return attempt != null && attempt.ballot().equals(ballot);
    }

    void begin(Attempt next) {
        attempt = next;
        if (next.value() != null) {
            sent.add(next.value());
        }
    }

    /** Whether a node may have accepted {@code value}, so that it may be decided later. */
    boolean wasSent(String value) {
        return sent.contains(value);
    }

    /** Ends the ballot; returns how often that has happened. */
    int refused() {
        attempt = null;
        return ++refusals;
    }
}
