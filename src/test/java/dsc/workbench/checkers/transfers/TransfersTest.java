package dsc.workbench.checkers.transfers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.workbench.checkers.EvidencePrinter;
import dsc.workbench.checkers.ModelMismatchException;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.history.Event;
import dsc.workbench.history.Recorder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransfersTest {

    private long nanos;
    private long process;
    private final Recorder recorder = new Recorder(() -> nanos += 1_000_000);

    private Event transfer(String from, String to, int amount, String reference) {
        return recorder.invoke(++process, Transfers.TRANSFER, from, List.of(to, Integer.toString(amount), reference));
    }

    private Event snapshot() {
        return recorder.invoke(++process, Transfers.SNAPSHOT, null, null);
    }

    private void end(Event invocation, Event.Type type, Object value) {
        recorder.complete(invocation, type, value, null);
    }

    private void moved(String from, String to, int amount, String reference) {
        Event transfer = transfer(from, to, amount, reference);
        end(transfer, Event.Type.OK, transfer.value());
    }

    private void audited(String account, long balance, String... posted) {
        Event audit = recorder.invoke(++process, Transfers.FINAL_AUDIT, account, "n1");
        end(audit, Event.Type.OK, Map.of("balance", balance, "posted", Arrays.asList(posted)));
    }

    private Verdict check(Transfers checker) {
        return checker.check(recorder.history(), Duration.ofSeconds(5));
    }

    private void assertBroken(String reason) {
        for (Transfers checker : List.of(Transfers.ATOMIC, Transfers.SERIALIZABLE)) {
            assertThat(check(checker).status()).isEqualTo(Verdict.Status.INVALID);
            assertThat(check(checker).reason()).isEqualTo(reason);
            assertThat(EvidencePrinter.lines(check(checker).evidence().orElseThrow()))
                    .isNotEmpty();
        }
    }

    @Test
    void wholeTransfersAreValid() {
        moved("alice", "bob", 10, "r1");
        end(transfer("bob", "alice", 500, "r2"), Event.Type.FAIL, null);
        end(transfer("bob", "alice", 5, "r3"), Event.Type.INFO, null);
        end(transfer("bob", "alice", 6, "r4"), Event.Type.INFO, null);
        end(snapshot(), Event.Type.OK, Map.of("alice", List.of(96L, 2L), "bob", List.of(104L, 2L)));
        audited("alice", 96, "r1", "r4");
        audited("bob", 104, "r1", "r4");
        assertThat(check(Transfers.SERIALIZABLE).reason())
                .isEqualTo("transfers acknowledged: 1, each in both ledgers; of unknown outcome: 2, each in both or in"
                        + " neither; snapshots answered: 1; one order explains them");
        assertThat(check(Transfers.ATOMIC).status()).isEqualTo(Verdict.Status.VALID);
    }

    @Test
    void whatIsUnderWayCountsInATotal() {
        moved("alice", "bob", 10, "r1");
        end(snapshot(), Event.Type.OK, Map.of("alice", List.of(90L, 1L)));
        end(snapshot(), Event.Type.OK, Map.of("alice", List.of(90L, 1L, 10L)));
        audited("alice", 90, "r1");
        audited("bob", 110, "r1");
        assertThat(check(Transfers.ATOMIC).status()).isEqualTo(Verdict.Status.VALID);
        assertThat(Transfers.counts(recorder.history())).containsEntry("snapshots whose total never was", 1L);
    }

    @Test
    void anAcknowledgedOneIsInBoth() {
        moved("alice", "bob", 10, "r1");
        audited("alice", 90, "r1");
        audited("bob", 100);
        assertBroken("r1 was acknowledged, and bob does not have it");
    }

    @Test
    void aFailedOneIsInNeither() {
        end(transfer("alice", "bob", 10, "r1"), Event.Type.FAIL, null);
        audited("alice", 100);
        audited("bob", 110, "r1");
        assertBroken("r1 failed, and bob has it");
    }

    @Test
    void oneOfUnknownOutcomeIsNotHalf() {
        end(transfer("alice", "bob", 10, "r1"), Event.Type.INFO, null);
        audited("alice", 90, "r1");
        audited("bob", 100);
        assertBroken("half of r1: alice has it, and bob does not");
    }

    @Test
    void whatFailedMayBeUndone() {
        end(transfer("alice", "bob", 10, "r1"), Event.Type.FAIL, null);
        audited("alice", 100, "r1", "r1/undo");
        audited("bob", 100);
        assertThat(check(Transfers.SERIALIZABLE).status()).isEqualTo(Verdict.Status.VALID);
    }

    @Test
    void nothingIsUndoneBeforeItIsThere() {
        end(transfer("alice", "bob", 10, "r1"), Event.Type.INFO, null);
        audited("alice", 100, "r1/undo", "r1");
        assertBroken("r1 is undone on alice before it is there");
    }

    @Test
    void anEntryIsThereOnce() {
        moved("alice", "bob", 10, "r1");
        audited("alice", 80, "r1", "r1");
        assertBroken("the entry r1 is twice in the ledger of alice");
    }

    @Test
    void anEntryWasAskedFor() {
        moved("alice", "bob", 10, "r1");
        audited("carol", 110, "r1");
        assertBroken("nobody asked for the entry r1 of carol");
    }

    @Test
    void noBalanceIsNegative() {
        end(transfer("alice", "bob", 101, "r1"), Event.Type.INFO, null);
        audited("alice", -1, "r1");
        assertBroken("alice is at -1 after the entry r1");
    }

    @Test
    void aLedgerAddsUp() {
        audited("alice", 90);
        assertBroken("the entries of alice make 100, and its balance is 90");
    }

    @Test
    void allNodesHaveOneLedger() {
        audited("alice", 100);
        moved("alice", "bob", 10, "r1");
        audited("alice", 90, "r1");
        assertBroken("two ledgers of alice in the end: n1 has 0 entries and the balance 100, n1 has 1 and 90");
    }

    @Test
    void whatNobodyReadInTheEndIsUnknown() {
        moved("alice", "bob", 10, "r1");
        audited("alice", 90, "r1");
        assertThat(check(Transfers.ATOMIC).status()).isEqualTo(Verdict.Status.UNKNOWN);
        assertThat(check(Transfers.ATOMIC).reason())
                .isEqualTo("no node was asked in the end for the ledger of bob (final-audit)");
    }

    @Test
    void oppositeOrdersAreFound() {
        Event first = transfer("alice", "bob", 1, "r1");
        Event second = transfer("alice", "bob", 2, "r2");
        end(first, Event.Type.OK, first.value());
        end(second, Event.Type.OK, second.value());
        audited("alice", 97, "r1", "r2");
        audited("bob", 103, "r2", "r1");
        assertThat(check(Transfers.ATOMIC).status()).isEqualTo(Verdict.Status.VALID);
        assertThat(check(Transfers.SERIALIZABLE).reason())
                .isEqualTo("no order of transactions explains them: r1 before r2 on alice, r2 before r1 on bob");
    }

    @Test
    void aSnapshotThatSawAHalfIsFound() {
        Event transfer = transfer("alice", "bob", 10, "r1");
        end(snapshot(), Event.Type.OK, Map.of("alice", List.of(90L, 1L)));
        end(transfer, Event.Type.OK, transfer.value());
        audited("alice", 90, "r1");
        audited("bob", 110, "r1");
        assertThat(check(Transfers.ATOMIC).status()).isEqualTo(Verdict.Status.VALID);
        assertThat(check(Transfers.SERIALIZABLE).reason())
                .isEqualTo("no order of transactions explains them: r1 before the snapshot of event 2 on alice, the"
                        + " snapshot of event 2 before r1 on bob");
        assertThat(Transfers.counts(recorder.history())).containsEntry("snapshots whose total never was", 1L);
    }

    @Test
    void aSnapshotOfThePastIsFound() {
        moved("alice", "bob", 10, "r1");
        end(snapshot(), Event.Type.OK, Map.of());
        audited("alice", 90, "r1");
        audited("bob", 110, "r1");
        assertThat(check(Transfers.SERIALIZABLE).reason())
                .contains("r1 before the snapshot of event 3 in time", "the snapshot of event 3 before r1 on ");
    }

    @Test
    void oneReferenceOfTwoTransfersIsRefused() {
        moved("alice", "bob", 10, "r1");
        moved("alice", "bob", 11, "r1");
        assertThatThrownBy(() -> check(Transfers.ATOMIC))
                .isInstanceOf(ModelMismatchException.class)
                .hasMessage("event 2 has the reference r1 of event 0, which is another transfer, so ledgers do not tell"
                        + " which of them they have");
    }

    @Test
    void nobodyPaysThemselvesUnlessItFailed() {
        end(transfer("alice", "alice", 10, "r1"), Event.Type.FAIL, null);
        audited("alice", 100);
        assertThat(check(Transfers.SERIALIZABLE).status()).isEqualTo(Verdict.Status.VALID);
        end(transfer("alice", "alice", 10, "r2"), Event.Type.INFO, null);
        assertThatThrownBy(() -> check(Transfers.ATOMIC))
                .isInstanceOf(ModelMismatchException.class)
                .hasMessageContaining("not a list of another account");
    }

    @Test
    void refusesWhatIsNone() {
        recorder.invoke(1, "read", "x", null);
        assertThatThrownBy(() -> check(Transfers.ATOMIC))
                .isInstanceOf(ModelMismatchException.class)
                .hasMessage("event 0 is of the function read; a history of a bank has transfer, snapshot, audit,"
                        + " final-audit, counters, final-counters");
    }
}
