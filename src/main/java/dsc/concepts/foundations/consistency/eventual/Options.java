package dsc.concepts.foundations.consistency.eventual;

import dsc.concepts.shared.Portion;
import dsc.workbench.protocol.Settings;
import java.time.Duration;

/**
 * The settings at {@code dsc.eventual}.
 *
 * @param interval how long a node waits between two peers with which it compares what they hold, 10 ms or more
 * @param digestChars about how many characters of a digest go into one message, 1 to 65,536
 * @param snapshotEvents events after which a snapshot is taken, 1 or more
 */
record Options(Duration interval, int digestChars, int snapshotEvents) {

    private static final Duration INTERVAL_MIN = Duration.ofMillis(10);

    static Options from(Settings settings) {
        return new Options(
                settings.duration("interval").atLeast(INTERVAL_MIN),
                settings.count("digest-chars", 1, Portion.CHARS_MAX),
                settings.count("snapshot-events"));
    }
}
