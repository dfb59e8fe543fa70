package dsc.workbench.checkers.registers;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.checkers.Checker;
import dsc.workbench.checkers.EvidencePrinter;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.checkers.Verdict.Status;
import dsc.workbench.checkers.registers.SessionGuarantees.Guarantee;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Histories that were published, or that show what a rule is for, and which models each of them breaks. */
class LitmusTest {

    static final List<Checker> CHECKERS = List.of(
            SequentialConsistency.CHECKER,
            CausalConvergence.CHECKER,
            SessionGuarantees.ALL,
            SessionGuarantees.READ_YOUR_WRITES,
            SessionGuarantees.MONOTONIC_READS,
            SessionGuarantees.MONOTONIC_WRITES,
            SessionGuarantees.WRITES_FOLLOW_READS);

    private static final Duration BUDGET = Duration.ofSeconds(10);

    private static String broken(String sessions) {
        return CHECKERS.stream()
                .filter(checker -> check(checker, sessions).status() == Status.INVALID)
                .map(Checker::name)
                .collect(Collectors.joining(" "));
    }

    private static Verdict check(Checker checker, String sessions) {
        Verdict verdict = checker.check(Litmus.history(sessions.split("\\|")), BUDGET);
        assertThat(verdict.status()).isNotEqualTo(Status.UNKNOWN);
        return verdict;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "one after the other             ; wx1 wy1 | rx1 ry1 wx2 | sx2y1 ;",
                // Lamport 1979; store buffering, H. Boehm, S. Adve: Foundations of the C++ Concurrency Memory Model,
                // 2008.
                "Lamport's crossed keys          ; wx1 ry0 | wy1 rx0 ; sequential",
                "independent reads of independent writes ; wx1 | wy1 | rx1 ry0 | ry1 rx0 ; sequential",
                "the same by snapshots           ; wx1 | wy1 | sx1y0 | sx0y1 ; sequential",
                "write-to-read causality         ; wx1 | rx1 wy1 | ry1 rx0 ; sequential causal sessions",
                // Bouajjani et al. 2017, figure 2, (a) to (e).
                "causal memory, not convergence  ; wx1 rx2 | wx2 rx1 ; sequential causal sessions read-your-writes",
                "convergence, not causal memory  ; wz1 wx1 wy1 | wx2 rz0 ry1 rx2 ; sequential",
                "neither of the two              ; wx1 | wx2 rx1 rx2 ; sequential causal sessions",
                "causal, not sequential          ; wx1 ry0 wy1 rx1 | wx2 ry0 wy2 rx2 ; sequential",
                "not causal                      ; wx1 wy1 | ry1 wx2 | rx2 rx1 ; sequential causal sessions",
                // Terry et al. 1994, §3.1 to §3.4.
                "a password of before            ; wx1 wx2 rx1 ; sequential causal sessions",
                "no password yet                 ; wx1 rx0 ; sequential causal sessions read-your-writes",
                "a meeting that disappears       ; wx1 | rx1 rx0 ; sequential causal sessions monotonic-reads",
                "a reply without its article     ; wx1 | rx1 wy1 | sx0y1 ; sequential causal sessions"
                        + " writes-follow-reads",
                "a program without its library   ; wx1 wy1 | sx0y1 ; sequential causal sessions monotonic-writes",
                "the same by single reads        ; wx1 wy1 | ry1 rx0 ; sequential causal sessions",
                // What the specified rules would miss, or would find where there is nothing.
                "a chain over three sessions     ; wx1 | rx1 wy1 | ry1 wz1 | sz1 ; sequential causal sessions"
                        + " writes-follow-reads",
                "all of a session's writes count ; wx1 wx2 rx3 | wx3 rx1 ; sequential causal sessions read-your-writes",
                "what is seen is what was followed ; wx1 | rx1 wy1 | sx1y1 ;",
                "its own write, which it read before ; rx1 wx1 ; sequential causal sessions writes-follow-reads",
                "two writes from each other      ; rx2 wx1 | rx1 wx2 ; sequential causal sessions"
                        + " writes-follow-reads",
                "an end without its cause        ; wx1 wy1 | ex0y1 ; sequential causal sessions monotonic-writes",
            })
    void breaks(String name, String sessions, String models) {
        assertThat(broken(sessions)).as(name).isEqualTo(models == null ? "" : models);
    }

    /**
     * Each key has an order, and they contradict each other: one order of all writes is what §2 of Terry et al. has.
     */
    @Test
    void writesOfAllKeysHaveOneOrder() {
        String sessions = "wx1 wy1 wz1 | wy2 wx2 wu1 | sx1y2z1 | sx1y2u1";
        assertThat(broken(sessions)).isEqualTo("sequential causal sessions monotonic-writes");

        Definitions definitions = new Definitions(sessions.split("\\|"));
        EnumSet<Guarantee> monotonicWrites = EnumSet.of(Guarantee.MONOTONIC_WRITES);
        assertThat(definitions.keeps(monotonicWrites, true)).isFalse();
        assertThat(definitions.keeps(monotonicWrites, false)).isTrue();
    }

    /** Each pair of writes can come in either order as far as is forced, and each of the four choices is a cycle. */
    @Test
    void someContradictionsAreFoundOnlyBySearch() {
        String choices = "wx2 wa1 | wx1 wb1 | wy2 wc1 | wy1 wd1"
                + "| ra1 ry1 | ra1 ry2 | rb1 ry1 | rb1 ry2 | rc1 rx1 | rc1 rx2 | rd1 rx1";
        assertThat(broken(choices)).isEmpty();

        Verdict verdict = check(SequentialConsistency.CHECKER, choices + " | rd1 rx2");
        assertThat(verdict.reason())
                .isEqualTo("no order of these 24 operations explains what was seen: all were tried");
        assertThat(check(CausalConvergence.CHECKER, choices + " | rd1 rx2").status())
                .isEqualTo(Status.VALID);
    }

    @Test
    void whatFailedWasNotWritten() {
        for (Checker checker : CHECKERS) {
            Verdict verdict = check(checker, "wx1 | fx2 | rx2");
            assertThat(verdict.reason())
                    .isEqualTo("a value from nowhere: process 2 saw 2 under x (event 5), which only a write that failed"
                            + " had (event 2)");
            assertThat(check(checker, "wx1 | rx3").reason())
                    .contains("process 1 saw 3 under x (event 3), which nobody");
            assertThat(check(checker, "wx1 | fx2 | rx1").status()).isEqualTo(Status.VALID);
        }
    }

    @Test
    void anUnknownWriteTookEffectIfSomebodySawIt() {
        assertThat(broken("ux1 | rx1 | rx0")).isEmpty();
        assertThat(broken("ux1 | rx1 rx0")).isEqualTo("sequential causal sessions monotonic-reads");
        assertThat(broken("wy1 ux1 | rx1 ry0")).isEqualTo("sequential causal sessions");
    }

    @Test
    void theEvidenceIsAsSmallAsItCanBeAndInWords() {
        Verdict verdict = check(
                CausalConvergence.CHECKER, "wx1 ry0 wz1 wz2 | rx1 sx1y0 wy1 rz2 | wu1 wu2 ru2 | sx0y1u2 ru2 | rx1 ry1");

        assertThat(verdict.reason())
                .isEqualTo("cause and effect contradict what was seen: process 1 saw 1 under x (event 11); process 1"
                        + " took a snapshot (event 11) before it wrote 1 under y (event 12); process 3 saw 1 under y"
                        + " (event 23); process 3 saw nil under x (event 23), which was before 1 was written");
        assertThat(EvidencePrinter.lines(verdict.evidence().orElseThrow()))
                .containsExactly(
                        "Whatever is seen, its causes are seen too, and one order of all writes says which of two is"
                                + " newer.",
                        "  process 0  write x \"1\"           [event 0 … event 1]",
                        "  process 1  snapshot → {\"x\" \"1\"}  [event 10 … event 11]",
                        "  process 1  write y \"1\"           [event 12 … event 13]",
                        "But then:",
                        "  process 3  snapshot → {\"u\" \"2\", \"y\" \"1\"}  [event 22 … event 23]");
    }
}
