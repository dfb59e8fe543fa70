package dsc.workbench.report;

import dsc.workbench.history.Edn;
import dsc.workbench.history.Operation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Values, operations and durations in words. */
public final class Format {

    private Format() {}

    /** A value as the history's file has it, such as {@code [3 4]}. */
    static String value(Object value) {
        return Edn.print(value);
    }

    /** A key, a name without its quotes. */
    static String key(Object key) {
        return key instanceof String name && name.matches("\\S+") ? name : Edn.print(key);
    }

    /** The text, cut where it is longer than {@code lengthMax}. */
    public static String shortened(String text, int lengthMax) {
        return text.length() <= lengthMax ? text : text.substring(0, lengthMax) + " …";
    }

    /** An operation as {@code read k1 → 3} or {@code write k1 5}. */
    static String operation(Operation operation) {
        StringBuilder words = new StringBuilder(operation.function());
        if (operation.key() != null) {
            words.append(' ').append(key(operation.key()));
        }
        if (operation.argument() != null) {
            words.append(' ').append(value(operation.argument()));
        }
        if (tellsResult(operation)) {
            words.append(" → ").append(value(operation.result()));
        }
        return words.toString();
    }

    /** Whether the result says more than the argument did; a completed write repeats its argument. */
    static boolean tellsResult(Operation operation) {
        return operation.outcome() == Operation.Outcome.OK
                && (operation.argument() == null || operation.result() != null)
                && (operation.argument() == null || !Objects.equals(operation.argument(), operation.result()));
    }

    /**
     * Why an operation cannot come next when the key has the value {@code state}; empty where the operation's name does
     * not say what it needs.
     */
    static String obstacle(Operation operation, String key, String state) {
        if (operation.outcome() != Operation.Outcome.OK) {
            return "";
        }
        if (operation.function().equals("read") || operation.function().equals("get")) {
            String told = value(operation.result());
            return told.equals(state) ? "" : "was told " + told + ", but " + key + " is " + state;
        }
        if (operation.function().equals("cas")
                && operation.argument() instanceof List<?> pair
                && pair.size() == 2
                && !value(pair.getFirst()).equals(state)) {
            return "succeeded, yet it expects " + value(pair.getFirst()) + ", and " + key + " is " + state;
        }
        return "";
    }

    static String outcome(Operation.Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    /** A duration; an en dash for one that does not exist. */
    static String millis(double millis) {
        if (millis < 0 || Double.isNaN(millis)) {
            return "–";
        }
        if (millis > 0 && millis < .01) {
            return String.format(Locale.ROOT, "%.2f µs", millis * 1000);
        }
        if (millis < 10) {
            return String.format(Locale.ROOT, "%.2f ms", millis);
        }
        return millis < 1000
                ? String.format(Locale.ROOT, "%.0f ms", millis)
                : String.format(Locale.ROOT, "%.2f s", millis / 1000);
    }

    /** A moment of the run. */
    static String moment(long nanos) {
        return String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
    }

    /** A moment of a world, whose time is virtual and therefore exact. */
    static String fineMoment(long nanos) {
        return String.format(Locale.ROOT, nanos % 1_000 == 0 ? "%.6f s" : "%.9f s", nanos / 1e9);
    }

    /** A number of seconds, exact to the nanosecond. */
    static String seconds(double seconds) {
        return BigDecimal.valueOf(seconds)
                .setScale(9, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
