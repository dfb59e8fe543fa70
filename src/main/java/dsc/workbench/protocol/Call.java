package dsc.workbench.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Set;

/**
 * What a client asks of a node.
 *
 * @param session the client's session, or 0 for none
 * @param sequence the operation's number within the session, from 1. The same number asks for the same operation again,
 *     which then takes effect at most once.
 * @param function such as {@code read}
 * @param key what it is about, or null
 * @param value the argument: a string, a list of strings, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Call(long session, long sequence, String function, String key, Object value) {

    /** Opens a session; its number is the result. */
    public static final String OPEN_SESSION = "open-session";

    /** Hands leadership over, to the node named by {@code value} or to the most up-to-date one. */
    public static final String TRANSFER_LEADERSHIP = "transfer-leadership";

    /** Takes the node named by {@code value} into the group. */
    public static final String ADD_SERVER = "add-server";

    /** Takes the node named by {@code value} out of the group. */
    public static final String REMOVE_SERVER = "remove-server";

    /** Those that say nothing of what clients keep in the cluster. */
    public static final Set<String> ADMINISTRATIVE =
            Set.of(OPEN_SESSION, TRANSFER_LEADERSHIP, ADD_SERVER, REMOVE_SERVER);

    public Call {
        if (function == null || function.isBlank()) {
            throw new IllegalArgumentException("a call names its function");
        }
        if (session < 0 || sequence < 0) {
            throw new IllegalArgumentException(
                    "session and sequence must not be negative: " + session + ", " + sequence);
        }
    }

    /** A call outside any session. */
    public static Call of(String function, String key, Object value) {
        return new Call(0, 0, function, key, value);
    }

    /** The same call as number {@code sequence} of {@code session}. */
    public Call in(long session, long sequence) {
        return new Call(session, sequence, function, key, value);
    }
}
