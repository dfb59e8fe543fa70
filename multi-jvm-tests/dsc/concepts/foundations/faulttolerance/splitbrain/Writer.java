package dsc.concepts.foundations.faulttolerance.splitbrain;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.multijvm.MultiJvm;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * What there may be one of: writes on and on, with the token that it was given when it started. It never asks whether
 * it is still the only one; that it is, the cluster promises, and the store checks.
 */
final class Writer {

    /** Any message makes it write once more. */
    static final String WRITE = "write";

    private static final Duration INTERVAL = Duration.ofMillis(50);
    private static final Duration TIMEOUT = Duration.ofSeconds(40);

    /** Enough that an older writer, if there were one, would have written meanwhile. */
    private static final int WRITES_MIN = 20;

    private Writer() {}

    static Behavior<String> create(FencedStore store, String holder) {
        return Behaviors.withTimers(timers -> {
            long token = store.grant(holder);
            timers.startTimerWithFixedDelay(WRITE, INTERVAL);
            return Behaviors.receiveMessage(message -> {
                store.write(token);
                return Behaviors.same();
            });
        });
    }

    /** Waits until one of {@code roles} holds the newest token and has written with it for a while. */
    static void awaitWrites(MultiJvm node, FencedStore store, String roles, Runnable wake) {
        List<String> holders = List.of(roles.split(", ", -1));
        node.await("writes of one of " + roles, TIMEOUT, () -> {
            wake.run();
            FencedStore.State state = store.state();
            return holders.contains(state.holder()) && state.writes() >= WRITES_MIN;
        });
        node.barrier("one of " + roles + " writes");
    }

    /** There was one before the cut and is one after it, and never were there two. */
    static void assertNeverTwoAtOnce(MultiJvm node, FencedStore store) {
        assertThat(store.state().token()).isEqualTo(2);
        assertThat(store.state().staleWrites()).isZero();
        node.barrier("all have looked at the store");
    }
}
