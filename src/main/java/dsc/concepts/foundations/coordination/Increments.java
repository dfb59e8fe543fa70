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
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What clients that count ask, and how it is judged where an increment is a read and then a write. The sentence that is
 * decided: reads, writes, and for each increment that returned n a read of n − 1 (of nothing, where n is 1) and after
 * it a write of n, both within its time, can be put into one order that agrees with real time and in which each read
 * sees the latest write. An increment of unknown outcome is a read of some number and a write of the next one, or
 * nothing.
 *
 * <p>Where there are increments of unknown outcome, they are first taken to have written anything that somebody saw,
 * which forgives most; then to take effect at one moment or never, which explains most; and only then as they are,
 * which takes long, and may not be decided in time.
 *
 * @param registers decides where nobody increments
 */
public record Increments(Checker registers) implements Checker {

    public static final String FUNCTION = "increment";

    private static final Checker COUNTS = Linearizability.of(new CountModel());

    /** Half reads, half increments. */
    public static Workload workload() {
        return (random, keys, turn) ->
                Call.of(random.nextBoolean() ? FUNCTION : KeyValue.READ, keys.get(random.nextInt(keys.size())), null);
    }

    /**
     * One more than {@code count}.
     *
     * @param count null for a key never incremented
     * @throws NumberFormatException when it is not a whole number
     * @throws ArithmeticException when it is the greatest one
     */
    public static String next(String count) {
        return Long.toString(Math.addExact(count == null ? 0 : Long.parseLong(count), 1));
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
        Verdict found = checkHalves(history, budget);
        return found.status() == Verdict.Status.INVALID
                ? new Verdict(
                        found.status(),
                        "with each increment taken as a read and then a write, " + found.reason(),
                        found.evidence())
                : found;
    }

    private Verdict checkHalves(History history, Duration budget) {
        Deadline end = Deadline.in(budget);
        long open = history.operations().stream()
                .filter(operation -> isIncrement(operation) && operation.outcome() == Outcome.UNKNOWN)
                .count();
        if (open == 0) {
            return COUNTS.check(parts(history, Increments::halves, null), budget);
        }
        Verdict forgiving = registers.check(parts(history, Increments::plainHalves, Increments::anyWrite), budget);
        if (forgiving.status() == Verdict.Status.INVALID
                && history.operations().stream().allMatch(Increments::isPlain)) {
            return forgiving;
        }
        Verdict atOnce = COUNTS.check(
                parts(history, Increments::halves, (one, seen) -> Stream.of(one)),
                end.left().dividedBy(2));
        return atOnce.status() == Verdict.Status.VALID
                ? atOnce
                : COUNTS.check(
                        parts(history, Increments::halves, (one, seen) -> looseHalves(one, seen, open)), end.left());
    }

    private static boolean isIncrement(Operation operation) {
        return operation.function().equals(FUNCTION);
    }

    /** @param open what an increment of unknown outcome may have been, given the numbers that were seen of its key */
    private static History parts(
            History history,
            Function<Operation, Stream<Operation>> known,
            BiFunction<Operation, Set<Long>, Stream<Operation>> open) {
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
                        .filter(operation -> operation.outcome() != Outcome.FAILED)
                        .flatMap(operation -> !isIncrement(operation)
                                ? Stream.of(operation)
                                : operation.outcome() == Outcome.OK
                                        ? known.apply(operation)
                                        : open.apply(operation, seen.get(operation.key())))
                        .toList());
    }

    private static Stream<Operation> halves(Operation increment) {
        long count = count(increment);
        return Stream.of(
                part(increment, CountModel.INCREMENT_READ, List.of(increment.id(), count - 1)),
                part(increment, CountModel.INCREMENT_WRITE, List.of(increment.id(), count)));
    }

    /**
     * The same without saying that the write comes after the read; what a count of 1 came after, is not said either.
     */
    private static Stream<Operation> plainHalves(Operation increment) {
        long count = count(increment);
        Operation write = part(increment, CountModel.WRITE, Long.toString(count));
        return count == 1
                ? Stream.of(write)
                : Stream.of(part(increment, CountModel.READ, null, Long.toString(count - 1)), write);
    }

    /** Whether no number is written in two ways, such as 7 and 07. */
    private static boolean isPlain(Operation operation) {
        OptionalLong number = operation.argument() instanceof String text
                ? CountModel.Register.EMPTY.with(text).number()
                : OptionalLong.empty();
        return number.isEmpty() || Long.toString(number.getAsLong()).equals(operation.argument());
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
                Stream.of(part(increment, CountModel.INCREMENT_READ, null)),
                counts.stream().map(count -> part(increment, CountModel.INCREMENT_WRITE, count)));
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
        return part(whole, function, value, value);
    }

    private static Operation part(Operation whole, String function, Object argument, Object result) {
        Event from = whole.invocation();
        Event to = whole.completion();
        return new Operation(
                whole.id(),
                new Event(from.process(), from.type(), function, from.key(), argument, from.timeNanos(), null),
                to == null
                        ? null
                        : new Event(to.process(), to.type(), function, to.key(), result, to.timeNanos(), null),
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
