package dsc.concepts.foundations.coordination.election;

import dsc.workbench.protocol.Settings;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The settings at {@code dsc.election}.
 *
 * @param confirm what a leader looks at before it acknowledges an act
 * @param acts what clients of a run ask
 * @param heartbeat how often a leader asks who follows it
 * @param lease for how long a node that heard a leader votes for nobody else, three heartbeats or more
 * @param resignAfter after how long without a majority a leader leads no longer, a lease or more
 * @param drift by how much a clock may be too fast or too slow, as a fraction
 * @param operationTimeout how long a client's call takes at most
 * @param snapshotEvents events after which a snapshot is taken, 1 or more
 */
record Options(
        Confirm confirm,
        Acts acts,
        Duration heartbeat,
        Duration lease,
        Duration resignAfter,
        double drift,
        Duration operationTimeout,
        int snapshotEvents) {

    private static final int HEARTBEATS_MIN = 3;

    enum Confirm {
        /** A majority is asked. */
        ROUND,
        /** The lease that a majority gave is looked at. */
        LEASE
    }

    enum Acts {
        WRITE,
        INCREMENT
    }

    static Options from(Settings settings) {
        return new Options(
                settings.choice("confirm", Confirm.class),
                settings.choice("acts", Acts.class),
                settings.positive("heartbeat"),
                settings.duration("lease").atLeast("heartbeat", HEARTBEATS_MIN),
                settings.duration("resign-after").atLeast("lease"),
                settings.percent("drift"),
                settings.positive("operation-timeout"),
                settings.count("snapshot-events"));
    }

    /** For how long a leader may count on a lease by its own clock, if those of the others may be faster. */
    long validNanos() {
        return (long) (lease.toNanos() * (1 - drift) / (1 + drift));
    }

    /** A lease, and up to half as much again, so that not all stand at once. */
    long missedNanos(RandomGenerator random) {
        return (long) (lease.toNanos() * (1 + random.nextDouble() / 2));
    }
}
