package dsc.workbench.checkers;

import dsc.workbench.history.Edn;
import dsc.workbench.history.Operation;
import java.util.Objects;

/** Whether the value of a completion fits that of its invocation. An operation that failed, or may have, fits any. */
public final class Completions {

    private Completions() {}

    /**
     * An update that took effect is completed with its argument, as Jepsen's clients do, or with nil.
     *
     * @throws ModelMismatchException if it is completed with something else
     */
    public static void requireUpdate(Operation operation, Object argument, Object result) {
        if (isKnown(operation) && result != null && !result.equals(argument)) {
            throw new ModelMismatchException(
                    operation.end(),
                    "event " + operation.end() + " completes a " + operation.function() + " with the value "
                            + Edn.print(result) + ", and it was invoked (event " + operation.start() + ") with "
                            + Edn.print(argument));
        }
    }

    /**
     * A read is invoked with nil, or with what it returned, as Knossos completes histories.
     *
     * @throws ModelMismatchException if it is invoked with something else
     */
    public static void requireRead(Operation operation, Object argument, Object result) {
        if (isKnown(operation) && argument != null && !Objects.equals(result, argument)) {
            throw new ModelMismatchException(
                    operation.start(),
                    "event " + operation.start() + " invokes a " + operation.function() + " with the value "
                            + Edn.print(argument) + ", which is not what it returned (event " + operation.end() + ": "
                            + Edn.print(result) + "); a read has no argument");
        }
    }

    private static boolean isKnown(Operation operation) {
        return operation.outcome() == Operation.Outcome.OK;
    }
}
