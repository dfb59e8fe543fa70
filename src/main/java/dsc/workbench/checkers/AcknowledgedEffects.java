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

/**
 * Whether what clients were told took effect is in what all replicas hold in the end, for a set and a counter under
 * each key. Replicas that have received the same updates must hold the same (strong convergence: Shapiro, Preguiça,
 * Baquero, Zawirski, <i>Conflict-free Replicated Data Types</i>, SSS 2011, definition 2.3); which updates may be lost
 * is the protocol's promise.
 *
 * <p>Operations: {@code add} and {@code remove} of an element, the argument, or the result of a {@code remove} that
 * left the choice to the replica; {@code increment} by the argument; {@code read}; and {@code final-read}, whose
 * argument is a node and whose result is a map with {@code elements}, a list, and {@code count}, a number, as that node
 * holds them when faults and clients are done. An update of unknown outcome may or may not be in it. Where there is a
 * register as well, {@code rename} writes it, and {@code name} in that map is one of the texts that were written.
 */
public final class AcknowledgedEffects implements Checker {

    /** What a protocol may promise about acknowledged updates, beside that replicas become equal. */
    public enum Promise {
        /** An element that was added, and that nobody removed, is there. */
        NO_ADD_LOST,
        /** An element that was added once, and removed where it was seen, is gone. */
        NO_ELEMENT_BACK,
        /** The count is the sum of the increments. */
        COUNT_EXACT
    }

    static final String ADD = "add";
    static final String REMOVE = "remove";
    static final String INCREMENT = "increment";
    static final String READ = "read";
    static final String RENAME = "rename";
    static final String FINAL_READ = "final-read";

    private static final List<String> FUNCTIONS = List.of(ADD, REMOVE, INCREMENT, RENAME, READ, FINAL_READ);

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
            figures.put("updates acknowledged", acknowledged);
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
    private final Set<Promise> promises;

    private AcknowledgedEffects(String name, Collection<Promise> promises) {
        this.name = name;
        this.promises = EnumSet.noneOf(Promise.class);
        this.promises.addAll(promises);
    }

    /** Replicas become equal and nothing is lost. */
    public static AcknowledgedEffects lossless() {
        return new AcknowledgedEffects("set-counter", EnumSet.allOf(Promise.class));
    }

    /** Replicas become equal; what was lost is counted. */
    public static AcknowledgedEffects converging() {
        return new AcknowledgedEffects("convergence", Set.of());
    }

    /** Replicas become equal, and no added element is lost. */
    public static AcknowledgedEffects addsKept() {
        return promising("no-lost-add", Promise.NO_ADD_LOST);
    }

    /** Replicas become equal, and {@code promises} are kept; under a name of its own. */
    public static AcknowledgedEffects promising(String name, Promise... promises) {
        return new AcknowledgedEffects(name, List.of(promises));
    }

    @Override
    public String name() {
        return name;
    }

    /** @throws ModelMismatchException when the history is none of a set and a counter */
    @Override
    public Verdict check(History history, Duration budget) {
        Map<String, KeyedUpdates> keys = keys(history);
        boolean unanswered = false;
        for (KeyedUpdates key : keys.values()) {
            Optional<Verdict> difference = key.difference();
            if (difference.isPresent()) {
                return difference.get();
            }
            unanswered |= key.unanswered();
        }
        for (KeyedUpdates key : keys.values()) {
            if (key.end().isPresent()) {
                Optional<Verdict> broken = key.broken(promises);
                if (broken.isPresent()) {
                    return broken.get();
                }
            }
        }
        if (keys.values().stream().allMatch(key -> key.end().isEmpty())) {
            return Verdict.unknown("no node was asked in the end what it holds (" + FINAL_READ + ")");
        }
        if (unanswered) {
            return Verdict.unknown("a node that was asked in the end what it holds did not answer");
        }
        return Verdict.valid(valid(keys));
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
        Losses losses = keys.values().stream()
                .filter(key -> key.end().isPresent())
                .map(KeyedUpdates::losses)
                .reduce(NONE, Losses::plus);
        int replicas =
                keys.values().stream().mapToInt(key -> key.replicas()).max().orElse(0);
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
