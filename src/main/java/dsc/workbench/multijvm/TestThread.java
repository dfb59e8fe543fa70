package dsc.workbench.multijvm;

import dsc.workbench.multijvm.nodes.Message.Here;
import dsc.workbench.multijvm.nodes.Outcome;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** The thread that runs a test on a node: what it is doing, and how it is told to stop. */
final class TestThread {

    private Thread running;
    private volatile String doing;
    private volatile String released;
    private volatile boolean over;

    /** Runs the test, on the thread that calls; returns what it came to here, or that it was told to stop. */
    Outcome run(Supplier<Outcome> test) {
        runs(Thread.currentThread());
        Outcome outcome = test.get();
        runs(null);
        return released == null ? outcome : new Outcome.Aborted(released);
    }

    private synchronized void runs(Thread thread) {
        running = thread;
        if (thread == null) {
            // An interrupt that came too late is nobody's any more.
            Thread.interrupted();
        }
    }

    /** Waits by {@code body}; {@code what} for is what this node says when it is asked meanwhile. */
    <T> T doing(String what, Callable<T> body) {
        String before = doing;
        doing = before == null ? what : before;
        try {
            return body.call();
        } catch (InterruptedException interrupted) {
            mindRelease();
            throw SneakyThrow.thrown(interrupted);
        } catch (Exception thrown) {
            throw SneakyThrow.thrown(thrown);
        } finally {
            doing = before;
        }
    }

    /** Ends the test here, with its reason. */
    synchronized void release(String reason) {
        released = reason;
        if (running != null) {
            running.interrupt();
        }
    }

    /** @throws Released when the test was told to stop */
    void mindRelease() {
        String reason = released;
        if (reason != null) {
            throw new AbortedByPeer(reason);
        }
    }

    /**
     * The test has failed here, or was given up; what runs after that takes no steps, for the others take none with it.
     *
     * @return whether it was not known before
     */
    boolean isOverNow() {
        boolean now = !over && released == null;
        over = true;
        return now;
    }

    /** @throws Released when the test is over here */
    void mindEnd() {
        mindRelease();
        if (over) {
            throw new AbortedByPeer("the test is over here: no more steps are taken");
        }
    }

    synchronized Here whereabouts() {
        return new Here(doing, running == null ? new StackTraceElement[0] : running.getStackTrace());
    }
}
