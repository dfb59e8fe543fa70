package dsc.workbench.checkers;

import dsc.workbench.history.Edn;
import dsc.workbench.history.Operation;
import java.util.List;

/** An operation's key, argument and result apart, however the history joins them. */
record Keyed(Object key, Object argument, Object result) {

    static final String SINGLE_REGISTER = "; for a history of a single register there is the model cas-register";

    /** Reads a history whose values hold nothing but values; a key, if there is one, stands by itself. */
    static Keyed plain(Operation operation) {
        return new Keyed(operation.key(), operation.argument(), operation.result());
    }

    /**
     * Reads a history whose key stands by itself, or within the value, as in the tuples {@code [key value]} of Jepsen's
     * {@code jepsen.independent}.
     *
     * @throws ModelMismatchException when there is no key
     */
    static Keyed keyed(String model, Operation operation) {
        if (operation.key() != null) {
            return plain(operation);
        }
        if (!(operation.argument() instanceof List<?> tuple) || tuple.size() != 2) {
            throw new ModelMismatchException(
                    operation.start(),
                    "event " + operation.start()
                            + " has neither a :key nor a :value [key value], one of which the model " + model
                            + " needs; for a history of a single register there is the model cas-register");
        }
        Object key = tuple.get(0);
        if (operation.outcome() != Operation.Outcome.OK || operation.result() == null) {
            return new Keyed(key, tuple.get(1), null);
        }
        if (operation.result() instanceof List<?> result
                && result.size() == 2
                && java.util.Objects.equals(result.get(0), key)) {
            return new Keyed(key, tuple.get(1), result.get(1));
        }
        throw new ModelMismatchException(
                operation.end(),
                "event " + operation.end() + " completes an operation on key " + Edn.print(key) + " with "
                        + Edn.print(operation.result()) + ", which is not a tuple [key value] of that key");
    }
}
