package dsc.workbench.checkers.registers;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.checkers.EvidencePrinter;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.checkers.Verdict.Status;
import dsc.workbench.history.History;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConvergedRegistersTest {

    private static Verdict check(String... sessions) {
        return ConvergedRegisters.CHECKER.check(Litmus.history(sessions), Duration.ofSeconds(1));
    }

    private static long newestLost(String... sessions) {
        return ConvergedRegisters.figures(Litmus.history(sessions)).get(ConvergedRegisters.NEWEST_LOST);
    }

    @Test
    void replicasThatHoldTheSameHaveConverged() {
        assertThat(check("wx1 rx2 wy1", "wx2 rx1 ry0", "ex2y1", "ex2y1"))
                .isEqualTo(Verdict.valid("2 nodes hold the same in the end, a value under each of 2 keys"));
    }

    @Test
    void replicasThatDifferAreFound() {
        Verdict verdict = check("wx1 wx2 wy1", "ex2y1", "ex1y1");
        assertThat(verdict.reason()).isEqualTo("replicas differ in the end: under x, n1 holds 2 and n2 holds 1");
        assertThat(EvidencePrinter.lines(verdict.evidence().orElseThrow()))
                .first()
                .isEqualTo("In the end, all replicas hold the same.");
        assertThat(check("wx1", "e", "ex1").reason())
                .isEqualTo("replicas differ in the end: under x, n1 holds nil and n2 holds 1");
    }

    @Test
    void whatWasAcknowledgedIsNotNil() {
        assertThat(check("wx1 wy1", "ex1", "ex1").reason())
                .isEqualTo("an acknowledged write is lost: 1 was written under y (event 2), and nothing is there in the"
                        + " end");
        assertThat(check("ux1", "wy1", "ey1").status()).isEqualTo(Status.VALID);
        assertThat(check("ux1", "wy1", "ex1y1").status()).isEqualTo(Status.VALID);
    }

    @Test
    void whatNobodyWroteIsFound() {
        assertThat(check("wx1", "fx2", "ex2").reason()).contains("only a write that failed had");
        assertThat(check("wx1", "rx3", "ex1").reason()).contains("which nobody wrote");
    }

    @Test
    void itIsUnknownUnlessEveryNodeAnswers() {
        assertThat(check("wx1"))
                .isEqualTo(Verdict.unknown("no node was asked in the end what it holds (final-snapshot)"));
    }

    @Test
    void theFigureCountsKeysOfWhichTheNewestWriteIsLost() {
        assertThat(newestLost("wx1 wy1", "wx2 wy2", "ex1y2")).isEqualTo(1);
        assertThat(newestLost("wx1 wy1", "wx2 wy2", "ex2y2")).isZero();
        assertThat(newestLost("wx1 fx2", "ex1")).isZero();
        assertThat(newestLost("ux1", "wx2", "ex1")).isZero();
        assertThat(newestLost("wx1", "e")).isEqualTo(1);
        assertThat(newestLost("wx1 wx2")).isZero();
        assertThat(ConvergedRegisters.figures(new History(List.of(), List.of())))
                .isEqualTo(Map.of(ConvergedRegisters.NEWEST_LOST, 0L));
    }
}
