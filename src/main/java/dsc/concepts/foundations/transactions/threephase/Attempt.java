package dsc.concepts.foundations.transactions.threephase;

import dsc.concepts.foundations.transactions.TransactionId;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Wire;
import java.util.Comparator;

/**
 * One try to bring a transaction to its end. Its number is the greater the later it was begun, and no two nodes have
 * one in common.
 *
 * @param number 1 for that of the coordinator, greater for those of the nodes that take its place
 */
public record Attempt(long number, NodeId by) implements Wire, Comparable<Attempt> {

    private static final Comparator<Attempt> ORDER =
            Comparator.comparingLong(Attempt::number).thenComparing(Attempt::by);

    public Attempt {
        if (number < 1) {
            throw new IllegalArgumentException("attempts are numbered from 1, not " + number);
        }
    }

    /** That of the transaction's coordinator. */
    static Attempt first(TransactionId transaction) {
        return new Attempt(1, transaction.coordinator());
    }

    boolean isBefore(Attempt other) {
        return compareTo(other) < 0;
    }

    @Override
    public int compareTo(Attempt other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return number + " by " + by;
    }
}
