package dsc.workbench.checkers;

import dsc.workbench.checkers.Deliveries.Counts;
import dsc.workbench.checkers.Deliveries.Promise;
import dsc.workbench.history.Edn;
import dsc.workbench.history.Operation;
import dsc.workbench.history.Operation.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The letters of one key, and what each node has of them in the end. */
final class KeyedLetters {

    /** Where a letter stands in what one sender sent to one receiver. */
    private record Place(Object channel, long number) {}

    /**
     * What a node answered in the end.
     *
     * @param counted how many letters the node says that it counted; empty if it does not
     */
    private record Received(Operation read, List<String> letters, OptionalLong counted) {

        static Received of(Operation read) {
            if (read.result() instanceof List<?> both
                    && both.size() == 2
                    && both.getFirst() instanceof List<?> letters
                    && both.getLast() instanceof Number count) {
                return of(read, letters, OptionalLong.of(count.longValue()));
            }
            if (read.result() instanceof List<?> letters) {
                return of(read, letters, OptionalLong.empty());
            }
            throw new ModelMismatchException(
                    read.end(),
                    "event " + read.end() + " answers " + Edn.print(read.result())
                            + ", which is not a list of letters");
        }

        private static Received of(Operation read, List<?> letters, OptionalLong counted) {
            return new Received(read, letters.stream().map(String::valueOf).toList(), counted);
        }

        Object node() {
            return read.argument();
        }

        /** Where a letter is, counted from 1. */
        List<Integer> places(String letter) {
            List<Integer> places = new ArrayList<>();
            for (int at = 0; at < letters.size(); at++) {
                if (letters.get(at).equals(letter)) {
                    places.add(at + 1);
                }
            }
            return places;
        }
    }

    /** A letter that stands behind one of a greater number. */
    private record Overtaken(String letter, String by) {}

    private final String key;
    private final Map<String, Operation> sends = new LinkedHashMap<>();
    private final List<Received> received = new ArrayList<>();
    private final Set<String> nodes = new LinkedHashSet<>();
    private Operation unanswered;

    KeyedLetters(String key) {
        this.key = key;
    }

    void add(Operation operation) {
        if (operation.function().equals(Deliveries.SEND)) {
            Operation before = sends.putIfAbsent(letter(operation), operation);
            if (before != null) {
                throw new ModelMismatchException(
                        operation.start(),
                        "event " + operation.start() + " sends " + Edn.print(operation.argument()) + " under key " + key
                                + ", as event " + before.start() + " did; letters are told apart by what they say");
            }
            return;
        }
        nodes.add(String.valueOf(operation.argument()));
        if (operation.outcome() == Outcome.OK) {
            received.add(Received.of(operation));
        } else {
            unanswered = operation;
        }
    }

    private static String letter(Operation send) {
        return String.valueOf(send.argument());
    }

    /** The nodes that were asked in the end. */
    Set<String> nodes() {
        return nodes;
    }

    /** Whether there may be a letter. */
    boolean isSent() {
        return sends.values().stream().anyMatch(send -> send.outcome() != Outcome.FAILED);
    }

    /** A question of the end without an answer. */
    Optional<Operation> unanswered() {
        return Optional.ofNullable(unanswered);
    }

    Counts counts() {
        Set<String> lost = new LinkedHashSet<>();
        Set<String> twice = new LinkedHashSet<>();
        Set<String> overtaken = new LinkedHashSet<>();
        for (Received list : received) {
            lost.addAll(lost(list));
            twice.addAll(twice(list));
            overtaken(list).forEach(each -> overtaken.add(each.letter()));
        }
        long unknown = sends.values().stream()
                .filter(send -> send.outcome() == Outcome.UNKNOWN)
                .count();
        return new Counts(acknowledged().size(), unknown, lost.size(), twice.size(), overtaken.size());
    }

    private List<String> acknowledged() {
        return sends.entrySet().stream()
                .filter(send -> send.getValue().outcome() == Outcome.OK)
                .map(Map.Entry::getKey)
                .toList();
    }

    private List<String> lost(Received list) {
        Set<String> there = Set.copyOf(list.letters());
        return acknowledged().stream().filter(letter -> !there.contains(letter)).toList();
    }

    private static List<String> twice(Received list) {
        Set<String> seen = new LinkedHashSet<>();
        return list.letters().stream()
                .filter(letter -> !seen.add(letter))
                .distinct()
                .toList();
    }

    private List<Overtaken> overtaken(Received list) {
        Map<Object, String> greatest = new HashMap<>();
        List<Overtaken> overtaken = new ArrayList<>();
        for (String letter : new LinkedHashSet<>(list.letters())) {
            Place place = place(letter).orElse(null);
            if (place == null) {
                continue;
            }
            String before = greatest.get(place.channel());
            if (before != null && place(before).orElseThrow().number() >= place.number()) {
                overtaken.add(new Overtaken(letter, before));
            } else {
                greatest.put(place.channel(), letter);
            }
        }
        return overtaken;
    }

    /** What an acknowledged send was answered; empty if it names no channel. */
    private Optional<Place> place(String letter) {
        Operation send = sends.get(letter);
        if (send == null || send.result() == null || send.result().equals(send.argument())) {
            return Optional.empty();
        }
        if (send.result() instanceof List<?> result
                && result.size() >= 2
                && result.get(0) != null
                && (result.get(1) instanceof Long || result.get(1) instanceof Integer)) {
            return Optional.of(new Place(result.get(0), ((Number) result.get(1)).longValue()));
        }
        throw new ModelMismatchException(
                send.end(),
                "event " + send.end() + " answers " + Edn.print(send.result())
                        + ", which is neither nil, nor the letter, nor a list of a channel and a number");
    }

    /** What breaks one of {@code promises}, or what nobody sent; empty if all is well. */
    Optional<Verdict> broken(Set<Promise> promises) {
        return received.stream()
                .flatMap(list -> broken(list, promises).stream())
                .findFirst();
    }

    private Optional<Verdict> broken(Received list, Set<Promise> promises) {
        return strange(list)
                .or(() -> promises.contains(Promise.ALIKE) ? different(list) : Optional.empty())
                .or(() -> promises.contains(Promise.NOT_LOST) ? brokenByLoss(list) : Optional.empty())
                .or(() -> promises.contains(Promise.NOT_TWICE) ? brokenByRepetition(list) : Optional.empty())
                .or(() -> promises.contains(Promise.IN_CHANNEL_ORDER) ? brokenByOrder(list) : Optional.empty())
                .or(() -> promises.contains(Promise.COUNTED) ? brokenByCount(list) : Optional.empty());
    }

    private Optional<Verdict> strange(Received list) {
        for (String letter : new LinkedHashSet<>(list.letters())) {
            Operation send = sends.get(letter);
            if (send == null) {
                return Optional.of(Verdict.invalid(
                        "a letter that nobody sent is there: \"" + letter + "\" under key " + key + " on "
                                + list.node(),
                        new Verdict.Evidence(
                                list.read().key(),
                                List.of(),
                                "",
                                List.of(list.read()),
                                "A letter that is there was sent.")));
            }
            if (send.outcome() == Outcome.FAILED) {
                return Optional.of(invalid(
                        "a letter whose send failed is there",
                        list,
                        List.of(send),
                        "A letter whose send failed is not there, and never will be."));
            }
        }
        return Optional.empty();
    }

    private Optional<Verdict> different(Received list) {
        Received first = received.getFirst();
        return first.letters().equals(list.letters())
                ? Optional.empty()
                : Optional.of(Verdict.invalid(
                        "two nodes answer differently in the end: under key " + key + ", " + first.node() + " has "
                                + first.letters().size() + " letters and " + list.node() + " "
                                + list.letters().size() + ", or in another order",
                        new Verdict.Evidence(
                                list.read().key(),
                                List.of(first.read()),
                                "another node answers something else",
                                List.of(list.read()),
                                "In the end, all nodes answer the same for a key.")));
    }

    private Optional<Verdict> brokenByLoss(Received list) {
        List<String> lost = lost(list);
        return lost.stream()
                .findFirst()
                .map(letter -> invalid(
                        "an acknowledged letter is lost" + more(lost),
                        list,
                        List.of(sends.get(letter)),
                        "A letter whose send was acknowledged is there in the end."));
    }

    private Optional<Verdict> brokenByRepetition(Received list) {
        List<String> twice = twice(list);
        return twice.stream()
                .findFirst()
                .map(letter -> invalid(
                        "a letter is there twice" + more(twice),
                        list,
                        List.of(sends.get(letter)),
                        "A letter is there once at most."));
    }

    private Optional<Verdict> brokenByOrder(Received list) {
        List<Overtaken> overtaken = overtaken(list);
        return overtaken.stream()
                .findFirst()
                .map(each -> invalid(
                        "a letter was overtaken by a later one of its channel"
                                + more(overtaken.stream().map(Overtaken::letter).toList()),
                        list,
                        List.of(sends.get(each.letter()), sends.get(each.by())),
                        "Of the letters of one channel, that of the smaller number comes first."));
    }

    private Optional<Verdict> brokenByCount(Received list) {
        if (list.counted().isEmpty()
                || list.counted().getAsLong() == list.letters().size()) {
            return Optional.empty();
        }
        return Optional.of(Verdict.invalid(
                "not all letters are counted: under key " + key + ", " + list.node() + " has "
                        + list.letters().size() + " and counted "
                        + list.counted().getAsLong(),
                new Verdict.Evidence(
                        list.read().key(),
                        List.of(),
                        "",
                        List.of(list.read()),
                        "A node counts each letter that it has, once.")));
    }

    private static String more(List<String> letters) {
        return letters.size() == 1 ? "" : ", and " + (letters.size() - 1) + " more";
    }

    /** @param about the sends that cannot be with that list */
    private Verdict invalid(String what, Received list, List<Operation> about, String rule) {
        String first = letter(about.getFirst());
        String where = list.places(first).isEmpty()
                ? "not among the " + list.letters().size() + " letters that " + list.node() + " has"
                : "at " + list.places(first).toString().replaceAll("[\\[\\]]", "") + " of "
                        + list.letters().size() + " letters that " + list.node() + " has";
        return Verdict.invalid(
                what + ": \"" + first + "\" was sent under key " + key + " (event "
                        + about.getFirst().start() + "), and is " + where + " in the end",
                new Verdict.Evidence(list.read().key(), about, where, List.of(list.read()), rule));
    }
}
