package dsc.workbench.checkers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The configurations that a search went through: which known calls are ordered, in which state, and which pending calls
 * it took to get there. From two that agree in the first two, the one that took fewer pending calls can do whatever the
 * other can; so a configuration is new only if none went before that took a subset of its pending calls.
 *
 * <p>An entry is a run of words in a large array: hash and next entry, state and first call not ordered, the number of
 * words of ordered calls, those words, the words of pending calls. Calls before the first that is not ordered need no
 * words, so an entry has the size of the concurrency around it and not of the history.
 */
final class Configurations {

    private static final int PAGE_BITS = 13;
    private static final int PAGE_WORDS = 1 << PAGE_BITS;
    private static final int HEADER_WORDS = 3;
    private static final int NONE = -1;

    private final int pendingWords;
    private final List<long[]> pages = new ArrayList<>();
    private int[] buckets = new int[256];
    private int pageEnd = PAGE_WORDS;
    private int size;
    private long words;

    /** @param pendingWords length of the bit sets of pending calls */
    Configurations(int pendingWords) {
        this.pendingWords = pendingWords;
        Arrays.fill(buckets, NONE);
    }

    int size() {
        return size;
    }

    /** How much memory this takes, in bytes, roughly. */
    long bytes() {
        return words * Long.BYTES + (long) Integer.BYTES * buckets.length;
    }

    /**
     * Takes down a configuration.
     *
     * @param state its number
     * @param first the first known call that is not ordered
     * @param ordered the known calls that are, a bit each
     * @param end how many words of {@code ordered} count; there are no bits beyond
     * @param pending the pending calls that are ordered, a bit each
     * @return whether it is new
     */
    boolean add(int state, int first, long[] ordered, int end, long[] pending) {
        int begin = Math.min(first >>> 6, end);
        long place = (long) state << Integer.SIZE | first;
        int hash = hash(place, ordered, begin, end);
        // An entry that the new one makes superfluous, whose place it takes.
        long[] supersetPage = null;
        int supersetAt = 0;
        for (int entry = buckets[hash & (buckets.length - 1)]; entry != NONE; ) {
            long[] page = pages.get(entry >>> PAGE_BITS);
            int at = entry & (PAGE_WORDS - 1);
            if ((int) (page[at] >>> Integer.SIZE) == hash && sameCalls(page, at, place, ordered, begin, end)) {
                int pendingAt = at + HEADER_WORDS + (end - begin);
                if (subset(page, pendingAt, pending, 0)) {
                    return false;
                }
                if (subset(pending, 0, page, pendingAt)) {
                    supersetPage = page;
                    supersetAt = pendingAt;
                }
            }
            entry = (int) page[at];
        }
        if (supersetPage != null) {
            System.arraycopy(pending, 0, supersetPage, supersetAt, pendingWords);
            return true;
        }
        append(hash, place, ordered, begin, end, pending);
        return true;
    }

    private static boolean sameCalls(long[] page, int at, long place, long[] ordered, int begin, int end) {
        return page[at + 1] == place
                && page[at + 2] == end - begin
                && Arrays.equals(page, at + HEADER_WORDS, at + HEADER_WORDS + end - begin, ordered, begin, end);
    }

    private boolean subset(long[] some, int someAt, long[] all, int allAt) {
        for (int word = 0; word < pendingWords; word++) {
            if ((some[someAt + word] & ~all[allAt + word]) != 0) {
                return false;
            }
        }
        return true;
    }

    private static int hash(long place, long[] ordered, int begin, int end) {
        long mixed = place * 0x9E3779B97F4A7C15L;
        for (int word = begin; word < end; word++) {
            mixed = (mixed ^ (mixed >>> 29) ^ ordered[word]) * 0xBF58476D1CE4E5B9L;
        }
        return (int) ((mixed ^ (mixed >>> 32)));
    }

    private void append(int hash, long place, long[] ordered, int begin, int end, long[] pending) {
        int length = HEADER_WORDS + end - begin + pendingWords;
        if (pageEnd + length > PAGE_WORDS) {
            // An entry that is longer than a page gets one of its own.
            pages.add(new long[Math.max(PAGE_WORDS, length)]);
            words += Math.max(PAGE_WORDS, length);
            pageEnd = 0;
        }
        if (++size > buckets.length) {
            grow();
        }
        long[] page = pages.getLast();
        int at = pageEnd;
        int bucket = hash & (buckets.length - 1);
        page[at] = (long) hash << Integer.SIZE | buckets[bucket] & 0xFFFFFFFFL;
        page[at + 1] = place;
        page[at + 2] = end - begin;
        System.arraycopy(ordered, begin, page, at + HEADER_WORDS, end - begin);
        System.arraycopy(pending, 0, page, at + HEADER_WORDS + end - begin, pendingWords);
        buckets[bucket] = (pages.size() - 1) << PAGE_BITS | at;
        pageEnd += length;
    }

    private void grow() {
        int[] old = buckets;
        buckets = new int[2 * old.length];
        Arrays.fill(buckets, NONE);
        for (int first : old) {
            for (int entry = first; entry != NONE; ) {
                long[] page = pages.get(entry >>> PAGE_BITS);
                int at = entry & (PAGE_WORDS - 1);
                int next = (int) page[at];
                int hash = (int) (page[at] >>> Integer.SIZE);
                int bucket = hash & (buckets.length - 1);
                page[at] = (long) hash << Integer.SIZE | buckets[bucket] & 0xFFFFFFFFL;
                buckets[bucket] = entry;
                entry = next;
            }
        }
    }
}
