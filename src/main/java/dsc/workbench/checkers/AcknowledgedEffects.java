package dsc.workbench.checkers;

import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import java.time.Duration;
import java.util.Collection;
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

/**
 * Whether what clients were told took effect is in what all replicas hold in the end, for a set and a counter under
 * each key. Replicas that have received the same updates must hold the same (strong convergence: Shapiro, Preguiça,
 * Baquero, Zawirski, <i>Conflict-free Replicated Data Types</i>, SSS 2011, definition 2.3); which updates may be lost
 * is the protocol's promise.
 *
 * <p>Operations: {@code add} and {@code remove} of an element, the argument, or the result of a {@code remove} that
 * left the choice to the replica; {@code increment} by the argument; {@code read}; and {@code final-read}, whose
 * argument is a node and whose result is a map with {@code elements}, a list, and {@code count}, a number, as that node
 * holds them when faults and clients are done.
 *
 * <p>The sentence that is decided, for each key: there is a choice which updates of unknown outcome took effect, which
 * element each remove took whose element nobody knows, and which adds each remove saw, such that
 *
 * <ul>
 *   <li>all nodes hold the same elements, in whatever order, the same count, and the same of whatever else they say;
 *   <li>each element that they hold was added by an operation that did not fail;
 *   <li>{@link Promise#NO_ADD_LOST}: they hold each element of which an add took effect that no remove saw;
 *   <li>{@link Promise#NO_ELEMENT_BACK}: they hold no other;
 *   <li>{@link Promise#COUNT_EXACT}: the count is the sum of the increments that took effect.
 * </ul>
 *
 * A remove can only have seen adds that began before it ended; one of unknown outcome never ends. One that was
 * acknowledged saw at least one add of its element, if there was one and either the replica chose the element or an add
 * had ended before the remove began. What reads saw on the way says nothing about the end, and final reads count as if
 * they came after all updates.
 *
 * <p>Unknown is a history in which a key was updated, and some node that was asked in the end was not asked about it or
 * did not answer, or whose increments of unknown outcome make too many sums to look at all of them.
 */
public final class AcknowledgedEffects implements Checker {

    /** What a protocol may promise about acknowledged updates, beside that replicas become equal. */
    public enum Promise {
        /** An element is there if one of its adds took effect that no remove saw. */
        NO_ADD_LOST,
        /** An element is gone if removes saw all of its adds that took effect. */
        NO_ELEMENT_BACK,
        /** The count is the sum of the increments that took effect. */
        COUNT_EXACT
    }

    /** What {@link #figures} calls the updates of which a client was told that they took effect. */
    public static final String ACKNOWLEDGED = "updates acknowledged";

    static final String ADD = "add";
    static final String REMOVE = "remove";
    static final String INCREMENT = "increment";
    static final String READ = "read";
    static final String FINAL_READ = "final-read";

    private static final List<String> FUNCTIONS = List.of(ADD, REMOVE, INCREMENT, READ, FINAL_READ);

    /**
     * What a history's end lacks, or has too much of.
     *
     * @param acknowledged updates of which a client was told that they took effect
     * @param unknown updates whose outcome no client knows
     * @param addsLost elements that were added and never removed, and are not there
     * @param elementsBack elements that were removed, and are there
     * @param incrementsLost by how much counts are less than the acknowledged increments, summed over keys
     * @param incrementsTwice by how much counts are more than all increments can make them, summed over keys
     */
    public record Losses(
            long acknowledged,
            long unknown,
            long addsLost,
            long elementsBack,
            long incrementsLost,
            long incrementsTwice) {

        private Map<String, Long> asFigures() {
            Map<String, Long> figures = new LinkedHashMap<>();
            figures.put(ACKNOWLEDGED, acknowledged);
            figures.put("adds lost", addsLost);
            figures.put("removed elements back", elementsBack);
            figures.put("increments lost", incrementsLost);
            figures.put("increments counted twice", incrementsTwice);
            return figures;
        }

        private Losses plus(Losses other) {
            return new Losses(
                    acknowledged + other.acknowledged,
                    unknown + other.unknown,
                    addsLost + other.addsLost,
                    elementsBack + other.elementsBack,
                    incrementsLost + other.incrementsLost,
                    incrementsTwice + other.incrementsTwice);
        }
    }

    private static final Losses NONE = new Losses(0, 0, 0, 0, 0, 0);

    private final String name;
    private final String sentence;
    private final Set<Promise> promises;

    private AcknowledgedEffects(String name, String sentence, Collection<Promise> promises) {
        this.name = name;
        this.sentence = sentence;
        this.promises = EnumSet.noneOf(Promise.class);
        this.promises.addAll(promises);
    }

    /** Replicas become equal and nothing is lost. */
    public static AcknowledgedEffects lossless() {
        return new AcknowledgedEffects(
                "set-counter",
                "add, remove and increment on replicas, for each :key, and what each holds in the end (final-read): all"
                        + " the same; every element of which an add took effect that no remove saw, and no other; and"
                        + " the sum of the increments that took effect. All that was acknowledged took effect",
                EnumSet.allOf(Promise.class));
    }

    /** Replicas become equal; what was lost is counted. */
    public static AcknowledgedEffects converging() {
        return new AcknowledgedEffects(
                "convergence",
                "the same operations: all hold the same in the end, and nothing that nobody added; what was lost is"
                        + " counted",
                Set.of());
    }

    /** Replicas become equal, and no added element is lost. */
    public static AcknowledgedEffects addsKept() {
        return new AcknowledgedEffects(
                "no-lost-add",
                "the same operations: all hold the same in the end, and every element of which an add took effect that"
                        + " no remove saw",
                Set.of(Promise.NO_ADD_LOST));
    }

    /** Replicas become equal, and {@code promises} are kept; under a name of its own. */
    public static AcknowledgedEffects promising(String name, Promise... promises) {
        return new AcknowledgedEffects(name, "", List.of(promises));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String sentence() {
        return sentence;
    }

    /** @throws ModelMismatchException when the history is none of a set and a counter */
    @Override
    public Verdict check(History history, Duration budget) {
        Map<String, KeyedUpdates> keys = keys(history);
        return first(keys, KeyedUpdates::difference)
                .or(() -> first(keys, key -> key.broken(promises)))
                .or(() -> notAsked(keys).map(Verdict::unknown))
                .orElseGet(() -> Verdict.valid(valid(keys)));
    }

    /** The first violation under some key, or else the first verdict that is unknown; empty if there is none. */
    private static Optional<Verdict> first(
            Map<String, KeyedUpdates> keys, Function<KeyedUpdates, Optional<Verdict>> find) {
        List<Verdict> found =
                keys.values().stream().flatMap(key -> find.apply(key).stream()).toList();
        return found.stream()
                .filter(verdict -> verdict.status() == Verdict.Status.INVALID)
                .findFirst()
                .or(() -> found.stream().findFirst());
    }

    /** What was not asked in the end, so that nothing is known of it; empty if all was. */
    private static Optional<String> notAsked(Map<String, KeyedUpdates> keys) {
        if (keys.values().stream().noneMatch(KeyedUpdates::isAsked)) {
            return Optional.of("no node was asked in the end what it holds (" + FINAL_READ + ")");
        }
        Set<String> replicas = new TreeSet<>();
        keys.values().forEach(key -> replicas.addAll(key.replicas()));
        for (Map.Entry<String, KeyedUpdates> key : keys.entrySet()) {
            if (key.getValue().isUnanswered()) {
                return Optional.of("a node that was asked in the end what it holds did not answer");
            }
            if (key.getValue().isUpdated() && !key.getValue().isAsked()) {
                return Optional.of("no node was asked in the end what it holds under key " + key.getKey());
            }
            Set<String> others = new TreeSet<>(replicas);
            others.removeAll(key.getValue().replicas());
            if (key.getValue().isUpdated() && !others.isEmpty()) {
                return Optional.of(others.iterator().next() + " was asked in the end what it holds, and not about key "
                        + key.getKey());
            }
        }
        return Optional.empty();
    }

    /** What was lost in {@code history}, whatever was promised. */
    public static Losses losses(History history) {
        return keys(history).values().stream().map(KeyedUpdates::losses).reduce(NONE, Losses::plus);
    }

    /** What was lost, and how long replicas took to become equal: name to number, in the order to show. */
    public static Map<String, Long> figures(History history) {
        Map<String, Long> figures = losses(history).asFigures();
        figures.put("convergence ms", convergenceMillis(history));
        return figures;
    }

    /**
     * How long replicas took to become equal, in milliseconds from the last event of clients and faults to the round of
     * questions to which all answered alike; -1 if nobody was asked.
     */
    public static long convergenceMillis(History history) {
        long firstQuestionNanos = -1;
        long lastBefore = 0;
        for (var event : history.events()) {
            if (event.function().equals(FINAL_READ)) {
                firstQuestionNanos = firstQuestionNanos < 0 ? event.timeNanos() : firstQuestionNanos;
            } else {
                lastBefore = Math.max(lastBefore, event.timeNanos());
            }
        }
        return firstQuestionNanos < 0 ? -1 : Math.max(0, firstQuestionNanos - lastBefore) / 1_000_000;
    }

    private static String valid(Map<String, KeyedUpdates> keys) {
        Losses losses = keys.values().stream().map(KeyedUpdates::losses).reduce(NONE, Losses::plus);
        int replicas = keys.values().stream()
                .mapToInt(key -> key.replicas().size())
                .max()
                .orElse(0);
        String lost = losses.addsLost() + losses.elementsBack() + losses.incrementsLost() == 0
                ? "none of them lost"
                : "lost: " + count(losses.addsLost(), "added element") + ", "
                        + count(losses.elementsBack(), "removal") + ", "
                        + count(losses.incrementsLost(), "increment");
        return String.format(
                Locale.ROOT,
                "%d replicas hold the same under %s; %,d %s acknowledged, %s",
                replicas,
                Linearizability.count(keys.size(), "key"),
                losses.acknowledged(),
                losses.acknowledged() == 1 ? "update was" : "updates were",
                lost);
    }

    private static Map<String, KeyedUpdates> keys(History history) {
        Map<String, KeyedUpdates> keys = new TreeMap<>();
        for (Operation operation : history.operations()) {
            if (!FUNCTIONS.contains(operation.function())) {
                throw new ModelMismatchException(
                        operation.start(),
                        "event " + operation.start() + " is of the function " + operation.function()
                                + "; a history of a set and a counter has " + String.join(", ", FUNCTIONS));
            }
            String name = String.valueOf(operation.key());
            keys.computeIfAbsent(name, KeyedUpdates::new).add(operation);
        }
        return keys;
    }

    private static String count(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }
}
