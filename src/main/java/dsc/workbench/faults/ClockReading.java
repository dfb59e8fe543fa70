package dsc.workbench.faults;

import java.util.Locale;

/**
 * What a node's clock of day showed, and what the right time was meanwhile.
 *
 * @param shownMillis by the node's clock, in milliseconds since 1970
 * @param earliestMillis the right time just before it was read, likewise
 * @param latestMillis and just after
 */
public record ClockReading(long shownMillis, long earliestMillis, long latestMillis) {

    public ClockReading {
        if (latestMillis < earliestMillis) {
            throw new IllegalArgumentException("time went back from " + earliestMillis + " to " + latestMillis);
        }
    }

    /** Whether the clock may have been ahead by exactly that much, or behind if it is negative. */
    public boolean isAheadBy(long offsetMillis) {
        return shownMillis >= earliestMillis + offsetMillis && shownMillis <= latestMillis + offsetMillis;
    }

    /** Such as {@code 5.0 s ahead}. */
    static String describe(long offsetMillis) {
        return String.format(
                Locale.ROOT, "%.1f s %s", Math.abs(offsetMillis) / 1e3, offsetMillis < 0 ? "behind" : "ahead");
    }
}
