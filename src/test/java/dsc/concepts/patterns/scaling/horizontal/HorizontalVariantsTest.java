package dsc.concepts.patterns.scaling.horizontal;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.Variant;
import dsc.concepts.Variant.Edit;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Scenario;
import org.junit.jupiter.api.Test;

/** The check finds each way in which an account may break its promise. */
class HorizontalVariantsTest {

    private static final Variant ACKNOWLEDGES_BEFORE_WRITTEN = Variant.of(
            HorizontalScenario.class,
            "acknowledges before it is written",
            new Edit(
                    "Account.java",
                    "        pending = post;\n",
                    "        post.replyTo().tell(new Holds(balance.amount() + transfer.amount()));\n"));

    private static final Variant FORGETS_WHAT_IT_DECIDED = Variant.of(
            HorizontalScenario.class,
            "forgets what it decided",
            new Edit(
                    "Balance.java",
                    "decision.sequence() == transfer.sequence()",
                    "decision.sequence() == transfer.sequence() && transfer.amount() == 0"),
            new Edit("Balance.java", "transfer.reference().equals(decision.reference())", "transfer.amount() == 0"),
            new Edit("Account.java", "answer(after.decision(transfer).orElseThrow())", "new Holds(after.amount())"));

    private static final Variant OVERDRAWS = Variant.of(
            HorizontalScenario.class,
            "overdraws",
            new Edit("Balance.java", "amount + transfer.amount() >= 0", "amount + transfer.amount() >= -1_000"),
            new Edit("Balance.java", "epoch < 0 || amount < 0 || forgotten < 0", "epoch < 0 || forgotten < 0"));

    private interface Story {
        void on(LoneBank<?> bank) throws Exception;
    }

    private static Verdict verdict(Scenario<?> scenario, Story story) throws Exception {
        try (LoneBank<?> bank = new LoneBank<>(scenario)) {
            story.on(bank);
            return bank.verdict();
        }
    }

    private static void everything(LoneBank<?> bank) throws Exception {
        bank.transfer("deposit", 10, 2);
        bank.transfer("withdraw", 50, 1);
        bank.journal.goAway();
        Reply away = bank.transfer("deposit", 5, 1);
        bank.journal.comeBack();
        assertThat(away).isNotNull();
    }

    @Test
    void theProductKeepsItsPromise() throws Exception {
        Verdict verdict = verdict(new HorizontalScenario(), HorizontalVariantsTest::everything);

        assertThat(verdict.status()).as("%s", verdict).isEqualTo(Verdict.Status.VALID);
    }

    @Test
    void anAcknowledgementBeforeTheEventIsWrittenIsFound() throws Exception {
        Verdict verdict = verdict(ACKNOWLEDGES_BEFORE_WRITTEN.scenario(), HorizontalVariantsTest::everything);

        assertThat(verdict.status()).as("%s", verdict).isEqualTo(Verdict.Status.INVALID);
        assertThat(verdict.reason()).contains("was acknowledged, and is not in the ledger");
    }

    @Test
    void aTransferThatCountsTwiceIsFound() throws Exception {
        Verdict verdict = verdict(FORGETS_WHAT_IT_DECIDED.scenario(), bank -> bank.transfer("deposit", 10, 2));

        assertThat(verdict.status()).as("%s", verdict).isEqualTo(Verdict.Status.INVALID);
        assertThat(verdict.reason()).contains("counts twice");
    }

    @Test
    void aBalanceBelowNothingIsFound() throws Exception {
        Verdict verdict = verdict(OVERDRAWS.scenario(), bank -> bank.transfer("withdraw", 10, 1));

        assertThat(verdict.status()).as("%s", verdict).isEqualTo(Verdict.Status.INVALID);
        assertThat(verdict.reason()).contains("is -10 after the withdrawal of 10");
    }
}
