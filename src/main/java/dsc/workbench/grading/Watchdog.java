package dsc.workbench.grading;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Watches the thread on which a submission runs. A step of an actor takes some ten microseconds; one that takes two
 * seconds of the processor does not end, and one in which the thread stands still for five waits. No Java thread can be
 * ended from outside, so what is told ends the process.
 */
final class Watchdog {

    private static final long CPU_NANOS_MAX = TimeUnit.SECONDS.toNanos(2);
    private static final long WAITING_NANOS_MAX = TimeUnit.SECONDS.toNanos(5);
    private static final long LOOK_MILLIS = 100;
    private static final int SAMPLES = 5;
    private static final long BETWEEN_SAMPLES_MILLIS = 10;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Thread watched = Thread.currentThread();
    private final Supplier<Place> place;
    private final Consumer<Stuck> listener;

    /**
     * Where the watched thread is.
     *
     * @param step is another when it has gone on
     * @param isOfSubmission whether it runs what the submission decides
     */
    record Place(long step, boolean isOfSubmission) {}

    /**
     * The watched thread has not gone on.
     *
     * @param waits whether it stood still
     * @param stacks of it, taken one after the other
     */
    record Stuck(boolean waits, List<StackTraceElement[]> stacks) {}

    /**
     * For the thread that is to be watched.
     *
     * @param place asked by another thread
     * @param listener is told once, on that thread
     */
    Watchdog(Supplier<Place> place, Consumer<Stuck> listener) {
        this.place = place;
        this.listener = listener;
    }

    void start() {
        Thread.ofPlatform().name("watchdog").daemon().start(this::watch);
    }

    private void watch() {
        try {
            long step = -1;
            long cpuThen = 0;
            long stoodStill = 0;
            while (true) {
                Thread.sleep(LOOK_MILLIS);
                Place now = place.get();
                long cpu = threads.getThreadCpuTime(watched.threadId());
                if (!now.isOfSubmission() || now.step() != step) {
                    step = now.step();
                    cpuThen = cpu;
                    stoodStill = 0;
                    continue;
                }
                boolean stands = watched.getState() != Thread.State.RUNNABLE;
                stoodStill = stands ? stoodStill + TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS) : 0;
                boolean waits = stoodStill >= WAITING_NANOS_MAX;
                if (waits || cpu - cpuThen >= CPU_NANOS_MAX) {
                    listener.accept(new Stuck(waits, samples()));
                    return;
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private List<StackTraceElement[]> samples() throws InterruptedException {
        List<StackTraceElement[]> stacks = new ArrayList<>();
        for (int sample = 0; sample < SAMPLES; sample++) {
            Thread.sleep(BETWEEN_SAMPLES_MILLIS);
            stacks.add(watched.getStackTrace());
        }
        return stacks;
    }
}
