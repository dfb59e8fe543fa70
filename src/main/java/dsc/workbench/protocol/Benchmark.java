package dsc.workbench.protocol;

import dsc.workbench.history.FaultWindow;
import dsc.workbench.history.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A measurement that a protocol declares and {@code dsc bench} carries out: a table with a column for each combination
 * of its parameters' values and a row for each figure.
 *
 * @param name one word, unique over all protocols, such as {@code throughput}
 * @param summary what is measured, in a line
 * @param parameters one or more; the values of the first change slowest
 * @param measured what is done for each column
 * @param notes what a reader has to know of the figures, each in a line
 */
public record Benchmark(
        String name, String summary, List<Parameter> parameters, Measured measured, List<String> notes) {

    /** The setting that makes nodes speak TLS, {@code on} or {@code off}; it belongs to no protocol. */
    public static final String TLS = "tls";

    public Benchmark {
        parameters = List.copyOf(parameters);
        notes = List.copyOf(notes);
        if (parameters.isEmpty()) {
            throw new IllegalArgumentException("the benchmark " + name + " has no parameter, so it has no column");
        }
    }

    /**
     * What the columns differ in. Users choose among its values.
     *
     * @param values those that are measured unless others are chosen, in the order to show
     * @param numbers whether each whole number from {@code least} to {@code most} is a value
     */
    public record Parameter(String name, List<Value> values, boolean numbers, int least, int most) {

        public Parameter {
            values = List.copyOf(values);
        }

        public static Parameter of(String name, Value... values) {
            return new Parameter(name, List.of(values), false, 0, 0);
        }

        /** A parameter whose values are those of the setting {@code path}. */
        public static Parameter ofSetting(String name, String path, String... values) {
            return of(
                    name,
                    Arrays.stream(values)
                            .map(value -> Value.named(value).with(path, value))
                            .toArray(Value[]::new));
        }

        /** A parameter that takes every whole number from {@code least} to {@code most}. */
        public static Parameter ofNumbers(String name, int least, int most, int... usual) {
            List<Value> values = Arrays.stream(usual)
                    .mapToObj(number -> Value.named(Integer.toString(number)))
                    .toList();
            return new Parameter(name, values, true, least, most);
        }

        /**
         * The value that is written so.
         *
         * @throws IllegalArgumentException when there is none; the message says what would do
         */
        public Value value(String text) {
            Optional<Value> known =
                    values.stream().filter(value -> value.name().equals(text)).findFirst();
            if (known.isPresent()) {
                return known.get();
            }
            if (!numbers) {
                throw new IllegalArgumentException("there is no " + name + " \"" + text + "\"; known: "
                        + values.stream().map(Value::name).collect(Collectors.joining(", ")));
            }
            if (!text.matches("-?\\d{1,9}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
                throw new IllegalArgumentException(name + " is " + least + " to " + most + ", not " + text);
            }
            return Value.named(Integer.toString(Integer.parseInt(text)));
        }
    }

    /**
     * A value of a parameter.
     *
     * @param about what it means, in a few words; may be empty
     * @param settings values by path, over those in {@code conf/}; see also {@link #TLS}
     * @param plan what breaks, and when: times count from the beginning of the clients' work
     */
    public record Value(String name, String about, Map<String, String> settings, List<FaultWindow> plan) {

        public Value {
            settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
            plan = List.copyOf(plan);
        }

        public static Value named(String name) {
            return new Value(name, "", Map.of(), List.of());
        }

        public Value about(String words) {
            return new Value(name, words, settings, plan);
        }

        public Value with(String path, String setting) {
            Map<String, String> more = new LinkedHashMap<>(settings);
            more.put(path, setting);
            return new Value(name, about, more, plan);
        }

        public Value with(FaultWindow... faults) {
            return new Value(name, about, settings, List.of(faults));
        }
    }

    /** One column: a value of each parameter, in their order. */
    public record Case(Map<String, Value> values) {

        public Case {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        /** The names of the values, such as {@code keep-majority} and {@code 2|3}. */
        public List<String> names() {
            return values.values().stream().map(Value::name).toList();
        }

        public Value value(String parameter) {
            return values.get(parameter);
        }

        /** The settings of all values; where two set one path, the later parameter's counts. */
        public Map<String, String> settings() {
            Map<String, String> settings = new LinkedHashMap<>();
            values.values().forEach(value -> settings.putAll(value.settings()));
            return settings;
        }

        public List<FaultWindow> plan() {
            return values.values().stream()
                    .flatMap(value -> value.plan().stream())
                    .toList();
        }
    }

    /** What is done for each column. */
    public sealed interface Measured {

        /** How often and how long, unless the user says otherwise. */
        Rounds rounds();
    }

    /** How often and how long something is measured; times in seconds. */
    public record Rounds(int count, int seconds, int warmUpSeconds) {}

    /**
     * A closed loop in one node's own JVM, on nodes that are compiled for speed: as many calls are under way as the
     * parameter {@code outstanding} says, and the next is asked as soon as one is answered.
     *
     * @param operation the name of the call, such as {@code write}
     * @param outstanding the name of a parameter of numbers
     * @param pauseMillis how long a call that failed waits before it is asked again, 1 to 1,000; or 0, when a round
     *     with a failure does not count
     */
    public record NodeLoad(
            String operation,
            LoadedNode node,
            LoadKeys keys,
            int valueBytes,
            String outstanding,
            int pauseMillis,
            Rounds rounds)
            implements Measured {}

    /** The node whose JVM asks. */
    public enum LoadedNode {
        /** A round counts only if one node led all the time. */
        LEADER,
        FIRST
    }

    /** Which keys the calls go through in turn. */
    @FunctionalInterface
    public interface LoadKeys {

        /** The keys for a load on the node {@code loaded}, one of {@code nodes}: 1 to 5,000. */
        List<String> of(NodeId loaded, List<NodeId> nodes);

        /** {@code k0}, {@code k1} and so on, {@code count} of them. */
        static LoadKeys numbered(int count) {
            List<String> keys =
                    IntStream.range(0, count).mapToObj(number -> "k" + number).toList();
            return (loaded, nodes) -> keys;
        }
    }

    /**
     * The clients of a run, who ask the next operation as soon as one is answered, and a new cluster for each round.
     *
     * @param clients how many, unless the user says otherwise
     */
    public record ClientLoad(int clients, int keys, Rounds rounds) implements Measured {}

    /**
     * A run whose faults are the plan of the case.
     *
     * @param nodes how many the plan is made for
     * @param rate operations a second, all clients together
     * @param settleMillis how long clients continue after the plan's end
     * @param figures what is shown of the run, beside its verdict
     */
    public record FaultRun(
            int nodes,
            int clients,
            int keys,
            int rate,
            long settleMillis,
            Map<String, String> settings,
            Function<Recorded, List<Figure>> figures)
            implements Measured {

        /** One run; its plan says how long it is. */
        @Override
        public Rounds rounds() {
            return new Rounds(1, 0, 0);
        }
    }

    /**
     * What a run under faults left.
     *
     * @param firstFaultNanos when the first fault began, in nanoseconds since the history began
     * @param lastFaultNanos when the last one was over
     * @param counted what the scenario counts, by name
     * @param longestGapMillis the longest time in which no operation took effect
     */
    public record Recorded(
            History history,
            List<NodeId> nodes,
            long firstFaultNanos,
            long lastFaultNanos,
            Map<String, Long> counted,
            double longestGapMillis) {}

    /**
     * Code that is measured in a JVM of its own making, without a cluster, such as a policy of a cache.
     *
     * @param operation what one step of it is called
     * @param work makes the code anew for each round
     */
    public record Code(String operation, Function<Case, Work> work, Rounds rounds) implements Measured {}

    /** Code that is called again and again. */
    @FunctionalInterface
    public interface Work {

        /** Does some operations, one or more, and returns how many. */
        long perform();

        /** What else is to be shown of the round, such as a hit ratio. */
        default List<Figure> figures() {
            return List.of();
        }
    }

    /**
     * The columns.
     *
     * @param chosen the values that the user chose, by parameter; those of the others are the usual ones
     */
    public List<Case> cases(Map<String, List<Value>> chosen) {
        List<Map<String, Value>> all = List.of(Map.of());
        for (Parameter parameter : parameters) {
            List<Map<String, Value>> more = new ArrayList<>();
            for (Map<String, Value> before : all) {
                for (Value value : chosen.getOrDefault(parameter.name(), parameter.values())) {
                    Map<String, Value> one = new LinkedHashMap<>(before);
                    one.put(parameter.name(), value);
                    more.add(one);
                }
            }
            all = more;
        }
        return all.stream().map(Case::new).toList();
    }
}
