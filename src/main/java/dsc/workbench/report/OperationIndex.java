package dsc.workbench.report;

import dsc.workbench.history.Event;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a history's operations stand in it. A checker may have taken a history apart, by key for example, and then
 * numbers operations anew; their invocations remain the same.
 */
final class OperationIndex {

    private final List<Operation> operations;
    private final Map<Event, Integer> byInvocation = new HashMap<>();

    OperationIndex(History history) {
        this.operations = history.operations();
        for (int at = 0; at < operations.size(); at++) {
            byInvocation.putIfAbsent(operations.get(at).invocation(), at);
        }
    }

    /** The position among the history's operations, or -1 where it holds no such operation. */
    int of(Operation operation) {
        int id = operation.id();
        if (id >= 0 && id < operations.size() && operations.get(id).invocation() == operation.invocation()) {
            return id;
        }
        return byInvocation.getOrDefault(operation.invocation(), -1);
    }

    int[] of(List<Operation> some) {
        return some.stream().mapToInt(this::of).toArray();
    }
}
