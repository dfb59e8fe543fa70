package dsc.concepts.patterns.scaling.horizontal;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.protocol.Reply;
import org.junit.jupiter.api.Test;

/** An account keeps its promise, and with each of its mutants (src/exercises/horizontal/mutants.conf) it does not. */
class LoneBankTest {

    @Test
    void keepsItsPromise() throws Exception {
        try (LoneBank<?> bank = new LoneBank<>(new HorizontalScenario())) {
            bank.transfer("deposit", 10, 2);
            bank.read();
            bank.transfer("withdraw", 50, 1);
            bank.journal.goAway();
            Reply away = bank.transfer("deposit", 5, 1);
            bank.journal.comeBack();
            assertThat(away).isNotNull();
            Verdict verdict = bank.verdict();

            assertThat(verdict.status()).as("%s", verdict).isEqualTo(Verdict.Status.VALID);
        }
    }
}
