package dsc.workbench.checkers;

import dsc.workbench.history.Edn;
import dsc.workbench.history.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Counters from 0, one a key: an increment adds one and returns the new count, a read returns the count. A count is a
 * whole number, or a text of digits; nil is 0, that of a key never incremented.
 */
record CounterModel(String name, List<String> functions) implements Model<Long> {

    private static final String READ = "read";
    private static final String INCREMENT = "increment";

    CounterModel(String name) {
        this(name, List.of(READ, INCREMENT));
    }

    /**
     * What an increment returned is its argument: it decides which count it found, also in a prefix of the history in
     * which it has not returned yet.
     */
    @Override
    public Call call(Operation operation) {
        boolean known = operation.outcome() == Operation.Outcome.OK;
        Long count = known ? count(operation) : null;
        return switch (operation.function()) {
            case READ -> new Call(operation, operation.key(), READ, null, count, Call.Effect.READ, known);
            case INCREMENT -> new Call(operation, operation.key(), INCREMENT, count, null, Call.Effect.UPDATE, known);
            default -> throw Models.unknownFunction(this, operation);
        };
    }

    private long count(Operation operation) {
        Object result = operation.result();
        if (result == null && operation.function().equals(READ)) {
            return 0;
        }
        try {
            return Long.parseLong(String.valueOf(result));
        } catch (NumberFormatException notACount) {
            throw new ModelMismatchException(
                    operation.end(),
                    "event " + operation.end() + ", a " + operation.function() + ", has the value " + Edn.print(result)
                            + ", but the values of the model " + name + " are whole numbers");
        }
    }

    @Override
    public Long init() {
        return 0L;
    }

    @Override
    public Optional<Long> step(Long state, Call call) {
        boolean reads = call.effect() == Call.Effect.READ;
        boolean any = (reads ? call.result() : call.argument()) == null;
        return any || state == found(call) ? Optional.of(reads ? state : state + 1) : Optional.empty();
    }

    /** The count that was found by a call of which that is known. */
    private static long found(Call call) {
        return call.effect() == Call.Effect.READ ? (Long) call.result() : (Long) call.argument() - 1;
    }

    @Override
    public String describe(Long state) {
        return Edn.print(state);
    }

    @Override
    public Predicate<Call> observable(List<Call> calls) {
        return call -> call.effect() != Call.Effect.READ;
    }

    /** An increment of unknown outcome can have been from any count. */
    @Override
    public Function<Call, Object> content(List<Call> calls) {
        return call -> Arrays.asList(call.content(), call.known());
    }

    @Override
    public Lookahead<Long> lookahead(List<Call> calls) {
        return new Ahead(calls);
    }

    /** A count never falls: it must not leave one that a call still to be ordered has found. */
    private static final class Ahead implements Lookahead<Long> {
        private final List<Call> calls;
        /** All counts that were found, ascending, and for each how many calls still to be ordered found it. */
        private final long[] counts;

        private final int[] open;

        Ahead(List<Call> calls) {
            this.calls = calls;
            counts = calls.stream()
                    .filter(Call::known)
                    .mapToLong(CounterModel::found)
                    .sorted()
                    .distinct()
                    .toArray();
            open = new int[counts.length];
            calls.stream().filter(Call::known).forEach(call -> open[place(call)]++);
        }

        private int place(Call call) {
            return Arrays.binarySearch(counts, found(call));
        }

        @Override
        public boolean order(int call, Long before, Long after) {
            if (calls.get(call).known()) {
                open[place(calls.get(call))]--;
            }
            int left = before.equals(after) ? -1 : Arrays.binarySearch(counts, before);
            return left < 0 || open[left] == 0;
        }

        @Override
        public void undo(int call) {
            if (calls.get(call).known()) {
                open[place(calls.get(call))]++;
            }
        }
    }
}
