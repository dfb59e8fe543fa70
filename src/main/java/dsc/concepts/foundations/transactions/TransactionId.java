package dsc.concepts.foundations.transactions;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Wire;
import java.util.Comparator;

/**
 * The name of a transaction, which no other has: also not one of the same coordinator after a restart, when it counts
 * anew. Those of one coordinator are in the order in which it began them.
 *
 * @param incarnation how often the coordinator had been started, 1 or more
 * @param number which transaction of this incarnation it is, from 1
 */
public record TransactionId(NodeId coordinator, long incarnation, long number)
        implements Wire, Comparable<TransactionId> {

    private static final Comparator<TransactionId> ORDER = Comparator.comparing(TransactionId::coordinator)
            .thenComparingLong(TransactionId::incarnation)
            .thenComparingLong(TransactionId::number);

    public TransactionId {
        if (incarnation < 1 || number < 1) {
            throw new IllegalArgumentException(
                    "incarnations and transactions are numbered from 1, not " + incarnation + " and " + number);
        }
    }

    /** From its text, such as {@code n1.2.17}. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static TransactionId of(String text) {
        String[] parts = text.split("\\.");
        return new TransactionId(new NodeId(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }

    public boolean isBefore(TransactionId other) {
        return compareTo(other) < 0;
    }

    @Override
    public int compareTo(TransactionId other) {
        return ORDER.compare(this, other);
    }

    @JsonValue
    @Override
    public String toString() {
        return coordinator + "." + incarnation + "." + number;
    }
}
