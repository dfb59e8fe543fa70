package dsc.workbench.terminal;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, SIGTERM, SIGHUP: the JVM waits for this thread, which waits for the command to be wound up, and then ends it
 * with the status of what was found.
 */
public final class Interruption extends Thread {

    private static final int TIMEOUT_SECONDS = 120;
    private static final int UNKNOWN = 2;

    /** A status that stands, whatever the command found; 0 for none. */
    private static volatile int forced;

    private final Runnable windUp;
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile int status = UNKNOWN;
    private volatile boolean over;

    private Interruption(Runnable windUp) {
        super("interruption");
        this.windUp = windUp;
    }

    /** Interrupts the command, and returns at once. The process ends with {@code status} when all is wound up. */
    static void end(int status) {
        forced = status;
        Thread.ofPlatform().name("end").start(() -> System.exit(status));
    }

    /** @param windUp makes the command come to its end; called by another thread */
    public static Interruption awaited(Runnable windUp) {
        Interruption interruption = new Interruption(windUp);
        Runtime.getRuntime().addShutdownHook(interruption);
        return interruption;
    }

    /**
     * Does something as a whole: what would end the process waits for its end.
     *
     * @param work returns the exit status
     */
    public static int deferred(Callable<Integer> work) throws Exception {
        Interruption interruption = awaited(() -> {});
        int status = UNKNOWN;
        try {
            status = work.call();
            return status;
        } finally {
            interruption.finished(status);
        }
    }

    @Override
    public void run() {
        if (over) {
            return;
        }
        windUp.run();
        try {
            finished.await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(forced != 0 ? forced : status);
    }

    /** The command came to its end, and what it had to say is said. */
    public void finished(int status) {
        this.status = status;
        this.over = true;
        finished.countDown();
    }
}
