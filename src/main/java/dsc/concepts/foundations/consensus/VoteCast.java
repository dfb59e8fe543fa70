package dsc.concepts.foundations.consensus;

/** What an acceptor has accepted last, as rules look at it. */
public interface VoteCast<V> {

    Ballot ballot();

    /** What it accepted; null if nothing yet. */
    V value();
}
