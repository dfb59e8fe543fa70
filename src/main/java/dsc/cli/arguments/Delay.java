package dsc.cli.arguments;

import dsc.workbench.terminal.Typed;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long messages wait, and those of which nodes, as somebody typed it: {@code n1,n2 200ms}, {@code n1 n2
 * 100ms-300ms}, {@code n1 0.2 s}.
 */
public record Delay(List<String> nodes, int minMillis, int maxMillis) {

    static final int MILLIS_MAX = 60_000;

    private static final Pattern RANGE = Pattern.compile("(\\S+?)(?:-|\\.\\.\\.?|–|…)(\\S+)");

    /** @throws IllegalArgumentException for all else; the message says what would do */
    public static Delay of(List<String> words) {
        List<String> rest = joined(words);
        String delay = rest.removeLast();
        if (rest.isEmpty()) {
            throw new IllegalArgumentException("whose messages, and for how long? Such as: slow n1 200ms");
        }
        Matcher range = RANGE.matcher(delay.replaceAll("\\s", ""));
        int max = millis(range.matches() ? range.group(2) : delay, delay);
        int min = range.matches() ? millis(lower(range.group(1), range.group(2)), delay) : max;
        if (min > max) {
            throw new IllegalArgumentException("a range begins with the shorter delay, not " + delay);
        }
        return new Delay(rest, min, max);
    }

    /** Words with those that follow as their units, so {@code 200 ms} is one. */
    public static List<String> joined(List<String> words) {
        List<String> joined = new ArrayList<>();
        for (String word : words) {
            if (!joined.isEmpty() && Typed.isUnit(word)) {
                joined.add(joined.removeLast() + word);
            } else {
                joined.add(word);
            }
        }
        return joined;
    }

    /** In {@code 100-300ms} the unit stands once. */
    private static String lower(String lower, String upper) {
        return lower.matches("[\\d.]+") ? lower + upper.replaceAll("^[\\d.\\s]+", "") : lower;
    }

    private static int millis(String word, String all) {
        if (word.matches("0+")) {
            return 0;
        }
        if (word.matches("\\d+(\\.\\d+)?")) {
            throw new IllegalArgumentException(
                    "a delay has a unit, such as " + word + "ms or " + word + "s; not " + all);
        }
        OptionalLong millis = Typed.millis(word);
        if (millis.isEmpty() || millis.getAsLong() < 0) {
            throw new IllegalArgumentException("a delay looks like 200ms, 0.2s or 100ms-300ms, not " + all);
        }
        if (millis.getAsLong() > MILLIS_MAX) {
            throw new IllegalArgumentException("a delay is at most 60s, not " + all);
        }
        return (int) millis.getAsLong();
    }
}
