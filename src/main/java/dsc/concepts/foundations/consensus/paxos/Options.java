package dsc.concepts.foundations.consensus.paxos;

import dsc.workbench.protocol.Settings;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The settings at {@code dsc.paxos}.
 *
 * @param backoff what a proposer does that was refused
 * @param backoffMin before a proposer that was refused once begins again, it waits for this long at most
 * @param backoffMax for how long it waits at most, however often it was refused
 * @param retryInterval how long a phase waits before it asks again
 * @param operationTimeout how long a client waits before it is told that the outcome is unknown
 * @param snapshotEvents events after which a snapshot is taken, 1 or more
 */
record Options(
        Backoff backoff,
        Duration backoffMin,
        Duration backoffMax,
        Duration retryInterval,
        Duration operationTimeout,
        int snapshotEvents) {

    enum Backoff {
        /** A time drawn up to twice as much as the last. */
        DOUBLING,
        /** It begins again at once: two can stop each other for ever (Lamport 2001 §2.4). */
        NONE
    }

    private static final int DOUBLINGS_MAX = 20;

    static Options from(Settings settings) {
        return new Options(
                settings.choice("backoff", Backoff.class),
                settings.positive("backoff-min"),
                settings.duration("backoff-max").atLeast("backoff-min", 1),
                settings.positive("retry-interval"),
                settings.positive("operation-timeout"),
                settings.count("snapshot-events"));
    }

    /** @param refusals how often the proposer was refused, 1 or more */
    Duration pause(int refusals, RandomGenerator random) {
        if (backoff == Backoff.NONE) {
            return Duration.ZERO;
        }
        long most = Math.min(backoffMax.toNanos(), backoffMin.toNanos() << Math.min(refusals - 1, DOUBLINGS_MAX));
        return Duration.ofNanos(random.nextLong(most) + 1);
    }
}
