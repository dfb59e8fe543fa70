package dsc.concepts.foundations.coordination.streaming;

import dsc.concepts.shared.Portion;
import dsc.workbench.protocol.Settings;
import java.time.Duration;

/**
 * The settings at {@code dsc.streaming}.
 *
 * @param processing when the group's position is durable, beside what it made of a record
 * @param partitions how many there are, 1 to 64
 * @param heartbeat how often a member says to the coordinator that it is there
 * @param sessionTimeout after this long without, a member is put out of the group; three heartbeats or more
 * @param resendAfter how long a node waits for an answer until it asks again
 * @param operationTimeout how long a producer's client waits; then the outcome is unknown
 * @param pendingMax how many records may wait for one partition at a node, 1 or more; then none is taken
 * @param batchChars about how many characters of records go into one message, 1 to 65,536
 * @param snapshotEvents events after which a snapshot is taken, 1 or more
 */
record Options(
        Processing processing,
        int partitions,
        Duration heartbeat,
        Duration sessionTimeout,
        Duration resendAfter,
        Duration operationTimeout,
        int pendingMax,
        int batchChars,
        int snapshotEvents) {

    enum Processing {
        /** Result and position in one event. */
        EXACTLY_ONCE,
        /** The result, and then the position. */
        AT_LEAST_ONCE,
        /** The position, and then the result. */
        AT_MOST_ONCE
    }

    private static final int PARTITIONS_MAX = 64;
    private static final int HEARTBEATS = 3;

    static Options from(Settings settings) {
        return new Options(
                settings.choice("processing", Processing.class),
                settings.count("partitions", 1, PARTITIONS_MAX),
                settings.positive("heartbeat"),
                settings.duration("session-timeout").atLeast("heartbeat", HEARTBEATS),
                settings.positive("resend-after"),
                settings.positive("operation-timeout"),
                settings.count("pending-max"),
                settings.count("batch-chars", 1, Portion.CHARS_MAX),
                settings.count("snapshot-events"));
    }
}
