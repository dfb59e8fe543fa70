package dsc.workbench.checkers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.workbench.history.Event;
import dsc.workbench.history.Recorder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgersTest {

    private long nanos;
    private long process;
    private final Recorder recorder = new Recorder(() -> nanos += 1_000_000);

    private Event begin(String function, Object argument) {
        return recorder.invoke(++process, function, "k", argument);
    }

    private void transfer(String function, int amount, String reference, Event.Type type) {
        List<String> argument = List.of(Integer.toString(amount), reference);
        recorder.complete(begin(function, argument), type, argument, null);
    }

    private void read(long balance) {
        recorder.complete(begin("read", null), Event.Type.OK, balance, null);
    }

    private void audit(String node, Object broken, long balance, String... posted) {
        Map<String, Object> found = new HashMap<>();
        found.put("balance", balance);
        found.put("posted", List.of(posted));
        found.put("broken", broken);
        recorder.complete(begin("final-audit", node), Event.Type.OK, found, null);
    }

    private void finalRead(String node, long balance) {
        recorder.complete(begin("final-read", node), Event.Type.OK, balance, null);
    }

    private Verdict check() {
        return Ledgers.CHECKER.check(recorder.history(), Duration.ofSeconds(1));
    }

    private void assertInvalid(String... words) {
        Verdict verdict = check();
        assertThat(verdict.status()).as("%s", verdict).isEqualTo(Verdict.Status.INVALID);
        assertThat(verdict.reason()).contains(words);
    }

    @Test
    void allThatWasAcknowledgedOnceIsValid() {
        transfer("deposit", 10, "a", Event.Type.OK);
        transfer("withdraw", 4, "b", Event.Type.OK);
        transfer("withdraw", 40, "c", Event.Type.FAIL);
        transfer("deposit", 1, "d", Event.Type.INFO);
        transfer("deposit", 2, "e", Event.Type.INFO);
        read(6);
        audit("n1", null, 7, "a", "b", "d");
        audit("n2", null, 7, "a", "b", "d");
        finalRead("n1", 7);

        assertThat(check().status()).as("%s", check()).isEqualTo(Verdict.Status.VALID);
        assertThat(Ledgers.counts(recorder.history()))
                .containsEntry("transfers acknowledged", 2L)
                .containsEntry("transfers of unknown outcome", 2L)
                .containsEntry("reads of an older balance", 0L);
    }

    @Test
    void anAcknowledgedDepositThatIsLost() {
        transfer("deposit", 10, "a", Event.Type.OK);
        transfer("deposit", 5, "b", Event.Type.OK);
        audit("n1", null, 5, "b");

        assertInvalid("the deposit of 10 with the reference a", "was acknowledged, and is not in the ledger");
        assertThat(Ledgers.counts(recorder.history())).containsEntry("acknowledged transfers lost", 1L);
    }

    @Test
    void aDepositThatCountsTwice() {
        transfer("deposit", 10, "a", Event.Type.OK);
        audit("n1", null, 20, "a", "a");

        assertInvalid("the deposit of 10 with the reference a", "counts twice");
    }

    @Test
    void aBalanceBelowNothing() {
        transfer("deposit", 10, "a", Event.Type.OK);
        transfer("withdraw", 6, "b", Event.Type.OK);
        transfer("withdraw", 6, "c", Event.Type.OK);
        transfer("deposit", 5, "d", Event.Type.OK);
        audit("n1", null, 3, "a", "b", "c", "d");

        assertInvalid("the balance of k is -2 after the withdrawal of 6 with the reference c");
    }

    @Test
    void whatWasSaidToHaveFailedMustNotBeThere() {
        transfer("deposit", 10, "a", Event.Type.FAIL);
        audit("n1", null, 10, "a");

        assertInvalid("the deposit of 10 with the reference a", "its client was told it is not");
    }

    @Test
    void whatNobodyAskedForMustNotBeThere() {
        audit("n1", null, 10, "a");

        assertInvalid("has a, which nobody asked for");
    }

    @Test
    void anOrderThatNobodyCanHaveSeen() {
        transfer("deposit", 10, "a", Event.Type.OK);
        transfer("deposit", 5, "b", Event.Type.OK);
        audit("n1", null, 15, "b", "a");

        assertInvalid("the deposit of 10 with the reference a", "comes after the deposit of 5 with the reference b");
    }

    @Test
    void aLedgerWhoseEventsBreakARule() {
        transfer("deposit", 10, "a", Event.Type.OK);
        audit("n1", "epoch 3 follows epoch 1", 10, "a");

        assertInvalid("the ledger of k is broken, as n1 reads it: epoch 3 follows epoch 1");
    }

    @Test
    void aBrokenRuleThatAnyNodeReportsCounts() {
        transfer("deposit", 10, "a", Event.Type.OK);
        audit("n1", null, 10, "a");
        audit("n2", "epoch 3 follows epoch 1", 10, "a");

        assertInvalid("the ledger of k is broken, as n2 reads it: epoch 3 follows epoch 1");
    }

    @Test
    void nodesThatReadDifferentLedgers() {
        transfer("deposit", 10, "a", Event.Type.OK);
        audit("n1", null, 10, "a");
        audit("n2", null, 0);

        assertInvalid("nodes read different ledgers of k", "n1 has 1 transfers", "n2 has 0");
    }

    @Test
    void aLedgerThatDoesNotAddUp() {
        transfer("deposit", 10, "a", Event.Type.OK);
        audit("n1", null, 11, "a");

        assertInvalid("adds up to 10, and its balance is 11");
    }

    @Test
    void aNodeThatStillHoldsAnotherBalanceInTheEnd() {
        transfer("deposit", 10, "a", Event.Type.OK);
        audit("n1", null, 10, "a");
        finalRead("n2", 0);

        assertInvalid("n2 says in the end that k holds 0, and its ledger says 10");
    }

    @Test
    void anOldBalanceMayBeReadAndIsCounted() {
        transfer("deposit", 10, "a", Event.Type.OK);
        transfer("deposit", 5, "b", Event.Type.OK);
        read(10);
        read(0);
        read(15);
        audit("n1", null, 15, "a", "b");

        assertThat(check().status()).isEqualTo(Verdict.Status.VALID);
        assertThat(Ledgers.counts(recorder.history())).containsEntry("reads of an older balance", 2L);
    }

    @Test
    void aBalanceThatNeverWasMayNotBeRead() {
        transfer("deposit", 10, "a", Event.Type.OK);
        read(3);
        audit("n1", null, 10, "a");

        assertInvalid("saw 3 on k, which never held that");
    }

    @Test
    void aReadDoesNotSeeWhatBeganLater() {
        read(10);
        transfer("deposit", 10, "a", Event.Type.OK);
        audit("n1", null, 10, "a");

        assertInvalid("saw 10 on k, which never held that before the read was over");
    }

    @Test
    void withoutAnAuditNothingIsKnown() {
        transfer("deposit", 10, "a", Event.Type.OK);

        assertThat(check().status()).isEqualTo(Verdict.Status.UNKNOWN);
    }

    /** A person who asks again, from another session: the first answer comes back, and it counts once. */
    @Test
    void theSameReferenceAndAmountAreOneTransfer() {
        transfer("deposit", 10, "a", Event.Type.INFO);
        transfer("deposit", 10, "a", Event.Type.OK);
        transfer("deposit", 10, "a", Event.Type.OK);
        transfer("deposit", 11, "a", Event.Type.FAIL);
        transfer("withdraw", 10, "a", Event.Type.FAIL);
        transfer("withdraw", 40, "b", Event.Type.FAIL);
        transfer("withdraw", 4, "b", Event.Type.OK);
        audit("n1", null, 6, "a", "b");

        assertThat(check().status()).as("%s", check()).isEqualTo(Verdict.Status.VALID);
        assertThat(Ledgers.counts(recorder.history())).containsEntry("transfers acknowledged", 2L);
    }

    @Test
    void oneThatWasAskedForTwiceAndCountsTwiceIsInvalid() {
        transfer("deposit", 10, "a", Event.Type.OK);
        transfer("deposit", 10, "a", Event.Type.OK);
        audit("n1", null, 20, "a", "a");

        assertInvalid("the deposit of 10 with the reference a", "counts twice");
    }

    @Test
    void oneThatWasAskedForTwiceAndIsNotThereIsLost() {
        transfer("deposit", 10, "a", Event.Type.OK);
        transfer("deposit", 10, "a", Event.Type.FAIL);
        audit("n1", null, 0);

        assertInvalid("the deposit of 10 with the reference a", "was acknowledged, and is not in the ledger");
    }

    @Test
    void aReferenceOfTwoTransfersThatBothMayHaveTakenEffectTellsNothing() {
        transfer("deposit", 10, "a", Event.Type.OK);
        transfer("deposit", 11, "a", Event.Type.INFO);
        audit("n1", null, 10, "a");

        Verdict verdict = Judgement.of(Ledgers.CHECKER, recorder.history(), Duration.ofSeconds(1));
        assertThat(verdict.status()).isEqualTo(Verdict.Status.UNKNOWN);
        assertThat(verdict.reason())
                .isEqualTo(
                        "event 2 has the reference a of event 0 and another amount, so the ledger does not tell which"
                                + " of them it has");
    }

    @Test
    void anUnansweredAuditLeavesItUnknown() {
        transfer("deposit", 10, "a", Event.Type.OK);
        audit("n1", null, 10, "a");
        Event asked = begin("final-audit", "n2");
        recorder.complete(asked, Event.Type.FAIL, "n2", "n2 did not answer");

        assertThat(check().status()).isEqualTo(Verdict.Status.UNKNOWN);
    }

    @Test
    void aHistoryOfSomethingElseIsRefusedInALine() {
        recorder.complete(begin("cas", List.of("1", "2")), Event.Type.OK, null, null);

        assertThatThrownBy(this::check)
                .isInstanceOf(ModelMismatchException.class)
                .hasMessageContaining("cas");
    }

    @Test
    void aTransferWithoutAReferenceIsRefusedInALine() {
        recorder.complete(begin("deposit", "5"), Event.Type.OK, "5", null);

        assertThatThrownBy(this::check)
                .isInstanceOf(ModelMismatchException.class)
                .hasMessageContaining("not a list of an amount and a reference");
    }
}
