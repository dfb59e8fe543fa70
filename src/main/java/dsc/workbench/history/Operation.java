package dsc.workbench.history;

import java.util.Objects;

/**
 * A client's operation from invocation to completion.
 *
 * @param id the position among the history's operations, in the order of invocation, from 0
 * @param invocation the event that began it
 * @param completion the event that ended it; an {@link Event.Type#INFO} event when its outcome is unknown, null when
 *     the history ends without one, which means the same
 * @param start position of the invocation among the history's events
 * @param end position of the completion among the history's events; {@link Integer#MAX_VALUE} when the outcome is
 *     unknown, since such an operation may take effect at any later time
 */
public record Operation(int id, Event invocation, Event completion, int start, int end) {

    /** What is known about an operation's effect. */
    public enum Outcome {
        OK,
        FAILED,
        UNKNOWN
    }

    public Operation {
        Objects.requireNonNull(invocation, "invocation");
        if (end <= start) {
            throw new IllegalArgumentException("an operation ends after it starts: " + start + ".." + end);
        }
    }

    public long process() {
        return invocation.process();
    }

    public String function() {
        return invocation.function();
    }

    public Object key() {
        return invocation.key();
    }

    /** The argument, as invoked. */
    public Object argument() {
        return invocation.value();
    }

    /** What the client was told; null when it was told nothing. */
    public Object result() {
        return outcome() == Outcome.OK ? completion.value() : null;
    }

    public Outcome outcome() {
        if (completion == null) {
            return Outcome.UNKNOWN;
        }
        return switch (completion.type()) {
            case OK -> Outcome.OK;
            case FAIL -> Outcome.FAILED;
            case INFO, INVOKE -> Outcome.UNKNOWN;
        };
    }
}
