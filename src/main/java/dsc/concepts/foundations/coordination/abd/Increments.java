package dsc.concepts.foundations.coordination.abd;

import dsc.workbench.checkers.Checker;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.history.Event;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import dsc.workbench.history.Operation.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes an increment that returned n for what it is, a read of n − 1 and a write of n, each within its time. One of
 * unknown outcome may have written any value that was seen and that nothing else wrote.
 *
 * @param registers decides about reads and writes
 */
record Increments(Checker registers) implements Checker {

    static final String INCREMENT = "increment";

    private record Value(Object key, Object value) {}

    @Override
    public Verdict check(History history, Duration budget) {
        List<Operation> known = new ArrayList<>();
        Set<Value> written = new HashSet<>();
        Set<Value> seen = new HashSet<>();
        for (Operation operation : history.operations()) {
            for (Operation part : parts(operation)) {
                known.add(part);
                boolean isWrite = part.function().equals("write");
                (isWrite ? written : seen).add(new Value(part.key(), isWrite ? part.argument() : part.result()));
            }
        }
        seen.removeAll(written);
        List<Operation> all = new ArrayList<>(known);
        for (Operation open : history.operations()) {
            if (open.function().equals(INCREMENT) && open.outcome() == Outcome.UNKNOWN) {
                seen.stream()
                        .filter(value -> value.key().equals(open.key()) && value.value() != null)
                        .forEach(value -> all.add(part(open, "write", value.value())));
            }
        }
        return registers.check(new History(history.events(), all), budget);
    }

    private static List<Operation> parts(Operation operation) {
        if (!operation.function().equals(INCREMENT)) {
            return List.of(operation);
        }
        if (operation.outcome() != Outcome.OK) {
            return List.of();
        }
        String count = operation.result().toString();
        Operation write = part(operation, "write", count);
        // A count of 1 came after none, or after a 0 that somebody wrote.
        return count.equals("1")
                ? List.of(write)
                : List.of(part(operation, "read", Long.toString(Long.parseLong(count) - 1)), write);
    }

    private static Operation part(Operation whole, String function, Object value) {
        Event invocation = whole.invocation();
        Event invoked = new Event(
                invocation.process(),
                invocation.type(),
                function,
                invocation.key(),
                function.equals("write") ? value : null,
                invocation.timeNanos(),
                null);
        Event end = whole.completion();
        Event completed = end == null
                ? null
                : new Event(end.process(), end.type(), function, end.key(), value, end.timeNanos(), end.error());
        return new Operation(whole.id(), invoked, completed, whole.start(), whole.end());
    }

    /** How many acknowledged increments returned a count that another one of the same key had returned. */
    static Map<String, Long> figures(History history) {
        Set<Value> counts = new HashSet<>();
        List<Operation> increments = history.operations().stream()
                .filter(operation -> operation.function().equals(INCREMENT) && operation.outcome() == Outcome.OK)
                .toList();
        long twice = increments.stream()
                .filter(increment -> !counts.add(new Value(increment.key(), increment.result())))
                .count();
        return increments.isEmpty()
                ? Map.of()
                : Map.of("increments", (long) increments.size(), "counts given twice", twice);
    }
}
