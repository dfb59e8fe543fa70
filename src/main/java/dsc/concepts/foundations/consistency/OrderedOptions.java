package dsc.concepts.foundations.consistency;

import dsc.concepts.shared.Portion;
import dsc.workbench.protocol.Settings;
import java.time.Duration;

/**
 * The settings of an ordered store, at {@code dsc.linearizable} and {@code dsc.sequential}.
 *
 * @param resendAfter how long a node waits before it submits again, and the sequencer before it says again how long the
 *     log is
 * @param operationTimeout how long a node tries to serve a client
 * @param messageChars about how many characters go into one message, 1 to 65,536
 * @param snapshotEntries how many entries of the log a node keeps at least, and events after which a snapshot is taken,
 *     1 or more
 */
public record OrderedOptions(Duration resendAfter, Duration operationTimeout, int messageChars, int snapshotEntries) {

    public static OrderedOptions from(Settings settings) {
        return new OrderedOptions(
                settings.positive("resend-after"),
                settings.positive("operation-timeout"),
                settings.count("message-chars", 1, Portion.CHARS_MAX),
                settings.count("snapshot-entries"));
    }
}
