package dsc.workbench.cluster;

/**
 * What a {@link LoadGenerator} is to do: keep so many calls under way for so long. Its bounds are such that a node with
 * the heap of {@code conf/node.jvm} carries the heaviest load: what lies in the node's store ({@code keys} values) and
 * what is under way ({@code outstanding} values) each have at most {@value #CHARS_MAX} characters.
 *
 * @param function of every call, such as {@code write}
 * @param keys how many keys the calls go through in turn, 1 to 10,000
 * @param valueChars the length of every value, 1 to 16,384 characters of one byte each
 * @param outstanding calls under way at any time, 1 to 10,000
 * @param warmUpMillis how long it goes on before anything counts, 0 to 300,000
 * @param millis how long it is measured, 1 to 60,000
 */
public record Load(String function, int keys, int valueChars, int outstanding, int warmUpMillis, int millis) {

    private static final int KEYS_MAX = 10_000;
    private static final int VALUE_CHARS_MAX = 16_384;
    private static final int OUTSTANDING_MAX = 10_000;
    private static final int WARM_UP_MILLIS_MAX = 300_000;
    private static final int MILLIS_MAX = 60_000;
    private static final int CHARS_MAX = 1 << 20;

    public Load {
        if (function == null || function.isBlank()) {
            throw new IllegalArgumentException("function is missing");
        }
        require("keys", keys, 1, KEYS_MAX);
        require("valueChars", valueChars, 1, VALUE_CHARS_MAX);
        require("outstanding", outstanding, 1, OUTSTANDING_MAX);
        require("warmUpMillis", warmUpMillis, 0, WARM_UP_MILLIS_MAX);
        require("millis", millis, 1, MILLIS_MAX);
        requireRoom("keys", keys, valueChars);
        requireRoom("outstanding", outstanding, valueChars);
    }

    private static void require(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + least + " to " + most + ", not " + value);
        }
    }

    private static void requireRoom(String name, int values, int chars) {
        if ((long) values * chars > CHARS_MAX) {
            throw new IllegalArgumentException(
                    name + " times valueChars is at most " + CHARS_MAX + ", not " + (long) values * chars);
        }
    }
}
