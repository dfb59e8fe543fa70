package dsc.workbench.runs;

import dsc.workbench.faults.Controls.FaultFailedException;
import dsc.workbench.history.FaultNote;
import dsc.workbench.history.FaultWindow;
import dsc.workbench.history.Recorder;
import dsc.workbench.nodes.LocalCluster;
import dsc.workbench.protocol.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Starts nodes again that the split-brain resolver downed, as the operator of a cluster has it done, and counts them.
 * For scenarios in which that belongs to what happens ({@code Scenario.nodesMayBeDowned}); in others, a node that was
 * downed ended for a reason that nobody planned.
 */
public final class DownedNodes {

    private static final int LOOK_MILLIS = 100;

    /** Nodes that are alive and in no cluster may be about to join one; after this long, they wait for these. */
    private static final Duration JOINING_TIMEOUT = Duration.ofSeconds(5);

    private final LocalCluster cluster;
    private final Recorder recorder;
    private final Consumer<String> listener;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final List<String> failures = new ArrayList<>();
    private Thread thread;
    private long count;

    /** @param listener is told of each, in a line */
    DownedNodes(LocalCluster cluster, Recorder recorder, Consumer<String> listener) {
        this.cluster = cluster;
        this.recorder = recorder;
        this.listener = listener;
    }

    /** What to do with a node once it is back. */
    @FunctionalInterface
    interface Update {
        void reapplyFaults(NodeId node) throws FaultFailedException, InterruptedException;
    }

    void start(Update update) {
        thread = Thread.ofVirtual().name("downed-nodes").start(() -> watch(update));
    }

    /** Starts no more; returns when the last one is done. */
    void stop() throws InterruptedException {
        stopped.countDown();
        thread.join();
    }

    /** How many were started again. */
    synchronized long count() {
        return count;
    }

    /** Those that did not come back, each in a sentence. */
    synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    private void watch(Update update) {
        try {
            while (!stopped.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                List<NodeId> downed = cluster.downed();
                if (!downed.isEmpty()) {
                    startAgain(downed, update);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void startAgain(List<NodeId> downed, Update update) throws InterruptedException {
        for (NodeId node : downed) {
            recorder.faultBegins(note(node, node.value()));
            listener.accept(node + " was downed by the split-brain resolver, and is started again");
        }
        long startNanos = System.nanoTime();
        try {
            awaitSomeoneToJoin(downed);
            cluster.restart(downed);
            for (NodeId node : downed) {
                update.reapplyFaults(node);
            }
        } catch (FaultFailedException failed) {
            synchronized (this) {
                failures.add(failed.getMessage());
            }
        }
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        for (NodeId node : downed) {
            recorder.faultEnds(note(node, String.format(Locale.ROOT, "%s answers after %.1f s", node, seconds)));
        }
        synchronized (this) {
            count += downed.size();
        }
    }

    private static FaultNote note(NodeId node, String what) {
        return new FaultNote(FaultWindow.DOWNED, what, List.of(node.value()));
    }

    /** Nodes that try to join those that were downed will never be members unless one of these forms a cluster. */
    private void awaitSomeoneToJoin(List<NodeId> downed) throws InterruptedException {
        long deadline = System.nanoTime() + JOINING_TIMEOUT.toNanos();
        while (cluster.othersAlive(downed) && !cluster.othersReady(downed) && System.nanoTime() < deadline) {
            if (stopped.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }
}
