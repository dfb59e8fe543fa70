package dsc.concepts.foundations.coordination;

import dsc.concepts.shared.KeyValue;
import dsc.workbench.checkers.Checker;
import dsc.workbench.checkers.ModelMismatchException;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.history.Edn;
import dsc.workbench.history.Event;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import dsc.workbench.history.Operation.Outcome;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.Workload;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What clients that count ask, and what is counted of it. Where an increment is a read and then a write, this checker
 * takes one that returned n for what it is, a read of n − 1 and a write of n, each within its time. What one of unknown
 * outcome wrote cannot be known: from its invocation on, its key is not checked.
 *
 * @param registers decides about reads and writes
 */
public record Increments(Checker registers) implements Checker {

    public static final String FUNCTION = "increment";

    /** Half reads, half increments. */
    public static Workload workload() {
        return (random, keys, turn) ->
                Call.of(random.nextBoolean() ? FUNCTION : KeyValue.READ, keys.get(random.nextInt(keys.size())), null);
    }

    @Override
    public String name() {
        return registers.name() + "-" + FUNCTION;
    }

    @Override
    public String sentence() {
        return "read and write as in " + registers.name() + ", and increment, a read of one less than its result and a"
                + " write of its result";
    }

    @Override
    public Verdict check(History history, Duration budget) {
        Map<Object, Integer> checkedTo = new HashMap<>();
        history.operations().stream()
                .filter(operation -> isIncrement(operation) && operation.outcome() == Outcome.UNKNOWN)
                .forEach(open -> checkedTo.putIfAbsent(open.key(), open.start()));
        List<Operation> parts = history.operations().stream()
                .flatMap(operation -> parts(operation, checkedTo.getOrDefault(operation.key(), Integer.MAX_VALUE)))
                .toList();
        return registers.check(new History(history.events(), parts), budget);
    }

    private static boolean isIncrement(Operation operation) {
        return operation.function().equals(FUNCTION);
    }

    private static Stream<Operation> parts(Operation operation, int checkedTo) {
        boolean isWrite = operation.function().equals(KeyValue.WRITE);
        boolean endedBefore = operation.end() < checkedTo;
        if (operation.start() >= checkedTo || operation.outcome() != Outcome.OK && !isWrite) {
            return Stream.empty();
        }
        if (!isIncrement(operation)) {
            return isWrite || endedBefore ? Stream.of(operation) : Stream.empty();
        }
        long count = count(operation);
        Operation write = part(operation, KeyValue.WRITE, Long.toString(count));
        // A count of 1 came after none, or after a 0 that somebody wrote.
        return endedBefore && count != 1
                ? Stream.of(part(operation, KeyValue.READ, Long.toString(count - 1)), write)
                : Stream.of(write);
    }

    /** @throws ModelMismatchException when it did not return a count, as an increment of another model */
    private static long count(Operation increment) {
        try {
            return Long.parseLong(String.valueOf(increment.result()));
        } catch (NumberFormatException notACount) {
            throw new ModelMismatchException(
                    increment.end(),
                    "event " + increment.end() + " completes an increment with " + Edn.print(increment.result())
                            + ", which is not a whole number");
        }
    }

    private static Operation part(Operation whole, String function, String value) {
        Event from = whole.invocation();
        Event to = whole.completion();
        String written = function.equals(KeyValue.WRITE) ? value : null;
        return new Operation(
                whole.id(),
                new Event(from.process(), from.type(), function, from.key(), written, from.timeNanos(), null),
                new Event(to.process(), to.type(), function, to.key(), value, to.timeNanos(), null),
                whole.start(),
                whole.end());
    }

    /** Acknowledged increments, and how many of them returned a count that another one of the same key had returned. */
    public static Map<String, Long> figures(History history) {
        Set<List<Object>> counts = new HashSet<>();
        List<Operation> increments = history.operations().stream()
                .filter(operation -> isIncrement(operation) && operation.outcome() == Outcome.OK)
                .toList();
        long twice = increments.stream()
                .filter(increment -> !counts.add(Arrays.asList(increment.key(), increment.result())))
                .count();
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("increments acknowledged", (long) increments.size());
        figures.put("counts given twice", twice);
        return figures;
    }
}
