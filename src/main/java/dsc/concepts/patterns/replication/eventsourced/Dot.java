package dsc.concepts.patterns.replication.eventsourced;

import dsc.workbench.protocol.Wire;
import java.util.Comparator;

/**
 * The name of an event: the replica where it was written first, and its number among those that this replica wrote
 * itself. (Shapiro et al. 2011, §3.3.5, call it a unique tag.)
 *
 * @param replica the id of the node
 * @param number from 1, without gaps
 */
record Dot(String replica, long number) implements Wire, Comparable<Dot> {

    private static final Comparator<Dot> ORDER =
            Comparator.comparing(Dot::replica).thenComparingLong(Dot::number);

    Dot {
        if (replica.isEmpty() || number < 1) {
            throw new IllegalArgumentException("a dot has a replica and a number from 1: " + replica + ", " + number);
        }
    }

    @Override
    public int compareTo(Dot other) {
        return ORDER.compare(this, other);
    }
}
