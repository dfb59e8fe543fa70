package dsc.workbench.report;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.history.History;
import java.util.List;
import java.util.Map;

/**
 * All that is known of a run when it ends. Times are nanoseconds since the history began.
 *
 * @param scenario the scenario's id, such as {@code raft}
 * @param concept the concept's name, such as {@code Distributed consensus}
 * @param guarantee what the scenario promises, in a sentence
 * @param nodes the node ids, in order
 * @param parameters what the run was started with, name to value, in the order to show
 * @param command the command line that repeats the run
 * @param counted what the scenario itself counts, name to number, in the order to show
 * @param faults the faults that were injected, in the order of their beginning
 * @param samples what the nodes said of themselves, oldest first
 * @param notes sentences worth knowing beside the verdict: a fault that had no effect, a node that ended by itself
 */
public record RunRecord(
        String scenario,
        String concept,
        String guarantee,
        List<String> nodes,
        Map<String, String> parameters,
        String command,
        Verdict verdict,
        Figures figures,
        Map<String, Long> counted,
        History history,
        List<FaultBand> faults,
        List<Sample> samples,
        List<String> notes) {

    /**
     * A fault while it was in force.
     *
     * @param kind such as {@code kill}, {@code partition}
     * @param description such as {@code n1 (leader) | n2 n3}
     * @param nodes the nodes it bears on
     * @param confirmed whether its effect was seen
     * @param effect what was seen, such as {@code exit status 137, back after 3.1 s}
     */
    public record FaultBand(
            String kind,
            String description,
            List<String> nodes,
            long fromNanos,
            long toNanos,
            boolean confirmed,
            String effect) {}

    /**
     * A node at a moment.
     *
     * @param role such as {@code leader}, {@code follower}, {@code candidate}; {@code silent} when it did not answer
     * @param term the protocol's epoch, or -1 when it did not answer or has none
     * @param state everything else it said, name to value, in the order to show
     */
    public record Sample(String node, long atNanos, String role, long term, Map<String, String> state) {}

    /**
     * The run in numbers. A duration that does not exist is -1.
     *
     * @param okCount operations that took effect
     * @param failedCount operations that certainly did not, among them compare-and-sets that did not match
     * @param unknownCount operations whose outcome nobody knows
     * @param throughputPerSecond completed operations (ok and failed) a second, over the whole run
     * @param latencyP50Millis median latency of operations that ended ok, in milliseconds
     * @param latencyP99Millis 99th percentile of the same
     * @param longestGapMillis longest time in which no operation took effect, in milliseconds
     * @param recoveryMillis from the end of the last fault to the next operation that took effect, in milliseconds
     */
    public record Figures(
            long okCount,
            long failedCount,
            long unknownCount,
            double throughputPerSecond,
            double latencyP50Millis,
            double latencyP99Millis,
            double longestGapMillis,
            double recoveryMillis) {}

    public RunRecord {
        nodes = List.copyOf(nodes);
        faults = List.copyOf(faults);
        samples = List.copyOf(samples);
        notes = List.copyOf(notes);
    }
}
