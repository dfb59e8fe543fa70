package dsc.concepts.foundations.conflictresolution;

import dsc.workbench.protocol.Settings;
import java.time.Duration;

/**
 * The timing and sizes of a replica, from the configuration at {@code dsc.<scenario>}. Sizes are of what is sent, at
 * most; a frame of Artery, of 256 KiB, has room for what is around it as well.
 *
 * @param gossipInterval how often a replica compares itself with another one, drawn anew each time
 * @param snapshotEvents events after which a snapshot is taken, 1 or more
 * @param messageBytesMax roughly the size at which a message takes no further key, 1 byte to 240 KiB
 * @param cartBytesMax size of a cart that an element is added to, 1 byte to 28 KiB: if 8 nodes, which is as many as a
 *     cluster has, fill theirs while they do not hear of each other, a client that merges these siblings still has a
 *     version that can be sent
 * @param versionBytesMax size of a version that is written, {@code cartBytesMax} to 240 KiB
 */
public record ReplicaSettings(
        Duration gossipInterval, int snapshotEvents, int messageBytesMax, int cartBytesMax, int versionBytesMax) {

    private static final int MESSAGE_BYTES_MAX = 240 * 1_024;
    private static final int CART_BYTES_MAX = 28 * 1_024;

    public static ReplicaSettings from(Settings settings) {
        int cartBytesMax = settings.bytes("cart-bytes-max", 1, CART_BYTES_MAX);
        return new ReplicaSettings(
                settings.positive("gossip-interval"),
                settings.count("snapshot-events"),
                settings.bytes("message-bytes-max", 1, MESSAGE_BYTES_MAX),
                cartBytesMax,
                settings.bytes("version-bytes-max", cartBytesMax, MESSAGE_BYTES_MAX));
    }
}
