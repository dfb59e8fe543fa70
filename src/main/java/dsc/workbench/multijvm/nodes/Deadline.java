package dsc.workbench.multijvm.nodes;

import java.time.Duration;

/** A moment by which something should have happened, by {@link System#nanoTime}. */
public record Deadline(long nanoTime) {

    private static final Duration LONG = Duration.ofDays(1);

    /** Late enough for a person with a debugger. */
    public static final Deadline NEVER = in(LONG);

    public static Deadline in(Duration timeout) {
        return new Deadline(System.nanoTime() + timeout.toNanos());
    }

    public long leftNanos() {
        return Math.max(0, nanoTime - System.nanoTime());
    }

    public boolean isOver() {
        return leftNanos() == 0;
    }

    public Deadline orEarlier(Deadline other) {
        return nanoTime - other.nanoTime < 0 ? this : other;
    }
}
