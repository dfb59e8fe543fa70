package dsc.workbench.simulation;

import dsc.workbench.protocol.Clock;
import java.time.Instant;

/** The clock of one simulated node: it may be off, and run too fast or too slowly. */
final class HostClock implements Clock {

    /** When every world begins. */
    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    private final Agenda agenda;
    private final double rate;
    private long offsetNanos;

    /**
     * @param offsetNanos by how much it is ahead at the beginning; negative if it is behind
     * @param rate how many of its seconds pass in one
     */
    HostClock(Agenda agenda, long offsetNanos, double rate) {
        this.agenda = agenda;
        this.offsetNanos = offsetNanos;
        this.rate = rate;
    }

    /** Sets the time of day forward, or back if it is negative; how fast it passes, and what was measured, stays. */
    void shift(long nanos) {
        offsetNanos += nanos;
    }

    @Override
    public long monotonicNanos() {
        return (long) (agenda.nowNanos() * rate);
    }

    @Override
    public Instant now() {
        return BEGINNING.plusNanos(offsetNanos + monotonicNanos());
    }

    /** When it shows {@code clockNanos}, and not before: no timer is early by the clock that it runs by. */
    long whenItShows(long clockNanos) {
        long nanos = (long) (clockNanos / rate);
        // Rounding is by a nanosecond or two; centuries ahead, where doubles are coarser, it does not matter.
        for (int more = 0; more < 3 && (long) (nanos * rate) < clockNanos; more++) {
            nanos++;
        }
        return nanos;
    }
}
