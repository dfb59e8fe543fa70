package dsc.workbench.protocol;

import java.util.Map;

/**
 * What a node says of itself: the protocol's state as an immutable value. A scenario's {@link Rules} see all of it,
 * people what is named here.
 */
public interface NodeView {

    /**
     * The name of the detail that lists the ids of the group's nodes, as strings, where groups can change: those of the
     * latest committed group, as far as the node knows.
     */
    String GROUP = "group";

    /**
     * The name of the detail that lists, as {@link #GROUP} does, what the group is to be; null if no change is open.
     */
    String NEXT_GROUP = "nextGroup";

    /**
     * Such as {@code leader}; faults that are aimed at the leader take the node with that role. By default nodes are
     * all alike.
     */
    default String role() {
        return "replica";
    }

    /** The protocol's epoch, or -1 when it has none, as most have. */
    default long term() {
        return -1;
    }

    /** The leader that this node believes in, or null if it knows of none. */
    default String leader() {
        return null;
    }

    /**
     * Everything else worth showing, name to value, in the order to show; values may be null. By default, the
     * components of a record, but for those that are shown already.
     */
    default Map<String, Object> details() {
        return RecordDetails.of(this);
    }
}
