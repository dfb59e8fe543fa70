package dsc.workbench.checkers;

import dsc.workbench.history.Edn;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import dsc.workbench.history.Operation.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether there was one writer at a time. Each time a writer starts, it takes a greater number, its incarnation, which
 * it names with every write that it acknowledges. Once a client was told of a write by a later incarnation, no write
 * that is asked for after that may be acknowledged by an earlier one: a store that compares these numbers, as fencing
 * tokens, would refuse it (M. Burrows: The Chubby Lock Service, OSDI 2006, §2.4, sequencers).
 *
 * <p>The sentence that is decided: no write is acknowledged by an incarnation if, before it was asked for, a write by a
 * greater incarnation had been acknowledged, under whichever keys; and no incarnation is that of two nodes.
 *
 * <p>Operations: {@code write}, without argument, whose result is a map with {@code node} and {@code incarnation}. A
 * write of unknown outcome says nothing of who wrote.
 */
public final class OneWriter implements Checker {

    public static final Checker CHECKER = new OneWriter();

    /** What {@link #counts} calls the writes by a writer after one that superseded it. */
    public static final String LATE_WRITES = "writes by a superseded writer";

    static final String WRITE = "write";

    private OneWriter() {}

    @Override
    public String name() {
        return "one-writer";
    }

    @Override
    public String sentence() {
        return "write, answered with the :node that wrote and its :incarnation: once a write of a later incarnation was"
                + " acknowledged, none that is asked for after that is acknowledged by an earlier one; no two nodes"
                + " have one incarnation";
    }

    /** An acknowledged write, and who acknowledged it. */
    private record Written(Operation operation, String node, long incarnation) {

        static Written of(Operation operation) {
            if (operation.result() instanceof Map<?, ?> map
                    && map.get("node") != null
                    && map.get("incarnation") instanceof Number number) {
                return new Written(operation, map.get("node").toString(), number.longValue());
            }
            throw new ModelMismatchException(
                    operation.end(),
                    "event " + operation.end() + " answers " + Edn.print(operation.result())
                            + ", which is not a map with node and incarnation");
        }

        String writer() {
            return "incarnation " + incarnation + " on " + node;
        }

        long endNanos() {
            return operation.completion().timeNanos();
        }
    }

    /**
     * A write by a superseded writer.
     *
     * @param late asked for when {@code superseding} had been acknowledged
     */
    private record Late(Written superseding, Written late) {}

    /** @throws ModelMismatchException when the history is none of writes */
    @Override
    public Verdict check(History history, Duration budget) {
        List<Written> writes = acknowledged(history);
        Optional<String> ambiguous = twoOfOneNumber(writes);
        if (ambiguous.isPresent()) {
            return Verdict.invalid(ambiguous.get());
        }
        if (writes.isEmpty()) {
            return Verdict.unknown("no write was acknowledged, so no writer is known");
        }
        List<Late> late = late(writes);
        if (!late.isEmpty()) {
            return Verdict.invalid(reason(late), evidence(late.getFirst()));
        }
        return Verdict.valid(String.format(
                Locale.ROOT,
                "%,d writes were acknowledged by %s, one after the other",
                writes.size(),
                Linearizability.count((int) incarnations(writes), "incarnation")));
    }

    /** What was acknowledged, and by which writer, in {@code history}: name to number. */
    public static Map<String, Long> counts(History history) {
        List<Written> writes = acknowledged(history);
        List<Late> late = late(writes);
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("writes acknowledged", (long) writes.size());
        counts.put(
                "writes of unknown outcome",
                history.operations().stream()
                        .filter(operation -> operation.outcome() == Outcome.UNKNOWN)
                        .count());
        counts.put("incarnations of the writer", incarnations(writes));
        counts.put(LATE_WRITES, (long) late.size());
        counts.put("two writers at once, ms", atOnceMillis(late));
        return counts;
    }

    private static long incarnations(List<Written> writes) {
        return writes.stream().mapToLong(Written::incarnation).distinct().count();
    }

    private static List<Written> acknowledged(History history) {
        List<Written> writes = new ArrayList<>();
        for (Operation operation : history.operations()) {
            if (!operation.function().equals(WRITE)) {
                throw new ModelMismatchException(
                        operation.start(),
                        "event " + operation.start() + " is of the function " + operation.function()
                                + "; a history of one writer has " + WRITE);
            }
            if (operation.outcome() == Outcome.OK) {
                writes.add(Written.of(operation));
            }
        }
        return writes;
    }

    private static Optional<String> twoOfOneNumber(List<Written> writes) {
        Map<Long, Written> first = new TreeMap<>();
        for (Written write : writes) {
            Written before = first.putIfAbsent(write.incarnation(), write);
            if (before != null && !before.node().equals(write.node())) {
                return Optional.of("two writers have the same number: " + before.writer() + " (event "
                        + before.operation().end() + ") and " + write.writer() + " (event "
                        + write.operation().end() + ")");
            }
        }
        return Optional.empty();
    }

    /** In the order in which they were asked for. */
    private static List<Late> late(List<Written> writes) {
        List<Written> byEnd = new ArrayList<>(writes);
        byEnd.sort(Comparator.comparingInt(write -> write.operation().end()));
        List<Written> byStart = new ArrayList<>(writes);
        byStart.sort(Comparator.comparingInt(write -> write.operation().start()));
        List<Late> late = new ArrayList<>();
        int ended = 0;
        Written newest = null;
        for (Written write : byStart) {
            while (ended < byEnd.size()
                    && byEnd.get(ended).operation().end() < write.operation().start()) {
                Written done = byEnd.get(ended++);
                newest = newest == null || done.incarnation() > newest.incarnation() ? done : newest;
            }
            if (newest != null && newest.incarnation() > write.incarnation()) {
                late.add(new Late(newest, write));
            }
        }
        return late;
    }

    /** From the first acknowledgement of a later writer to the last one of an earlier. */
    private static long atOnceMillis(List<Late> late) {
        long lastNanos =
                late.stream().mapToLong(each -> each.late().endNanos()).max().orElse(0);
        return late.isEmpty() ? 0 : (lastNanos - late.getFirst().superseding().endNanos()) / 1_000_000;
    }

    private static String reason(List<Late> late) {
        Written after = late.getFirst().late();
        Written before = late.getFirst().superseding();
        return String.format(
                Locale.ROOT,
                "two writers at once: %s acknowledged a write (event %d) that was asked for after one had been"
                        + " acknowledged by %s (event %d); %s of a superseded writer in %.1f s",
                after.writer(),
                after.operation().end(),
                before.writer(),
                before.operation().end(),
                Linearizability.count(late.size(), "write"),
                atOnceMillis(late) / 1e3);
    }

    private static Verdict.Evidence evidence(Late late) {
        return new Verdict.Evidence(
                null,
                List.of(late.superseding().operation()),
                "written by " + late.superseding().writer(),
                List.of(late.late().operation()),
                "Once a later writer has acknowledged a write, no earlier one may acknowledge a write that is asked for"
                        + " after that.");
    }
}
