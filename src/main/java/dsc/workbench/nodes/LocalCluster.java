package dsc.workbench.nodes;

import dsc.workbench.cluster.NodeExit;
import dsc.workbench.cluster.NodeSettings;
import dsc.workbench.faults.Controls;
import dsc.workbench.faults.Controls.FaultFailedException;
import dsc.workbench.nodes.NodeProcess.UnexpectedEnd;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.terminal.LauncherException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The nodes of a run: their processes, and the way to talk to them. */
public final class LocalCluster implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
    static final Duration CONTROL_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration STATE_TIMEOUT = Duration.ofMillis(700);

    /** A node that was downed is started again before it is killed or stopped; but not waited for longer. */
    private static final Duration BACK_TIMEOUT = Duration.ofSeconds(30);

    private static final int READY_POLL_MILLIS = 20;
    private static final int CONTROL_ATTEMPTS = 3;
    private static final int START_ATTEMPTS = 3;

    private final NodeFiles files;
    private final List<String> jvm;
    private final Map<NodeId, NodeProcess> processes = new ConcurrentSkipListMap<>();
    private final Map<NodeId, NodeClient> clients = new ConcurrentSkipListMap<>();

    /** Held while processes are started, so that two starts see each other's. */
    private final Object starting = new Object();

    private volatile boolean restartsDownedNodes;

    /**
     * @param files what each node is started with
     * @param jvm the command that starts a node's JVM, without its main class
     */
    public LocalCluster(NodeFiles files, List<String> jvm) {
        this.files = files;
        this.jvm = List.copyOf(jvm);
    }

    /**
     * Starts all nodes and waits until each is ready.
     *
     * @param shouldContinue polled; the waiting stops once it returns false
     */
    public void start(BooleanSupplier shouldContinue) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            files.drawPorts();
            files.nodes().forEach(node -> launch(node, true));
            Optional<NodeProcess> failed = awaitReady(shouldContinue);
            if (failed.isEmpty()) {
                return;
            }
            Optional<UnexpectedEnd> end = failed.get().unexpectedEnd();
            String words = failed.get().lastWords();
            close();
            boolean portTaken = end.flatMap(UnexpectedEnd::exit)
                    .filter(NodeExit.PORT_TAKEN::equals)
                    .isPresent();
            if (!portTaken || attempt == START_ATTEMPTS) {
                String why = end.map(UnexpectedEnd::why)
                        .orElse(failed.get().id() + " was not ready after " + START_TIMEOUT.toSeconds() + " s");
                throw new LauncherException(why + "; its last words:" + words);
            }
        }
    }

    /** Starts one node more, tells those that run where it is, and waits until it answers. It is in no group yet. */
    public void add(NodeId node) throws FaultFailedException, InterruptedException {
        files.add(node);
        launch(node, false);
        awaitAnswer(node);
        for (NodeId other : nodes()) {
            if (!other.equals(node) && isRunning(other)) {
                tellOf(node, other);
            }
        }
    }

    /** One that is away is told by its configuration, when it is started again; a paused one, when it goes on. */
    void tellOfAdded(NodeId node) throws FaultFailedException, InterruptedException {
        for (NodeId added : files.added()) {
            if (!added.equals(node)) {
                tellOf(added, node);
            }
        }
    }

    private void tellOf(NodeId subject, NodeId told) throws FaultFailedException, InterruptedException {
        exchange(told, () -> {
            clients.get(told).addPeers(Map.of(subject, files.ports(subject)), CONTROL_TIMEOUT);
            return null;
        });
    }

    /** @param first whether the cluster is being formed (see {@link NodeFiles#configuration}) */
    private void launch(NodeId id, boolean first) {
        NodeProcess process = new NodeProcess(id, files.directory(id), jvm, files.environment());
        processes.put(id, process);
        clients.put(id, new NodeClient(files.ports(id).http(), files.token()));
        process.start(files.configuration(id, first));
    }

    /** The node that did not make it, if one did not. */
    private Optional<NodeProcess> awaitReady(BooleanSupplier shouldContinue) throws InterruptedException {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        for (NodeProcess process : processes.values()) {
            while (shouldContinue.getAsBoolean() && !clients.get(process.id()).isReady(STATE_TIMEOUT)) {
                for (NodeProcess any : processes.values()) {
                    if (any.unexpectedEnd().isPresent()) {
                        return Optional.of(any);
                    }
                }
                if (System.nanoTime() > deadline) {
                    return Optional.of(process);
                }
                Thread.sleep(READY_POLL_MILLIS);
            }
            process.answers();
        }
        return Optional.empty();
    }

    /** Waits until every node is a member and serves; returns those that did not in time, or ended by themselves. */
    public List<NodeId> awaitAllReady(Duration timeout) throws InterruptedException {
        return awaitAllReady(nodes(), timeout);
    }

    /** The same, of some nodes. */
    public List<NodeId> awaitAllReady(List<NodeId> nodes, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        List<NodeId> missing = nodes;
        while (true) {
            missing = missing.stream().filter(node -> !isReady(node)).toList();
            boolean hopeless = !restartsDownedNodes
                    && missing.stream().noneMatch(node -> processes.get(node).isAlive());
            if (missing.isEmpty() || hopeless || System.nanoTime() > deadline) {
                return missing;
            }
            Thread.sleep(100);
        }
    }

    private boolean isReady(NodeId node) {
        try {
            return clients.get(node).isReady(STATE_TIMEOUT);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What faults can be done to it. */
    public Controls controls() {
        return new ClusterControls(this);
    }

    /** How its group is changed, and who leads it. */
    public GroupChanges groupChanges() {
        return new GroupChanges(this);
    }

    NodeFiles files() {
        return files;
    }

    NodeProcess process(NodeId node) {
        return processes.get(node);
    }

    public NodeClient client(NodeId node) {
        return clients.get(node);
    }

    public long pid(NodeId node) {
        return processes.get(node).pid();
    }

    /** What a node says of itself, if it answers. */
    public Optional<Map<String, Object>> state(NodeId node) throws InterruptedException {
        return answer(node, client -> client.state(STATE_TIMEOUT));
    }

    /** How much a node has sent to others, if it answers. */
    public Optional<NodeClient.Sent> sent(NodeId node) throws InterruptedException {
        return answer(node, client -> client.sent(STATE_TIMEOUT));
    }

    /** How many events a node has written, if it answers. */
    public Optional<NodeClient.Written> written(NodeId node) throws InterruptedException {
        return answer(node, client -> client.written(STATE_TIMEOUT));
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask(NodeClient client) throws IOException, InterruptedException;
    }

    private <T> Optional<T> answer(NodeId node, Question<T> question) throws InterruptedException {
        if (!isRunning(node)) {
            return Optional.empty();
        }
        try {
            return Optional.of(question.ask(clients.get(node)));
        } catch (IOException silent) {
            return Optional.empty();
        }
    }

    /** Nodes that ended without anyone having asked for it. */
    public List<UnexpectedEnd> unexpectedEnds() {
        return processes.values().stream()
                .flatMap(process -> process.unexpectedEnd().stream())
                .toList();
    }

    public List<NodeId> nodes() {
        return files.nodes();
    }

    /** Whether the node's process runs and is not stopped. */
    public boolean isRunning(NodeId node) {
        return processes.get(node).isRunning();
    }

    /** The leader of the highest term that answers, if any does. */
    public Optional<NodeId> leader() throws InterruptedException {
        NodeId leader = null;
        long highest = -1;
        for (NodeId node : nodes()) {
            Optional<Map<String, Object>> state = state(node).filter(view -> "leader".equals(view.get("role")));
            if (state.isPresent() && ((Number) state.get().get("term")).longValue() > highest) {
                highest = ((Number) state.get().get("term")).longValue();
                leader = node;
            }
        }
        return Optional.ofNullable(leader);
    }

    /** Nodes that the split-brain resolver downed, and that nobody started again yet. */
    public List<NodeId> downed() {
        return unexpectedEnds().stream()
                .filter(end -> end.exit().filter(NodeExit.DOWNED::equals).isPresent())
                .map(UnexpectedEnd::node)
                .toList();
    }

    /** Whether any node but these has a process. */
    public boolean othersAlive(List<NodeId> nodes) {
        return others(nodes).anyMatch(node -> processes.get(node).isAlive());
    }

    /**
     * Whether a node may be a member of a cluster. One that knows of no member is still to join, and the node that it
     * was to join may just have been killed: all would wait for each other.
     */
    private boolean mayBeMember(NodeId node) {
        try {
            return processes.get(node).isAlive()
                    && (!isRunning(node) || clients.get(node).membersUp(STATE_TIMEOUT) > 0);
        } catch (IOException silent) {
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Whether any node but these is a member of a cluster and serves. */
    public boolean othersReady(List<NodeId> nodes) {
        return others(nodes).anyMatch(node -> isRunning(node) && isReady(node));
    }

    private Stream<NodeId> others(List<NodeId> nodes) {
        return nodes().stream().filter(node -> !nodes.contains(node));
    }

    /** Waits while a node that was downed is being started again; does nothing in scenarios in which none is. */
    void awaitBack(NodeId node) throws InterruptedException {
        long deadline = System.nanoTime() + BACK_TIMEOUT.toNanos();
        while (restartsDownedNodes && !isRunning(node) && System.nanoTime() < deadline) {
            Thread.sleep(READY_POLL_MILLIS);
        }
    }

    /** From now on, someone starts nodes again that are downed: a fault that is to hit one of them waits for that. */
    public void restartsDownedNodes() {
        restartsDownedNodes = true;
    }

    /** Starts nodes again that have ended, all at once, and waits until the protocol of each answers. */
    public void restart(List<NodeId> nodes) throws FaultFailedException, InterruptedException {
        synchronized (starting) {
            // Where nobody is left to be joined, the first of them forms the cluster anew.
            boolean anew = others(nodes).noneMatch(this::mayBeMember);
            for (NodeId node : nodes) {
                processes
                        .get(node)
                        .start(anew ? files.configuration(node, nodes.getFirst()) : files.configuration(node, false));
            }
        }
        FaultFailedException failure = null;
        for (NodeId node : nodes) {
            try {
                awaitAnswer(node);
            } catch (FaultFailedException failed) {
                failure = failed;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void awaitAnswer(NodeId node) throws FaultFailedException, InterruptedException {
        NodeProcess process = processes.get(node);
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (true) {
            try {
                clients.get(node).state(STATE_TIMEOUT);
                process.answers();
                return;
            } catch (IOException notYet) {
                Optional<UnexpectedEnd> end = process.unexpectedEnd();
                if (end.isPresent() || System.nanoTime() > deadline) {
                    throw new FaultFailedException(
                            end.map(UnexpectedEnd::why).orElse(node + " does not answer after its restart"));
                }
                Thread.sleep(50);
            }
        }
    }

    /**
     * What the process of {@code node} does: {@code running}, {@code limping}, {@code paused}, {@code starting} or
     * {@code down}.
     */
    public String processState(NodeId node) {
        NodeProcess process = processes.get(node);
        if (!process.isAlive()) {
            return "down";
        }
        if (process.isPaused()) {
            return "paused";
        }
        return process.isLimping() ? "limping" : process.isRunning() ? "running" : "starting";
    }

    /** Whether the process of {@code node}, which is down, had to be killed. */
    public boolean wasKilled(NodeId node) {
        return processes.get(node).wasKilled();
    }

    public NodeSettings.Ports ports(NodeId node) {
        return files.ports(node);
    }

    <T> T exchange(NodeId node, Callable<T> action) throws FaultFailedException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return action.call();
            } catch (InterruptedException interrupted) {
                throw interrupted;
            } catch (Exception failed) {
                if (attempt == CONTROL_ATTEMPTS || !isRunning(node)) {
                    throw new FaultFailedException(node + "'s control endpoint failed: " + failed);
                }
            }
        }
    }

    /** Ends every node's process; returns when they are gone. */
    @Override
    public void close() {
        processes.values().forEach(NodeProcess::end);
    }
}
