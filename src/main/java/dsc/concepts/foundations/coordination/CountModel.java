package dsc.concepts.foundations.coordination;

import dsc.workbench.checkers.Call;
import dsc.workbench.checkers.Call.Effect;
import dsc.workbench.checkers.Model;
import dsc.workbench.checkers.ModelMismatchException;
import dsc.workbench.history.Edn;
import dsc.workbench.history.Operation;
import dsc.workbench.history.Operation.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Registers, one a key, that are read and written, also by the two halves of increments: {@code increment-read}, whose
 * argument is the increment's number in the history and the count that it found, and after that
 * {@code increment-write}, with the count that it wrote. Where nobody knows what an increment found,
 * {@code increment-read} has no argument, and the argument of {@code increment-write} is the count alone, one more than
 * one of those that were taken. An {@code increment} at one moment adds one, if there is a number.
 */
final class CountModel implements Model<CountModel.Register> {

    static final String READ = "read";
    static final String WRITE = "write";
    static final String TAKE = "increment-read";
    static final String PUT = "increment-write";

    /**
     * @param text null before the first write
     * @param taken the increments that read and have not written
     * @param loose the counts, in order, that such increments found of which nobody knows what they found
     */
    record Register(String text, Set<Object> taken, List<Long> loose) {

        static final Register EMPTY = new Register(null, Set.of(), List.of());

        Register with(String now) {
            return new Register(now, taken, loose);
        }

        /** What an increment takes it for; empty if it is not a number. */
        OptionalLong number() {
            try {
                return OptionalLong.of(text == null ? 0 : Long.parseLong(text));
            } catch (NumberFormatException notANumber) {
                return OptionalLong.empty();
            }
        }
    }

    @Override
    public String name() {
        return "kv-" + Increments.FUNCTION;
    }

    @Override
    public List<String> functions() {
        return List.of(READ, WRITE, Increments.FUNCTION, TAKE, PUT);
    }

    @Override
    public Call call(Operation operation) {
        boolean reads = operation.function().equals(READ);
        if (operation.function().equals(WRITE) && !(operation.argument() instanceof String)) {
            throw new ModelMismatchException(
                    operation.start(),
                    "event " + operation.start() + " writes " + Edn.print(operation.argument())
                            + ", which is not a text");
        }
        return new Call(
                operation,
                operation.key(),
                operation.function(),
                reads ? null : operation.argument(),
                reads ? operation.result() : null,
                // Not an overwrite: what increments found stays.
                reads ? Effect.READ : Effect.UPDATE,
                operation.outcome() == Outcome.OK);
    }

    @Override
    public Register init() {
        return Register.EMPTY;
    }

    @Override
    public Optional<Register> step(Register state, Call call) {
        return switch (call.function()) {
            case READ ->
                !call.known() || Objects.equals(call.result(), state.text()) ? Optional.of(state) : Optional.empty();
            case WRITE -> Optional.of(state.with((String) call.argument()));
            default -> increment(state, call);
        };
    }

    private static Optional<Register> increment(Register state, Call call) {
        OptionalLong number = state.number();
        boolean takes = call.function().equals(TAKE);
        if (call.argument() instanceof List<?> half) {
            Set<Object> taken = new TreeSet<>(state.taken());
            if (takes) {
                taken.add(half.getFirst());
                return number.equals(OptionalLong.of((Long) half.getLast()))
                        ? Optional.of(new Register(state.text(), taken, state.loose()))
                        : Optional.empty();
            }
            return taken.remove(half.getFirst())
                    ? Optional.of(new Register(half.getLast().toString(), taken, state.loose()))
                    : Optional.empty();
        }
        if (call.argument() instanceof Long count) {
            List<Long> loose = new ArrayList<>(state.loose());
            return loose.remove((Long) (count - 1))
                    ? Optional.of(new Register(count.toString(), state.taken(), loose))
                    : Optional.empty();
        }
        if (number.isEmpty() || number.getAsLong() == Long.MAX_VALUE) {
            return Optional.empty();
        }
        return Optional.of(takes ? loosely(state, number.getAsLong()) : state.with(number.getAsLong() + 1 + ""));
    }

    private static Register loosely(Register state, long found) {
        List<Long> loose = new ArrayList<>(state.loose());
        loose.add(found);
        loose.sort(null);
        return new Register(state.text(), state.taken(), loose);
    }

    @Override
    public String describe(Register state) {
        return Edn.print(state.text());
    }

    /** A write makes a difference if something read it, or if it can have been added to. All else does. */
    @Override
    public Predicate<Call> observable(List<Call> calls) {
        Set<Object> results = calls.stream()
                .filter(call -> call.known() && call.effect() == Effect.READ)
                .map(Call::result)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return call -> !call.function().equals(WRITE)
                || results.contains(call.argument())
                || Register.EMPTY.with((String) call.argument()).number().isPresent();
    }
}
