package dsc.concepts.shared;

/**
 * The nodes of a group as a part of an actor asks them.
 *
 * @param <Q> what it asks
 */
public interface Group<Q> {

    /** A question that a majority has to answer. */
    <A> Round<A> majorityRound();

    /** Sends {@code question} to the nodes that have not answered it in this round. */
    void ask(Round<?> round, Q question);
}
