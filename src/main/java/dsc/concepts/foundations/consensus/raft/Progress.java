package dsc.concepts.foundations.consensus.raft;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a leader knows of a follower (figure 2, "Volatile state on leaders").
 *
 * @param nextIndex the next entry to send; ahead of {@code matchIndex + 1} while messages are in flight
 * @param matchIndex the last entry known to be on the follower
 * @param pipelining whether entries are sent ahead of acknowledgements; not before the logs are known to match, and not
 *     after a refusal
 * @param ackedNanos when it answered last, by the leader's monotonic clock
 * @param ackedRound the latest round that it answered
 * @param sending the snapshot on its way to it, if it needs one
 */
record Progress(
        long nextIndex,
        long matchIndex,
        boolean pipelining,
        long ackedNanos,
        long ackedRound,
        Optional<SnapshotTransfer> sending) {

    /** A snapshot of which the follower has the first {@code offset} bytes. */
    record SnapshotTransfer(Snapshot snapshot, int offset) {
        byte[] chunk(int bytesMax) {
            return Arrays.copyOfRange(snapshot.data(), offset, Math.min(snapshot.data().length, offset + bytesMax));
        }

        boolean lastChunk(int bytesMax) {
            return offset + bytesMax >= snapshot.data().length;
        }
    }

    Progress {
        if (matchIndex < 0 || nextIndex <= matchIndex) {
            throw new IllegalArgumentException("next " + nextIndex + " must be above match " + matchIndex);
        }
    }

    /** What a new leader assumes: the logs are alike, which the first answer confirms or refutes. */
    static Progress assumed(long lastIndex, long nowNanos) {
        return new Progress(lastIndex + 1, 0, false, nowNanos, 0, Optional.empty());
    }

    /** It has all entries up to {@code index}. */
    Progress acknowledged(long index) {
        long match = Math.max(matchIndex, index);
        boolean installed = sending.filter(
                        transfer -> match < transfer.snapshot().lastIndex())
                .isEmpty();
        return new Progress(
                Math.max(nextIndex, match + 1),
                match,
                installed,
                ackedNanos,
                ackedRound,
                installed ? Optional.empty() : sending);
    }

    /** It does not have the entry before those that were sent; {@code hint} is where to look next. */
    Progress refused(long hint) {
        return new Progress(
                Math.max(matchIndex + 1, Math.min(hint, nextIndex)),
                matchIndex,
                false,
                ackedNanos,
                ackedRound,
                sending);
    }

    /** Entries before {@code index} were sent. */
    Progress sentUpTo(long index) {
        return new Progress(index, matchIndex, pipelining, ackedNanos, ackedRound, sending);
    }

    Progress heard(long nowNanos, long round) {
        return new Progress(nextIndex, matchIndex, pipelining, nowNanos, Math.max(ackedRound, round), sending);
    }

    Progress sending(Snapshot snapshot, int offset) {
        return new Progress(
                nextIndex,
                matchIndex,
                false,
                ackedNanos,
                ackedRound,
                Optional.of(new SnapshotTransfer(snapshot, offset)));
    }
}
