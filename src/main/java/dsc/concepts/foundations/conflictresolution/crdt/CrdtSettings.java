package dsc.concepts.foundations.conflictresolution.crdt;

import dsc.workbench.protocol.Settings;
import dsc.workbench.protocol.Words;
import java.time.Duration;
import org.apache.pekko.cluster.ddata.typed.javadsl.Replicator;

/**
 * The replicas that an operation waits for, from the configuration at {@code dsc.crdt}.
 *
 * @param consistency of reads and writes alike
 * @param timeout how long an operation waits for other replicas
 */
public record CrdtSettings(Consistency consistency, Duration timeout) {

    /**
     * A majority's reads see all that a majority's writes confirmed, since two majorities have a replica in common. Of
     * the replicas that were given at first, that is, or of those that are members if those are more: of fewer, while
     * some are away, a majority would have none in common with an earlier one.
     */
    public enum Consistency {
        /** This replica alone. */
        LOCAL,
        /** More than half of the replicas. */
        MAJORITY,
        /** Every replica. */
        ALL;

        @Override
        public String toString() {
            return Words.of(this);
        }
    }

    public static CrdtSettings from(Settings settings) {
        return new CrdtSettings(settings.choice("consistency", Consistency.class), settings.positive("timeout"));
    }

    /**
     * Not Pekko's {@code WriteMajority} and {@code WriteAll}, which count the members that there are: those of a
     * replica that was just started, and has not joined yet, are itself alone.
     *
     * @param replicas of how many
     */
    Replicator.WriteConsistency write(int replicas) {
        int needed = needed(replicas);
        return needed == 1 ? Replicator.writeLocal() : new Replicator.WriteTo(needed, timeout);
    }

    /** @param replicas of how many */
    Replicator.ReadConsistency read(int replicas) {
        int needed = needed(replicas);
        return needed == 1 ? Replicator.readLocal() : new Replicator.ReadFrom(needed, timeout);
    }

    private int needed(int replicas) {
        return switch (consistency) {
            case LOCAL -> 1;
            case MAJORITY -> replicas / 2 + 1;
            case ALL -> replicas;
        };
    }

    /** How long the replicator may take to answer: it answers at the timeout at the latest. */
    Duration answerTimeout() {
        return timeout.plusSeconds(1);
    }
}
