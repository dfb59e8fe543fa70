package dsc.workbench.benchmarks;

import dsc.workbench.terminal.LauncherException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends a measurement early, from another thread. */
public final class Cancellation {

    private final CountDownLatch cancelled = new CountDownLatch(1);
    private Runnable action = () -> {};

    public synchronized void cancel() {
        cancelled.countDown();
        action.run();
    }

    public boolean isCancelled() {
        return cancelled.getCount() == 0;
    }

    public boolean shouldContinue() {
        return !isCancelled();
    }

    /** What is to be done as well once it is cancelled, in place of what was to be done until now; at once if it is. */
    synchronized void whenCancelled(Runnable next) {
        action = next;
        if (isCancelled()) {
            next.run();
        }
    }

    /** @throws LauncherException when it is cancelled before */
    void pause(long millis) throws InterruptedException {
        if (cancelled.await(millis, TimeUnit.MILLISECONDS)) {
            throw new LauncherException("interrupted; the rounds until then are not shown");
        }
    }

    /** @throws LauncherException when it is cancelled */
    void check() throws InterruptedException {
        pause(0);
    }
}
