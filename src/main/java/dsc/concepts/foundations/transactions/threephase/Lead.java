package dsc.concepts.foundations.transactions.threephase;

import dsc.concepts.foundations.transactions.Outcome;
import dsc.concepts.foundations.transactions.threephase.ThreePhase.State;
import dsc.concepts.shared.Round;
import dsc.workbench.protocol.NodeId;
import java.util.List;

/**
 * An attempt of this node to bring a transaction to its end: it asks where the sites stand, then has them pre-commit or
 * pre-abort. Belongs to one actor, which loses it in a crash: then it stands again, with a greater attempt.
 */
final class Lead {

    private final Attempt attempt;
    private final Round<State> states;
    private final Round<Boolean> acknowledged;
    private Outcome tried;

    /** @param needed how many of {@code sites} have to answer each question */
    Lead(Attempt attempt, List<NodeId> sites, int needed) {
        this.attempt = attempt;
        this.states = new Round<>(sites, needed);
        this.acknowledged = new Round<>(sites, needed);
    }

    Attempt attempt() {
        return attempt;
    }

    Round<State> states() {
        return states;
    }

    Round<Boolean> acknowledged() {
        return acknowledged;
    }

    /** Whether it tries an outcome; before, it asks where the sites stand. */
    boolean isTrying() {
        return tried != null;
    }

    /** What it tries. */
    Outcome tried() {
        return tried;
    }

    void tries(Outcome outcome) {
        tried = outcome;
    }
}
