package dsc.workbench.runs;

import dsc.workbench.client.Attempts;
import dsc.workbench.client.Attempts.Outcome;
import dsc.workbench.cluster.ScenarioNode.ControlPorts;
import dsc.workbench.nodes.NodeClient;
import dsc.workbench.nodes.SessionClient;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Scenario;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The control endpoints of nodes that a test starts itself: asks one node, or all of them as a client does. */
public final class Endpoints {

    /** Longer than the endpoint's own, so that it is the node that says when nobody knows. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Scenario<?> scenario;
    private final Map<NodeId, NodeClient> connections = new TreeMap<>();
    private Optional<SessionClient> client = Optional.empty();

    /** @param control where they listen */
    public Endpoints(Scenario<?> scenario, ControlPorts control) {
        this.scenario = scenario;
        control.ports()
                .forEach((node, port) -> connections.put(new NodeId(node), new NodeClient(port, control.token())));
    }

    /** Asks {@code node} and no other. */
    public Reply ask(String node, Call call) throws InterruptedException {
        try {
            return connections.get(new NodeId(node)).call(call, TIMEOUT).reply();
        } catch (IOException silent) {
            return new Reply.Unknown(node + " did not answer: " + silent);
        }
    }

    /** What {@code node} says of itself. */
    public Map<String, Object> state(String node) throws IOException, InterruptedException {
        return connections.get(new NodeId(node)).state(Attempts.ATTEMPT_TIMEOUT);
    }

    /** Asks node after node, as clients do. */
    public Outcome perform(Call call) throws InterruptedException {
        if (client.isEmpty()) {
            List<NodeId> nodes = List.copyOf(connections.keySet());
            SessionClient first = new SessionClient(scenario, nodes, nodes.getFirst(), connections::get);
            first.openSession(() -> true);
            client = Optional.of(first);
        }
        return client.get().operate(call);
    }

    /**
     * Many clients, which do not work yet.
     *
     * @param rate operations a second, all clients together
     */
    public Load load(int clients, int keys, int rate) {
        return new Load(scenario, connections, clients, keys, rate);
    }
}
