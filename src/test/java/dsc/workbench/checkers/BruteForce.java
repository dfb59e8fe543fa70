package dsc.workbench.checkers;

import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import dsc.workbench.history.Operation.Outcome;
import java.util.List;
import java.util.Objects;

/**
 * Tries every order of a handful of operations on one key: the definition of linearizability, word for word, with
 * semantics of its own. The state is the value itself.
 *
 * @param realTime whether an order must agree with real time; without it, the definition is sequential consistency's
 *     weaker sister, which accepts too much
 */
record BruteForce(Object init, boolean realTime) {

    private static final Object REFUSED = new Object();

    boolean linearizable(History history) {
        List<Operation> operations = history.operations().stream()
                .filter(operation -> operation.outcome() != Outcome.FAILED)
                .toList();
        return orderable(operations, new boolean[operations.size()], init);
    }

    private boolean orderable(List<Operation> operations, boolean[] ordered, Object state) {
        boolean done = true;
        for (int at = 0; at < ordered.length; at++) {
            done &= ordered[at] || operations.get(at).outcome() == Outcome.UNKNOWN;
        }
        if (done) {
            return true;
        }
        for (int at = 0; at < ordered.length; at++) {
            if (ordered[at] || realTime && !mayComeNext(operations, ordered, operations.get(at))) {
                continue;
            }
            Object after = apply(state, operations.get(at));
            if (after != REFUSED) {
                ordered[at] = true;
                if (orderable(operations, ordered, after)) {
                    return true;
                }
                ordered[at] = false;
            }
        }
        return false;
    }

    private static boolean mayComeNext(List<Operation> operations, boolean[] ordered, Operation next) {
        for (int at = 0; at < ordered.length; at++) {
            if (!ordered[at] && operations.get(at).end() < next.start()) {
                return false;
            }
        }
        return true;
    }

    private static Object apply(Object state, Operation operation) {
        Object argument = operation.argument();
        return switch (operation.function()) {
            case "read", "get" ->
                operation.outcome() == Outcome.UNKNOWN || Objects.equals(state, operation.result()) ? state : REFUSED;
            case "write", "put" -> argument;
            case "append" -> state + (String) argument;
            case "increment" -> {
                Object next = (Long) state + 1;
                yield operation.outcome() == Outcome.UNKNOWN || next.equals(operation.result()) ? next : REFUSED;
            }
            default -> {
                List<?> pair = (List<?>) argument;
                yield Objects.equals(state, pair.get(0)) ? pair.get(1) : REFUSED;
            }
        };
    }
}
