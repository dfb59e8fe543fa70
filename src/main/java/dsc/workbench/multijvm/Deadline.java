package dsc.workbench.multijvm;

import java.time.Duration;

/** A moment by which something should have happened, by {@link System#nanoTime}. */
record Deadline(long nanoTime) {

    private static final Duration LONG = Duration.ofDays(1);

    /** Late enough for a person with a debugger. */
    static final Deadline NEVER = in(LONG);

    static Deadline in(Duration patience) {
        return new Deadline(System.nanoTime() + patience.toNanos());
    }

    long leftNanos() {
        return Math.max(0, nanoTime - System.nanoTime());
    }

    boolean isOver() {
        return leftNanos() == 0;
    }

    Deadline orEarlier(Deadline other) {
        return nanoTime - other.nanoTime < 0 ? this : other;
    }
}
