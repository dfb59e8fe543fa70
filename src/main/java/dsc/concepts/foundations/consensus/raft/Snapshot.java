package dsc.concepts.foundations.consensus.raft;

import dsc.concepts.foundations.consensus.KeyValueStore;
import dsc.workbench.protocol.Wire;
import java.util.Arrays;

/**
 * The state machine after all entries up to {@code lastIndex}, which it replaces (§7).
 *
 * @param lastIndex the last entry it covers; 0 for the empty snapshot with which a log begins
 * @param lastTerm that entry's term
 * @param configuration the latest up to {@code lastIndex}; for the empty snapshot, the one with which the group begins
 * @param data the machine's state, see {@link KeyValueStore#image()}
 */
public record Snapshot(long lastIndex, long lastTerm, Configuration configuration, byte[] data) implements Wire {

    static final Snapshot EMPTY = new Snapshot(0, 0, Configuration.NONE, new byte[0]);

    public Snapshot {
        if (lastIndex < 0 || lastTerm < 0 || (lastIndex == 0) != (lastTerm == 0)) {
            throw new IllegalArgumentException("no snapshot ends at index " + lastIndex + " of term " + lastTerm);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Snapshot snapshot
                && lastIndex == snapshot.lastIndex
                && lastTerm == snapshot.lastTerm
                && configuration.equals(snapshot.configuration)
                && Arrays.equals(data, snapshot.data);
    }

    @Override
    public int hashCode() {
        return (Long.hashCode(lastIndex) * 31 + configuration.hashCode()) * 31 + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return "Snapshot[lastIndex=" + lastIndex + ", lastTerm=" + lastTerm + ", " + configuration + ", " + data.length
                + " bytes]";
    }
}
