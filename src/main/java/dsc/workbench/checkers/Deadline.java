package dsc.workbench.checkers;

import java.time.Duration;

/** When a search is to end, for checkers that search more than once. */
public final class Deadline {

    private final long nanos;

    private Deadline(long nanos) {
        this.nanos = nanos;
    }

    /** One that is {@code budget} from now, at most 292 years. */
    public static Deadline in(Duration budget) {
        return new Deadline(System.nanoTime() + budget.toNanos());
    }

    /** What is left until then; nothing once it is past. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }
}
