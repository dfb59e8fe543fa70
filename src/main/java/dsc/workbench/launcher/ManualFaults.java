package dsc.workbench.launcher;

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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Faults that someone begins and ends by hand, any number of them at once. Each is recorded as a plan would have it, so
 * that a run can repeat it.
 */
final class ManualFaults {

    private final Controls cluster;
    private final OpenFaults faults;
    private final Recorder recorder;
    private final Path file;

    /** All that were ever begun, in that order. */
    private final List<Injection> injections;

    /** Those in force, by their place among all. */
    private final Map<Integer, Open> open = new TreeMap<>();

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
    }

    /** Puts {@code planned} in force, at this moment and for as long as it is not ended. */
    synchronized Injection begin(Fault planned) throws FaultFailedException, InterruptedException {
        Aim aim = Aim.of(planned, cluster.leader(), cluster.nodes());
        long nowNanos = recorder.elapsedNanos();
        return add(planned, aim, nowNanos, faults.begin(planned.numbered(injections.size() + 1), aim.nodes()));
    }

    private Injection add(Fault planned, Aim aim, long fromNanos, OpenFault begun) {
        Fault fault = planned.beginningAt(fromNanos / 1_000_000).numbered(injections.size() + 1);
        Injection injection =
                new Injection(fault, aim.description(), aim.nodes(), fromNanos, Long.MAX_VALUE, false, "in force");
        open.put(injections.size(), new Open(begun, recorder.elapsedNanos()));
        injections.add(injection);
        recorder.nemesis(fault.kind().toString(), aim.description());
        write();
        return injection;
    }

    /**
     * Ends those faults in force that {@code which} picks, and returns them. All have their turn, whatever happens with
     * one.
     */
    synchronized List<Injection> end(Predicate<Injection> which) throws FaultFailedException, InterruptedException {
        List<Injection> ended = new ArrayList<>();
        FaultFailedException failure = null;
        for (int place : List.copyOf(open.keySet())) {
            if (which.test(injections.get(place))) {
                // What its end takes, such as the start of a node, is no part of what a plan has of it.
                long lastedMillis = lastedMillis(open.get(place));
                try {
                    ended.add(
                            over(place, lastedMillis, open.remove(place).fault().end(OpenFault.Patience.NONE)));
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
    synchronized void endWithCluster() {
        for (int place : List.copyOf(open.keySet())) {
            over(place, lastedMillis(open.remove(place)), new Effect(false, "in force when the cluster was ended"));
        }
        write();
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
        recorder.nemesis(begun.fault().kind() + "-end", effect.text());
        return over;
    }

    /** Tells a node that was started again what ails its links. */
    synchronized void bringUpToDate(NodeId node) throws FaultFailedException, InterruptedException {
        faults.bringUpToDate(node);
    }

    synchronized List<Injection> inForce() {
        return open.keySet().stream().map(injections::get).toList();
    }

    synchronized List<Injection> all() {
        return List.copyOf(injections);
    }

    private void write() {
        try {
            FaultsFile.write(injections, file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
