package dsc.workbench.terminal;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Nodes, durations and shares as people type them. What has two meanings is refused, with both. */
public final class Typed {

    private static final Pattern NODE = Pattern.compile("(?i)n?0*([1-9]\\d{0,8})");
    private static final Pattern DURATION =
            Pattern.compile("(?i)([+-]?)(\\d{1,9}(?:\\.\\d{1,9})?|\\.\\d{1,9})\\s*([a-zµ]+)");
    private static final Pattern SHARE =
            Pattern.compile("(?i)(\\d{1,9}(?:\\.\\d{1,9})?|\\.\\d{1,9})\\s*(%|percent|pct)?");

    private static final Map<String, Long> UNIT_MILLIS = Map.ofEntries(
            Map.entry("ms", 1L),
            Map.entry("msec", 1L),
            Map.entry("millis", 1L),
            Map.entry("millisecond", 1L),
            Map.entry("milliseconds", 1L),
            Map.entry("s", 1_000L),
            Map.entry("sec", 1_000L),
            Map.entry("secs", 1_000L),
            Map.entry("second", 1_000L),
            Map.entry("seconds", 1_000L),
            Map.entry("m", 60_000L),
            Map.entry("min", 60_000L),
            Map.entry("mins", 60_000L),
            Map.entry("minute", 60_000L),
            Map.entry("minutes", 60_000L),
            Map.entry("h", 3_600_000L),
            Map.entry("hour", 3_600_000L),
            Map.entry("hours", 3_600_000L));

    private Typed() {}

    /** The node that {@code word} names: {@code n2} for {@code 2}, {@code N2} and {@code n2}; else as it is. */
    public static String node(String word) {
        Matcher matcher = NODE.matcher(word.strip());
        return matcher.matches() ? "n" + matcher.group(1) : word.strip();
    }

    /** The nodes that {@code words} name, which may be separated by commas, blanks or both. */
    public static List<String> nodes(List<String> words) {
        return words.stream()
                .flatMap(word -> Arrays.stream(word.split("[,\\s]+")))
                .filter(word -> !word.isEmpty())
                .map(Typed::node)
                .toList();
    }

    /** A duration in milliseconds, such as {@code 200ms}, {@code 1.5 s} or {@code -2min}; nothing if it has no unit. */
    public static OptionalLong millis(String word) {
        Matcher matcher = DURATION.matcher(word.strip());
        Long unit = matcher.matches() ? UNIT_MILLIS.get(matcher.group(3).toLowerCase(Locale.ROOT)) : null;
        if (unit == null) {
            return OptionalLong.empty();
        }
        BigDecimal millis = new BigDecimal(matcher.group(2))
                .multiply(BigDecimal.valueOf(unit))
                .stripTrailingZeros();
        return millis.scale() > 0
                ? OptionalLong.empty()
                : OptionalLong.of((matcher.group(1).equals("-") ? -1 : 1) * millis.longValueExact());
    }

    /** Whether {@code word} is a unit of time or the sign of a percentage, and so belongs to the word before. */
    public static boolean isUnit(String word) {
        String unit = word.toLowerCase(Locale.ROOT);
        return UNIT_MILLIS.containsKey(unit) || List.of("%", "percent", "pct").contains(unit);
    }

    /**
     * A share in percent: {@code 20%}, {@code 20}, or {@code 0.2} as a fraction.
     *
     * @throws IllegalArgumentException for all else; the message says what would do
     */
    public static int percent(String word) {
        Matcher matcher = SHARE.matcher(word.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a share looks like 20% or 0.2, not " + word);
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        boolean inPercent = matcher.group(2) != null;
        if (!inPercent && number.compareTo(BigDecimal.ONE) == 0) {
            throw new IllegalArgumentException(word + " may mean 1 % or all of them: say 1% or 100%");
        }
        boolean fraction = !inPercent && number.compareTo(BigDecimal.ONE) < 0;
        if (!inPercent && !fraction && number.stripTrailingZeros().scale() > 0) {
            throw new IllegalArgumentException(word + " is more than all of them as a fraction; as a percentage, say "
                    + number.toBigInteger() + "%");
        }
        return wholePercent(word, fraction ? number.movePointRight(2) : number)
                .orElseThrow(() -> new IllegalArgumentException("a share is a whole number of percent, not " + word));
    }

    private static OptionalInt wholePercent(String word, BigDecimal percent) {
        BigDecimal whole = percent.stripTrailingZeros();
        if (whole.compareTo(BigDecimal.valueOf(100)) > 0) {
            throw new IllegalArgumentException("a share is at most 100%, not " + word);
        }
        return whole.scale() > 0 ? OptionalInt.empty() : OptionalInt.of(whole.intValueExact());
    }
}
