package dsc.concepts.foundations.conflictresolution;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.cluster.ScenarioNode;
import dsc.workbench.cluster.ScenarioNode.ControlPorts;
import dsc.workbench.multijvm.MultiJvm;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.runs.Endpoints;
import java.util.List;
import java.util.Map;

/** Replicas of a set and a counter on the nodes of a multi-JVM test; clients can reach both sides of a cut. */
final class Replicas {

    static final String KEY = "cart";
    private static final List<String> NODES = List.of("n1", "n2", "n3");

    private final MultiJvm node;
    private final Endpoints endpoints;

    /** What a replica answers to a read. */
    record Cart(List<?> elements, long count) {}

    private Replicas(MultiJvm node, Endpoints endpoints) {
        this.node = node;
        this.endpoints = endpoints;
    }

    /** Starts one on each node. A step of the test: every node calls it. */
    static Replicas start(MultiJvm node, Scenario<?> scenario) {
        ControlPorts control = ScenarioNode.controlPorts(node, NODES);
        node.runOn("n1, n2, n3", () -> ScenarioNode.start(node, scenario, control));
        node.barrier("replicas are there");
        return new Replicas(node, new Endpoints(scenario, control));
    }

    Reply ask(String replica, String function, Object value) throws InterruptedException {
        return endpoints.ask(replica, Call.of(function, KEY, value));
    }

    /** Asks {@code replica}, which must acknowledge it. */
    void update(String replica, String function, Object value) throws InterruptedException {
        assertThat(ask(replica, function, value)).isInstanceOf(Reply.Ok.class);
    }

    Cart read(String replica) throws InterruptedException {
        Reply reply = ask(replica, "read", null);
        assertThat(reply).isInstanceOf(Reply.Ok.class);
        Map<?, ?> answer = (Map<?, ?>) ((Reply.Ok) reply).value();
        return new Cart((List<?>) answer.get("elements"), ((Number) answer.get("count")).longValue());
    }

    /** Waits until all hold the same, as many elements as that and that count. */
    Cart awaitAlike(int elements, long count) {
        return node.awaitValue("replicas that hold the same", () -> {
            Cart first = read("n1");
            assertThat(first.elements()).hasSize(elements);
            assertThat(first.count()).isEqualTo(count);
            assertThat(read("n2")).isEqualTo(first);
            assertThat(read("n3")).isEqualTo(first);
            return first;
        });
    }
}
