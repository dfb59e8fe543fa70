package dsc.workbench.cluster;

import java.util.List;

/**
 * What a {@link LoadGenerator} is to do: keep so many calls under way for so long. What a node carries of that depends
 * on its heap ({@link #requireRoom}).
 *
 * @param function of every call, such as {@code write}
 * @param keys those that the calls go through in turn, 1 to 5,000, which fit into a request
 * @param valueChars the length of every value, 1 to 1,024 characters of one byte each
 * @param outstanding calls under way at any time, 1 to 10,000
 * @param pauseMillis how long a call that failed waits before it is asked again, 1 to 1,000; or 0, when a failure ends
 *     the load
 * @param warmUpMillis how long it goes on before anything counts, 0 to 300,000
 * @param millis how long it is measured, 1 to 60,000
 */
public record Load(
        String function,
        List<String> keys,
        int valueChars,
        int outstanding,
        int pauseMillis,
        int warmUpMillis,
        int millis) {

    private static final int KEYS_MAX = 5_000;
    private static final int VALUE_CHARS_MAX = 1_024;
    private static final int OUTSTANDING_MAX = 10_000;
    private static final int PAUSE_MILLIS_MAX = 1_000;
    private static final int WARM_UP_MILLIS_MAX = 300_000;
    private static final int MILLIS_MAX = 60_000;

    /** What a value weighs beside its characters: its key, its message, and its place in log, journal and snapshot. */
    private static final int OVERHEAD_BYTES = 256;

    /**
     * This share of the heap may be values that are kept, and so much values that are under way; each is there often.
     */
    private static final int HEAP_SHARE = 320;

    public Load {
        if (function == null || function.isBlank()) {
            throw new IllegalArgumentException("function is missing");
        }
        if (keys == null) {
            throw new IllegalArgumentException("keys are missing");
        }
        keys = List.copyOf(keys);
        require("the number of keys", keys.size(), 1, KEYS_MAX);
        require("valueChars", valueChars, 1, VALUE_CHARS_MAX);
        require("outstanding", outstanding, 1, OUTSTANDING_MAX);
        require("pauseMillis", pauseMillis, 0, PAUSE_MILLIS_MAX);
        require("warmUpMillis", warmUpMillis, 0, WARM_UP_MILLIS_MAX);
        require("millis", millis, 1, MILLIS_MAX);
    }

    /**
     * Refuses a load that would end a node with such a heap.
     *
     * @throws IllegalArgumentException if {@code keys} or {@code outstanding}, times {@code valueChars} and 256 more,
     *     exceed the 320th part of the heap
     */
    void requireRoom(long heapBytes) {
        requireRoom("keys", keys.size(), heapBytes / HEAP_SHARE);
        requireRoom("outstanding", outstanding, heapBytes / HEAP_SHARE);
    }

    private void requireRoom(String name, int values, long bytesMax) {
        long bytes = (long) values * (valueChars + OVERHEAD_BYTES);
        if (bytes > bytesMax) {
            throw new IllegalArgumentException(name + " times (valueChars + " + OVERHEAD_BYTES + ") is at most "
                    + bytesMax + " with this node's heap, not " + bytes);
        }
    }

    private static void require(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + least + " to " + most + ", not " + value);
        }
    }
}
