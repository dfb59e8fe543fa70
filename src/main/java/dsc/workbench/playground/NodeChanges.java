package dsc.workbench.playground;

import dsc.workbench.faults.Controls.FaultFailedException;
import dsc.workbench.faults.Fault;
import dsc.workbench.history.FaultNote;
import dsc.workbench.history.Recorder;
import dsc.workbench.nodes.LocalCluster;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.terminal.LauncherException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Restarts nodes of a cluster that is kept up, starts further ones, and takes nodes into the group. */
final class NodeChanges {

    private static final Duration JOIN_TIMEOUT = Duration.ofSeconds(30);

    private final Scenario<?> scenario;
    private final Settings settings;
    private final LocalCluster cluster;
    private final ManualFaults faults;
    private final Recorder recorder;
    private final Consumer<NodeId> added;
    private final Runnable ended;

    /** Held while a node is started again. */
    private final Lock restarting = new ReentrantLock();

    /**
     * @param settings of the scenario
     * @param added told of each further node once it is started
     * @param ended told before a node that ended by itself is started again, which forgets why it ended
     */
    NodeChanges(
            Scenario<?> scenario,
            Settings settings,
            LocalCluster cluster,
            ManualFaults faults,
            Recorder recorder,
            Consumer<NodeId> added,
            Runnable ended) {
        this.scenario = scenario;
        this.settings = settings;
        this.cluster = cluster;
        this.faults = faults;
        this.recorder = recorder;
        this.added = added;
        this.ended = ended;
    }

    /**
     * Starts a node that is down, whatever ended it; one that runs is stopped first. One restart at a time: a node that
     * was down and that another restart has started meanwhile is left as it is.
     */
    void restart(NodeId node) throws FaultFailedException, InterruptedException {
        boolean wasDown = isDown(node);
        restarting.lockInterruptibly();
        try {
            if (!wasDown || isDown(node)) {
                stopAndStart(node);
            }
        } finally {
            restarting.unlock();
        }
    }

    private boolean isDown(NodeId node) {
        return cluster.processState(node).equals("down");
    }

    private void stopAndStart(NodeId node) throws FaultFailedException, InterruptedException {
        if (!isDown(node)) {
            faults.begin(Fault.on(FaultKind.LEAVE, 0, 0, node.value()));
        }
        boolean byHand = !faults.end(injection ->
                        injection.fault().kind().endsNode() && injection.nodes().contains(node))
                .isEmpty();
        if (!byHand) {
            ended.run();
            cluster.restart(List.of(node));
            faults.reapplyFaults(node);
        }
    }

    /** Starts a node more; it is in no group yet, and need not be a member. */
    private void startOneMore(NodeId node) throws FaultFailedException, InterruptedException {
        cluster.add(node);
        added.accept(node);
    }

    /**
     * Starts a node more, and waits until it is a member.
     *
     * @throws IllegalArgumentException when the scenario's settings make no sense with so many nodes
     */
    void join(NodeId node) throws FaultFailedException, InterruptedException {
        scenario.deployment().require(scenario.id(), settings, cluster.nodes().size() + 1);
        recorder.faultBegins(note("join", node, node.value()));
        boolean joined = false;
        try {
            startOneMore(node);
            joined = cluster.awaitAllReady(List.of(node), JOIN_TIMEOUT).isEmpty();
        } finally {
            recorder.faultEnds(note("join", node, node + (joined ? " is a member" : " is not a member yet")));
        }
        if (!joined) {
            throw new LauncherException(node + " is running but has not joined after " + JOIN_TIMEOUT.toSeconds()
                    + " s; ./dsc status shows when it is, and ./dsc logs " + node + " what keeps it from it");
        }
    }

    /** Takes a node into the group: one that is there, or a new one. Returns who is in it then. */
    List<NodeId> add(NodeId node) throws FaultFailedException, InterruptedException {
        recorder.faultBegins(note("add-server", node, node.value()));
        String what = node + " is not in the group yet";
        try {
            if (!cluster.nodes().contains(node)) {
                startOneMore(node);
            }
            faults.end(injection -> injection.is(FaultKind.MEMBERSHIP, node));
            List<NodeId> group = cluster.groupChanges().addServer(node);
            what = node + ": " + group;
            return group;
        } finally {
            recorder.faultEnds(note("add-server", node, what));
        }
    }

    private static FaultNote note(String kind, NodeId node, String what) {
        return new FaultNote(kind, what, List.of(node.value()));
    }
}
