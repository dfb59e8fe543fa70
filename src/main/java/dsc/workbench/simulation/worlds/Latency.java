package dsc.workbench.simulation.worlds;

import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long something takes, such as a message on its way.
 *
 * @param shape how it is distributed
 * @param minMicros shortest, in microseconds
 * @param maxMicros longest if uniform; if exponential, {@code maxMicros - minMicros} is the mean beyond the shortest
 * @param slowPercent share that takes {@code slowFactor} times as long, 0 to 100
 * @param slowFactor 1 or more
 */
public record Latency(Shape shape, long minMicros, long maxMicros, int slowPercent, int slowFactor) {

    /** The distributions. */
    public enum Shape {
        UNIFORM,
        EXPONENTIAL
    }

    /** Machines in one room: half a millisecond to five, one message in fifty ten times that. */
    public static final Latency OF_NETWORK = new Latency(Shape.UNIFORM, 500, 5_000, 2, 10);

    /** A disk that others use as well: up to four milliseconds, one write in fifty ten times that. */
    public static final Latency OF_DISK = new Latency(Shape.UNIFORM, 100, 4_000, 2, 10);

    /** An exponential one has no longest; this many means are enough. */
    private static final int MEANS_MAX = 20;

    private static final Pattern TEXT =
            Pattern.compile("(?<shape>uniform|exponential):(?<min>[0-9]{1,5}(\\.[0-9]{1,3})?)"
                    + "-(?<max>[0-9]{1,5}(\\.[0-9]{1,3})?)(,(?<percent>[0-9]{1,3})%x(?<factor>[0-9]{1,4}))?");

    public Latency {
        if (minMicros < 0 || maxMicros < minMicros || maxMicros > 60_000_000) {
            throw new IllegalArgumentException(
                    "a latency is a range within 0 to 60 s, not " + minMicros + " to " + maxMicros + " microseconds");
        }
        if (slowPercent < 0 || slowPercent > 100 || slowFactor < 1) {
            throw new IllegalArgumentException("slow: 0 to 100 %, 1 or more times as long, not " + slowPercent
                    + " % and " + slowFactor + " times");
        }
    }

    /**
     * Reads what {@link #toString} writes; the part after the comma may be left out.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static Latency parse(String text) {
        Matcher parts = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "a latency looks like uniform:0.5-5,2%x10 (milliseconds; 2 % take ten times"
                            + " as long) or exponential:0.5-5, not \"" + text + "\"");
        }
        return new Latency(
                Shape.valueOf(parts.group("shape").toUpperCase(Locale.ROOT)),
                micros(parts.group("min")),
                micros(parts.group("max")),
                parts.group("percent") == null ? 0 : Integer.parseInt(parts.group("percent")),
                parts.group("factor") == null ? 1 : Integer.parseInt(parts.group("factor")));
    }

    private static long micros(String millis) {
        return Math.round(Double.parseDouble(millis) * 1_000);
    }

    private static String millis(long micros) {
        return micros % 1_000 == 0 ? Long.toString(micros / 1_000) : Double.toString(micros / 1e3);
    }

    /** Such as {@code uniform:0.5-5,2%x10}: half a millisecond to five, two percent take ten times as long. */
    @Override
    public String toString() {
        String range = shape.name().toLowerCase(Locale.ROOT) + ":" + millis(minMicros) + "-" + millis(maxMicros);
        return slowPercent == 0 ? range : range + "," + slowPercent + "%x" + slowFactor;
    }

    public long drawNanos(SplittableRandom random) {
        long spanNanos = (maxMicros - minMicros) * 1_000;
        double share = switch (shape) {
            case UNIFORM -> random.nextDouble();
            case EXPONENTIAL -> Math.min(MEANS_MAX, -StrictMath.log(1 - random.nextDouble()));
        };
        long nanos = minMicros * 1_000 + (long) (share * spanNanos);
        return slowPercent > 0 && random.nextInt(100) < slowPercent ? nanos * slowFactor : nanos;
    }

    /** No draw is below it. */
    public long minNanos() {
        return minMicros * 1_000;
    }

    /** Hardly a draw is above it. */
    public long maxNanos() {
        return maxMicros * 1_000 * (slowPercent > 0 ? slowFactor : 1);
    }
}
