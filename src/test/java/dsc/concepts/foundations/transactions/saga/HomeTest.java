package dsc.concepts.foundations.transactions.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.foundations.transactions.Change;
import dsc.concepts.foundations.transactions.TransactionId;
import dsc.concepts.foundations.transactions.saga.SagaView.Happening;
import dsc.concepts.foundations.transactions.saga.Sagas.Did;
import dsc.concepts.foundations.transactions.saga.Sagas.Do;
import dsc.concepts.foundations.transactions.saga.Sagas.Refused;
import dsc.concepts.foundations.transactions.saga.Sagas.Undo;
import dsc.concepts.foundations.transactions.saga.Sagas.Undone;
import dsc.concepts.shared.Tally;
import org.junit.jupiter.api.Test;

class HomeTest {

    private static final TransactionId SAGA = TransactionId.of("n1.1.1");
    private static final TransactionId NEXT = TransactionId.of("n1.1.2");
    private static final Change WITHDRAWAL = new Change("alice", -10, "bob", "r1");
    private static final Change DEPOSIT = new Change("alice", 30, "bob", "r2");

    private final Tally<Happening> tally = new Tally<>(Happening.class);
    private final Home home = new Home(120, tally);
    private SagaState state = SagaState.EMPTY;

    private Object answer(Home.Act act) {
        for (SagaState.Event event : act.events()) {
            state = state.after(event);
        }
        return act.answer().orElse(null);
    }

    private Object on(TransactionId saga, Change change) {
        return answer(home.onDo(state, new Do(saga, saga, 1, change)));
    }

    private Object undo(TransactionId saga) {
        return answer(home.onUndo(state, new Undo(saga, saga, 1)));
    }

    private long balance() {
        return state.accounts().of("alice").balance();
    }

    @Test
    void aStepIsDoneAndUndoneOnce() {
        for (int times = 0; times < 2; times++) {
            assertThat(on(SAGA, WITHDRAWAL)).isEqualTo(new Did(SAGA, 1));
            assertThat(balance()).isEqualTo(90);
        }
        for (int times = 0; times < 2; times++) {
            assertThat(undo(SAGA)).isEqualTo(new Undone(SAGA, 1));
            assertThat(balance()).isEqualTo(100);
        }
        assertThat(on(SAGA, WITHDRAWAL)).isEqualTo(new Refused(SAGA, 1, "it was undone"));
        assertThat(state.accounts().of("alice").ledger())
                .extracting(Change::reference)
                .containsExactly("r1", "r1/undo");
    }

    @Test
    void anUndoThatComesFirstLeavesAVoid() {
        assertThat(undo(SAGA)).isEqualTo(new Undone(SAGA, 1));
        assertThat(on(SAGA, WITHDRAWAL)).isEqualTo(new Refused(SAGA, 1, "it was undone before it came"));
        assertThat(balance()).isEqualTo(100);
        assertThat(tally.counts()).containsEntry(Happening.AN_UNDO_OVERTOOK_ITS_DO, 1L);
    }

    @Test
    void aRefusalIsForEver() {
        Refused refused = new Refused(SAGA, 1, "alice would have 130, more than 120");
        assertThat(on(SAGA, DEPOSIT)).isEqualTo(refused);
        TransactionId other = TransactionId.of("n2.1.1");
        assertThat(on(other, WITHDRAWAL)).isEqualTo(new Did(other, 1));
        assertThat(on(SAGA, DEPOSIT)).isEqualTo(refused);
        assertThat(undo(SAGA)).isEqualTo(new Undone(SAGA, 1));
        assertThat(balance()).isEqualTo(90);
    }

    @Test
    void aCompensationIsNotSubjectToTheLimit() {
        on(SAGA, WITHDRAWAL);
        TransactionId other = TransactionId.of("n2.1.1");
        assertThat(on(other, new Change("alice", 30, "bob", "r3"))).isEqualTo(new Did(other, 1));
        undo(SAGA);
        assertThat(balance()).isEqualTo(130);
    }

    @Test
    void whatEndedIsForgottenAndRefused() {
        on(SAGA, WITHDRAWAL);
        on(NEXT, new Change("bob", 1, "alice", "r4"));
        assertThat(state.deeds()).containsOnlyKeys(NEXT);
        assertThat(on(SAGA, WITHDRAWAL)).isNull();
        assertThat(undo(SAGA)).isNull();
        assertThat(balance()).isEqualTo(90);
    }
}
