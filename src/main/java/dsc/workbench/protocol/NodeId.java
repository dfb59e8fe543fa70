package dsc.workbench.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The name of a node, such as {@code n1}: letters, digits and hyphens. It stays the same over restarts. */
public record NodeId(@JsonValue String value) implements Comparable<NodeId> {

    @JsonCreator
    public NodeId {
        if (!value.matches("[A-Za-z0-9-]{1,32}")) {
            throw new IllegalArgumentException(
                    "a node id is 1 to 32 letters, digits or hyphens, not \"" + value + "\"");
        }
    }

    @Override
    public int compareTo(NodeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
