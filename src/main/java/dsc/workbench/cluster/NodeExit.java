package dsc.workbench.cluster;

import java.util.Arrays;
import java.util.Optional;

/** The exit statuses by which a node tells why it ended. */
public enum NodeExit {
    /** The same as in {@code conf/node.conf}, where Pekko reads it. */
    DOWNED(70, "the split-brain resolver downed it"),
    PORT_TAKEN(71, "another process took its port"),
    ORPHANED(72, "the launcher is gone"),
    START_FAILED(73, "it could not start"),
    /** It threw: it found one of its own rules broken. */
    PROTOCOL_FAILED(74, "the protocol's actor failed"),
    /** It ended without having failed: something told it to. */
    PROTOCOL_STOPPED(75, "the protocol's actor was stopped"),
    /** Actors that the cluster needs ended while the node was a member: no member had downed it. */
    TERMINATED(76, "its actor system was ended from outside, and no member had downed it");

    private final int status;
    private final String reason;

    NodeExit(int status, String reason) {
        this.status = status;
        this.reason = reason;
    }

    public int status() {
        return status;
    }

    public String reason() {
        return reason;
    }

    public static Optional<NodeExit> of(int status) {
        return Arrays.stream(values()).filter(exit -> exit.status == status).findFirst();
    }
}
