package dsc.concepts.foundations.consensus.raft;

import dsc.workbench.protocol.Settings;
import java.time.Duration;

/**
 * The timing and sizes of a server, from the configuration at {@code dsc.raft} (see {@code conf/raft.conf}).
 *
 * @param electionTimeoutMin without a word from a leader for this long, a server may become a candidate; at least two
 *     heartbeats, or one lost heartbeat costs the leader its office
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
 * @param catchUpRoundTimeout how long one of them may take; then the server is not added. At least
 *     {@code electionTimeoutMin}, within which a round counts as quick.
 * @param sessionsMax client sessions that the store remembers, 1 or more. It is a part of the state machine, which has
 *     to be the same everywhere: the same on all servers, and not changed as long as their journals are kept.
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
        int sessionsMax) {

    /**
     * The most bytes of entries or of a snapshot's piece; a frame, of 256 KiB, has room for what is around it as well.
     */
    static final int MESSAGE_BYTES_MAX = 224 * 1_024;

    public static RaftSettings from(Settings settings) {
        return new RaftSettings(
                settings.duration("election-timeout-min").atLeast("heartbeat-interval", 2),
                settings.duration("election-timeout-max").atLeast("election-timeout-min"),
                settings.positive("heartbeat-interval"),
                settings.count("batch-entries-min"),
                settings.count("batch-entries-max"),
                settings.bytes("batch-bytes-max", 1, MESSAGE_BYTES_MAX),
                settings.count("in-flight-entries-max"),
                settings.count("snapshot-entries"),
                settings.bytes("snapshot-chunk-bytes", 1, MESSAGE_BYTES_MAX),
                settings.count("catch-up-rounds-max"),
                settings.duration("catch-up-round-timeout").atLeast("election-timeout-min"),
                settings.count("sessions-max"));
    }
}
