package dsc.concepts.foundations.consensus.raft;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dsc.workbench.protocol.Wire;
import java.util.ArrayList;
import java.util.List;

/**
 * The replicated log: a snapshot of its beginning and the entries after it, numbered from 1 (§5.3, §7).
 *
 * @param snapshot what the entries before {@link #firstIndex()} came to
 * @param entries the entries after the snapshot, oldest first, their terms never falling
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Log(Snapshot snapshot, List<Entry> entries) implements Wire {

    static final Log EMPTY = new Log(Snapshot.EMPTY, List.of());

    public Log {
        entries = List.copyOf(entries);
        if (!entries.isEmpty() && entries.getFirst().term() < snapshot.lastTerm()) {
            throw new IllegalArgumentException("terms fall after the snapshot " + snapshot);
        }
    }

    /** The index of the first entry that is still there, or would be. */
    long firstIndex() {
        return snapshot.lastIndex() + 1;
    }

    long lastIndex() {
        return snapshot.lastIndex() + entries.size();
    }

    long lastTerm() {
        return entries.isEmpty() ? snapshot.lastTerm() : entries.getLast().term();
    }

    /** The entry at {@code index}, which the snapshot does not cover. */
    Entry entry(long index) {
        return entries.get(Math.toIntExact(index - firstIndex()));
    }

    /** The term of the entry at {@code index}, from the snapshot's last to the log's last. */
    long term(long index) {
        return index == snapshot.lastIndex()
                ? snapshot.lastTerm()
                : entry(index).term();
    }

    /**
     * Whether the entry at {@code index} is there and of {@code term}. What the snapshot covers is committed and
     * matches.
     */
    boolean matches(long index, long term) {
        return index < snapshot.lastIndex() || (index <= lastIndex() && term(index) == term);
    }

    /** Whether a log that ends with ({@code index}, {@code term}) is at least as up to date as this one (§5.4.1). */
    boolean isCoveredBy(long index, long term) {
        return term > lastTerm() || (term == lastTerm() && index >= lastIndex());
    }

    /** At most {@code limit} entries from {@code from} on. */
    List<Entry> slice(long from, int limit) {
        int begin = Math.toIntExact(from - firstIndex());
        return entries.subList(begin, Math.min(entries.size(), begin + limit));
    }

    /** The first index of the term of the entry at {@code index}: where a leader should look next (§5.3, last part). */
    long firstIndexOfTermAt(long index) {
        long first = index;
        while (first > firstIndex() && term(first - 1) == term(index)) {
            first--;
        }
        return first;
    }

    /** This log up to {@code previousIndex}, then {@code added}. */
    Log append(long previousIndex, List<Entry> added) {
        if (previousIndex < snapshot.lastIndex() || previousIndex > lastIndex()) {
            throw new IllegalArgumentException(
                    "a gap: entries after " + previousIndex + " for a log of " + firstIndex() + ".." + lastIndex());
        }
        int kept = Math.toIntExact(previousIndex - snapshot.lastIndex());
        List<Entry> joined = new ArrayList<>(kept + added.size());
        joined.addAll(entries.subList(0, kept));
        joined.addAll(added);
        if (kept > 0
                && !added.isEmpty()
                && added.getFirst().term() < joined.get(kept - 1).term()) {
            throw new IllegalArgumentException("terms fall after index " + previousIndex);
        }
        return new Log(snapshot, joined);
    }

    /**
     * This log with {@code later} in place of its beginning: entries after it stay only if it ends in this log (§7).
     */
    Log compact(Snapshot later) {
        boolean continues = later.lastIndex() <= lastIndex() && matches(later.lastIndex(), later.lastTerm());
        return continues ? new Log(later, slice(later.lastIndex() + 1, Integer.MAX_VALUE)) : new Log(later, List.of());
    }

    @Override
    public String toString() {
        return "Log[" + firstIndex() + ".." + lastIndex() + ", last term " + lastTerm() + "]";
    }
}
