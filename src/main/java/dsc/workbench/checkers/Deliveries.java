package dsc.workbench.checkers;

import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Whether letters arrive as often as is promised, and in which order. A sender that gets no answer cannot tell a lost
 * request from a lost answer, so it loses letters or sends some twice, unless the receiver recognizes what it has
 * processed (Saltzer, Reed, Clark: <i>End-to-End Arguments in System Design</i>, TOCS 2(4), 1984).
 *
 * <p>Operations: {@code send} of a letter, the argument, that is different from all others of its key, and whose result
 * is nil, the letter, or a list of a channel, a number, and whatever follows; {@code received}, which says nothing
 * about the end; and {@code final-received}, whose argument is a node and whose result is the list of letters that the
 * node says were processed under the key, in that order, when faults and clients are done; or a list of that list, and
 * of how many letters the node counted.
 *
 * <p>The sentence that is decided, for each key and each such list:
 *
 * <ul>
 *   <li>each letter in it was sent, and its send did not fail;
 *   <li>{@link Promise#ALIKE}: it is the list that every other node answers for this key;
 *   <li>{@link Promise#NOT_LOST}: each letter whose send was acknowledged is in it;
 *   <li>{@link Promise#NOT_TWICE}: no letter is in it more than once, also if nobody knows what became of its send;
 *   <li>{@link Promise#IN_CHANNEL_ORDER}: of the acknowledged letters of one channel, each has a greater number than
 *       those that are in the list before its first place;
 *   <li>{@link Promise#COUNTED}: if the node says how many letters it counted, there are so many in the list.
 * </ul>
 *
 * Unknown is a history in which a letter was sent under a key, and some node that was asked in the end was not asked
 * about that key or did not answer. It takes time and memory in proportion to the history.
 *
 * <p>It can be fooled by a receiver that repairs its list when it is asked, and by a run that ends before a late
 * duplicate arrives; so nodes are asked until nothing has changed for a while
 * ({@link dsc.workbench.protocol.FinalRead#PER_NODE}).
 */
public final class Deliveries implements Checker {

    /** What a protocol may promise of the lists that nodes answer in the end. */
    public enum Promise {
        /** All nodes answer with the same list for a key. */
        ALIKE,
        /** An acknowledged letter is there. */
        NOT_LOST,
        /** No letter is there more than once. */
        NOT_TWICE,
        /** Acknowledged letters of one channel are in the order of their numbers. */
        IN_CHANNEL_ORDER,
        /** A node that says how many letters it counted counted each. */
        COUNTED
    }

    public static final String SEND = "send";
    public static final String RECEIVED = "received";
    public static final String FINAL_RECEIVED = "final-received";

    private static final List<String> FUNCTIONS = List.of(SEND, RECEIVED, FINAL_RECEIVED);

    /** A letter may be lost. */
    public static final Deliveries AT_MOST_ONCE = of("at-most-once", Promise.ALIKE, Promise.NOT_TWICE);

    /** A letter may be there twice. */
    public static final Deliveries AT_LEAST_ONCE = of("at-least-once", Promise.ALIKE, Promise.NOT_LOST);

    public static final Deliveries EXACTLY_ONCE =
            of("exactly-once", Promise.ALIKE, Promise.NOT_LOST, Promise.NOT_TWICE, Promise.COUNTED);

    public static final Deliveries EXACTLY_ONCE_IN_ORDER =
            of("exactly-once-in-order", Promise.ALIKE, Promise.NOT_LOST, Promise.NOT_TWICE, Promise.IN_CHANNEL_ORDER);

    /** Each list is judged for itself: what one node has, another may lack. */
    public static final Deliveries AT_MOST_ONCE_EACH = of("at-most-once-each", Promise.NOT_TWICE);

    /** Each list is judged for itself, as that of a subscriber. */
    public static final Deliveries AT_MOST_ONCE_IN_ORDER =
            of("at-most-once-in-order", Promise.NOT_TWICE, Promise.IN_CHANNEL_ORDER);

    /**
     * What became of letters, whatever was promised. A letter counts once, in however many lists.
     *
     * @param acknowledged letters whose send was acknowledged
     * @param unknown letters of which no client knows whether they were sent
     * @param lost acknowledged letters that a list lacks
     * @param twice letters that a list has more than once
     * @param outOfOrder acknowledged letters that a list has behind one of a greater number of the same channel
     */
    public record Counts(long acknowledged, long unknown, long lost, long twice, long outOfOrder) {

        private static final Counts NONE = new Counts(0, 0, 0, 0, 0);

        private Counts plus(Counts other) {
            return new Counts(
                    acknowledged + other.acknowledged,
                    unknown + other.unknown,
                    lost + other.lost,
                    twice + other.twice,
                    outOfOrder + other.outOfOrder);
        }

        private Map<String, Long> asFigures() {
            Map<String, Long> figures = new LinkedHashMap<>();
            figures.put("letters acknowledged", acknowledged);
            figures.put("letters lost", lost);
            figures.put("letters there twice", twice);
            figures.put("letters out of order", outOfOrder);
            return figures;
        }
    }

    private final String name;
    private final Set<Promise> promises;

    private Deliveries(String name, Set<Promise> promises) {
        this.name = name;
        this.promises = promises;
    }

    /** A checker of {@code promises} under a name of its own. */
    static Deliveries of(String name, Promise... promises) {
        Set<Promise> all = EnumSet.noneOf(Promise.class);
        all.addAll(List.of(promises));
        return new Deliveries(name, all);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String sentence() {
        return "send of letters, each different, for each :key, and the list of those received that each node answers"
                + " in the end (" + FINAL_RECEIVED + "): none that was not sent, or whose send failed"
                + promises.stream().map(Deliveries::words).collect(Collectors.joining());
    }

    private static String words(Promise promise) {
        return switch (promise) {
            case ALIKE -> "; the same list of all nodes";
            case NOT_LOST -> "; each that was acknowledged";
            case NOT_TWICE -> "; none twice";
            case IN_CHANNEL_ORDER -> "; those acknowledged with [channel number] by ascending numbers of a channel";
            case COUNTED -> "; where an answer is [letters count], as many as are counted";
        };
    }

    /** @throws ModelMismatchException when the history is none of letters, or a letter was sent twice under a key */
    @Override
    public Verdict check(History history, Duration budget) {
        Map<String, KeyedLetters> keys = keys(history);
        return first(keys, key -> key.broken(promises))
                .or(() -> notAsked(keys).map(Verdict::unknown))
                .orElseGet(() -> Verdict.valid(valid(counts(keys))));
    }

    private static Optional<Verdict> first(
            Map<String, KeyedLetters> keys, Function<KeyedLetters, Optional<Verdict>> find) {
        return keys.values().stream().flatMap(key -> find.apply(key).stream()).findFirst();
    }

    /** What was not asked in the end, so that nothing is known of it; empty if all was. */
    private static Optional<String> notAsked(Map<String, KeyedLetters> keys) {
        Set<String> nodes = new TreeSet<>();
        keys.values().forEach(key -> nodes.addAll(key.nodes()));
        for (Map.Entry<String, KeyedLetters> key : keys.entrySet()) {
            Optional<Operation> silent = key.getValue().unanswered();
            if (silent.isPresent()) {
                return silent.map(asked ->
                        asked.argument() + " did not answer in the end what was received under key " + key.getKey());
            }
            Set<String> others = new TreeSet<>(nodes);
            others.removeAll(key.getValue().nodes());
            if (key.getValue().isSent() && (nodes.isEmpty() || !others.isEmpty())) {
                return Optional.of(
                        (nodes.isEmpty() ? "no node" : others.iterator().next() + ", asked about others,")
                                + " was" + (nodes.isEmpty() ? " " : " not ")
                                + "asked in the end what was received under key " + key.getKey() + " (" + FINAL_RECEIVED
                                + ")");
            }
        }
        return Optional.empty();
    }

    /** What became of the letters in {@code history}, whatever was promised. */
    public static Counts counts(History history) {
        return counts(keys(history));
    }

    /** The same: name to number, in the order to show. */
    public static Map<String, Long> figures(History history) {
        return counts(history).asFigures();
    }

    private static Counts counts(Map<String, KeyedLetters> keys) {
        return keys.values().stream().map(KeyedLetters::counts).reduce(Counts.NONE, Counts::plus);
    }

    private static String valid(Counts counts) {
        return String.format(
                Locale.ROOT,
                "%s acknowledged and %,d of unknown outcome; %,d lost, %,d there twice, %,d out of order",
                Linearizability.count((int) counts.acknowledged(), "letter"),
                counts.unknown(),
                counts.lost(),
                counts.twice(),
                counts.outOfOrder());
    }

    private static Map<String, KeyedLetters> keys(History history) {
        Map<String, KeyedLetters> keys = new TreeMap<>();
        for (Operation operation : history.operations()) {
            if (!FUNCTIONS.contains(operation.function())) {
                throw new ModelMismatchException(
                        operation.start(),
                        "event " + operation.start() + " is of the function " + operation.function()
                                + "; a history of letters has " + String.join(", ", FUNCTIONS));
            }
            if (!operation.function().equals(RECEIVED)) {
                keys.computeIfAbsent(String.valueOf(operation.key()), KeyedLetters::new)
                        .add(operation);
            }
        }
        return keys;
    }
}
