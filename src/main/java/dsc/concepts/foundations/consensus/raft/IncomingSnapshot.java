package dsc.concepts.foundations.consensus.raft;

import java.util.Arrays;

/**
 * A snapshot of which a follower has received the beginning (§7, figure 13). It is not durable: after a crash the
 * leader starts again.
 *
 * @param term of the leader that sends it
 * @param data the bytes received so far
 * @param complete whether that is all
 */
record IncomingSnapshot(
        long term, long lastIndex, long lastTerm, Configuration configuration, byte[] data, boolean complete) {

    static IncomingSnapshot of(Raft.InstallSnapshot chunk) {
        return new IncomingSnapshot(
                chunk.term(), chunk.lastIndex(), chunk.lastTerm(), chunk.configuration(), new byte[0], false);
    }

    boolean continuesWith(Raft.InstallSnapshot chunk) {
        return term == chunk.term() && lastIndex == chunk.lastIndex() && lastTerm == chunk.lastTerm();
    }

    /** With {@code chunk}, unless it was there already or something before it is missing. */
    IncomingSnapshot plus(Raft.InstallSnapshot chunk) {
        if (chunk.offset() != data.length) {
            return this;
        }
        byte[] longer = Arrays.copyOf(data, data.length + chunk.data().length);
        System.arraycopy(chunk.data(), 0, longer, data.length, chunk.data().length);
        return new IncomingSnapshot(term, lastIndex, lastTerm, configuration, longer, chunk.done());
    }

    int size() {
        return data.length;
    }

    Snapshot snapshot() {
        return new Snapshot(lastIndex, lastTerm, configuration, data);
    }
}
