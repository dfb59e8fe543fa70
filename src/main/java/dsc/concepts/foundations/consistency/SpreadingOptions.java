package dsc.concepts.foundations.consistency;

import dsc.concepts.shared.Portion;
import dsc.workbench.protocol.Settings;
import java.time.Duration;

/**
 * The settings of a spreading store, at {@code dsc.causal} and {@code dsc.sessions}.
 *
 * @param interval how long a node waits between two peers that it tells which writes it has, 10 ms or more
 * @param operationTimeout how long a client's operation waits for what that client has seen
 * @param messageChars about how many characters go into one message, 1 to 65,536
 * @param snapshotEntries how many writes a node keeps one by one at least, how many it keeps waiting at most, and
 *     events after which a snapshot is taken, 1 or more
 */
public record SpreadingOptions(Duration interval, Duration operationTimeout, int messageChars, int snapshotEntries) {

    private static final Duration INTERVAL_MIN = Duration.ofMillis(10);

    public static SpreadingOptions from(Settings settings) {
        return new SpreadingOptions(
                settings.duration("interval").atLeast(INTERVAL_MIN),
                settings.positive("operation-timeout"),
                settings.count("message-chars", 1, Portion.CHARS_MAX),
                settings.count("snapshot-entries"));
    }
}
