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
 * one that such an increment can have found. An {@code increment} at one moment adds one, if there is a number.
 */
final class CountModel implements Model<CountModel.Register> {

    static final String READ = "read";
    static final String WRITE = "write";
    static final String INCREMENT_READ = "increment-read";
    static final String INCREMENT_WRITE = "increment-write";

    /**
     * @param text null before the first write
     * @param taken the increments that read and have not written
     * @param open for each increment of which nobody knows what it found, and that has not written, the counts that it
     *     can have found; by their beginnings, so that each can have found what a later one can
     */
    record Register(String text, Set<Object> taken, List<Set<Long>> open) {

        static final Register EMPTY = new Register(null, Set.of(), List.of());

        Register with(String now) {
            OptionalLong number = new Register(now, taken, List.of()).number();
            List<Set<Long>> more = new ArrayList<>(open);
            number.ifPresent(count -> more.replaceAll(counts -> with(counts, count)));
            return new Register(now, taken, more);
        }

        /** With one more increment under way. */
        Register opened() {
            List<Set<Long>> more = new ArrayList<>(open);
            more.add(number().isPresent() ? Set.of(number().getAsLong()) : Set.of());
            return new Register(text, taken, more);
        }

        /** What is there once an increment has written, if one that is under way can; the last one that can does. */
        Optional<Register> written(long count) {
            List<Set<Long>> rest = new ArrayList<>(open);
            int last = rest.size() - 1;
            while (last >= 0 && !rest.get(last).contains(count - 1)) {
                last--;
            }
            if (last < 0) {
                return Optional.empty();
            }
            rest.remove(last);
            return Optional.of(new Register(text, taken, rest).with(Long.toString(count)));
        }

        private static Set<Long> with(Set<Long> counts, long count) {
            if (counts.contains(count)) {
                return counts;
            }
            Set<Long> more = new TreeSet<>(counts);
            more.add(count);
            return more;
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
        return List.of(READ, WRITE, Increments.FUNCTION, INCREMENT_READ, INCREMENT_WRITE);
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
        boolean reads = call.function().equals(INCREMENT_READ);
        if (call.argument() instanceof List<?> half) {
            Set<Object> taken = new TreeSet<>(state.taken());
            if (reads) {
                taken.add(half.getFirst());
                return number.equals(OptionalLong.of((Long) half.getLast()))
                        ? Optional.of(new Register(state.text(), taken, state.open()))
                        : Optional.empty();
            }
            return taken.remove(half.getFirst())
                    ? Optional.of(new Register(state.text(), taken, state.open())
                            .with(half.getLast().toString()))
                    : Optional.empty();
        }
        if (call.argument() instanceof Long count) {
            return state.written(count);
        }
        if (reads) {
            return Optional.of(state.opened());
        }
        return number.isPresent() && number.getAsLong() < Long.MAX_VALUE
                ? Optional.of(state.with(Long.toString(number.getAsLong() + 1)))
                : Optional.empty();
    }

    /** One that has not written yet forbids nothing, and the sooner it began, the more it can have found. */
    @Override
    public boolean isFree(Call call) {
        return call.function().equals(INCREMENT_READ) && call.argument() == null;
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
