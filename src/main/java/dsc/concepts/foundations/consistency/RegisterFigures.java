package dsc.concepts.foundations.consistency;

import dsc.workbench.checkers.registers.ConvergedRegisters;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import dsc.workbench.history.Operation.Outcome;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a history of registers shows beside its verdict. A write is older than another if it was acknowledged before the
 * other one began; a store may order them the other way round.
 */
final class RegisterFigures {

    /** A write as it is seen: its key and its value. */
    private record Seen(Object key, Object value) {}

    private final History history;
    private final Map<Seen, Operation> writes = new HashMap<>();

    private RegisterFigures(History history) {
        this.history = history;
        for (Operation operation : history.operations()) {
            if (operation.function().equals(RegisterMap.WRITE) && operation.outcome() != Outcome.FAILED) {
                writes.put(new Seen(operation.key(), operation.argument()), operation);
            }
        }
    }

    /** Name to number, in the order to show. */
    static Map<String, Long> of(History history) {
        RegisterFigures figures = new RegisterFigures(history);
        Map<String, Long> named = new LinkedHashMap<>();
        named.put("reads of what was older than the client had seen", figures.readsThatWentBack());
        named.putAll(ConvergedRegisters.figures(history));
        return named;
    }

    /** A client has seen what it read and what it wrote. */
    private long readsThatWentBack() {
        // When the newest write that a process has seen under a key began, as a place in the history.
        Map<Long, Map<Object, Integer>> begun = new HashMap<>();
        long count = 0;
        for (Operation operation : history.operations()) {
            if (operation.outcome() != Outcome.OK) {
                continue;
            }
            Map<Object, Integer> newest = begun.computeIfAbsent(operation.process(), process -> new HashMap<>());
            count += switch (operation.function()) {
                case RegisterMap.WRITE -> {
                    newest.merge(operation.key(), operation.start(), Math::max);
                    yield 0;
                }
                case RegisterMap.READ -> wentBack(newest, operation.key(), operation.result()) ? 1 : 0;
                case RegisterMap.SNAPSHOT -> snapshotWentBack(newest, operation.result()) ? 1 : 0;
                default -> 0;
            };
        }
        return count;
    }

    /** A key that is missing counts as older than any value of it. */
    private boolean snapshotWentBack(Map<Object, Integer> newest, Object result) {
        Map<?, ?> values = result instanceof Map<?, ?> map ? map : Map.of();
        Map<Object, Object> read = new HashMap<>(values);
        newest.keySet().forEach(key -> read.putIfAbsent(key, null));
        boolean wentBack = false;
        for (Map.Entry<Object, Object> each : read.entrySet()) {
            wentBack |= wentBack(newest, each.getKey(), each.getValue());
        }
        return wentBack;
    }

    private boolean wentBack(Map<Object, Integer> newest, Object key, Object value) {
        int seen = newest.getOrDefault(key, -1);
        Optional<Operation> write = Optional.ofNullable(writes.get(new Seen(key, value)));
        write.ifPresent(operation -> newest.merge(key, operation.start(), Math::max));
        return value == null
                ? seen >= 0
                : write.filter(operation -> operation.end() < seen).isPresent();
    }
}
