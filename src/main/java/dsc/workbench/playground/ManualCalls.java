package dsc.workbench.playground;

import dsc.workbench.client.Attempts.Outcome;
import dsc.workbench.history.Event;
import dsc.workbench.history.Recorder;
import dsc.workbench.nodes.LocalCluster;
import dsc.workbench.nodes.SessionClient;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.ClientPolicy;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Operation;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.terminal.LauncherException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Operations that someone asks for by hand, recorded like those of a run's clients. They belong to no session, so none
 * is repeated that may have taken effect: where a session would find out, the outcome here is unknown. Where a protocol
 * takes none outside a session ({@link ClientPolicy.Sessions#REQUIRED}), each has one of its own. Who wants to be the
 * same client for several calls gives it a name: it is one process of the history then, and keeps its context.
 */
final class ManualCalls {

    /** A node answers earlier than that, if only that it does not know. */
    private static final Duration ONE_NODE_TIMEOUT = Duration.ofSeconds(5);

    private static final int KEYS_MAX = 100;

    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(5);

    private final Scenario<?> scenario;
    private final Settings settings;
    private final LocalCluster cluster;
    private final Recorder recorder;

    /** Numbers of processes that are free again. One that does not know what became of its operation never is. */
    private final TreeSet<Long> free = new TreeSet<>();

    /** The clients with a name that know how their last operation ended and have none under way, by name. */
    private final Map<String, Named> named = new HashMap<>();

    /** The names of those that have one under way. */
    private final Set<String> busy = new HashSet<>();

    /** Those that calls were about, the latest last. */
    private final LinkedHashSet<String> keys = new LinkedHashSet<>();

    private long processes;
    private long okCount;
    private long failedCount;
    private long unknownCount;

    /**
     * @param node who answered, or was asked last
     * @param tookNanos from the invocation to the completion
     */
    record Answered(Outcome outcome, NodeId node, long tookNanos) {}

    /**
     * A client with a name, between two of its calls.
     *
     * @param context the last one that it was given back, or null
     */
    private record Named(long process, String context) {}

    /** How many operations came to what. */
    record Counts(long ok, long failed, long unknown) {}

    /** @param processes the number of the first process: those below it occur in an earlier part of the history */
    ManualCalls(Scenario<?> scenario, Settings settings, LocalCluster cluster, Recorder recorder, long processes) {
        this.scenario = scenario;
        this.settings = settings;
        this.cluster = cluster;
        this.recorder = recorder;
        this.processes = processes;
    }

    /**
     * Carries {@code call} out.
     *
     * @param only the node to ask, and nobody else; if empty, nodes are asked until one gives a final answer
     * @param session the name of the client that calls; if empty, it has no other calls
     * @throws LauncherException when that client has another call under way
     */
    Answered call(Call call, Optional<NodeId> only, Optional<String> session) throws InterruptedException {
        Named caller = session.map(this::take).orElseGet(() -> new Named(take(), null));
        Outcome outcome = null;
        try {
            Answered answered = call(caller, call, only);
            outcome = answered.outcome();
            return answered;
        } finally {
            giveBack(session, caller, outcome);
        }
    }

    private Answered call(Named caller, Call call, Optional<NodeId> only) throws InterruptedException {
        remember(call.key());
        Event invocation = recorder.invoke(caller.process(), call.function(), call.key(), call.value());
        Outcome outcome;
        NodeId node = only.or(this::leader).orElseGet(this::anyThatRuns);
        if (only.isPresent() && !inSession(call)) {
            outcome = ask(node, call.withContext(caller.context()));
        } else {
            List<NodeId> nodes = only.map(List::of).orElseGet(this::entryNodes);
            SessionClient client = inSession(call)
                    ? new SessionClient(scenario, nodes, node, cluster::client)
                    : SessionClient.withoutSession(scenario, nodes, node, cluster::client);
            client.resume(caller.context());
            outcome = operate(client, call);
            node = client.asked();
        }
        Outcome recorded = outcome.recorded(operation(call), call);
        Event completion = recorder.complete(invocation, recorded.type(), recorded.value(), recorded.error());
        count(outcome.type());
        return new Answered(outcome, node, completion.timeNanos() - invocation.timeNanos());
    }

    private boolean inSession(Call call) {
        return scenario.clients().sessions() == ClientPolicy.Sessions.REQUIRED
                && !operation(call).isQuery()
                && !call.function().equals(Call.OPEN_SESSION);
    }

    private Operation<?> operation(Call call) {
        return scenario.operations().get(call.function());
    }

    /** In a session of its own, where it needs one. */
    private Outcome operate(SessionClient client, Call call) throws InterruptedException {
        long deadline = System.nanoTime() + SESSION_TIMEOUT.toNanos();
        if (inSession(call) && !client.openSession(() -> System.nanoTime() < deadline)) {
            return Outcome.failed("no session could be opened for it");
        }
        return client.operate(call);
    }

    private Optional<NodeId> leader() {
        try {
            return cluster.leader().filter(entryNodes()::contains);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private List<NodeId> entryNodes() {
        return scenario.clients().entryNodes(cluster.nodes(), settings);
    }

    /** A paused node would keep the caller waiting. */
    private NodeId anyThatRuns() {
        List<NodeId> nodes = entryNodes();
        return nodes.stream().filter(cluster::isRunning).findFirst().orElse(nodes.getFirst());
    }

    private Outcome ask(NodeId node, Call call) throws InterruptedException {
        if (!cluster.isRunning(node)) {
            return Outcome.failed(node + " does not run");
        }
        try {
            return switch (cluster.client(node).call(call, ONE_NODE_TIMEOUT).reply()) {
                case Reply.Ok ok -> Outcome.of(ok);
                case Reply.Failed failed -> Outcome.of(failed);
                case Reply.Lost lost -> Outcome.of(lost);
                case Reply.Unknown unknown -> Outcome.unanswered(operation(call), unknown.error());
                case Reply.Redirect redirect ->
                    Outcome.failed(redirect.leader()
                            .map(leader -> node + " does not lead; it takes " + leader + " for the leader")
                            .orElse(node + " does not lead, and knows no leader"));
            };
        } catch (ConnectException | HttpConnectTimeoutException unreachable) {
            return Outcome.failed(node + " cannot be reached");
        } catch (IOException lost) {
            return Outcome.unanswered(operation(call), node + " did not answer");
        }
    }

    private synchronized void remember(String key) {
        if (key != null) {
            keys.remove(key);
            keys.add(key);
            if (keys.size() > KEYS_MAX) {
                keys.removeFirst();
            }
        }
    }

    /** The keys that calls were about, the latest first; at most {@value #KEYS_MAX}. */
    synchronized List<String> keys() {
        return List.copyOf(keys.reversed());
    }

    /**
     * A number for a process that has no operation under way. Where clients keep a context, one without is nobody that
     * was there before.
     */
    synchronized long take() {
        Long process = scenario.clients().keepsContext() ? null : free.pollFirst();
        return process == null ? processes++ : process;
    }

    /** The client of that name, which has no other call until it is given back. */
    private synchronized Named take(String name) {
        if (busy.contains(name)) {
            throw new LauncherException("session " + name + " has another call under way");
        }
        busy.add(name);
        Named client = named.remove(name);
        return client == null ? new Named(take(), null) : client;
    }

    /** @param outcome of its operation; null if that was never completed */
    private synchronized void giveBack(Optional<String> session, Named caller, Outcome outcome) {
        session.ifPresent(busy::remove);
        if (outcome == null || outcome.endsProcess()) {
            return;
        }
        String context = outcome.context() == null ? caller.context() : outcome.context();
        session.ifPresentOrElse(
                name -> named.put(name, new Named(caller.process(), context)), () -> giveBack(caller.process()));
    }

    /** Whose last operation is completed. */
    synchronized void giveBack(long process) {
        free.add(process);
    }

    synchronized void count(Event.Type outcome) {
        switch (outcome) {
            case OK -> okCount++;
            case FAIL -> failedCount++;
            case INFO, INVOKE -> unknownCount++;
        }
    }

    synchronized Counts counts() {
        return new Counts(okCount, failedCount, unknownCount);
    }
}
