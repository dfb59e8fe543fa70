package dsc.workbench.runs;

import dsc.workbench.checkers.ModelMismatchException;
import dsc.workbench.history.Event;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.report.RunRecord.Figures;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** A run's figures, from its history. */
public final class Measures {

    private static final double NANOS_PER_MILLI = 1e6;

    private Measures() {}

    /**
     * @param lengthNanos how long clients worked
     * @param lastFaultEndNanos when the last fault was over, or empty without faults
     */
    public static Figures of(History history, long lengthNanos, OptionalLong lastFaultEndNanos) {
        long failed = count(history, Operation.Outcome.FAILED);
        long unknown = count(history, Operation.Outcome.UNKNOWN);
        long[] latencies = history.operations().stream()
                .filter(operation -> operation.outcome() == Operation.Outcome.OK && !isFinal(operation.invocation()))
                .mapToLong(operation -> operation.completion().timeNanos()
                        - operation.invocation().timeNanos())
                .sorted()
                .toArray();
        // A client that gives a read up ends it "failed" as well: only what took effect shows that the cluster serves.
        List<Long> served = times(history, EnumSet.of(Event.Type.OK));
        List<Long> completed = times(history, EnumSet.of(Event.Type.OK, Event.Type.FAIL));
        return new Figures(
                latencies.length,
                failed,
                unknown,
                lengthNanos == 0 ? 0 : completed.size() * 1e9 / lengthNanos,
                percentile(latencies, 0.50),
                percentile(latencies, 0.99),
                longestGap(served, lengthNanos) / NANOS_PER_MILLI,
                lastFaultEndNanos.isEmpty() ? -1 : recovery(served, lastFaultEndNanos.getAsLong()));
    }

    /** When a client's operation took effect last, in nanoseconds since the recording began; -1 if none did. */
    static long lastOkNanos(History history) {
        return times(history, EnumSet.of(Event.Type.OK)).stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(-1);
    }

    /** How many operations clients asked for. */
    public static long clientsOperations(History history) {
        return history.operations().stream()
                .filter(operation -> !isFinal(operation.invocation()))
                .count();
    }

    /** What a scenario counts, as far as the history is one of its own. */
    public static Map<String, Long> counted(Scenario<?> scenario, History judged) {
        try {
            return scenario.metrics().of(judged);
        } catch (ModelMismatchException mismatch) {
            // The verdict says so.
            return Map.of();
        }
    }

    /** What the launcher asks in the end is not a client's operation. */
    private static boolean isFinal(Event event) {
        return event.function().startsWith(Operations.FINAL);
    }

    private static long count(History history, Operation.Outcome outcome) {
        return history.operations().stream()
                .filter(operation -> operation.outcome() == outcome && !isFinal(operation.invocation()))
                .count();
    }

    /** When operations ended with one of {@code types}. */
    private static List<Long> times(History history, Set<Event.Type> types) {
        return history.events().stream()
                .filter(event -> !event.ofNemesis() && !isFinal(event) && types.contains(event.type()))
                .map(Event::timeNanos)
                .toList();
    }

    /** The smallest value that at least the given share of values does not exceed, in milliseconds; -1 for none. */
    private static double percentile(long[] ascending, double share) {
        if (ascending.length == 0) {
            return -1;
        }
        int place = (int) Math.ceil(share * ascending.length) - 1;
        return ascending[Math.max(0, place)] / NANOS_PER_MILLI;
    }

    private static long longestGap(List<Long> served, long lengthNanos) {
        long[] times = served.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(times);
        long longest = 0;
        long before = 0;
        for (long time : times) {
            longest = Math.max(longest, time - before);
            before = time;
        }
        return Math.max(longest, lengthNanos - before);
    }

    private static double recovery(List<Long> served, long fromNanos) {
        return served.stream().filter(time -> time >= fromNanos).mapToLong(Long::longValue).min().stream()
                .mapToDouble(time -> (time - fromNanos) / NANOS_PER_MILLI)
                .findFirst()
                .orElse(-1);
    }
}
