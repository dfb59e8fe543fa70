package dsc.workbench.cluster;

import dsc.workbench.faults.Fault;
import dsc.workbench.protocol.Clock;
import java.time.Instant;

/**
 * A live node's clock, whose time of day can be set off. Durations are left alone: a machine whose clock is wrong, or
 * is set, measures them by another clock that nobody sets (CLOCK_MONOTONIC), and so do Pekko's timers.
 */
final class NodeClock implements Clock {

    private final Clock right;
    private volatile long offsetMillis;

    /** @param right what it shows as long as it is not set off */
    NodeClock(Clock right) {
        this.right = right;
    }

    /**
     * Sets it off, by so much ahead of the right time, or behind if it is negative; 0 sets it right.
     *
     * @throws IllegalArgumentException for more than a clock is set off by (see {@link Fault#requireClockOffset})
     */
    void setOffset(long millis) {
        Fault.requireClockOffset(millis);
        offsetMillis = millis;
    }

    long offsetMillis() {
        return offsetMillis;
    }

    @Override
    public long monotonicNanos() {
        return right.monotonicNanos();
    }

    @Override
    public Instant now() {
        return right.now().plusMillis(offsetMillis);
    }
}
