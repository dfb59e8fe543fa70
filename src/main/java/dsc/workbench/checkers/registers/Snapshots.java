package dsc.workbench.checkers.registers;

import dsc.workbench.checkers.Checker;
import dsc.workbench.history.Event;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import dsc.workbench.history.Operation.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Snapshots as reads, for checkers that know one key at a time. */
public final class Snapshots {

    private Snapshots() {}

    /** A checker that sees each snapshot as reads, and histories without one as they are. */
    public static Checker asReads(Checker checker) {
        return Checker.named(
                checker.name(),
                checker.sentence(),
                (history, budget) -> checker.check(
                        history.operations().stream().anyMatch(Snapshots::isSnapshot) ? asReads(history) : history,
                        budget));
    }

    /**
     * The history with a {@code read} of each key in place of each {@code snapshot} and {@code final-snapshot}, all
     * from its invocation to its completion. A key that a snapshot does not have was read as nil, if the history has it
     * elsewhere. Snapshots without an answer are left out. Positions of events are others than before, so that none is
     * there twice; times and processes are the same.
     *
     * <p>That a snapshot saw all keys at one moment is lost: {@code sequential} decides on that.
     *
     * @throws dsc.workbench.checkers.ModelMismatchException when the history is not one of registers
     */
    public static History asReads(History history) {
        Set<Object> keys = new LinkedHashSet<>(RegisterParser.parse(history).keys());
        Operation[] startingAt = new Operation[history.events().size()];
        Operation[] endingAt = new Operation[history.events().size()];
        for (Operation operation : history.operations()) {
            startingAt[operation.start()] = operation;
            if (operation.end() < endingAt.length) {
                endingAt[operation.end()] = operation;
            }
        }
        List<Event> events = new ArrayList<>();
        int[] starts = new int[history.operations().size()];
        int[] ends = new int[starts.length];
        for (int at = 0; at < startingAt.length; at++) {
            Event event = history.events().get(at);
            Operation begun = startingAt[at];
            Operation ended = endingAt[at];
            if (begun != null) {
                starts[begun.id()] = events.size();
            }
            if (ended != null) {
                ends[ended.id()] = events.size();
            }
            Operation operation = begun == null ? ended : begun;
            if (operation == null || !isSnapshot(operation)) {
                events.add(event);
            } else if (operation.outcome() == Outcome.OK) {
                keys.forEach(key -> events.add(read(event, key)));
            }
        }
        return new History(events, operations(history, keys, events, starts, ends));
    }

    private static List<Operation> operations(
            History history, Set<Object> keys, List<Event> events, int[] starts, int[] ends) {
        List<Operation> operations = new ArrayList<>();
        for (Operation operation : history.operations()) {
            int start = starts[operation.id()];
            int end = operation.end() == Integer.MAX_VALUE ? Integer.MAX_VALUE : ends[operation.id()];
            if (!isSnapshot(operation)) {
                operations.add(
                        new Operation(operations.size(), operation.invocation(), operation.completion(), start, end));
            } else if (operation.outcome() == Outcome.OK) {
                for (int at = 0; at < keys.size(); at++) {
                    operations.add(new Operation(
                            operations.size(), events.get(start + at), events.get(end + at), start + at, end + at));
                }
            }
        }
        return operations;
    }

    private static boolean isSnapshot(Operation operation) {
        return operation.function().equals(RegisterHistory.SNAPSHOT)
                || operation.function().equals(RegisterHistory.FINAL_SNAPSHOT);
    }

    private static Event read(Event event, Object key) {
        boolean answered = event.type() == Event.Type.OK;
        Object value = null;
        if (answered) {
            // A sorted map can be asked only for keys of one kind.
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) event.value()).entrySet()) {
                value = entry.getKey().equals(key) ? entry.getValue() : value;
            }
        }
        return new Event(event.process(), event.type(), RegisterHistory.READ, key, value, event.timeNanos(), null);
    }
}
