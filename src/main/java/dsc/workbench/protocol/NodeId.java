package dsc.workbench.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** The name of a node, such as {@code n1}: letters, digits and hyphens. It stays the same over restarts. */
public record NodeId(@JsonValue String value) implements Comparable<NodeId> {

    static final String FORM = "1 to 32 letters, digits or hyphens";

    private static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9-]{1,32}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public NodeId {
        if (!isOne(value)) {
            throw new IllegalArgumentException("a node id is " + FORM + ", not " + ArgumentType.Text.quoted(value));
        }
    }

    static boolean isOne(String value) {
        return value != null && PATTERN.matcher(value).matches();
    }

    /** As a record's own, which takes several calls until it is compiled well, and is asked at every message. */
    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof NodeId(String otherValue) && value.equals(otherValue);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public int compareTo(NodeId other) {
        return this == other ? 0 : value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
