package dsc.workbench.launcher;

import dsc.workbench.history.Event;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import dsc.workbench.report.RunRecord.Figures;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/** A run's figures, from its history. */
final class Measures {

    private static final double NANOS_PER_MILLI = 1e6;

    private Measures() {}

    /**
     * @param lengthNanos how long clients worked
     * @param lastFaultEndNanos when the last fault was over, or empty without faults
     */
    static Figures of(History history, long lengthNanos, OptionalLong lastFaultEndNanos) {
        long failed = count(history, Operation.Outcome.FAILED);
        long unknown = count(history, Operation.Outcome.UNKNOWN);
        long[] latencies = history.operations().stream()
                .filter(operation -> operation.outcome() == Operation.Outcome.OK)
                .mapToLong(operation -> operation.completion().timeNanos()
                        - operation.invocation().timeNanos())
                .sorted()
                .toArray();
        List<Long> completions = completions(history);
        return new Figures(
                latencies.length,
                failed,
                unknown,
                lengthNanos == 0 ? 0 : completions.size() * 1e9 / lengthNanos,
                percentile(latencies, 0.50),
                percentile(latencies, 0.99),
                longestGap(completions, lengthNanos) / NANOS_PER_MILLI,
                lastFaultEndNanos.isEmpty() ? -1 : recovery(completions, lastFaultEndNanos.getAsLong()));
    }

    private static long count(History history, Operation.Outcome outcome) {
        return history.operations().stream()
                .filter(operation -> operation.outcome() == outcome)
                .count();
    }

    /** When operations completed, whatever came of them short of unknown. */
    private static List<Long> completions(History history) {
        return history.events().stream()
                .filter(event ->
                        !event.ofNemesis() && (event.type() == Event.Type.OK || event.type() == Event.Type.FAIL))
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

    private static long longestGap(List<Long> completions, long lengthNanos) {
        long[] times = completions.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(times);
        long longest = 0;
        long before = 0;
        for (long time : times) {
            longest = Math.max(longest, time - before);
            before = time;
        }
        return Math.max(longest, lengthNanos - before);
    }

    private static double recovery(List<Long> completions, long fromNanos) {
        return completions.stream().filter(time -> time >= fromNanos).mapToLong(Long::longValue).min().stream()
                .mapToDouble(time -> (time - fromNanos) / NANOS_PER_MILLI)
                .findFirst()
                .orElse(-1);
    }
}
