package dsc.workbench.checkers.registers;

import static dsc.workbench.checkers.registers.Access.NONE;
import static dsc.workbench.checkers.registers.RegisterHistory.FINAL_SNAPSHOT;
import static dsc.workbench.checkers.registers.RegisterHistory.FUNCTIONS;
import static dsc.workbench.checkers.registers.RegisterHistory.READ;
import static dsc.workbench.checkers.registers.RegisterHistory.SNAPSHOT;
import static dsc.workbench.checkers.registers.RegisterHistory.WRITE;

import dsc.workbench.checkers.Completions;
import dsc.workbench.checkers.ModelMismatchException;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.history.Edn;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import dsc.workbench.history.Operation.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Reads a {@link RegisterHistory} from what was recorded. */
final class RegisterParser {

    /** What an operation is about: one value under one key. */
    private record Cell(Object key, Object value) {}

    private final Map<Object, Integer> keys = new LinkedHashMap<>();

    /** The write of each value that took effect, or may have. */
    private final Map<Cell, Operation> writers = new HashMap<>();

    private final Map<Cell, Operation> failed = new HashMap<>();

    /** What each observation saw, without nil, in the order of invocations. */
    private final Map<Operation, Map<Object, Object>> seen = new LinkedHashMap<>();

    /** The writes that somebody saw. */
    private final Set<Operation> observed = new HashSet<>();

    private final Map<Long, Integer> sessions = new HashMap<>();
    private final Map<Integer, Integer> sizes = new HashMap<>();

    private RegisterParser() {}

    /**
     * @throws ModelMismatchException when the history is not one of registers, or two writes that may have taken effect
     *     have one value under one key
     */
    static RegisterHistory parse(History history) {
        RegisterParser parser = new RegisterParser();
        history.operations().forEach(parser::add);
        Optional<Verdict> nowhere = parser.nowhere();
        List<Access> accesses = nowhere.isPresent() ? List.of() : parser.accesses(history.operations());
        return new RegisterHistory(List.copyOf(parser.keys.keySet()), accesses, nowhere);
    }

    private void add(Operation operation) {
        boolean ok = operation.outcome() == Outcome.OK;
        switch (operation.function()) {
            case WRITE -> addWrite(operation);
            case READ -> {
                Object key = requireKey(operation);
                Completions.requireRead(operation, operation.argument(), operation.result());
                if (ok) {
                    seen.put(operation, operation.result() == null ? Map.of() : Map.of(key, operation.result()));
                }
            }
            case SNAPSHOT, FINAL_SNAPSHOT -> {
                if (ok) {
                    seen.put(operation, requireMap(operation));
                }
            }
            default ->
                throw new ModelMismatchException(
                        operation.start(),
                        "event " + operation.start() + " is of the function " + operation.function()
                                + "; a history of registers has " + String.join(", ", FUNCTIONS));
        }
    }

    private void addWrite(Operation write) {
        Cell cell = new Cell(requireKey(write), write.argument());
        if (write.argument() == null) {
            throw new ModelMismatchException(
                    write.start(), "event " + write.start() + " writes nil, which is what nobody has written");
        }
        Completions.requireUpdate(write, write.argument(), write.result());
        if (write.outcome() == Outcome.FAILED) {
            failed.put(cell, write);
            return;
        }
        Operation before = writers.put(cell, write);
        if (before != null) {
            throw new ModelMismatchException(
                    write.start(),
                    "event " + write.start() + " writes " + Edn.print(cell.value()) + " under the key "
                            + Edn.print(cell.key()) + ", as event " + before.start()
                            + " does; each value must be written once under a key");
        }
    }

    private Object requireKey(Operation operation) {
        if (operation.key() == null) {
            throw new ModelMismatchException(
                    operation.start(),
                    "event " + operation.start() + " is a " + operation.function() + " without :key");
        }
        keys.putIfAbsent(operation.key(), keys.size());
        return operation.key();
    }

    /** What a snapshot saw, without nil. */
    private Map<Object, Object> requireMap(Operation snapshot) {
        if (!(snapshot.result() instanceof Map<?, ?> map)
                || map.keySet().stream().anyMatch(Objects::isNull)) {
            throw new ModelMismatchException(
                    snapshot.end(),
                    "event " + snapshot.end() + " answers " + Edn.print(snapshot.result())
                            + ", which is not a map of keys and values");
        }
        // The map may be a sorted one, which can be asked only for keys of one kind.
        Map<Object, Object> values = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            keys.putIfAbsent(key, keys.size());
            if (value != null) {
                values.put(key, value);
            }
        });
        return values;
    }

    private Optional<Verdict> nowhere() {
        for (Map.Entry<Operation, Map<Object, Object>> each : seen.entrySet()) {
            for (Map.Entry<Object, Object> entry : each.getValue().entrySet()) {
                Cell cell = new Cell(entry.getKey(), entry.getValue());
                Operation writer = writers.get(cell);
                if (writer == null) {
                    return Optional.of(nowhere(each.getKey(), cell));
                }
                observed.add(writer);
            }
        }
        return Optional.empty();
    }

    private Verdict nowhere(Operation reader, Cell cell) {
        Operation failure = failed.get(cell);
        return Verdict.invalid(
                "a value from nowhere: " + Wording.saw(reader, cell.key(), cell.value()) + ", which "
                        + (failure == null
                                ? "nobody wrote"
                                : "only a write that failed had (event " + failure.start() + ")"),
                new Verdict.Evidence(
                        cell.key(),
                        failure == null ? List.of() : List.of(failure),
                        "",
                        List.of(reader),
                        "Each value that is seen was written, by an operation that did not fail."));
    }

    private List<Access> accesses(List<Operation> operations) {
        List<Operation> taking = operations.stream().filter(this::takesPart).toList();
        Map<Operation, Integer> ids = new HashMap<>();
        taking.forEach(operation -> ids.put(operation, ids.size()));
        List<Access> accesses = new ArrayList<>(taking.size());
        List<Object> names = List.copyOf(keys.keySet());
        for (Operation operation : taking) {
            int session = sessions.computeIfAbsent(operation.process(), unseen -> sessions.size());
            int place = sizes.merge(session, 1, Integer::sum) - 1;
            boolean writes = operation.function().equals(WRITE);
            int[] observes = writes ? new int[0] : observedKeys(operation);
            int[] sources = new int[observes.length];
            for (int at = 0; at < observes.length; at++) {
                Object key = names.get(observes[at]);
                Object value = seen.get(operation).get(key);
                sources[at] = value == null ? NONE : ids.get(writers.get(new Cell(key, value)));
            }
            accesses.add(new Access(
                    accesses.size(),
                    operation,
                    session,
                    place,
                    writes ? Objects.requireNonNull(keys.get(operation.key())) : NONE,
                    observes,
                    sources));
        }
        return accesses;
    }

    private boolean takesPart(Operation operation) {
        return operation.function().equals(WRITE)
                ? operation.outcome() == Outcome.OK || observed.contains(operation)
                : operation.outcome() == Outcome.OK;
    }

    private int[] observedKeys(Operation operation) {
        boolean all =
                operation.function().equals(SNAPSHOT) || operation.function().equals(FINAL_SNAPSHOT);
        if (!all) {
            return new int[] {keys.get(operation.key())};
        }
        int[] numbers = new int[keys.size()];
        Arrays.setAll(numbers, number -> number);
        return numbers;
    }
}
