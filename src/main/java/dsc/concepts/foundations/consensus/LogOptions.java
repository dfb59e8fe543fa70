package dsc.concepts.foundations.consensus;

import dsc.concepts.shared.Portion;
import dsc.workbench.protocol.Settings;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;

/**
 * The settings of servers that agree on a log of commands, at {@code dsc.multipaxos} and {@code dsc.zab}.
 *
 * @param electionTimeoutMin without a word from a leader for this long, a server may stand
 * @param electionTimeoutMax and for this long, it does; each wait is drawn between the two
 * @param heartbeatInterval how often a leader says that it is there, and asks again for what was not answered
 * @param batchEntriesMax commands in one message, 1 or more
 * @param batchBytesMax roughly their size, 1 byte to 224 KiB: a message must fit into one of Artery's frames
 * @param inFlightEntriesMax indexes for which a leader has proposed something and which are not executed yet, 1 or more
 * @param snapshotEntries commands executed since the last image at which the next is made, and events after which the
 *     journal takes a snapshot, 1 or more
 * @param imagePieceBytes size of the pieces in which an image is sent, 1 byte to 224 KiB
 * @param sessionsMax client sessions that the store remembers, 1 or more; the same on all servers, and not changed as
 *     long as their journals are kept, since the result of a command depends on it
 */
public record LogOptions(
        Duration electionTimeoutMin,
        Duration electionTimeoutMax,
        Duration heartbeatInterval,
        int batchEntriesMax,
        int batchBytesMax,
        int inFlightEntriesMax,
        int snapshotEntries,
        int imagePieceBytes,
        int sessionsMax) {

    private static final int MESSAGE_BYTES_MAX = 224 * 1_024;

    public static LogOptions from(Settings settings) {
        return new LogOptions(
                settings.duration("election-timeout-min").atLeast("heartbeat-interval", 2),
                settings.duration("election-timeout-max").atLeast("election-timeout-min"),
                settings.positive("heartbeat-interval"),
                settings.count("batch-entries-max"),
                settings.bytes("batch-bytes-max", 1, MESSAGE_BYTES_MAX),
                settings.count("in-flight-entries-max"),
                settings.count("snapshot-entries"),
                settings.bytes("image-piece-bytes", 1, MESSAGE_BYTES_MAX),
                settings.count("sessions-max"));
    }

    public Duration electionTimeout(RandomGenerator random) {
        long least = electionTimeoutMin.toNanos();
        return Duration.ofNanos(least + random.nextLong(electionTimeoutMax.toNanos() - least + 1));
    }

    /**
     * The first of {@code commands}, as many as fit into a message, and one at least.
     *
     * @param sizeBytes of one, roughly
     */
    public <C> List<C> batch(Collection<C> commands, ToIntFunction<C> sizeBytes) {
        List<C> fitting = Portion.of(commands, batchBytesMax, sizeBytes).taken();
        return fitting.subList(0, Math.min(fitting.size(), batchEntriesMax));
    }
}
