package dsc.workbench.checkers;

import dsc.workbench.checkers.Streams.Counts;
import dsc.workbench.checkers.Streams.Promise;
import dsc.workbench.history.Edn;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import dsc.workbench.history.Operation.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** What was sent, and what the owners of partitions say in the end. */
final class Streamed {

    /** A log or a view, and the answer that told of it. */
    private record Told<T>(Operation read, List<T> lines) {}

    /** What a member of the group made of a record. */
    private record Line(long offset, String value, long generation, String member) {

        static Line of(Operation read, Object line) {
            if (line instanceof List<?> parts
                    && parts.size() == 4
                    && parts.get(0) instanceof Number offset
                    && parts.get(2) instanceof Number generation) {
                return new Line(
                        offset.longValue(),
                        String.valueOf(parts.get(1)),
                        generation.longValue(),
                        String.valueOf(parts.get(3)));
            }
            throw Streams.mismatch(
                    read.end(), "has " + Edn.print(line) + ", which is not [offset value generation member]");
        }
    }

    /** Where a send was said to be. */
    private record Place(int partition, long offset) {}

    private final Map<String, Operation> sends = new LinkedHashMap<>();
    private final Map<String, Place> places = new HashMap<>();
    private final Map<Integer, Told<String>> logs = new TreeMap<>();
    private final Map<Integer, Told<Line>> views = new TreeMap<>();
    private final Set<Object> asked = new HashSet<>();
    private Operation unanswered;

    private Streamed() {}

    static Streamed of(History history) {
        Streamed streamed = new Streamed();
        for (Operation operation : history.operations()) {
            Streams.require(operation);
            switch (operation.function()) {
                case Streams.SEND -> streamed.addSend(operation);
                case Streams.FINAL_LOG -> streamed.addTold(operation, streamed.logs, String::valueOf);
                case Streams.FINAL_VIEW ->
                    streamed.addTold(operation, streamed.views, line -> Line.of(operation, line));
                default -> {}
            }
        }
        return streamed;
    }

    private void addSend(Operation send) {
        Operation before = sends.putIfAbsent(value(send), send);
        if (before != null) {
            throw Streams.mismatch(
                    send.start(),
                    "sends " + Edn.print(send.argument()) + ", as event " + before.start()
                            + " did; records are told apart by what they say");
        }
        if (send.outcome() == Outcome.OK) {
            if (!(send.result() instanceof List<?> place)
                    || place.size() != 2
                    || !(place.get(0) instanceof Number partition)
                    || !(place.get(1) instanceof Number offset)) {
                throw Streams.mismatch(
                        send.end(), "answers " + Edn.print(send.result()) + ", which is not [partition offset]");
            }
            places.put(value(send), new Place(partition.intValue(), offset.longValue()));
        }
    }

    private <T> void addTold(Operation read, Map<Integer, Told<T>> told, Function<Object, T> line) {
        asked.add(read.argument());
        if (read.outcome() != Outcome.OK) {
            unanswered = read;
            return;
        }
        if (!(read.result() instanceof Map<?, ?> partitions)) {
            throw Streams.mismatch(
                    read.end(), "answers " + Edn.print(read.result()) + ", which is not a map of partitions");
        }
        partitions.forEach((partition, lines) -> {
            if (!(lines instanceof List<?> list) || !String.valueOf(partition).matches("\\d{1,9}")) {
                throw Streams.mismatch(read.end(), "answers for " + partition + " with " + Edn.print(lines));
            }
            Told<T> before = told.put(
                    Integer.parseInt(String.valueOf(partition)),
                    new Told<>(read, list.stream().map(line).toList()));
            if (before != null) {
                throw Streams.mismatch(
                        read.end(), "is the second answer for partition " + partition + ", which has one owner");
            }
        });
    }

    private static String value(Operation send) {
        return String.valueOf(send.argument());
    }

    /** What was not answered in the end, so that nothing is known of it; empty if all was. */
    Optional<String> notAnswered() {
        boolean isSent = sends.values().stream().anyMatch(send -> send.outcome() != Outcome.FAILED);
        if (!isSent) {
            return Optional.empty();
        }
        if (unanswered != null) {
            return Optional.of(unanswered.argument() + " did not answer " + unanswered.function());
        }
        if (asked.isEmpty()) {
            return Optional.of("no node was asked in the end for its logs (" + Streams.FINAL_LOG + ")");
        }
        for (Place place : places.values()) {
            if (!logs.containsKey(place.partition()) || !views.containsKey(place.partition())) {
                return Optional.of("nobody told in the end of partition " + place.partition());
            }
        }
        return logs.keySet().equals(views.keySet())
                ? Optional.empty()
                : Optional.of("of partitions " + logs.keySet() + " the logs were told, and of " + views.keySet()
                        + " the views");
    }

    Optional<Verdict> brokenLog() {
        return notThere().or(this::strange);
    }

    private Optional<Verdict> notThere() {
        for (Map.Entry<String, Place> each : places.entrySet()) {
            Place place = each.getValue();
            Told<String> log = logs.get(place.partition());
            if (log != null && !isAt(log, place.offset(), each.getKey())) {
                return Optional.of(invalid(
                        "an acknowledged record is lost: \"" + each.getKey() + "\" was said to be at offset "
                                + place.offset() + " of partition " + place.partition() + ", where "
                                + (place.offset() < log.lines().size()
                                        ? "\"" + log.lines().get((int) place.offset()) + "\" is"
                                        : "nothing is"),
                        List.of(sends.get(each.getKey())),
                        log.read(),
                        "A record that was acknowledged is in its partition, at its offset."));
            }
        }
        return Optional.empty();
    }

    private static boolean isAt(Told<String> log, long offset, String value) {
        return offset >= 0
                && offset < log.lines().size()
                && log.lines().get((int) offset).equals(value);
    }

    private Optional<Verdict> strange() {
        Map<String, String> seen = new HashMap<>();
        for (Map.Entry<Integer, Told<String>> each : logs.entrySet()) {
            List<String> values = each.getValue().lines();
            for (int offset = 0; offset < values.size(); offset++) {
                String value = values.get(offset);
                String where = "at offset " + offset + " of partition " + each.getKey();
                Operation send = sends.get(value);
                if (send == null || send.outcome() == Outcome.FAILED) {
                    return Optional.of(invalid(
                            "a record " + (send == null ? "that nobody sent" : "whose send failed") + " is there: \""
                                    + value + "\" " + where,
                            send == null ? List.of() : List.of(send),
                            each.getValue().read(),
                            "What is in a log was sent, and its send did not fail."));
                }
                String before = seen.put(value, where);
                if (before != null) {
                    return Optional.of(invalid(
                            "a record is in the log twice: \"" + value + "\" is " + before + " and " + where,
                            List.of(send),
                            each.getValue().read(),
                            "A record that was sent once is in the log once."));
                }
            }
        }
        return Optional.empty();
    }

    /** In the order of their beginnings, each is held against the greatest offset of those that had ended by then. */
    Optional<Verdict> brokenOrder() {
        Map<Integer, List<Operation>> byPartition = new TreeMap<>();
        sends.forEach((value, send) -> {
            Place place = places.get(value);
            if (place != null) {
                byPartition
                        .computeIfAbsent(place.partition(), none -> new ArrayList<>())
                        .add(send);
            }
        });
        return byPartition.values().stream()
                .flatMap(all -> brokenOrder(all).stream())
                .findFirst();
    }

    private Optional<Verdict> brokenOrder(List<Operation> all) {
        List<Operation> begun =
                all.stream().sorted(Comparator.comparingLong(Operation::start)).toList();
        List<Operation> ended =
                all.stream().sorted(Comparator.comparingLong(Operation::end)).toList();
        Operation greatest = null;
        int next = 0;
        for (Operation send : begun) {
            for (; next < ended.size() && ended.get(next).end() < send.start(); next++) {
                if (greatest == null || offset(ended.get(next)) > offset(greatest)) {
                    greatest = ended.get(next);
                }
            }
            if (greatest != null && offset(greatest) >= offset(send)) {
                return Optional.of(Verdict.invalid(
                        "a later record has a smaller offset: \"" + value(send) + "\" was sent when \""
                                + value(greatest) + "\" had been acknowledged, and has offset " + offset(send)
                                + ", that one " + offset(greatest),
                        new Verdict.Evidence(
                                null,
                                List.of(greatest),
                                "",
                                List.of(send),
                                "Offsets of a partition respect the order of sends in real time.")));
            }
        }
        return Optional.empty();
    }

    private long offset(Operation send) {
        return places.get(value(send)).offset();
    }

    Optional<Verdict> brokenView(Promise promise) {
        for (Map.Entry<Integer, Told<Line>> each : views.entrySet()) {
            Told<String> log = logs.get(each.getKey());
            if (log != null) {
                Optional<Verdict> broken = brokenView(promise, each.getKey(), log, each.getValue());
                if (broken.isPresent()) {
                    return broken;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Verdict> brokenView(Promise promise, int partition, Told<String> log, Told<Line> view) {
        String of = " of partition " + partition;
        long next = 0;
        Line last = null;
        for (Line line : view.lines()) {
            if (!isAt(log, line.offset(), line.value())) {
                return broken("what was processed is not in the log: " + line + of, view, "A line is about a record.");
            }
            if (last != null && line.generation() < last.generation()) {
                return broken(
                        "generations fall: " + line + of + " comes after " + last,
                        view,
                        "A member that was put out of the group processes nothing any more.");
            }
            if (line.offset() < next && promise != Promise.AT_LEAST_ONCE) {
                return broken(
                        "a record was processed twice: " + line + of, view, "A record is processed once at most.");
            }
            if (line.offset() > next && promise != Promise.AT_MOST_ONCE) {
                return broken(
                        "a record was skipped: offset " + next + of + " comes before " + line,
                        view,
                        "Records are processed in the order of offsets, and none is left out.");
            }
            next = Math.max(next, line.offset() + 1);
            last = line;
        }
        return next < log.lines().size() && promise != Promise.AT_MOST_ONCE
                ? broken(
                        "a record was never processed: \"" + log.lines().get((int) next) + "\" at offset " + next + of,
                        view,
                        "In the end, all records are processed.")
                : Optional.empty();
    }

    private static Optional<Verdict> broken(String what, Told<Line> view, String rule) {
        return Optional.of(invalid(what, List.of(), view.read(), rule));
    }

    private static Verdict invalid(String what, List<Operation> sends, Operation read, String rule) {
        return Verdict.invalid(what, new Verdict.Evidence(read.key(), sends, "", List.of(read), rule));
    }

    Counts counts() {
        long lost = places.entrySet().stream()
                .filter(each -> logs.containsKey(each.getValue().partition())
                        && !isAt(
                                logs.get(each.getValue().partition()),
                                each.getValue().offset(),
                                each.getKey()))
                .count();
        Set<String> seen = new HashSet<>();
        long twice = logs.values().stream()
                .flatMap(log -> log.lines().stream())
                .filter(value -> !seen.add(value))
                .count();
        long repeated = 0;
        long skipped = 0;
        for (Map.Entry<Integer, Told<Line>> each : views.entrySet()) {
            Set<Long> offsets = new HashSet<>();
            repeated += each.getValue().lines().stream()
                    .filter(line -> !offsets.add(line.offset()))
                    .count();
            Told<String> log = logs.get(each.getKey());
            skipped += log == null ? 0 : Math.max(0, log.lines().size() - offsets.size());
        }
        return new Counts(places.size(), lost, twice, repeated, skipped);
    }
}
