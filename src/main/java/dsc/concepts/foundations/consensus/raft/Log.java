package dsc.concepts.foundations.consensus.raft;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dsc.workbench.protocol.Wire;
import java.util.List;

/**
 * The replicated log: a snapshot of its beginning and the entries after it, numbered from 1 (§5.3, §7).
 *
 * @param snapshot what the entries before {@link #firstIndex()} came to
 * @param entries the entries after the snapshot, oldest first, their terms never falling
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Log(Snapshot snapshot, List<Entry> entries) implements Wire {

    static final Log EMPTY = new Log(Snapshot.EMPTY, Entries.NONE);

    public Log {
        entries = Entries.of(entries);
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

    /** All entries after {@code index}. */
    Entries after(long index) {
        return shared().part(Math.toIntExact(index - snapshot.lastIndex()), entries.size());
    }

    /** The entries from {@code from} on, up to {@code countMax} of them and {@code bytesMax}; the first in any case. */
    List<Entry> batch(long from, int countMax, int bytesMax) {
        Entries rest = after(from - 1);
        int count = 0;
        long bytes = 0;
        while (count < Math.min(rest.size(), countMax)) {
            bytes += rest.get(count).command().sizeBytes();
            if (count > 0 && bytes > bytesMax) {
                break;
            }
            count++;
        }
        return rest.part(0, count);
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
        Entries kept = shared().part(0, Math.toIntExact(previousIndex - snapshot.lastIndex()));
        if (!kept.isEmpty()
                && !added.isEmpty()
                && added.getFirst().term() < kept.getLast().term()) {
            throw new IllegalArgumentException("terms fall after index " + previousIndex);
        }
        return new Log(snapshot, kept.plus(added));
    }

    /**
     * This log with {@code later} in place of its beginning: entries after it stay only if it ends in this log (§7).
     */
    Log compact(Snapshot later) {
        boolean continues = later.lastIndex() <= lastIndex() && matches(later.lastIndex(), later.lastTerm());
        Entries rest = continues
                ? shared().dropBefore(Math.toIntExact(later.lastIndex() - snapshot.lastIndex()))
                : Entries.NONE;
        return new Log(later, rest);
    }

    private Entries shared() {
        return Entries.of(entries);
    }

    @Override
    public String toString() {
        return "Log[" + firstIndex() + ".." + lastIndex() + ", last term " + lastTerm() + "]";
    }
}
