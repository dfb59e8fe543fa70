package dsc.concepts.foundations.conflictresolution.crdt;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.apache.pekko.cluster.ddata.typed.javadsl.Replicator;

/**
 * Whom an operation waits for, from the configuration at {@code dsc.crdt}.
 *
 * @param consistency of reads and writes alike
 * @param timeout how long an operation waits for other replicas
 */
public record CrdtSettings(Consistency consistency, Duration timeout) {

    /** A majority's reads see all that a majority's writes confirmed, since two majorities have a replica in common. */
    public enum Consistency {
        /** This replica alone. */
        LOCAL,
        /** More than half of the replicas. */
        MAJORITY,
        /** Every replica. */
        ALL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public CrdtSettings {
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("dsc.crdt.timeout must be longer than nothing");
        }
    }

    public static CrdtSettings from(Config config) {
        String name = config.getString("consistency");
        Consistency consistency = Arrays.stream(Consistency.values())
                .filter(one -> one.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "dsc.crdt.consistency is local, majority or all, not \"" + name + "\""));
        return new CrdtSettings(consistency, config.getDuration("timeout"));
    }

    Replicator.WriteConsistency write() {
        return switch (consistency) {
            case LOCAL -> Replicator.writeLocal();
            case MAJORITY -> new Replicator.WriteMajority(timeout);
            case ALL -> new Replicator.WriteAll(timeout);
        };
    }

    Replicator.ReadConsistency read() {
        return switch (consistency) {
            case LOCAL -> Replicator.readLocal();
            case MAJORITY -> new Replicator.ReadMajority(timeout);
            case ALL -> new Replicator.ReadAll(timeout);
        };
    }

    /** How long the replicator may take to answer: it answers at the timeout at the latest. */
    Duration patience() {
        return timeout.plusSeconds(1);
    }
}
