package dsc.concepts.foundations.coordination.abd;

import dsc.workbench.protocol.Settings;
import java.time.Duration;

/**
 * How registers are kept, from the configuration at {@code dsc.abd}.
 *
 * @param retryInterval how long a phase waits before it asks again
 * @param attemptsMax how often a phase asks before the operation is given up, 1 or more
 * @param snapshotEvents events after which a snapshot is taken, 1 or more
 */
record AbdSettings(Duration retryInterval, int attemptsMax, int snapshotEvents) {

    static AbdSettings from(Settings settings) {
        return new AbdSettings(
                settings.positive("retry-interval"), settings.count("attempts-max"), settings.count("snapshot-events"));
    }
}
