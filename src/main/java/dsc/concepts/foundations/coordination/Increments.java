package dsc.concepts.foundations.coordination;

import dsc.concepts.shared.KeyValue;
import dsc.workbench.checkers.Checker;
import dsc.workbench.checkers.Deadline;
import dsc.workbench.checkers.Linearizability;
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
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * What clients that count ask, and how it is judged where an increment is a read and then a write. The sentence that is
 * decided: reads, writes, and for each increment that returned n a read of n − 1 (of nothing, where n is 1) and after
 * it a write of n, both within its time, can be put into one order that agrees with real time and in which each read
 * sees the latest write. An increment of unknown outcome is a read of some number and a write of the next one, or
 * nothing.
 *
 * <p>Increments of unknown outcome are first taken to take effect at one moment or never, which explains most; then to
 * write anything that somebody saw, which forgives most; and only then apart, which is exact and takes long. If there
 * are more than {@value #OPEN_MAX} where only that would tell, it is not decided.
 *
 * @param registers decides where nobody increments
 */
public record Increments(Checker registers) implements Checker {

    public static final String FUNCTION = "increment";

    /** More increments of unknown outcome are not taken apart. */
    private static final int OPEN_MAX = 6;

    private static final Checker COUNTS = Linearizability.of(new CountModel());

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
        return "read and write as in " + registers.name() + ", and increment, which is a read of a number and, later, a"
                + " write of the next one, its result";
    }

    @Override
    public Verdict check(History history, Duration budget) {
        if (history.operations().stream().noneMatch(Increments::isIncrement)) {
            return registers.check(history, budget);
        }
        Deadline end = Deadline.in(budget);
        Verdict found = COUNTS.check(parts(history, (increment, seen) -> Stream.of(increment)), budget);
        long open = history.operations().stream()
                .filter(operation -> isIncrement(operation) && operation.outcome() == Outcome.UNKNOWN)
                .count();
        if (open == 0 || found.status() != Verdict.Status.INVALID) {
            return found;
        }
        Verdict forgiving = COUNTS.check(parts(history, Increments::anyWrite), end.left());
        if (forgiving.status() == Verdict.Status.INVALID) {
            return forgiving;
        }
        return open > OPEN_MAX
                ? Verdict.unknown("whether the " + open + " increments of unknown outcome explain the results is not"
                        + " decided: they do not if each takes effect at one moment, and they are too many for more")
                : COUNTS.check(parts(history, (one, seen) -> looseHalves(one, seen, open)), end.left());
    }

    private static boolean isIncrement(Operation operation) {
        return operation.function().equals(FUNCTION);
    }

    /** @param open what an increment of unknown outcome may have been, given the numbers that were seen of its key */
    private static History parts(History history, BiFunction<Operation, Set<Long>, Stream<Operation>> open) {
        Map<Object, Set<Long>> seen = new HashMap<>();
        for (Operation operation : history.operations()) {
            Set<Long> numbers = seen.computeIfAbsent(operation.key(), unseen -> new TreeSet<>());
            if (operation.outcome() == Outcome.OK && isIncrement(operation)) {
                numbers.add(count(operation) - 1);
            } else if (operation.result() instanceof String text) {
                CountModel.Register.EMPTY.with(text).number().ifPresent(numbers::add);
            }
        }
        return new History(
                history.events(),
                history.operations().stream()
                        .flatMap(operation -> !isIncrement(operation) || operation.outcome() == Outcome.FAILED
                                ? Stream.of(operation)
                                : operation.outcome() == Outcome.OK
                                        ? halves(operation)
                                        : open.apply(operation, seen.get(operation.key())))
                        .toList());
    }

    private static Stream<Operation> halves(Operation increment) {
        long count = count(increment);
        return Stream.of(
                part(increment, CountModel.TAKE, List.of(increment.id(), count - 1)),
                part(increment, CountModel.PUT, List.of(increment.id(), count)));
    }

    private static Stream<Operation> anyWrite(Operation increment, Set<Long> seen) {
        return seen.stream().map(number -> part(increment, CountModel.WRITE, Long.toString(number)));
    }

    /**
     * What it found is whatever was there; what it wrote was seen, or found by another of its kind.
     *
     * @param others how many there are of its kind
     */
    private static Stream<Operation> looseHalves(Operation increment, Set<Long> seen, long others) {
        Set<Long> counts = new TreeSet<>(seen);
        for (long number : seen) {
            for (long step = 1; step < others; step++) {
                counts.add(number - step);
            }
        }
        return Stream.concat(
                Stream.of(part(increment, CountModel.TAKE, null)),
                counts.stream().map(count -> part(increment, CountModel.PUT, count)));
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

    private static Operation part(Operation whole, String function, Object value) {
        Event from = whole.invocation();
        Event to = whole.completion();
        return new Operation(
                whole.id(),
                new Event(from.process(), from.type(), function, from.key(), value, from.timeNanos(), null),
                to == null ? null : new Event(to.process(), to.type(), function, to.key(), value, to.timeNanos(), null),
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
