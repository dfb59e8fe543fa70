package dsc.workbench.checkers;

import dsc.workbench.history.Edn;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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

    private final Set<Promise> promises;

    private AcknowledgedEffects(Collection<Promise> promises) {
        this.promises = EnumSet.noneOf(Promise.class);
        this.promises.addAll(promises);
    }

    /** Replicas become equal and nothing is lost. */
    public static AcknowledgedEffects lossless() {
        return new AcknowledgedEffects(EnumSet.allOf(Promise.class));
    }

    /** Replicas become equal; what was lost is counted. */
    public static AcknowledgedEffects converging() {
        return new AcknowledgedEffects(Set.of());
    }

    /** Replicas become equal, and {@code promises} are kept. */
    public static AcknowledgedEffects promising(Promise... promises) {
        return new AcknowledgedEffects(List.of(promises));
    }

    /** @throws ModelMismatchException when the history is none of a set and a counter */
    @Override
    public Verdict check(History history, Duration budget) {
        Map<String, Key> keys = keys(history);
        boolean unanswered = false;
        for (Key key : keys.values()) {
            Optional<Verdict> difference = key.difference();
            if (difference.isPresent()) {
                return difference.get();
            }
            unanswered |= key.unanswered();
        }
        for (Key key : keys.values()) {
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
        return keys(history).values().stream().map(Key::losses).reduce(NONE, Losses::plus);
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

    private static String valid(Map<String, Key> keys) {
        Losses losses = keys.values().stream()
                .filter(key -> key.end().isPresent())
                .map(Key::losses)
                .reduce(NONE, Losses::plus);
        int replicas =
                keys.values().stream().mapToInt(key -> key.finals.size()).max().orElse(0);
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

    private static Map<String, Key> keys(History history) {
        Map<String, Key> keys = new TreeMap<>();
        for (Operation operation : history.operations()) {
            if (!FUNCTIONS.contains(operation.function())) {
                throw new ModelMismatchException(
                        operation.start(),
                        "event " + operation.start() + " is of the function " + operation.function()
                                + "; a history of a set and a counter has " + String.join(", ", FUNCTIONS));
            }
            String name = String.valueOf(operation.key());
            keys.computeIfAbsent(name, Key::new).add(operation);
        }
        return keys;
    }

    /** What all replicas hold under one key. */
    private record End(List<String> elements, long count, Object name) {

        static End of(Operation read) {
            if (read.result() instanceof Map<?, ?> map
                    && map.get("elements") instanceof Collection<?> elements
                    && map.get("count") instanceof Number count) {
                return new End(elements.stream().map(String::valueOf).toList(), count.longValue(), map.get("name"));
            }
            throw new ModelMismatchException(
                    read.end(),
                    "event " + read.end() + " answers " + Edn.print(read.result())
                            + ", which is not a map with elements and count");
        }
    }

    /** One element's history. */
    private static final class Element {
        private final List<Operation> adds = new ArrayList<>();
        private final List<Operation> removes = new ArrayList<>();

        /** An acknowledged add that no remove can have seen; empty if there is none. */
        Optional<Operation> mustBeThere() {
            return adds.stream()
                    .filter(add -> add.outcome() == Operation.Outcome.OK)
                    .filter(add -> removes.stream().allMatch(remove -> remove.end() < add.start()))
                    .findFirst();
        }

        /** An acknowledged remove that saw the only add; empty if there is none. */
        Optional<Operation> mustBeGone() {
            return adds.size() != 1
                    ? Optional.empty()
                    : removes.stream()
                            .filter(remove -> remove.outcome() == Operation.Outcome.OK)
                            .findFirst();
        }
    }

    /** All that happened under one key. */
    private static final class Key {
        private final String name;
        private final Map<String, Element> elements = new TreeMap<>();
        private final List<Operation> finals = new ArrayList<>();
        private long acknowledged;
        private long unknown;

        /** Renames that took effect, or may have. */
        private final List<Operation> renames = new ArrayList<>();

        /** Removes of unknown outcome that may have taken any element. */
        private int wildRemoves;

        private long countAcknowledged;
        private long countLeast;
        private long countMost;

        Key(String name) {
            this.name = name;
        }

        void add(Operation operation) {
            switch (operation.function()) {
                case FINAL_READ -> finals.add(operation);
                case ADD, REMOVE, INCREMENT, RENAME -> addUpdate(operation);
                default -> {
                    // What reads saw on the way says nothing about the end.
                }
            }
        }

        private void addUpdate(Operation update) {
            if (update.outcome() == Operation.Outcome.FAILED) {
                return;
            }
            boolean ok = update.outcome() == Operation.Outcome.OK;
            if (update.argument() != null) {
                Completions.requireUpdate(update, update.argument(), update.result());
            }
            acknowledged += ok ? 1 : 0;
            unknown += ok ? 0 : 1;
            switch (update.function()) {
                case RENAME -> renames.add(update);
                case ADD -> element(String.valueOf(update.argument())).adds.add(update);
                case REMOVE -> {
                    Object element = update.argument() != null ? update.argument() : update.result();
                    if (element == null) {
                        wildRemoves++;
                    } else {
                        element(element.toString()).removes.add(update);
                    }
                }
                default -> addIncrement(amount(update), ok);
            }
        }

        private void addIncrement(long amount, boolean ok) {
            countAcknowledged += ok ? amount : 0;
            countLeast += ok ? amount : Math.min(0, amount);
            countMost += ok ? amount : Math.max(0, amount);
        }

        private static long amount(Operation increment) {
            try {
                return Long.parseLong(String.valueOf(increment.argument()));
            } catch (NumberFormatException none) {
                throw new ModelMismatchException(
                        increment.start(),
                        "event " + increment.start() + " increments by " + Edn.print(increment.argument())
                                + ", which is not a whole number");
            }
        }

        private Element element(String element) {
            return elements.computeIfAbsent(element, unseen -> new Element());
        }

        boolean unanswered() {
            return finals.stream().anyMatch(read -> read.outcome() != Operation.Outcome.OK);
        }

        Optional<End> end() {
            return finals.stream()
                    .filter(read -> read.outcome() == Operation.Outcome.OK)
                    .findFirst()
                    .map(End::of);
        }

        /** Two replicas that differ; empty if none do. */
        Optional<Verdict> difference() {
            Operation first = null;
            for (Operation read : finals) {
                if (read.outcome() != Operation.Outcome.OK) {
                    continue;
                }
                if (first == null) {
                    first = read;
                } else if (!Objects.equals(first.result(), read.result())) {
                    String reason = "replicas differ in the end: under key " + name + ", " + first.argument()
                            + " holds " + Edn.print(first.result()) + " and " + read.argument() + " holds "
                            + Edn.print(read.result());
                    return Optional.of(Verdict.invalid(
                            reason,
                            new Verdict.Evidence(
                                    first.key(),
                                    List.of(first),
                                    "another replica holds something else",
                                    List.of(read),
                                    "In the end, all replicas hold the same.")));
                }
            }
            return Optional.empty();
        }

        Losses losses() {
            End end = end().orElse(new End(List.of(), countAcknowledged, null));
            boolean asked = end().isPresent();
            long missing = asked ? missing(end).size() : 0;
            return new Losses(
                    acknowledged,
                    unknown,
                    Math.max(0, missing - wildRemoves),
                    asked ? back(end).size() : 0,
                    Math.max(0, countLeast - end.count()),
                    Math.max(0, end.count() - countMost));
        }

        private List<Operation> missing(End end) {
            return elements.entrySet().stream()
                    .filter(entry -> !end.elements().contains(entry.getKey()))
                    .flatMap(entry -> entry.getValue().mustBeThere().stream())
                    .toList();
        }

        private List<Operation> back(End end) {
            return elements.entrySet().stream()
                    .filter(entry -> end.elements().contains(entry.getKey()))
                    .flatMap(entry -> entry.getValue().mustBeGone().stream())
                    .toList();
        }

        /** That an update and what the replicas hold in the end cannot both be. */
        private Optional<Verdict> brokenBy(Operation update, String reason, String state, String rule) {
            Operation read = finals.stream()
                    .filter(end -> end.outcome() == Operation.Outcome.OK)
                    .findFirst()
                    .orElseThrow();
            return Optional.of(Verdict.invalid(
                    reason, new Verdict.Evidence(update.key(), List.of(update), state, List.of(read), rule)));
        }

        /** What breaks one of {@code promises}, or what nobody did; empty if nothing does. */
        Optional<Verdict> broken(Set<Promise> promises) {
            End end = end().orElseThrow();
            for (String element : end.elements()) {
                if (!elements.containsKey(element) || elements.get(element).adds.isEmpty()) {
                    return Optional.of(
                            Verdict.invalid("under key " + name + " there is \"" + element + "\", which nobody added"));
                }
            }
            Optional<String> unknownName = brokenName(end);
            if (unknownName.isPresent()) {
                return unknownName.map(Verdict::invalid);
            }
            List<Operation> missing = missing(end);
            if (promises.contains(Promise.NO_ADD_LOST) && missing.size() > wildRemoves) {
                Operation add = missing.getFirst();
                return brokenBy(
                        add,
                        "an acknowledged add is lost: \"" + add.argument() + "\" was added under key " + name
                                + " (event " + add.start() + "), and is not there in the end"
                                + (missing.size() == 1 ? "" : "; so are " + (missing.size() - 1) + " more"),
                        "it is not there",
                        "An element whose add was acknowledged, and that nobody removed, is there in the end.");
            }
            List<Operation> back = back(end);
            if (promises.contains(Promise.NO_ELEMENT_BACK) && !back.isEmpty()) {
                Operation remove = back.getFirst();
                Object element = remove.argument() != null ? remove.argument() : remove.result();
                return brokenBy(
                        remove,
                        "a removed element is back: \"" + element + "\" was removed under key " + name + " (event "
                                + remove.start() + "), and is there in the end",
                        "it is there",
                        "An element that was added once, and whose removal was acknowledged, is gone in the end.");
            }
            if (promises.contains(Promise.COUNT_EXACT) && (end.count() < countLeast || end.count() > countMost)) {
                return Optional.of(Verdict.invalid("the count under key " + name + " is " + end.count()
                        + " in the end; acknowledged increments make " + countAcknowledged
                        + (countLeast == countMost
                                ? ""
                                : ", and with those of unknown outcome " + countLeast + " to " + countMost)));
            }
            return Optional.empty();
        }

        /** Who wins is the register's own affair, but somebody has to. */
        private Optional<String> brokenName(End end) {
            boolean given = renames.stream().anyMatch(rename -> rename.outcome() == Operation.Outcome.OK);
            boolean known = end.name() == null
                    ? !given
                    : renames.stream().anyMatch(rename -> end.name().equals(rename.argument()));
            return known
                    ? Optional.empty()
                    : Optional.of("the name under key " + name + " is " + Edn.print(end.name())
                            + " in the end, and is none of those that were given");
        }
    }

    private static String count(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }
}
