package dsc.concepts.shared;

import dsc.workbench.protocol.Wire;
import java.util.List;

/**
 * A log of entries that have offsets, a value: each one more than the last, none given twice (Kreps, Narkhede, Rao
 * 2011, §3.1). To append an entry, or to trim the log, costs the same however many there are.
 *
 * @param first the offset of the first entry that is kept, 0 or more
 * @param entries those from {@code first} on, without a gap
 */
public record TopicLog<E>(long first, List<E> entries) implements Wire {

    public TopicLog {
        if (first < 0) {
            throw new IllegalArgumentException("an offset is not negative: " + first);
        }
    }

    /** No entries yet; the first gets offset 0. */
    public static <E> TopicLog<E> empty() {
        return new TopicLog<>(0, List.of());
    }

    /** The offset of the next entry. */
    public long end() {
        return first + entries.size();
    }

    /** With {@code entry} at the offset that was the {@link #end}. */
    public TopicLog<E> append(E entry) {
        return new TopicLog<>(first, GrowingList.plus(entries, entry));
    }

    /** Whether the entry of that offset is kept. */
    public boolean has(long offset) {
        return offset >= first && offset < end();
    }

    /**
     * The entry of that offset.
     *
     * @throws IndexOutOfBoundsException when it is not there yet, or not any more
     */
    public E get(long offset) {
        if (!has(offset)) {
            throw new IndexOutOfBoundsException(
                    "offset " + offset + " is not among those kept, from " + first + " up to " + end());
        }
        return entries.get((int) (offset - first));
    }

    /**
     * The entries from offset {@code from} on; none if it is the end or beyond. A part of this log, not a copy.
     *
     * @param most how many at most
     * @throws IndexOutOfBoundsException when entries from there on are trimmed: to leave them out would be a gap
     */
    public List<E> read(long from, int most) {
        if (from < first) {
            throw new IndexOutOfBoundsException("offset " + from + " is trimmed; the first is " + first);
        }
        int start = (int) Math.min(from - first, entries.size());
        return entries.subList(start, (int) Math.min((long) start + most, entries.size()));
    }

    /** Without the entries before {@code offset}; at most all are dropped, and offsets go on where they were. */
    public TopicLog<E> trim(long offset) {
        int dropped = Math.clamp(offset - first, 0, entries.size());
        return dropped == 0 ? this : new TopicLog<>(first + dropped, GrowingList.withoutFirst(entries, dropped));
    }
}
