package dsc.workbench.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.checkers.Verdict.Status;
import dsc.workbench.cluster.NodeExit;
import dsc.workbench.faults.Fault;
import dsc.workbench.faults.Injection;
import dsc.workbench.nodes.NodeProcess.UnexpectedEnd;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.report.RunRecord.Figures;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Runs of 30 s, with a bound of 10 s. */
class LiveVerdictTest {

    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final Verdict KEPT = Verdict.valid("kept");
    private static final Optional<String> NO_OUTAGE = Optional.empty();

    private static Injection kill(long fromSeconds, long toSeconds) {
        return new Injection(
                Fault.on(FaultKind.KILL, 0, 0, "n1"),
                "n1",
                List.of(new NodeId("n1")),
                fromSeconds * 1_000_000_000,
                toSeconds * 1_000_000_000,
                true,
                "exit status 137");
    }

    private static Figures figures(long okCount, double recoveryMillis) {
        return new Figures(okCount, 0, 0, 1, 1, 1, 1, recoveryMillis);
    }

    private static Verdict verdict(long okCount, double lastOkSeconds, double recoveryMillis, Injection... faults) {
        return new LiveVerdict(
                        figures(okCount, recoveryMillis),
                        30_000_000_000L,
                        (long) (lastOkSeconds * 1e9),
                        List.of(faults),
                        List.of(),
                        NO_OUTAGE,
                        true,
                        List.of())
                .of(KEPT, BOUND);
    }

    private static Verdict after(Verdict safety, Optional<String> outage, boolean whole, List<String> doubts) {
        UnexpectedEnd end = new UnexpectedEnd(new NodeId("n1"), Optional.of(NodeExit.PROTOCOL_FAILED), "n1 stopped");
        return new LiveVerdict(
                        figures(9, -1),
                        30_000_000_000L,
                        29_000_000_000L,
                        List.of(),
                        outage.isPresent() ? List.of(end) : List.of(),
                        outage,
                        whole,
                        doubts)
                .of(safety, BOUND);
    }

    @Test
    void aRunThatServedToItsEndIsValid() {
        assertThat(verdict(9, 29.5, -1)).isEqualTo(KEPT);
        assertThat(verdict(9, 29.5, 200, kill(3, 5))).isEqualTo(KEPT);
    }

    @Test
    void serviceThatEndedHalfwayAndDidNotComeBackIsUnknownWithAndWithoutFaults() {
        assertThat(verdict(9, 15.25, -1).status()).isEqualTo(Status.UNKNOWN);
        assertThat(verdict(9, 15.25, -1).reason())
                .isEqualTo("service ended after 15.3 s, when no fault was in force, and did not come back: no operation"
                        + " took effect in the last 14.8 s");
        assertThat(verdict(9, 15, 200, kill(3, 5)).status()).isEqualTo(Status.UNKNOWN);
        assertThat(verdict(9, 15, -1, kill(3, 5), kill(18, 20)).status()).isEqualTo(Status.UNKNOWN);
    }

    @Test
    void aFaultThatServiceDoesNotComeBackFromIsAViolation() {
        assertThat(verdict(9, 15, -1, kill(14, 20)).status()).isEqualTo(Status.INVALID);
        assertThat(verdict(9, 17.5, -1, kill(18, 20)).status()).isEqualTo(Status.INVALID);
        assertThat(verdict(9, 29.5, 10_001, kill(3, 5)).reason()).contains("within 10 s after the last fault");
    }

    @Test
    void whatSaysNothingIsUnknown() {
        assertThat(verdict(0, -1e-9, -1).status()).isEqualTo(Status.UNKNOWN);
        assertThat(verdict(0, -1e-9, -1, kill(3, 5)).status()).isEqualTo(Status.UNKNOWN);
    }

    @Test
    void anOutageOfTheLaunchersOwnIsUnknownAndNamedWhateverNodesDidThen() {
        Optional<String> full = Optional.of("the journal cannot be written any more: No space left on device");

        assertThat(after(KEPT, full, true, List.of()))
                .isEqualTo(Verdict.unknown("the journal cannot be written any more: No space left on device; what was"
                        + " recorded until then: kept"));
        assertThat(after(Verdict.invalid("broken"), full, true, List.of()).status())
                .isEqualTo(Status.INVALID);
    }

    @Test
    void anInterruptionAndADoubtAreUnknown() {
        assertThat(after(KEPT, NO_OUTAGE, false, List.of()).reason()).startsWith("interrupted;");
        assertThat(after(KEPT, NO_OUTAGE, true, List.of("a fault had no effect")))
                .isEqualTo(Verdict.unknown("a fault had no effect"));
        assertThat(after(Verdict.invalid("broken"), NO_OUTAGE, false, List.of()).status())
                .isEqualTo(Status.INVALID);
    }
}
