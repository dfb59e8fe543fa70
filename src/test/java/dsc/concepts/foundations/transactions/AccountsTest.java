package dsc.concepts.foundations.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class AccountsTest {

    private static final TransactionId FIRST = TransactionId.of("n1.1.1");
    private static final Change PAYS = new Change("alice", -10, "bob", "r1");
    private static final Change IS_PAID = new Change("bob", 10, "alice", "r1");

    @Test
    void whatIsPostedIsInBothLedgers() {
        Accounts accounts = Accounts.EMPTY
                .locked(FIRST, List.of(PAYS, IS_PAID))
                .released(FIRST)
                .posted(List.of(PAYS, IS_PAID));
        assertThat(accounts.of("alice")).isEqualTo(new Account(90, List.of(PAYS)));
        assertThat(accounts.of("bob").balance()).isEqualTo(110);
        assertThat(accounts.of("carol").balance()).isEqualTo(100);
        assertThat(accounts.surplus()).isZero();
        assertThat(accounts.seen()).containsEntry("alice", new Accounts.Seen(90, 1));
    }

    @Test
    void aLockHasOneHolder() {
        Accounts locked = Accounts.EMPTY.locked(FIRST, List.of(PAYS));
        assertThat(locked.refusal(new Change("alice", 1, "carol", "r2"))).contains("alice is locked by r1 (n1.1.1)");
        assertThat(locked.refusal(IS_PAID)).isEmpty();
        assertThatThrownBy(() -> locked.locked(TransactionId.of("n1.1.2"), List.of(PAYS)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("alice is locked by ");
        assertThat(locked.released(TransactionId.of("n1.1.2")).anyHolder()).isPresent();
        assertThat(locked.released(FIRST).anyHolder()).isEmpty();
    }

    @Test
    void nobodyPaysWhatTheyDoNotHave() {
        assertThat(Accounts.EMPTY.refusal(new Change("alice", -101, "bob", "r1")))
                .contains("alice has 100, less than 101");
        assertThat(Accounts.EMPTY.refusal(new Change("alice", -100, "bob", "r1")))
                .isEmpty();
    }

    @Test
    void aReferenceIsUsedOnce() {
        assertThat(Accounts.EMPTY.posted(List.of(IS_PAID)).refusal(new Change("bob", -1, "carol", "r1")))
                .contains("r1 was used before, for a transfer of 10 from alice to bob");
    }

    @Test
    void idsAreOrderedByIncarnationThenNumber() {
        assertThat(FIRST).hasToString("n1.1.1").isEqualTo(TransactionId.of(FIRST.toString()));
        assertThat(TransactionId.of("n1.1.10").isBefore(TransactionId.of("n1.2.1")))
                .isTrue();
        assertThat(TransactionId.of("n1.1.9").isBefore(TransactionId.of("n1.1.10")))
                .isTrue();
    }
}
