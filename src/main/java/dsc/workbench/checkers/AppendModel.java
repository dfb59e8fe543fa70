package dsc.workbench.checkers;

import dsc.workbench.history.Edn;
import dsc.workbench.history.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** A store of strings, empty at first, one a key: get, put and append. */
record AppendModel(String name, List<String> functions) implements Model<AppendedText> {

    /** Stands for any text that nobody found. */
    private static final Object UNSEEN = new Object();

    AppendModel {
        functions = List.copyOf(functions);
    }

    @Override
    public Call call(Operation operation) {
        Keyed keyed = Keyed.keyed(name, operation);
        boolean known = operation.outcome() == Operation.Outcome.OK;
        return switch (operation.function()) {
            case "get", "read" -> {
                // Some stores answer nil for a key that nobody wrote yet.
                Object result = known && keyed.result() == null ? "" : keyed.result();
                requireText(operation, operation.end(), known ? result : "");
                Completions.requireRead(operation, keyed.argument(), result);
                yield new Call(operation, keyed.key(), "get", null, result, Call.Effect.READ, known);
            }
            case "put", "write" -> {
                requireText(operation, operation.start(), keyed.argument());
                Completions.requireUpdate(operation, keyed.argument(), keyed.result());
                yield new Call(operation, keyed.key(), "put", keyed.argument(), null, Call.Effect.OVERWRITE, known);
            }
            case "append" -> {
                requireText(operation, operation.start(), keyed.argument());
                Completions.requireUpdate(operation, keyed.argument(), keyed.result());
                yield new Call(operation, keyed.key(), "append", keyed.argument(), null, Call.Effect.UPDATE, known);
            }
            default -> throw Models.unknownFunction(this, operation);
        };
    }

    private void requireText(Operation operation, int event, Object value) {
        if (!(value instanceof String)) {
            throw new ModelMismatchException(
                    event,
                    "event " + event + ", a " + operation.function() + ", has the value " + Edn.print(value)
                            + ", but the values of the model " + name + " are strings");
        }
    }

    @Override
    public AppendedText init() {
        return AppendedText.EMPTY;
    }

    @Override
    public Optional<AppendedText> step(AppendedText state, Call call) {
        return switch (call.function()) {
            case "get" ->
                !call.known() || state.contentEquals((String) call.result()) ? Optional.of(state) : Optional.empty();
            case "put" -> Optional.of(AppendedText.of((String) call.argument()));
            default -> Optional.of(state.append((String) call.argument()));
        };
    }

    @Override
    public String describe(AppendedText state) {
        return Edn.print(state.toString());
    }

    /** What was appended or put makes a difference if a get returned text that holds it. */
    @Override
    public Predicate<Call> observable(List<Call> calls) {
        List<String> results = results(calls);
        return call -> isFound(call, results);
    }

    private static boolean isFound(Call call, List<String> results) {
        return switch (call.effect()) {
            case READ -> false;
            case OVERWRITE -> results.stream().anyMatch(result -> result.startsWith((String) call.argument()));
            case UPDATE -> results.stream().anyMatch(result -> result.contains((String) call.argument()));
        };
    }

    /** Texts that no get can have found are all alike. */
    @Override
    public Function<Call, Object> content(List<Call> calls) {
        List<String> results = results(calls);
        return call -> call.effect() == Call.Effect.READ || isFound(call, results)
                ? call.content()
                : List.of(call.function(), UNSEEN);
    }

    /**
     * What known gets returned, without what another result begins with: what is found in one is found in the other.
     */
    private static List<String> results(List<Call> calls) {
        List<String> results = new ArrayList<>();
        calls.stream()
                .filter(call -> call.known() && call.effect() == Call.Effect.READ)
                .map(call -> (String) call.result())
                .distinct()
                // Long results first: most of what was appended is found in the longest.
                .sorted(Comparator.comparingInt(String::length).reversed())
                .filter(result -> results.stream().noneMatch(longer -> longer.startsWith(result)))
                .forEach(results::add);
        return results;
    }

    @Override
    public Lookahead<AppendedText> lookahead(List<Call> calls) {
        return PiecesLookahead.of(calls).orElseGet(() -> new AppendLookahead(calls));
    }
}
