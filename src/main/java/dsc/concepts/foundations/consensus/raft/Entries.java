package dsc.concepts.foundations.consensus.raft;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An immutable sequence of entries that shares its memory with those that were made from it: appending costs what is
 * appended, not what is there already, and a part costs nothing. A log is appended to thousands of times a second.
 *
 * <p>Several sequences may be windows on one buffer, whose places are each written once. The first to append behind the
 * last place that is taken gets the places after it; another that ends there, or ends earlier, copies itself.
 */
final class Entries extends AbstractList<Entry> implements RandomAccess {

    private static final int CAPACITY_MIN = 16;

    static final Entries NONE = new Entries(new Buffer(0), 0, 0);

    /** Places for entries, of which the first {@code taken} are, or are about to be, written. */
    private static final class Buffer {
        private final Entry[] places;
        private final AtomicInteger taken = new AtomicInteger();

        Buffer(int capacity) {
            this.places = new Entry[capacity];
        }
    }

    private final Buffer buffer;
    private final int from;
    private final int to;

    private Entries(Buffer buffer, int from, int to) {
        this.buffer = buffer;
        this.from = from;
        this.to = to;
    }

    /** These, whatever happens to {@code entries} later. */
    static Entries of(List<Entry> entries) {
        return entries instanceof Entries immutable ? immutable : NONE.plus(entries);
    }

    @Override
    public Entry get(int index) {
        return buffer.places[from + Objects.checkIndex(index, size())];
    }

    @Override
    public int size() {
        return to - from;
    }

    /** Those from {@code first} on, before {@code end}. */
    Entries part(int first, int end) {
        Objects.checkFromToIndex(first, end, size());
        return new Entries(buffer, from + first, from + end);
    }

    /** Those from {@code first} on, without a hold on those before. */
    Entries dropBefore(int first) {
        return NONE.plus(part(first, size()));
    }

    /** These, then {@code added}. */
    Entries plus(List<Entry> added) {
        if (added.isEmpty()) {
            return this;
        }
        int end = to + added.size();
        if (end <= buffer.places.length && buffer.taken.compareAndSet(to, end)) {
            return with(added, buffer, from, end);
        }
        int length = size() + added.size();
        // Twice the length, so that what is copied is on the average no more than what is appended.
        Buffer larger = new Buffer(Math.max(CAPACITY_MIN, 2 * length));
        System.arraycopy(buffer.places, from, larger.places, 0, size());
        larger.taken.set(length);
        return with(added, larger, 0, length);
    }

    private static Entries with(List<Entry> added, Buffer buffer, int from, int end) {
        int place = end - added.size();
        for (Entry entry : added) {
            buffer.places[place++] = Objects.requireNonNull(entry);
        }
        return new Entries(buffer, from, end);
    }

    @Override
    public Object[] toArray() {
        return Arrays.copyOfRange(buffer.places, from, to, Object[].class);
    }
}
