package dsc.concepts.foundations.consensus.paxos;

import dsc.concepts.foundations.consensus.Ballot;
import dsc.concepts.foundations.consensus.VoteCast;
import dsc.workbench.protocol.Wire;

/**
 * What a node has promised and accepted of one decision.
 *
 * @param promised no proposal with a smaller ballot is accepted any more
 * @param vote the last that was accepted
 */
public record Acceptor(Ballot promised, Vote vote) implements Wire {

    /** An accepted proposal; the value is null if none was. */
    public record Vote(Ballot ballot, String value) implements VoteCast<String>, Wire {
        static final Vote NONE = new Vote(Ballot.NONE, null);
    }

    static final Acceptor NEW = new Acceptor(Ballot.NONE, Vote.NONE);

    public Acceptor {
        if (vote.ballot().compareTo(promised) > 0) {
            throw new IllegalArgumentException("accepted " + vote + ", and promised only " + promised);
        }
    }

    boolean refuses(Ballot ballot) {
        return ballot.compareTo(promised) < 0;
    }

    Acceptor promising(Ballot ballot) {
        return new Acceptor(ballot, vote);
    }

    /**
     * To accept a ballot is to promise it, also for one who was never asked to (Lamport 2001 §2.2, P1a; without it, a
     * smaller ballot could be accepted after a greater one).
     */
    Acceptor voting(Vote now) {
        return new Acceptor(now.ballot(), now);
    }
}
