package dsc.workbench.checkers;

import static dsc.workbench.checkers.AcknowledgedEffects.ADD;
import static dsc.workbench.checkers.AcknowledgedEffects.FINAL_READ;
import static dsc.workbench.checkers.AcknowledgedEffects.INCREMENT;
import static dsc.workbench.checkers.AcknowledgedEffects.REMOVE;
import static dsc.workbench.checkers.AcknowledgedEffects.RENAME;

import dsc.workbench.checkers.AcknowledgedEffects.Losses;
import dsc.workbench.checkers.AcknowledgedEffects.Promise;
import dsc.workbench.history.Edn;
import dsc.workbench.history.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All that happened under one key. */
final class KeyedUpdates {

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

    KeyedUpdates(String name) {
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

    int replicas() {
        return finals.size();
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

    /** Which rename wins is up to the register, but one has to. */
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
