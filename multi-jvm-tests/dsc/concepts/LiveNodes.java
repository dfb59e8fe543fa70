package dsc.concepts;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.shared.Homes;
import dsc.workbench.cluster.ScenarioNode;
import dsc.workbench.cluster.ScenarioNode.ControlPorts;
import dsc.workbench.multijvm.MultiJvm;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.runs.Endpoints;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Nodes of a scenario in a multi-JVM test. They are asked by their control endpoints, which no partition cuts off: a
 * client can reach both sides.
 */
public final class LiveNodes {

    public static final List<String> NODES = List.of("n1", "n2", "n3");

    private final MultiJvm node;
    private final Endpoints endpoints;

    private LiveNodes(MultiJvm node, Endpoints endpoints) {
        this.node = node;
        this.endpoints = endpoints;
    }

    /** A key whose home is {@code node}. */
    public static String keyAt(String node) {
        return IntStream.iterate(1, number -> number + 1)
                .mapToObj(number -> "k" + number)
                .filter(key -> Homes.of(key, NODES, Function.identity()).equals(node))
                .findFirst()
                .orElseThrow();
    }

    /** Starts it on three nodes. A step of the test: every node calls it. */
    public static LiveNodes start(MultiJvm node, Scenario<?> scenario) throws Exception {
        node.formCluster();
        ControlPorts control = ScenarioNode.controlPorts(node, NODES);
        ScenarioNode.start(node, scenario, control);
        LiveNodes nodes = new LiveNodes(node, new Endpoints(scenario, control));
        node.barrier("nodes are there");
        return nodes;
    }

    /** Asks once. */
    public Reply ask(String at, Call call) throws InterruptedException {
        return endpoints.ask(at, call);
    }

    /** Asks until it is answered with a result. */
    public Object result(String at, Call call) {
        return node.awaitValue(at + " answers " + call, () -> {
            Reply reply = endpoints.ask(at, call);
            assertThat(reply).isInstanceOf(Reply.Ok.class);
            return ((Reply.Ok) reply).value();
        });
    }

    /** What {@code at} says of itself. */
    public Map<String, Object> state(String at) throws IOException, InterruptedException {
        return endpoints.state(at);
    }
}
