package dsc.concepts.foundations.conflictresolution;

import dsc.workbench.protocol.Settings;
import java.time.Duration;

/**
 * The timing of a replica, from the configuration at {@code dsc.<scenario>}.
 *
 * @param gossipInterval how often a replica compares itself with another one, drawn anew each time
 * @param snapshotEvents events after which a snapshot is taken, 1 or more
 */
public record ReplicaSettings(Duration gossipInterval, int snapshotEvents) {

    public static ReplicaSettings from(Settings settings) {
        return new ReplicaSettings(settings.positive("gossip-interval"), settings.count("snapshot-events"));
    }
}
