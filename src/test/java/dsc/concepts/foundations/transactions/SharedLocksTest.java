package dsc.concepts.foundations.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.protocol.NodeId;
import org.junit.jupiter.api.Test;

class SharedLocksTest {

    private static final TransactionId FIRST = TransactionId.of("n1.1.1");

    private final SharedLocks locks = new SharedLocks();

    @Test
    void aLockIsHeldUntilItIsReleased() {
        assertThat(locks.lock(FIRST, 7)).isEqualTo(7);
        assertThat(locks.anyHolder()).contains(new NodeId("n1"));
        assertThat(locks.release(FIRST)).isEqualTo(7);
        assertThat(locks.anyHolder()).isEmpty();
    }

    @Test
    void whoAsksAgainIsToldTheSame() {
        locks.lock(FIRST, 7);
        assertThat(locks.lock(FIRST, 8)).isEqualTo(7);
        locks.release(FIRST);
        assertThat(locks.release(FIRST)).isEqualTo(7);
        assertThat(locks.lock(FIRST, 9)).isEqualTo(7);
        assertThat(locks.anyHolder()).isEmpty();
    }

    @Test
    void aLockThatLapsedWasNotHeld() {
        locks.lock(FIRST, 7);
        assertThat(locks.lapse(FIRST)).isTrue();
        assertThat(locks.anyHolder()).isEmpty();
        assertThat(locks.release(FIRST)).isEqualTo(SharedLocks.NOT_HELD);
        assertThat(locks.lock(FIRST, 8)).isEqualTo(8);
    }
}
