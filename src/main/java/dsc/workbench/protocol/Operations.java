package dsc.workbench.protocol;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What clients can ask of a protocol, declared once. From it follow the message for a call, the sentence that refuses
 * one which does not fit, usage, completion and examples, what is recorded of a call, what is left out of the check,
 * and what every node is asked in the end of a run. Immutable: each method that adds something gives a new value.
 *
 * <pre>{@code
 * Operations.<Message>named("register")
 *         .query("read", KEY, (call, replyTo) -> new Read(call.key(), replyTo))
 *         .update("write", KEY, TEXT, (call, replyTo) -> new Write(call.key(), call.text(), replyTo))
 *         .example("write x 1");
 * }</pre>
 *
 * @param <M> the protocol's messages
 */
public final class Operations<M> {

    /** What the function of a final read begins with in a history. */
    public static final String FINAL = "final-";

    private final String scenario;
    private final Map<String, Operation<M>> all;

    /** What there is none of on purpose, with the reason, by name. */
    private final Map<String, String> absent;

    private Operations(String scenario, Map<String, Operation<M>> all, Map<String, String> absent) {
        this.scenario = scenario;
        this.all = all;
        this.absent = absent;
    }

    /** No operations yet, of the scenario with that id. */
    public static <M> Operations<M> named(String scenario) {
        return new Operations<>(scenario, Map.of(), Map.of());
    }

    /** Adds an operation that changes nothing and takes no arguments. */
    public Operations<M> query(String name, BiFunction<Call, ActorRef<Reply>, M> message) {
        return with(Operation.of(name, true, List.of(), message));
    }

    /** Adds an operation that changes nothing. */
    public Operations<M> query(String name, Argument argument, BiFunction<Call, ActorRef<Reply>, M> message) {
        return with(Operation.of(name, true, List.of(argument), message));
    }

    /** Adds an operation that changes nothing. */
    public Operations<M> query(
            String name, Argument first, Argument second, BiFunction<Call, ActorRef<Reply>, M> message) {
        return with(Operation.of(name, true, List.of(first, second), message));
    }

    /** Adds an operation that changes nothing. */
    public Operations<M> query(
            String name,
            Argument first,
            Argument second,
            Argument third,
            BiFunction<Call, ActorRef<Reply>, M> message) {
        return with(Operation.of(name, true, List.of(first, second, third), message));
    }

    /** Adds an operation that may change something and takes no arguments. */
    public Operations<M> update(String name, BiFunction<Call, ActorRef<Reply>, M> message) {
        return with(Operation.of(name, false, List.of(), message));
    }

    /** Adds an operation that may change something. */
    public Operations<M> update(String name, Argument argument, BiFunction<Call, ActorRef<Reply>, M> message) {
        return with(Operation.of(name, false, List.of(argument), message));
    }

    /** Adds an operation that may change something. */
    public Operations<M> update(
            String name, Argument first, Argument second, BiFunction<Call, ActorRef<Reply>, M> message) {
        return with(Operation.of(name, false, List.of(first, second), message));
    }

    /** Adds an operation that may change something. */
    public Operations<M> update(
            String name,
            Argument first,
            Argument second,
            Argument third,
            BiFunction<Call, ActorRef<Reply>, M> message) {
        return with(Operation.of(name, false, List.of(first, second, third), message));
    }

    /** Adds an operation that may change something. */
    public Operations<M> update(
            String name,
            Argument first,
            Argument second,
            Argument third,
            Argument fourth,
            BiFunction<Call, ActorRef<Reply>, M> message) {
        return with(Operation.of(name, false, List.of(first, second, third, fourth), message));
    }

    /**
     * Gives the operation that was added last a command line that shows it to people.
     *
     * @throws MalformedCallException when it is not one of the operations declared until now
     */
    public Operations<M> example(String line) {
        parse(List.of(line.split(" ")));
        return changed(last -> last.withExample(line));
    }

    /** Makes the result of the operation that was added last be recorded, although it takes an argument. */
    public Operations<M> answers() {
        return changed(last -> last.answering());
    }

    /** Leaves the operation that was added last out of what is judged: it is recorded, and no guarantee is about it. */
    public Operations<M> unchecked() {
        return changed(last -> last.leftUnchecked());
    }

    /**
     * Has the operation that was added last asked of every node in the end, when faults are over and clients are done,
     * for every key: again and again until all nodes answer alike, or the time in which they should is over
     * ({@link Guarantee#recoveryBound}). What they answered last is recorded as operations of the function
     * {@value #FINAL} and its name, with its key, the node's id as argument and the node's answer as result.
     *
     * @param values its arguments beside the key
     * @throws MalformedCallException when they do not fit
     */
    public Operations<M> finalRead(String... values) {
        return finalRead(FinalRead.ALIKE, values);
    }

    /**
     * The same where nodes may have to answer otherwise than {@link FinalRead#ALIKE}; those that answer
     * {@link FinalRead#PER_NODE} are asked until no answer has changed for a while.
     */
    public Operations<M> finalRead(FinalRead how, String... values) {
        Operations<M> with = changed(last -> last.readInTheEnd(how, List.of(values)));
        with.finalReads(List.of("x")).forEach(with::require);
        return with;
    }

    private Operations<M> with(Operation<M> operation) {
        Map<String, Operation<M>> more = new LinkedHashMap<>(all);
        if (more.put(operation.name(), operation) != null) {
            throw new IllegalArgumentException(scenario + " has two operations named " + operation.name());
        }
        return new Operations<>(scenario, more, absent);
    }

    private Operations<M> changed(UnaryOperator<Operation<M>> change) {
        Map<String, Operation<M>> more = new LinkedHashMap<>(all);
        Operation<M> last = all().getLast();
        more.put(last.name(), change.apply(last));
        return new Operations<>(scenario, more, absent);
    }

    /**
     * Says why there is no operation of that name, which people may well ask for.
     *
     * @param reason a sentence without its end, such as {@code registers cannot compare and set; raft can}
     */
    public Operations<M> absent(String name, String reason) {
        Map<String, String> more = new LinkedHashMap<>(absent);
        more.put(name, reason);
        return new Operations<>(scenario, all, more);
    }

    /** In the order in which they were declared. */
    public List<Operation<M>> all() {
        return List.copyOf(all.values());
    }

    public Optional<Operation<M>> find(String name) {
        return Optional.ofNullable(all.get(name));
    }

    /**
     * The operation with that name.
     *
     * @throws MalformedCallException when there is none; the message names the nearest, and those that there are
     */
    public Operation<M> get(String name) {
        Operation<M> found = all.get(name);
        if (found == null) {
            throw unknown(name);
        }
        return found;
    }

    private MalformedCallException unknown(String name) {
        List<String> names = List.copyOf(all.keySet());
        if (absent.containsKey(name)) {
            return new MalformedCallException(
                    scenario + " has no operation " + ArgumentType.Text.quoted(name) + ": " + absent.get(name));
        }
        List<String> near = Suggestions.to(name, names);
        return new MalformedCallException(scenario + " has no operation " + ArgumentType.Text.quoted(name)
                + (near.isEmpty() ? "; it has " : "; did you mean " + String.join(" or ", near) + "? It has ")
                + describe(names));
    }

    private static String describe(List<String> names) {
        int last = names.size() - 1;
        return last < 1
                ? String.join("", names)
                : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    /**
     * A client's call as a message.
     *
     * @throws MalformedCallException when the call is not one of these
     */
    public M message(Call call, ActorRef<Reply> replyTo) {
        Operation<M> operation = get(call.function());
        operation.require(call);
        return operation.message().apply(call, replyTo);
    }

    /** @throws MalformedCallException when the call is not one of these */
    public void require(Call call) {
        get(call.function()).require(call);
    }

    /**
     * What somebody means who types {@code words}: the operation, its key, its values.
     *
     * @throws MalformedCallException when they do not fit
     */
    public Call parse(List<String> words) {
        if (words.isEmpty()) {
            throw new MalformedCallException(
                    "name an operation; " + scenario + " has " + describe(List.copyOf(all.keySet())));
        }
        return get(words.getFirst()).parse(words.subList(1, words.size()));
    }

    /**
     * The same, where it is known which nodes there are.
     *
     * @throws MalformedCallException also when it names a node that is not among them
     */
    public Call parse(List<String> words, Collection<NodeId> nodes) {
        Call call = parse(words);
        Operation<M> operation = get(call.function());
        for (int at = 0; at < words.size() - 1 && at < operation.arguments().size(); at++) {
            boolean isNode = operation.arguments().get(at).type() instanceof ArgumentType.Node;
            if (isNode && !nodes.contains(new NodeId(words.get(at + 1)))) {
                throw new MalformedCallException("there is no node \"" + words.get(at + 1) + "\"; known: "
                        + nodes.stream().map(NodeId::value).collect(Collectors.joining(", ")));
            }
        }
        return call;
    }

    /** What to try first by hand, as {@code dsc call} takes it: first what changes something, then what shows it. */
    public List<String> examples() {
        return all.values().stream()
                .sorted(Comparator.comparing(Operation::isQuery))
                .flatMap(operation -> operation.example().stream())
                .toList();
    }

    /** The names of those that are recorded and not judged. */
    public Set<String> uncheckedFunctions() {
        return all.values().stream()
                .filter(operation -> !operation.isChecked())
                .map(Operation::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether every node answers for itself when it is asked {@code call} in the end. */
    public boolean isPerNode(Call call) {
        return isRead(call, FinalRead.PER_NODE);
    }

    /** Whether nil is not an answer yet to what nodes are asked in the end. */
    public boolean isNeverNil(Call call) {
        return isRead(call, FinalRead.ALIKE_NOT_NIL);
    }

    private boolean isRead(Call call, FinalRead how) {
        return get(call.function()).finalRead().filter(how::equals).isPresent();
    }

    /** What every node is asked in the end about {@code keys}. */
    public List<Call> finalReads(List<String> keys) {
        List<Call> calls = new ArrayList<>();
        all.values().forEach(operation -> calls.addAll(operation.finalReads(keys)));
        return calls;
    }
}
