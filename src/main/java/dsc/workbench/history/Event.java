package dsc.workbench.history;

import java.util.Objects;

/**
 * One line of a history, in the shape of Jepsen's: a client (or the nemesis) invokes an operation, or learns how it
 * ended.
 *
 * @param process the client's number, 0 or more; {@link #NEMESIS} for an event of the fault injection. A client whose
 *     operation ended {@link Type#INFO} goes on under another number.
 * @param function the operation's name, such as {@code read}
 * @param key what the operation is about in a history of independent keys, or null
 * @param value the argument at invocation, the result at completion, or null. Scalars are {@code Long}, {@code Double},
 *     {@code Boolean} or {@code String} ({@code BigInteger} beyond 64 bits, {@code BigDecimal} if written exactly); a
 *     collection is a {@code List}, {@code Set} or {@code Map}; what else EDN has is an object of its own, whose
 *     {@code toString} is its EDN.
 * @param timeNanos nanoseconds since the history began, or {@link #NO_TIME}
 * @param error why the operation ended {@link Type#FAIL} or {@link Type#INFO}, or null
 */
public record Event(long process, Type type, String function, Object key, Object value, long timeNanos, String error) {

    /** The process number of fault injection. */
    public static final long NEMESIS = -1;

    /** The time of an event whose recorder wrote none down. */
    public static final long NO_TIME = -1;

    /** How an event stands to its operation. */
    public enum Type {
        /** The operation begins. */
        INVOKE,
        /** It took effect, exactly once, between its invocation and this event. */
        OK,
        /** It did not take effect and never will. */
        FAIL,
        /** Nobody knows: it may have taken effect, may take effect later, or never. */
        INFO
    }

    public Event {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(function, "function");
        if (process < NEMESIS) {
            throw new IllegalArgumentException("process must be 0 or more, or NEMESIS: " + process);
        }
    }

    /** Whether this event belongs to fault injection rather than to a client. */
    public boolean ofNemesis() {
        return process == NEMESIS;
    }
}
