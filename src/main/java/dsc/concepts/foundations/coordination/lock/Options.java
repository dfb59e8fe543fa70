package dsc.concepts.foundations.coordination.lock;

import dsc.workbench.protocol.Clock;
import dsc.workbench.protocol.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;

/**
 * The settings at {@code dsc.lock}.
 *
 * @param fencing whether registers compare tokens
 * @param clock what leases run by
 * @param ttl how long a node that granted a lock grants it to nobody else
 * @param holdMax how long a holder serves its clients before it lets others have the lock, up to {@code ttl}
 * @param drift by how much a clock may be too fast or too slow, as a fraction
 * @param retryInterval how long a question waits before it is asked again
 * @param waitMax the longest random wait after a majority was missed
 * @param operationTimeout how long a client's call takes at most
 * @param snapshotEvents events after which a snapshot is taken, 1 or more
 */
record Options(
        boolean fencing,
        LeaseClock clock,
        Duration ttl,
        Duration holdMax,
        double drift,
        Duration retryInterval,
        Duration waitMax,
        Duration operationTimeout,
        int snapshotEvents) {

    private static final Duration TTL_MIN = Duration.ofMillis(100);

    /** The part of a ttl that is left for a put to arrive: a holder sends none later. */
    private static final int RESERVE = 4;

    enum LeaseClock {
        MONOTONIC,
        /** As Redis does, whose keys expire by the time of day. */
        TIME_OF_DAY;

        long nanos(Clock clock) {
            return this == MONOTONIC ? clock.monotonicNanos() : ChronoUnit.NANOS.between(Instant.EPOCH, clock.now());
        }
    }

    static Options from(Settings settings) {
        Duration ttl = settings.duration("ttl").atLeast(TTL_MIN);
        return new Options(
                settings.flag("fencing"),
                settings.choice("clock", LeaseClock.class),
                ttl,
                settings.duration("hold-max").between(Duration.ofMillis(1), ttl),
                settings.percent("drift"),
                settings.positive("retry-interval"),
                settings.positive("wait-max"),
                settings.positive("operation-timeout"),
                settings.count("snapshot-events"));
    }

    /** For how long a holder may count on the lock by its own clock, if those of the others may be faster. */
    long validNanos() {
        return (long) (ttl.toNanos() * (1 - drift) / (1 + drift));
    }

    /** For how long it may send a put. */
    long usableNanos() {
        return validNanos() - ttl.toNanos() / RESERVE;
    }

    /** A random wait, up to the longest. */
    long waitNanos(RandomGenerator random) {
        return (long) (waitMax.toNanos() * random.nextDouble());
    }
}
