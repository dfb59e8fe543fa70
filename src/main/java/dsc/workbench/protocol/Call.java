package dsc.workbench.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * What a client asks of a node.
 *
 * @param session the client's session, or 0 for none
 * @param sequence the operation's number within the session, from 1. The same number asks for the same operation again,
 *     which then takes effect at most once.
 * @param function such as {@code read}
 * @param key what it is about, or null
 * @param value the argument: a string, a list of strings, or null
 * @param context the last one that the client was given back ({@link Reply.Ok#context}), or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Call(
        long session,
        long sequence,
        String function,
        String key,
        Object value,
        @JsonInclude(JsonInclude.Include.NON_NULL) String context) {

    /** Opens a session; its number is the result. */
    public static final String OPEN_SESSION = "open-session";

    /** Hands leadership over, to the node named by {@code value} or to the most up-to-date one. */
    public static final String TRANSFER_LEADERSHIP = "transfer-leadership";

    /** Takes the node named by {@code value} into the group. */
    public static final String ADD_SERVER = "add-server";

    /** Takes the node named by {@code value} out of the group. */
    public static final String REMOVE_SERVER = "remove-server";

    public Call {
        if (function == null || function.isBlank()) {
            throw new IllegalArgumentException("a call names its function");
        }
        if (session < 0 || sequence < 0) {
            throw new IllegalArgumentException(
                    "session and sequence must not be negative: " + session + ", " + sequence);
        }
        if (session > 0 && sequence < 1) {
            throw new IllegalArgumentException("within a session, operations are numbered from 1");
        }
    }

    /** A call without a context. */
    public Call(long session, long sequence, String function, String key, Object value) {
        this(session, sequence, function, key, value, null);
    }

    /** A call outside any session. */
    public static Call of(String function, String key, Object value) {
        return new Call(0, 0, function, key, value);
    }

    /** The same call as number {@code sequence} of {@code session}. */
    public Call in(long session, long sequence) {
        return new Call(session, sequence, function, key, value, context);
    }

    /** The same call from a client with that context, which may be null. */
    public Call withContext(String context) {
        return new Call(session, sequence, function, key, value, context);
    }

    /** The first argument beside the key, or null if there is none. */
    public String text() {
        return text(0);
    }

    /** The argument beside the key at that place, from 0, or null if there is none. */
    public String text(int at) {
        Object one =
                value instanceof List<?> values ? (at < values.size() ? values.get(at) : null) : at == 0 ? value : null;
        return one == null ? null : one.toString();
    }

    /** The first argument beside the key, which may have been left out. */
    public Optional<String> optionalText() {
        return Optional.ofNullable(text());
    }

    /** All arguments beside the key. */
    public List<String> texts() {
        return value instanceof List<?> values
                ? values.stream().map(String::valueOf).toList()
                : optionalText().stream().toList();
    }

    /** @throws NumberFormatException when the argument at that place is not a whole number */
    public long number(int at) {
        return Long.parseLong(text(at));
    }

    /** The first argument beside the key, a number. */
    public long number() {
        return number(0);
    }

    /** The first argument beside the key, a node's id. */
    public NodeId node() {
        return new NodeId(text());
    }

    /** The first argument beside the key, a node's id which may have been left out. */
    public Optional<NodeId> optionalNode() {
        return optionalText().map(NodeId::new);
    }
}
