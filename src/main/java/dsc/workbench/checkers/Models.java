package dsc.workbench.checkers;

import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The sequential models that come with the house, by name. */
public final class Models {

    /** One register, or one a {@code :key}: {@code read}, {@code write}. */
    public static final Model<?> REGISTER = new RegisterModel("register", List.of("read", "write"), false);

    /** The same with {@code cas}, whose argument is {@code [from to]}; one that did not match ends {@code :fail}. */
    public static final Model<?> CAS_REGISTER =
            new RegisterModel("cas-register", List.of("read", "write", "cas"), false);

    /** A register with compare-and-set for each {@code :key}, or key in a {@code :value [key value]}. */
    public static final Model<?> KV = new RegisterModel("kv", List.of("read", "write", "cas", "get", "put"), true);

    /** A string for each key, empty at first: {@code get}, {@code put}, {@code append}. */
    public static final Model<?> APPEND_KV =
            new AppendModel("append-kv", List.of("get", "put", "append", "read", "write"));

    /** A counter from 0 for each {@code :key}: {@code read}, and {@code increment}, which returns the new count. */
    public static final Model<?> COUNTER = new CounterModel("counter");

    private static final List<Model<?>> ALL = List.of(REGISTER, CAS_REGISTER, KV, APPEND_KV, COUNTER);

    private Models() {}

    /** What a history of each may contain, by name, in the order in which they are explained. */
    static Map<String, String> summaries() {
        Map<String, String> summaries = new LinkedHashMap<>();
        summaries.put(REGISTER.name(), "read, write");
        summaries.put(CAS_REGISTER.name(), "read, write, cas with [expected new]");
        summaries.put(KV.name(), "the same for each :key (or :value [key value])");
        summaries.put(APPEND_KV.name(), "get, put and append on strings, for each :key");
        summaries.put(COUNTER.name(), "read, and increment, which returns the new count, for each :key");
        return summaries;
    }

    /** In the order in which they are explained. */
    public static List<Model<?>> all() {
        return ALL;
    }

    public static List<String> names() {
        return ALL.stream().<String>map(Model::name).toList();
    }

    /** @throws IllegalArgumentException when no model has this name; the message is one line that lists the names */
    public static Model<?> named(String name) {
        return ALL.stream()
                .filter(model -> model.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no model " + name + "; known: " + String.join(", ", names())));
    }

    /** @throws ModelMismatchException when a client's operation is none of the model's */
    static void requireFunctions(Model<?> model, History history) {
        for (Operation operation : history.operations()) {
            if (!model.functions().contains(operation.function())) {
                throw new ModelMismatchException(
                        operation.start(), unknownFunction(model, operation).getMessage() + suggestion(history));
            }
        }
    }

    static ModelMismatchException unknownFunction(Model<?> model, Operation operation) {
        return new ModelMismatchException(
                operation.start(),
                "event " + operation.start() + " is of the function " + operation.function() + ", which the model "
                        + model.name() + " does not know; it knows " + String.join(", ", model.functions()));
    }

    private static String suggestion(History history) {
        TreeSet<String> functions = new TreeSet<>();
        history.operations().forEach(operation -> functions.add(operation.function()));
        return ALL.stream()
                .filter(model -> model.functions().containsAll(functions))
                .findFirst()
                .map(model -> "; the model " + model.name() + " knows every function of this history")
                .orElse("");
    }
}
