package dsc.workbench.faults;

import dsc.workbench.faults.Controls.FaultFailedException;
import dsc.workbench.faults.OpenFault.Effect;
import dsc.workbench.history.Recorder;
import dsc.workbench.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Carries out a plan, and finds out whether each fault had its effect. */
public final class FaultInjector {

    /** A fault on links lasts until a message met it, if only few are sent: so many looks longer, this far apart. */
    static final int EFFECT_LOOKS = 75;

    private static final int EFFECT_LOOK_MILLIS = 200;

    /** While a fault is in force: nodes that it makes give up may be gone at its end. */
    private static final int LOOK_MILLIS = 1_000;

    private final Controls controls;
    private final Recorder recorder;
    private final Consumer<Injection> listener;
    private final OpenFaults faults;
    private final int effectLooks;
    private final List<Injection> injections = new ArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    /** @param listener is told of every beginning and end */
    public FaultInjector(Controls controls, Recorder recorder, Consumer<Injection> listener) {
        this(controls, recorder, listener, EFFECT_LOOKS);
    }

    FaultInjector(Controls controls, Recorder recorder, Consumer<Injection> listener, int effectLooks) {
        this.controls = controls;
        this.recorder = recorder;
        this.listener = listener;
        this.faults = new OpenFaults(controls);
        this.effectLooks = effectLooks;
    }

    /**
     * Begins with all of {@code tracks} at once; the faults of each follow one another. Their times count from the
     * recorder's start.
     */
    public void start(List<List<Fault>> tracks) {
        for (List<Fault> track : tracks) {
            threads.add(Thread.ofVirtual().name("faults").start(() -> track.forEach(this::carryOut)));
        }
    }

    /** Whether the plan is carried out and everything is healed. */
    public boolean isOver() {
        return threads.stream().noneMatch(Thread::isAlive);
    }

    /** Waits until the plan is carried out and everything is healed. */
    public void await() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Ends what is in force, begins nothing more, and waits for that. */
    public void stop() throws InterruptedException {
        stopped.countDown();
        await();
    }

    /** What was done until now, in the order of beginning. */
    public synchronized List<Injection> injections() {
        return List.copyOf(injections);
    }

    /** Tells a node that was away, by another cause than a fault, what is in force on its links and its clock. */
    public void reapplyFaults(NodeId node) throws FaultFailedException, InterruptedException {
        faults.reapplyFaults(node);
    }

    private void carryOut(Fault fault) {
        try {
            if (waitUntil(fault.atMillis())) {
                inject(fault);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether there is still something to do then. */
    private boolean waitUntil(long atMillis) throws InterruptedException {
        return !stopped.await(leftMillis(atMillis), TimeUnit.MILLISECONDS);
    }

    private long leftMillis(long atMillis) {
        return Math.max(0, atMillis - recorder.elapsedNanos() / 1_000_000);
    }

    private void inject(Fault fault) throws InterruptedException {
        Aim aim = Aim.of(fault, controls.leader(), controls.nodes());
        List<NodeId> nodes = aim.nodes();
        Injection begun =
                new Injection(fault, aim.description(), nodes, recorder.elapsedNanos(), Long.MAX_VALUE, false, "");
        int place = begin(begun);
        Effect effect;
        try {
            OpenFault open = begin(fault, nodes);
            try {
                lookUntil(recorder.elapsedNanos() / 1_000_000 + fault.durationMillis(), open);
            } finally {
                effect = open.end(retries());
            }
        } catch (FaultFailedException failed) {
            effect = new Effect(false, failed.getMessage());
        } catch (RuntimeException unforeseen) {
            // The plan goes on, and this fault shows up as one whose effect was not seen.
            effect = new Effect(false, unforeseen.toString());
        }
        end(place, begun.over(recorder.elapsedNanos(), effect.confirmed(), effect.text()));
    }

    /** Within the fault's time, what could not be done is tried again: a machine that is busy answers late. */
    private OpenFault begin(Fault fault, List<NodeId> nodes) throws FaultFailedException, InterruptedException {
        long endMillis = recorder.elapsedNanos() / 1_000_000 + fault.durationMillis();
        while (true) {
            try {
                return faults.begin(fault, nodes);
            } catch (FaultFailedException failed) {
                if (leftMillis(endMillis) == 0 || stopped.await(EFFECT_LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw failed;
                }
            }
        }
    }

    private void lookUntil(long endMillis, OpenFault open) throws InterruptedException {
        for (long left = leftMillis(endMillis); left > LOOK_MILLIS; left = leftMillis(endMillis)) {
            if (stopped.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
            open.look();
        }
        waitUntil(endMillis);
    }

    /** A fault on links lasts until a message met it, unless the injection is told to stop. */
    private OpenFault.Retries retries() {
        AtomicInteger looks = new AtomicInteger();
        return () -> looks.getAndIncrement() < effectLooks && !stopped.await(EFFECT_LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private synchronized int begin(Injection injection) {
        recorder.faultBegins(injection.note(injection.description(), controls.nodes()));
        injections.add(injection);
        listener.accept(injection);
        return injections.size() - 1;
    }

    private synchronized void end(int place, Injection injection) {
        recorder.faultEnds(injection.note(injection.effect(), controls.nodes()));
        injections.set(place, injection);
        listener.accept(injection);
    }
}
