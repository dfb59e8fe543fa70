package dsc.concepts.foundations.consensus.raft;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * The timing and sizes of a server, from the configuration at {@code dsc.raft} (see {@code conf/raft.conf}).
 *
 * @param electionTimeoutMin without a word from a leader for this long, a server may become a candidate
 * @param electionTimeoutMax and for this long, it does; each wait is drawn between the two
 * @param heartbeatInterval how often a leader with nothing to say lets its followers know that it is there
 * @param batchEntriesMin commands for which a leader waits before it appends more while entries are not committed yet,
 *     1 or more; 1 to append at once
 * @param batchEntriesMax entries in one AppendEntries, 1 or more
 * @param batchBytesMax roughly their size, 1 byte to 224 KiB: an AppendEntries must fit into one of Artery's frames
 * @param inFlightEntriesMax entries sent to a follower ahead of its acknowledgement, 1 or more
 * @param snapshotEntries entries applied since the last snapshot at which the next is taken, 1 or more
 * @param snapshotChunkBytes size of the pieces in which a snapshot is sent, 1 byte to 224 KiB
 * @param catchUpRoundsMax rounds in which a server to be added catches up, 1 or more
 * @param catchUpRoundTimeout how long one of them may take; then the server is not added
 * @param journalBackoffMin first wait before a journal that failed is tried again
 * @param journalBackoffMax longest such wait
 */
public record RaftSettings(
        Duration electionTimeoutMin,
        Duration electionTimeoutMax,
        Duration heartbeatInterval,
        int batchEntriesMin,
        int batchEntriesMax,
        int batchBytesMax,
        int inFlightEntriesMax,
        int snapshotEntries,
        int snapshotChunkBytes,
        int catchUpRoundsMax,
        Duration catchUpRoundTimeout,
        Duration journalBackoffMin,
        Duration journalBackoffMax) {

    /** Of entries or of a snapshot's piece; a frame has room for what is around it as well. */
    static final int MESSAGE_BYTES_MAX = 224 * 1_024;

    public RaftSettings {
        if (!heartbeatInterval.isPositive() || !journalBackoffMin.isPositive()) {
            throw new IllegalArgumentException(
                    "heartbeat-interval and journal-backoff-min must be longer than nothing");
        }
        if (journalBackoffMax.compareTo(journalBackoffMin) < 0) {
            throw new IllegalArgumentException("journal-backoff-max is below journal-backoff-min: " + journalBackoffMax
                    + " < " + journalBackoffMin);
        }
        if (electionTimeoutMax.compareTo(electionTimeoutMin) < 0) {
            throw new IllegalArgumentException("election-timeout-max is below election-timeout-min: "
                    + electionTimeoutMax + " < " + electionTimeoutMin);
        }
        if (heartbeatInterval.multipliedBy(2).compareTo(electionTimeoutMin) > 0) {
            throw new IllegalArgumentException(
                    "heartbeat-interval must be at most half of election-timeout-min, or one lost heartbeat costs the"
                            + " leader its office: " + heartbeatInterval + ", " + electionTimeoutMin);
        }
        if (catchUpRoundTimeout.compareTo(electionTimeoutMin) < 0) {
            throw new IllegalArgumentException(
                    "catch-up-round-timeout must be at least election-timeout-min, within which a round counts as"
                            + " quick: "
                            + catchUpRoundTimeout + ", " + electionTimeoutMin);
        }
        if (batchBytesMax > MESSAGE_BYTES_MAX || snapshotChunkBytes > MESSAGE_BYTES_MAX) {
            throw new IllegalArgumentException("batch-bytes-max and snapshot-chunk-bytes are at most "
                    + MESSAGE_BYTES_MAX + ": a message must fit into one of Artery's frames, of 256 KiB: "
                    + batchBytesMax
                    + ", " + snapshotChunkBytes);
        }
        if (batchEntriesMin < 1
                || batchEntriesMax < 1
                || batchBytesMax < 1
                || inFlightEntriesMax < 1
                || snapshotEntries < 1
                || snapshotChunkBytes < 1
                || catchUpRoundsMax < 1) {
            throw new IllegalArgumentException(
                    "sizes must be 1 or more: batch-entries-min, batch-entries-max, batch-bytes-max,"
                            + " in-flight-entries-max, snapshot-entries, snapshot-chunk-bytes,"
                            + " catch-up-rounds-max");
        }
    }

    public static RaftSettings from(Config config) {
        return new RaftSettings(
                config.getDuration("election-timeout-min"),
                config.getDuration("election-timeout-max"),
                config.getDuration("heartbeat-interval"),
                config.getInt("batch-entries-min"),
                config.getInt("batch-entries-max"),
                Math.toIntExact(config.getBytes("batch-bytes-max")),
                config.getInt("in-flight-entries-max"),
                config.getInt("snapshot-entries"),
                Math.toIntExact(config.getBytes("snapshot-chunk-bytes")),
                config.getInt("catch-up-rounds-max"),
                config.getDuration("catch-up-round-timeout"),
                config.getDuration("journal-backoff-min"),
                config.getDuration("journal-backoff-max"));
    }
}
