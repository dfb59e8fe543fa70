package dsc.concepts.foundations.transactions;

import dsc.concepts.shared.SortedMaps;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Wire;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What coordinators have said of the transactions that ended everywhere, a value. What is remembered of those can be
 * forgotten, and a message about one of them comes late.
 *
 * @param horizons by coordinator: its transactions before that one have ended everywhere
 */
public record Horizons(SortedMap<NodeId, TransactionId> horizons) implements Wire {

    public static final Horizons EMPTY = new Horizons(Collections.emptySortedMap());

    /** Whether the transaction has ended everywhere, as its coordinator says. */
    public boolean isEnded(TransactionId transaction) {
        TransactionId horizon = horizons.get(transaction.coordinator());
        return horizon != null && transaction.isBefore(horizon);
    }

    /** The same after its coordinator has said {@code horizon}, which may have come late. */
    public Horizons with(TransactionId horizon) {
        return isEnded(horizon) ? this : new Horizons(SortedMaps.with(horizons, horizon.coordinator(), horizon));
    }

    /** What {@code map} has of transactions that have not ended everywhere. */
    public <V> SortedMap<TransactionId, V> open(SortedMap<TransactionId, V> map) {
        SortedMap<TransactionId, V> left = new TreeMap<>(map);
        left.keySet().removeIf(this::isEnded);
        return Collections.unmodifiableSortedMap(left);
    }
}
