package dsc.concepts.foundations.transactions.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.foundations.transactions.Change;
import dsc.concepts.foundations.transactions.TransactionId;
import dsc.concepts.foundations.transactions.saga.SagaState.Settled;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShownTest {

    private static final TransactionId SAGA = TransactionId.of("n1.1.1");
    private static final TransactionId NEXT = TransactionId.of("n1.1.2");
    private static final SagaState PAID = done(SagaState.EMPTY, SAGA, 1, new Change("alice", -10, "bob", "r1"));
    private static final SagaState RECEIVED = done(SagaState.EMPTY, SAGA, 2, new Change("bob", 10, "alice", "r1"));

    private static SagaState done(SagaState state, TransactionId saga, int step, Change change) {
        return state.after(new Settled(saga, saga, step, new Deed.Done(change)));
    }

    private static Map<String, List<Long>> together(SagaState one, SagaState other, boolean isPendingShown) {
        return Shown.together(List.of(Shown.of(one, isPendingShown), Shown.of(other, isPendingShown)), isPendingShown);
    }

    @Test
    void withoutACountermeasureHalfOfATransferIsMissing() {
        Map<String, List<Long>> half = together(PAID, SagaState.EMPTY, false);
        assertThat(half).containsEntry("alice", List.of(90L, 1L)).hasSize(1);
        assertThat(Shown.surplus(half)).isEqualTo(-10);
    }

    @Test
    void whatIsUnderWayIsShown() {
        Map<String, List<Long>> half = together(PAID, SagaState.EMPTY, true);
        assertThat(half).containsEntry("alice", List.of(90L, 1L, 10L));
        assertThat(Shown.surplus(half)).isZero();
    }

    @Test
    void whatArrivedBeforeItWasSeenToLeaveIsShownAsWell() {
        Map<String, List<Long>> half = together(SagaState.EMPTY, RECEIVED, true);
        assertThat(half).containsEntry("bob", List.of(110L, 1L, -10L));
        assertThat(Shown.surplus(half)).isZero();
    }

    @Test
    void whatIsSeenWholeIsNotUnderWay() {
        Map<String, List<Long>> whole = together(PAID, RECEIVED, true);
        assertThat(whole).containsEntry("alice", List.of(90L, 1L, 0L)).containsEntry("bob", List.of(110L, 1L, 0L));
    }

    @Test
    void whatOneHomeHasForgottenHasEnded() {
        SagaState later = done(RECEIVED, NEXT, 2, new Change("bob", 5, "carol", "r2"));
        assertThat(together(PAID, later, true))
                .containsEntry("alice", List.of(90L, 1L, 0L))
                .containsEntry("bob", List.of(115L, 2L, -5L));
    }
}
