package dsc.concepts.foundations.consensus.raft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An entry that a server knows to be committed.
 *
 * @param command empty if only a snapshot shows it, of which nothing but the last term is known
 */
record Committed(long index, long term, Optional<Command> command) {

    static Committed lastOf(Snapshot snapshot) {
        return new Committed(snapshot.lastIndex(), snapshot.lastTerm(), Optional.empty());
    }

    private static Committed entryOf(Log log, long index) {
        Entry entry = log.entry(index);
        return new Committed(index, entry.term(), Optional.of(entry.command()));
    }

    /**
     * What {@code after} shows as committed and {@code before} did not, as far as it can be seen, in the order of
     * indexes. A server that has just started shows all that its log still holds.
     *
     * @param before null if the server has just started
     */
    static List<Committed> between(ServerState before, ServerState after) {
        long known = before == null ? 0 : before.commitIndex();
        if (after.commitIndex() <= known) {
            return List.of();
        }
        Log log = after.durable().log();
        List<Committed> committed = new ArrayList<>();
        if (known < log.snapshot().lastIndex()) {
            committed.addAll(takenBy(log.snapshot(), before));
        }
        for (long index = Math.max(known + 1, log.firstIndex()); index <= after.commitIndex(); index++) {
            committed.add(entryOf(log, index));
        }
        return committed;
    }

    /**
     * What a snapshot hides may still be in the log as it was before: entries are often committed and compacted in one
     * step. That log's entry at the snapshot's end, if it is the snapshot's last, vouches for those before it (§5.3).
     */
    private static List<Committed> takenBy(Snapshot snapshot, ServerState before) {
        if (before == null || !before.durable().log().matches(snapshot.lastIndex(), snapshot.lastTerm())) {
            return List.of(lastOf(snapshot));
        }
        List<Committed> taken = new ArrayList<>();
        for (long index = before.commitIndex() + 1; index <= snapshot.lastIndex(); index++) {
            taken.add(entryOf(before.durable().log(), index));
        }
        return taken;
    }

    /** Whether both can be the same entry. */
    boolean agreesWith(Committed other) {
        return index == other.index
                && term == other.term
                && (command.isEmpty() || other.command.isEmpty() || command.equals(other.command));
    }

    /** Such as {@code NoOp[] of term 3}. */
    String describe() {
        return command.map(Command::toString).orElse("an entry") + " of term " + term;
    }
}
