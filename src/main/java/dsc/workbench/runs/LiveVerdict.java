package dsc.workbench.runs;

import dsc.workbench.checkers.Judgement;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.cluster.NodeExit;
import dsc.workbench.faults.Injection;
import dsc.workbench.history.HistoryFile;
import dsc.workbench.nodes.NodeProcess.UnexpectedEnd;
import dsc.workbench.report.RunRecord.Figures;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a run beside its history, from which its verdict follows. The rules, in this order: a violation in
 * the history counts whatever else happened; a run whose journal or record failed, or that was interrupted, is unknown;
 * an actor that found one of its own rules broken is a violation; a run in which nothing took effect is unknown; a
 * cluster that a fault kept from serving beyond the bound of its guarantee is a violation; one that ended to serve
 * without a fault is unknown; and so is a run of which something else has to be said.
 *
 * @param figures of the clients' work
 * @param lengthNanos how long clients worked
 * @param lastOkNanos when an operation took effect last; -1 if none did
 * @param faults what was injected
 * @param ends of nodes' processes that nobody asked for
 * @param outage what failed of the launcher's own
 * @param whole whether nobody interrupted the run
 * @param doubts what must be said beside the verdict, and keeps a run from being valid
 */
public record LiveVerdict(
        Figures figures,
        long lengthNanos,
        long lastOkNanos,
        List<Injection> faults,
        List<UnexpectedEnd> ends,
        Optional<String> outage,
        boolean whole,
        List<String> doubts) {

    /**
     * @param safety the judgement on the history alone
     * @param bound within which service comes back after the last fault
     */
    Verdict of(Verdict safety, Duration bound) {
        if (safety.status() == Verdict.Status.INVALID) {
            return safety;
        }
        if (outage.isPresent()) {
            return despite(outage, safety);
        }
        for (UnexpectedEnd end : ends) {
            if (end.exit().filter(NodeExit.PROTOCOL_FAILED::equals).isPresent()) {
                // An actor that fails has found one of its own rules broken.
                return Verdict.invalid(end.why());
            }
        }
        if (!whole) {
            return Verdict.unknown("interrupted; what was recorded until then: " + safety.reason());
        }
        if (figures.okCount() == 0) {
            return safety.status() == Verdict.Status.UNKNOWN
                    ? safety
                    : Verdict.unknown("no operation took effect, so nothing was tested");
        }
        long lastFaultEnd = faults.stream()
                .filter(injection -> !injection.inForce())
                .mapToLong(Injection::toNanos)
                .max()
                .orElse(-1);
        boolean cameBack = lastOkNanos > lastFaultEnd;
        if (lastFaultEnd >= 0 && (cameBack ? figures.recoveryMillis() > bound.toMillis() : endedInFault())) {
            return Verdict.invalid("no operation took effect within " + bound.toSeconds() + " s after the last fault");
        }
        if (!cameBack || lengthNanos - lastOkNanos > bound.toNanos()) {
            return Judgement.serviceEnded(lastOkNanos, lengthNanos);
        }
        if (safety.status() == Verdict.Status.VALID && !doubts.isEmpty()) {
            return Verdict.unknown(doubts.getFirst());
        }
        return safety;
    }

    /** Whether service ended while a fault was in force, or within the second before one began. */
    private boolean endedInFault() {
        long second = 1_000_000_000;
        return faults.stream()
                .anyMatch(fault -> fault.fromNanos() - second <= lastOkNanos && lastOkNanos <= fault.toNanos());
    }

    /** The verdict on what was recorded until something of the launcher's own failed, if it did. */
    public static Verdict despite(Optional<String> outage, Verdict found) {
        return outage.isEmpty() || found.status() == Verdict.Status.INVALID
                ? found
                : Verdict.unknown(outage.get() + "; what was recorded until then: " + found.reason());
    }

    /** The verdict on a history that was read from a file: of one that broke off, the rest is not known. */
    public static Verdict ofRecorded(HistoryFile file, Verdict found) {
        return found.status() == Verdict.Status.VALID && file.brokeOff()
                ? Verdict.unknown("the recording broke off; what was recorded until then: " + found.reason())
                : found;
    }
}
