package dsc.workbench.playground;

import dsc.workbench.faults.Aim;
import dsc.workbench.faults.Controls;
import dsc.workbench.faults.Controls.FaultFailedException;
import dsc.workbench.faults.Fault;
import dsc.workbench.faults.Injection;
import dsc.workbench.faults.OpenFault;
import dsc.workbench.faults.OpenFault.Effect;
import dsc.workbench.faults.OpenFaults;
import dsc.workbench.history.Recorder;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.runs.FaultsFile;
import dsc.workbench.terminal.Format;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Faults that someone begins and ends by hand, any number of them at once. Each is recorded as a plan would have it, so
 * that a run can repeat it.
 */
final class ManualFaults {

    /** The effect of a fault that nobody ended. */
    static final String ENDED_WITH_CLUSTER = "in force when the cluster was ended";

    private static final Logger LOG = LoggerFactory.getLogger(ManualFaults.class);

    /** Held while a fault is begun or ended, which may take as long as a node takes to start. */
    private final Lock acting = new ReentrantLock();

    private final Controls cluster;
    private final OpenFaults faults;
    private final Recorder recorder;
    private final Path file;

    /** All that were ever begun, in that order. */
    private final List<Injection> injections;

    /** Those in force, by their place among all. */
    private final Map<Integer, Open> open = new TreeMap<>();

    /** What {@link #all} and {@link #inForce} tell, also while a fault is being begun or ended. */
    private volatile Seen seen;

    private volatile String failure;

    private record Seen(List<Injection> all, List<Injection> inForce) {}

    /** @param sinceNanos when it was in force: to stop a node in order takes a while, and lasts none in a plan */
    private record Open(OpenFault fault, long sinceNanos) {}

    /**
     * @param earlier what the same cluster met before it was put aside
     * @param file where they are written down
     */
    ManualFaults(Controls cluster, Recorder recorder, List<Injection> earlier, Path file) {
        this.cluster = cluster;
        this.faults = new OpenFaults(cluster);
        this.recorder = recorder;
        this.injections = new ArrayList<>(earlier);
        this.file = file;
        overWithTheCluster();
        this.seen = new Seen(List.copyOf(injections), List.of());
    }

    /** What was in force when a supervisor died is so no more. */
    private void overWithTheCluster() {
        for (int place = 0; place < injections.size(); place++) {
            Injection before = injections.get(place);
            if (before.inForce()) {
                long lastedMillis = Math.max(0, recorder.elapsedNanos() - before.fromNanos()) / 1_000_000;
                over(place, lastedMillis, new Effect(false, "in force when the cluster died"));
            }
        }
    }

    /** Puts {@code planned} in force, at this moment and for as long as it is not ended. */
    Injection begin(Fault planned) throws FaultFailedException, InterruptedException {
        acting.lockInterruptibly();
        try {
            Aim aim = Aim.of(planned, cluster.leader(), cluster.nodes());
            long nowNanos = recorder.elapsedNanos();
            return add(planned, aim, nowNanos, faults.begin(planned.numbered(injections.size() + 1), aim.nodes()));
        } finally {
            acting.unlock();
        }
    }

    private Injection add(Fault planned, Aim aim, long fromNanos, OpenFault begun) {
        Fault fault = planned.beginningAt(fromNanos / 1_000_000).numbered(injections.size() + 1);
        Injection injection =
                new Injection(fault, aim.description(), aim.nodes(), fromNanos, Long.MAX_VALUE, false, "in force");
        open.put(injections.size(), new Open(begun, recorder.elapsedNanos()));
        injections.add(injection);
        recorder.faultBegins(injection.note(aim.description(), cluster.nodes()));
        write();
        return injection;
    }

    /**
     * Ends those faults in force that {@code which} picks, and returns them. All have their turn, whatever happens with
     * one.
     */
    List<Injection> end(Predicate<Injection> which) throws FaultFailedException, InterruptedException {
        acting.lockInterruptibly();
        try {
            return endAll(which);
        } finally {
            acting.unlock();
        }
    }

    private List<Injection> endAll(Predicate<Injection> which) throws FaultFailedException, InterruptedException {
        List<Injection> ended = new ArrayList<>();
        FaultFailedException failure = null;
        for (int place : List.copyOf(open.keySet())) {
            if (which.test(injections.get(place))) {
                // What its end takes, such as the start of a node, is no part of what a plan has of it.
                long lastedMillis = lastedMillis(open.get(place));
                try {
                    ended.add(
                            over(place, lastedMillis, open.remove(place).fault().end(OpenFault.Retries.NONE)));
                } catch (FaultFailedException failed) {
                    ended.add(over(place, lastedMillis, new Effect(false, failed.getMessage())));
                    failure = failed;
                }
            }
        }
        write();
        if (failure != null) {
            throw failure;
        }
        return ended;
    }

    /** Notes that those in force end with the cluster. */
    void endWithCluster() {
        acting.lock();
        try {
            for (int place : List.copyOf(open.keySet())) {
                over(place, lastedMillis(open.remove(place)), new Effect(false, ENDED_WITH_CLUSTER));
            }
            write();
        } finally {
            acting.unlock();
        }
    }

    private long lastedMillis(Open fault) {
        return (recorder.elapsedNanos() - fault.sinceNanos()) / 1_000_000;
    }

    private Injection over(int place, long lastedMillis, Effect effect) {
        Injection begun = injections.get(place);
        long nowNanos = recorder.elapsedNanos();
        Injection over = new Injection(
                begun.fault().lasting(lastedMillis),
                begun.description(),
                begun.nodes(),
                begun.fromNanos(),
                nowNanos,
                effect.confirmed(),
                effect.text());
        injections.set(place, over);
        recorder.faultEnds(over.note(effect.text(), cluster.nodes()));
        return over;
    }

    /** Tells a node that was started again what ails its links. */
    void reapplyFaults(NodeId node) throws FaultFailedException, InterruptedException {
        acting.lockInterruptibly();
        try {
            faults.reapplyFaults(node);
        } finally {
            acting.unlock();
        }
    }

    List<Injection> inForce() {
        return seen.inForce();
    }

    List<Injection> all() {
        return seen.all();
    }

    /** Tells others how it stands now, and writes it down. */
    private void write() {
        seen = new Seen(
                List.copyOf(injections),
                open.keySet().stream().map(injections::get).toList());
        try {
            FaultsFile.write(injections, file);
            failure = null;
        } catch (IOException failed) {
            // Faults can be ended, and the cluster with them, also on a full disk.
            failure = "faults could not be written down: " + Format.failure(failed);
            LOG.error("faults", failed);
        }
    }

    /** Why the faults' file is not as it should be, in a sentence; empty if it is. */
    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }
}
