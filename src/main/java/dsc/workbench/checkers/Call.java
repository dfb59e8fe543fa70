package dsc.workbench.checkers;

import dsc.workbench.history.Operation;
import java.util.Arrays;

/**
 * An operation as a model sees it.
 *
 * @param operation what was recorded
 * @param key which independent object it is about, or null where the history has one object
 * @param function the model's name for what it does
 * @param argument what it was invoked with, without the key
 * @param result what a read returned, without the key; null for everything else
 * @param effect how it bears on the state
 * @param known whether it took effect for certain; if not, it may take effect at any later time, or never
 */
public record Call(
        Operation operation,
        Object key,
        String function,
        Object argument,
        Object result,
        Effect effect,
        boolean known) {

    /** How a call bears on the state. */
    public enum Effect {
        /** Leaves the state as it is. */
        READ,
        /** Leaves a state that does not depend on the one before, and is never refused. */
        OVERWRITE,
        /** Anything else. */
        UPDATE
    }

    /** What it does, apart from when it was asked for: calls of equal content take the same steps. */
    Object content() {
        return effect == Effect.READ
                ? Arrays.asList(function, argument, result, known)
                : Arrays.asList(function, argument);
    }

    /** This call, had the history ended before its completion. */
    Call pending() {
        return new Call(operation, key, function, argument, null, effect, false);
    }
}
