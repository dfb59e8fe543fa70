package dsc.workbench.checkers;

import static dsc.workbench.checkers.AcknowledgedEffects.ADD;
import static dsc.workbench.checkers.AcknowledgedEffects.FINAL_READ;
import static dsc.workbench.checkers.AcknowledgedEffects.INCREMENT;
import static dsc.workbench.checkers.AcknowledgedEffects.REMOVE;

import dsc.workbench.checkers.AcknowledgedEffects.Losses;
import dsc.workbench.checkers.AcknowledgedEffects.Promise;
import dsc.workbench.history.Edn;
import dsc.workbench.history.Operation;
import dsc.workbench.history.Operation.Outcome;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All that happened under one key. */
final class KeyedUpdates {

    /**
     * What a replica holds under one key.
     *
     * @param elements a set: their order says nothing
     * @param rest what else it says of itself, which must be alike on all replicas too
     */
    private record Held(Set<String> elements, BigInteger count, Map<Object, Object> rest) {

        static Held of(Operation read) {
            if (read.result() instanceof Map<?, ?> map
                    && map.get("elements") instanceof Collection<?> elements
                    && (map.get("count") instanceof Long
                            || map.get("count") instanceof Integer
                            || map.get("count") instanceof BigInteger)) {
                Set<String> set = new LinkedHashSet<>();
                elements.forEach(element -> set.add(String.valueOf(element)));
                Map<Object, Object> rest = new HashMap<>(map);
                rest.remove("elements");
                rest.remove("count");
                return new Held(set, new BigInteger(map.get("count").toString()), rest);
            }
            throw new ModelMismatchException(
                    read.end(),
                    "event " + read.end() + " answers " + Edn.print(read.result())
                            + ", which is not a map with elements and count, a whole number");
        }

        /** What of it the other has not, or has otherwise. */
        Map<Object, Object> without(Held other) {
            Map<Object, Object> more = new TreeMap<>();
            if (!elements.equals(other.elements)) {
                more.put(
                        "elements",
                        elements.stream()
                                .filter(element -> !other.elements.contains(element))
                                .toList());
            }
            if (!count.equals(other.count)) {
                more.put("count", count);
            }
            rest.forEach((part, value) -> {
                if (!Objects.equals(value, other.rest.get(part))) {
                    more.put(part, value);
                }
            });
            return more;
        }
    }

    /** One element's history. */
    private static final class Element {
        private final List<Operation> adds = new ArrayList<>();
        private final List<Operation> removes = new ArrayList<>();

        /** An acknowledged add that no remove can have seen; empty if there is none. */
        Optional<Operation> mustBeThere() {
            return adds.stream()
                    .filter(add -> add.outcome() == Outcome.OK)
                    .filter(add -> removes.stream().allMatch(remove -> remove.end() < add.start()))
                    .findFirst();
        }

        /** A remove that, with others, took every add that there may have been; empty if an add may be in force. */
        Optional<Operation> mustBeGone() {
            Operation last = null;
            for (Operation add : adds) {
                Optional<Operation> taker =
                        removes.stream().filter(remove -> took(remove, add)).findFirst();
                if (taker.isEmpty()) {
                    return Optional.empty();
                }
                last = taker.get();
            }
            return Optional.ofNullable(last);
        }

        /**
         * Whether an acknowledged remove took an add for certain. It saw at least one add that began before it ended:
         * if the replica chose the element, or if an add had ended before it began. Which, is certain only of a single
         * one.
         */
        private boolean took(Operation remove, Operation add) {
            if (remove.outcome() != Outcome.OK || add.start() > remove.end()) {
                return false;
            }
            boolean single =
                    adds.stream().filter(seen -> seen.start() < remove.end()).count() == 1;
            return single && (remove.argument() == null || add.end() < remove.start());
        }
    }

    private final String name;
    private final Map<String, Element> elements = new TreeMap<>();
    private final List<Operation> finals = new ArrayList<>();
    private long acknowledged;
    private long unknown;

    /** Removes of unknown outcome whose element nobody knows: each may have taken one, whichever. */
    private int wildRemoves;

    private BigInteger countAcknowledged = BigInteger.ZERO;
    private final List<BigInteger> countUnknown = new ArrayList<>();

    KeyedUpdates(String name) {
        this.name = name;
    }

    void add(Operation operation) {
        switch (operation.function()) {
            case FINAL_READ -> finals.add(operation);
            case ADD, REMOVE, INCREMENT -> addUpdate(operation);
            default -> {
                // What reads saw on the way says nothing about the end.
            }
        }
    }

    private void addUpdate(Operation update) {
        if (update.outcome() == Outcome.FAILED) {
            return;
        }
        boolean ok = update.outcome() == Outcome.OK;
        if (update.argument() != null) {
            Completions.requireUpdate(update, update.argument(), update.result());
        }
        acknowledged += ok ? 1 : 0;
        unknown += ok ? 0 : 1;
        switch (update.function()) {
            case ADD -> element(String.valueOf(update.argument())).adds.add(update);
            case REMOVE -> addRemove(update, ok);
            default -> addIncrement(amount(update), ok);
        }
    }

    private void addRemove(Operation remove, boolean ok) {
        Object element = remove.argument() != null ? remove.argument() : remove.result();
        if (element != null) {
            element(element.toString()).removes.add(remove);
        } else if (!ok) {
            // One that was acknowledged without an element found none to take.
            wildRemoves++;
        }
    }

    private void addIncrement(BigInteger amount, boolean ok) {
        if (ok) {
            countAcknowledged = countAcknowledged.add(amount);
        } else {
            countUnknown.add(amount);
        }
    }

    private static BigInteger amount(Operation increment) {
        try {
            return new BigInteger(String.valueOf(increment.argument()));
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

    /** The nodes that were asked in the end, as they are named. */
    List<String> replicas() {
        return finals.stream()
                .map(read -> String.valueOf(read.argument()))
                .distinct()
                .toList();
    }

    boolean isUpdated() {
        return acknowledged + unknown > 0;
    }

    boolean isAsked() {
        return !finals.isEmpty();
    }

    boolean isUnanswered() {
        return finals.stream().anyMatch(read -> read.outcome() != Outcome.OK);
    }

    private Stream<Operation> answers() {
        return finals.stream().filter(read -> read.outcome() == Outcome.OK);
    }

    private Optional<Held> held() {
        return answers().findFirst().map(Held::of);
    }

    /** Two replicas that differ; empty if none do. */
    Optional<Verdict> difference() {
        Optional<Operation> first = answers().findFirst();
        return first.flatMap(one -> answers()
                .filter(other -> !Held.of(one).equals(Held.of(other)))
                .findFirst()
                .map(other -> differing(one, other)));
    }

    private Verdict differing(Operation first, Operation read) {
        Held one = Held.of(first);
        Held other = Held.of(read);
        String reason = "replicas differ in the end: under key " + name + ", " + first.argument() + " holds "
                + Abbreviation.of(Edn.print(one.without(other))) + " and " + read.argument() + " holds "
                + Abbreviation.of(Edn.print(other.without(one)));
        return Verdict.invalid(
                reason,
                new Verdict.Evidence(
                        first.key(),
                        List.of(first),
                        "another replica holds something else",
                        List.of(read),
                        "In the end, all replicas hold the same."));
    }

    Losses losses() {
        Optional<Held> held = held();
        if (held.isEmpty()) {
            return new Losses(acknowledged, unknown, 0, 0, 0, 0);
        }
        return new Losses(
                acknowledged,
                unknown,
                Math.max(0, missing(held.get()).size() - wildRemoves),
                back(held.get()).size(),
                positive(countLeast().subtract(held.get().count())),
                positive(held.get().count().subtract(countMost())));
    }

    private static long positive(BigInteger number) {
        return number.max(BigInteger.ZERO)
                .min(BigInteger.valueOf(Long.MAX_VALUE))
                .longValue();
    }

    private BigInteger countLeast() {
        return countUnknown.stream().map(BigInteger.ZERO::min).reduce(countAcknowledged, BigInteger::add);
    }

    private BigInteger countMost() {
        return countUnknown.stream().map(BigInteger.ZERO::max).reduce(countAcknowledged, BigInteger::add);
    }

    private List<Operation> missing(Held held) {
        return elements.entrySet().stream()
                .filter(entry -> !held.elements().contains(entry.getKey()))
                .flatMap(entry -> entry.getValue().mustBeThere().stream())
                .toList();
    }

    private List<Operation> back(Held held) {
        return elements.entrySet().stream()
                .filter(entry -> held.elements().contains(entry.getKey()))
                .flatMap(entry -> entry.getValue().mustBeGone().stream())
                .toList();
    }

    /** That an update and what the replicas hold in the end cannot both be. */
    private Optional<Verdict> brokenBy(Operation update, String reason, String state, String rule) {
        return Optional.of(Verdict.invalid(
                reason,
                new Verdict.Evidence(
                        update.key(),
                        List.of(update),
                        state,
                        List.of(answers().findFirst().orElseThrow()),
                        rule)));
    }

    /**
     * What breaks one of {@code promises}, or what nobody did, or what was not decided; empty if all is well, or nobody
     * answered.
     */
    Optional<Verdict> broken(Set<Promise> promises) {
        return held().flatMap(held -> strange(held)
                .or(() -> promises.contains(Promise.NO_ADD_LOST) ? lostAdd(missing(held)) : Optional.empty())
                .or(() -> promises.contains(Promise.NO_ELEMENT_BACK) ? broughtBack(back(held)) : Optional.empty())
                .or(() -> promises.contains(Promise.COUNT_EXACT) ? wrongCount(held.count()) : Optional.empty()));
    }

    private Optional<Verdict> strange(Held held) {
        return held.elements().stream()
                .filter(element -> !elements.containsKey(element)
                        || elements.get(element).adds.isEmpty())
                .findFirst()
                .map(element ->
                        Verdict.invalid("under key " + name + " there is \"" + element + "\", which nobody added"));
    }

    private Optional<Verdict> lostAdd(List<Operation> missing) {
        if (missing.size() <= wildRemoves) {
            return Optional.empty();
        }
        Operation add = missing.getFirst();
        return brokenBy(
                add,
                "an acknowledged add is lost: \"" + add.argument() + "\" was added under key " + name + " (event "
                        + add.start() + "), and is not there in the end"
                        + (missing.size() == 1 ? "" : "; so are " + (missing.size() - 1) + " more"),
                "it is not there",
                "An element whose add was acknowledged, and that nobody removed, is there in the end.");
    }

    private Optional<Verdict> broughtBack(List<Operation> back) {
        if (back.isEmpty()) {
            return Optional.empty();
        }
        Operation remove = back.getFirst();
        Object element = remove.argument() != null ? remove.argument() : remove.result();
        return brokenBy(
                remove,
                "a removed element is back: \"" + element + "\" was removed under key " + name + " (event "
                        + remove.start() + "), and is there in the end",
                "it is there",
                "An element whose every add was seen by a remove that was acknowledged is gone in the end.");
    }

    private Optional<Verdict> wrongCount(BigInteger count) {
        return switch (SubsetSums.makes(countUnknown, count.subtract(countAcknowledged))) {
            case YES -> Optional.empty();
            case NO ->
                Optional.of(Verdict.invalid("the count under key " + name + " is " + count
                        + " in the end; acknowledged increments make " + countAcknowledged + unknownIncrements()));
            case NOT_DECIDED ->
                Optional.of(Verdict.unknown("whether the count under key " + name + " can be " + count
                        + " in the end is not decided: " + countUnknown.size()
                        + " increments of unknown outcome make too many different sums"));
        };
    }

    private String unknownIncrements() {
        return countUnknown.isEmpty()
                ? ""
                : ", and with some of those of unknown outcome " + countLeast() + " to " + countMost()
                        + ", which cannot add up to it";
    }
}
