package dsc.concepts.patterns.scaling.horizontal;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.checkers.Judgement;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.cluster.ScenarioNode;
import dsc.workbench.cluster.ScenarioNode.ControlPorts;
import dsc.workbench.history.History;
import dsc.workbench.multijvm.MultiJvm;
import dsc.workbench.multijvm.MultiJvmTest;
import dsc.workbench.protocol.ShippedSettings;
import dsc.workbench.runs.Endpoints;
import dsc.workbench.runs.Load;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Accounts under load while a node is added, one leaves gracefully and one crashes: they move, operations complete, and
 * nothing that was acknowledged is lost.
 */
@MultiJvmTest(
        roles = {"n1", "n2", "n3", "n4", "client"},
        system = ScenarioNode.SYSTEM,
        configFiles = {"conf/node.conf", "conf/journal-h2.conf", "conf/horizontal.conf"},
        config = ScenarioNode.SHARED_JOURNAL,
        timeoutSeconds = 240,
        barrierSeconds = 90)
class HorizontalScalingIT {

    private static final HorizontalScenario SCENARIO = new HorizontalScenario();
    private static final List<String> ROLES = List.of("n1", "n2", "n3", "n4");
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int ACCOUNTS = 24;

    private Endpoints endpoints;
    private ControlPorts control;
    private Load load;

    @Test
    void accountsMoveWithTheNodesAndNothingIsLost(MultiJvm node) {
        node.runOn("client", () -> ScenarioNode.openSharedJournal(node));
        node.formCluster("n1, n2, n3");
        start(node);
        node.runOn("n1, n2, n3", () -> ScenarioNode.start(node, SCENARIO, control));
        node.barrier("branches are open");
        load = endpoints.load(5, ACCOUNTS, 100);
        node.runOn("client", load::begin);
        awaitOperations(node, "three nodes");

        node.runOn("n4", () -> {
            ScenarioNode.start(node, SCENARIO, control);
            node.join("n1");
        });
        node.barrier("n4 has joined");
        node.runOn("client", () -> node.await("n4 to carry accounts", TIMEOUT, () -> number("n4", "accounts") > 0));
        awaitOperations(node, "four nodes");

        node.runOn("n3", node::leave);
        node.barrier("n3 has left");
        awaitOperations(node, "three nodes after one left");

        node.kill("n2");
        awaitOperations(node, "two nodes after one crashed");

        node.runOn("client", () -> {
            History history = load.end(List.of("n1", "n4"), TIMEOUT);
            Verdict verdict = Judgement.of(
                    SCENARIO.guarantee(ShippedSettings.of("horizontal")).checker(), history, TIMEOUT);
            Map<String, Long> figures = SCENARIO.metrics().of(history);
            assertThat(verdict.status()).as("%s, %s", verdict, figures).isEqualTo(Verdict.Status.VALID);
            assertThat(figures.get("accounts moved")).as("%s", figures).isPositive();
            System.out.println(figures);
        });
        node.barrier("checked");
    }

    private void start(MultiJvm node) {
        control = ScenarioNode.controlPorts(node, ROLES);
        endpoints = new Endpoints(SCENARIO, control);
    }

    private long number(String role, String name) throws Exception {
        return endpoints.state(role).get(name) instanceof Number number ? number.longValue() : 0;
    }

    /** Waits until operations take effect again, on every account one on average. */
    private void awaitOperations(MultiJvm node, String when) {
        node.runOn("client", () -> {
            long before = load.okCount();
            node.await("operations on " + when, TIMEOUT, () -> load.okCount() >= before + 4 * ACCOUNTS);
        });
        node.barrier("clients were served by " + when);
    }
}
