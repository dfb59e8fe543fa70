package dsc.workbench.nodes;

import dsc.workbench.client.Attempts;
import dsc.workbench.client.Attempts.Next;
import dsc.workbench.client.Attempts.Outcome;
import dsc.workbench.client.ClientState;
import dsc.workbench.history.Event;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.ClientPolicy;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Scenario;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** A client of live nodes: one operation at a time, in a session of its own if the scenario has sessions. */
public final class SessionClient {

    private final Operations<?> operations;
    private final boolean usesSessions;
    private final boolean mayRepeat;
    private final Function<NodeId, NodeClient> connections;
    private final ClientState state;
    private long session;
    private long sequence;

    /**
     * @param nodes the nodes that it may ask
     * @param first the node that it asks first
     * @param connections to each of them
     */
    public SessionClient(
            Scenario<?> scenario, List<NodeId> nodes, NodeId first, Function<NodeId, NodeClient> connections) {
        this(scenario, nodes, first, connections, Optional.empty());
    }

    /** @param roaming draws the node at which each operation begins, if it is drawn */
    public SessionClient(
            Scenario<?> scenario,
            List<NodeId> nodes,
            NodeId first,
            Function<NodeId, NodeClient> connections,
            Optional<RandomGenerator> roaming) {
        this(scenario, scenario.clients().usesSessions(), nodes, first, connections, roaming);
    }

    private SessionClient(
            Scenario<?> scenario,
            boolean usesSessions,
            List<NodeId> nodes,
            NodeId first,
            Function<NodeId, NodeClient> connections,
            Optional<RandomGenerator> roaming) {
        ClientPolicy policy = scenario.clients();
        this.operations = scenario.operations();
        this.usesSessions = usesSessions;
        this.mayRepeat = policy.repeatable() && usesSessions == policy.usesSessions();
        this.state = new ClientState(policy, nodes, first, roaming);
        this.connections = connections;
    }

    /** A client that repeats a call which may have taken effect only if such a call needs no session for that. */
    public static SessionClient withoutSession(
            Scenario<?> scenario, List<NodeId> nodes, NodeId first, Function<NodeId, NodeClient> connections) {
        return new SessionClient(scenario, false, nodes, first, connections, Optional.empty());
    }

    /** The node that it asked last. */
    public NodeId asked() {
        return state.node();
    }

    /** The last context that it was given back, or null. */
    public String context() {
        return state.context();
    }

    /** Begins with that context, which may be null. */
    public void resume(String context) {
        state.resume(context);
    }

    /**
     * Opens a session, another one if there was one before.
     *
     * @param shouldContinue polled before each attempt; once it returns false, there is no session
     * @return whether there is one, if the scenario has any
     */
    public boolean openSession(BooleanSupplier shouldContinue) throws InterruptedException {
        if (!usesSessions) {
            return true;
        }
        sequence = 0;
        while (shouldContinue.getAsBoolean()) {
            Outcome opened = perform(Call.of(Call.OPEN_SESSION, null, null));
            if (opened.type() == Event.Type.OK) {
                session = Long.parseLong(opened.value().toString());
                return true;
            }
        }
        return false;
    }

    /** The next operation of the session; its outcome has what was answered as its value. */
    public Outcome operate(Call call) throws InterruptedException {
        sequence++;
        Outcome outcome = perform(state.begin(call.in(session, usesSessions ? sequence : 0)));
        state.completed(outcome);
        return outcome;
    }

    /** Asks node after node until one gives a final answer, or time is up. */
    private Outcome perform(Call call) throws InterruptedException {
        long deadline = System.nanoTime() + Attempts.OPERATION_DEADLINE.toNanos();
        Attempts attempts = state.attempts(operations.get(call.function()), mayRepeat);
        Outcome outcome = null;
        while (outcome == null && System.nanoTime() < deadline) {
            switch (ask(attempts, call)) {
                case Next.Done done -> outcome = done.outcome();
                case Next.Ask next -> Thread.sleep(next.backoff());
            }
        }
        state.moved(attempts);
        return outcome == null ? attempts.giveUp() : outcome;
    }

    private Next ask(Attempts attempts, Call call) throws InterruptedException {
        try {
            NodeClient connection = connections.apply(attempts.asked());
            return attempts.onReply(
                    connection.call(call, Attempts.ATTEMPT_TIMEOUT).reply());
        } catch (ConnectException | HttpConnectTimeoutException unreachable) {
            return attempts.onUnreachable();
        } catch (IOException lost) {
            return attempts.onNoAnswer();
        }
    }
}
