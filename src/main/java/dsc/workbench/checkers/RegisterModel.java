package dsc.workbench.checkers;

import dsc.workbench.history.Edn;
import dsc.workbench.history.Operation;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Registers that begin as nil, one a key: read, write, and where the model says so compare-and-set. */
record RegisterModel(String name, List<String> functions, boolean keysInValues)
        implements Model<RegisterModel.Register> {

    /** Stands for any value that nobody saw. */
    private static final Object UNSEEN = new Object();

    /** @param value null before the first write */
    record Register(Object value) {}

    RegisterModel {
        functions = List.copyOf(functions);
    }

    @Override
    public Call call(Operation operation) {
        Keyed keyed = keysInValues ? Keyed.keyed(name, operation) : Keyed.plain(operation);
        boolean known = operation.outcome() == Operation.Outcome.OK;
        return switch (operation.function()) {
            case "read", "get" -> {
                requireNoTuple(operation, keyed);
                Completions.requireRead(operation, keyed.argument(), keyed.result());
                yield new Call(operation, keyed.key(), "read", null, keyed.result(), Call.Effect.READ, known);
            }
            case "write", "put" -> {
                Completions.requireUpdate(operation, keyed.argument(), keyed.result());
                yield new Call(operation, keyed.key(), "write", keyed.argument(), null, Call.Effect.OVERWRITE, known);
            }
            case "cas" -> {
                requirePair(operation, keyed.argument());
                Completions.requireUpdate(operation, keyed.argument(), keyed.result());
                yield new Call(operation, keyed.key(), "cas", keyed.argument(), null, Call.Effect.UPDATE, known);
            }
            default -> throw Models.unknownFunction(this, operation);
        };
    }

    private void requirePair(Operation operation, Object argument) {
        if (argument instanceof List<?> pair && pair.size() == 2) {
            return;
        }
        String message = "event " + operation.start() + " is a cas whose argument is " + Edn.print(argument)
                + " and not [from to]";
        boolean tuple = keysInValues && operation.key() == null;
        throw new ModelMismatchException(operation.start(), tuple ? message + Keyed.SINGLE_REGISTER : message);
    }

    /** A read that is invoked with {@code [key nil]} says that the history is of independent keys. */
    private void requireNoTuple(Operation operation, Keyed keyed) {
        if (!keysInValues
                && keyed.key() == null
                && keyed.argument() instanceof List<?> tuple
                && tuple.size() == 2
                && tuple.get(1) == null) {
            throw new ModelMismatchException(
                    operation.start(),
                    "event " + operation.start() + " is a read of " + Edn.print(tuple)
                            + ", one key among several, which the model " + name + " does not tell apart; kv does");
        }
    }

    @Override
    public Register init() {
        return new Register(null);
    }

    @Override
    public Optional<Register> step(Register state, Call call) {
        return switch (call.function()) {
            case "read" -> !call.known() || equal(state.value, call.result()) ? Optional.of(state) : Optional.empty();
            case "write" -> Optional.of(new Register(call.argument()));
            default -> equal(state.value, from(call)) ? Optional.of(new Register(to(call))) : Optional.empty();
        };
    }

    @Override
    public String describe(Register state) {
        return Edn.print(state.value);
    }

    /** A value makes a difference if a read returned it, or a compare-and-set met it that did so itself. */
    @Override
    public Predicate<Call> observable(List<Call> calls) {
        Set<Object> observed = observed(calls);
        return call -> call.effect() != Call.Effect.READ && observed.contains(producedBy(call));
    }

    private static Set<Object> observed(List<Call> calls) {
        Set<Object> observed = new HashSet<>();
        for (Call call : calls) {
            if (call.known() && observes(call)) {
                observed.add(observedBy(call));
            }
        }
        boolean grew = true;
        while (grew) {
            grew = false;
            for (Call call : calls) {
                if (call.function().equals("cas") && observed.contains(to(call))) {
                    grew |= observed.add(from(call));
                }
            }
        }
        return observed;
    }

    /** Values that make no difference are all alike. */
    @Override
    public Function<Call, Object> content(List<Call> calls) {
        Set<Object> observed = observed(calls);
        return call -> call.effect() == Call.Effect.READ || observed.contains(producedBy(call))
                ? call.content()
                : Arrays.asList(call.function(), call.effect() == Call.Effect.UPDATE ? from(call) : null, UNSEEN);
    }

    @Override
    public Lookahead<Register> lookahead(List<Call> calls) {
        return new RegisterLookahead(calls);
    }

    /** Whether a call, where it is known to have taken effect, says what the state was before it. */
    static boolean observes(Call call) {
        return call.known() && call.effect() != Call.Effect.OVERWRITE;
    }

    static Object observedBy(Call call) {
        return call.effect() == Call.Effect.READ ? call.result() : from(call);
    }

    static Object producedBy(Call call) {
        return call.effect() == Call.Effect.OVERWRITE ? call.argument() : to(call);
    }

    private static Object from(Call cas) {
        return ((List<?>) cas.argument()).get(0);
    }

    private static Object to(Call cas) {
        return ((List<?>) cas.argument()).get(1);
    }

    private static boolean equal(Object one, Object other) {
        return java.util.Objects.equals(one, other);
    }
}
