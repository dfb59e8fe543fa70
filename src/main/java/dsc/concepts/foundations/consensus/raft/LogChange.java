package dsc.concepts.foundations.consensus.raft;

import java.util.OptionalLong;

/**
 * What became of a server's log between two looks at it. Both share the objects of the entries that stayed, so what is
 * new is found from the end, without a look at the rest: a log only changes behind what stays ({@link Log#append}) and
 * at its beginning ({@link Log#compact}).
 */
record LogChange(Log before, Log after) {

    /** From a state that may be missing, since the server has just started: then everything is new. */
    static LogChange between(ServerState before, ServerState after) {
        return new LogChange(
                before == null ? Log.EMPTY : before.durable().log(),
                after.durable().log());
    }

    /** The index of the first entry that was not there; one past the last if there is none. */
    long firstNew() {
        return Math.max(sharedUpTo() + 1, after.firstIndex());
    }

    /**
     * The first index up to {@code upTo} at which the entry that was there is gone. What a snapshot took is not gone,
     * but the snapshot's last entry must be the one that was there.
     */
    OptionalLong firstLost(long upTo) {
        if (before == after) {
            return OptionalLong.empty();
        }
        long compacted =
                Math.max(before.snapshot().lastIndex(), after.snapshot().lastIndex());
        long last = Math.min(before.lastIndex(), upTo);
        if (compacted <= last && isLost(compacted)) {
            return OptionalLong.of(compacted);
        }
        for (long index = Math.max(sharedUpTo(), compacted) + 1; index <= last; index++) {
            if (isLost(index)) {
                return OptionalLong.of(index);
            }
        }
        return OptionalLong.empty();
    }

    private boolean isLost(long index) {
        if (index > after.lastIndex() || before.term(index) != after.term(index)) {
            return true;
        }
        boolean bothThere = index >= before.firstIndex() && index >= after.firstIndex();
        return bothThere && !before.entry(index).equals(after.entry(index));
    }

    private long sharedUpTo() {
        long index = Math.min(before.lastIndex(), after.lastIndex());
        long first = Math.max(before.firstIndex(), after.firstIndex());
        while (index >= first && before.entry(index) != after.entry(index)) {
            index--;
        }
        return index;
    }
}
