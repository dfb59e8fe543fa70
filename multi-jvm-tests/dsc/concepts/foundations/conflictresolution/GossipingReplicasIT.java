package dsc.concepts.foundations.conflictresolution;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.foundations.conflictresolution.lastwritewins.LastWriteWinsScenario;
import dsc.concepts.foundations.conflictresolution.logicalclocks.LogicalClocksScenario;
import dsc.concepts.foundations.conflictresolution.vectorclocks.VectorClocksScenario;
import dsc.workbench.cluster.ScenarioNode;
import dsc.workbench.multijvm.MultiJvm;
import dsc.workbench.multijvm.MultiJvmTest;
import dsc.workbench.protocol.Scenario;
import org.junit.jupiter.api.Test;

/**
 * Both sides of a cut update the same key; afterwards all replicas hold the same: one of the two versions, or what
 * merging makes of both.
 */
@MultiJvmTest(
        nodes = 3,
        system = ScenarioNode.SYSTEM,
        configFiles = {
            "conf/node.conf",
            "conf/journal-h2.conf",
            "conf/lastwritewins.conf",
            "conf/logicalclocks.conf",
            "conf/vectorclocks.conf"
        },
        config = ScenarioNode.JOURNAL)
class GossipingReplicasIT {

    @Test
    void lastWriteWinsKeepsTheLaterOfTwo(MultiJvm node) {
        Replicas replicas = updatedOnBothSides(node, new LastWriteWinsScenario());
        // n2 wrote last: its element and the one that both had seen.
        assertThat(replicas.awaitAlike(2, 12).elements()).hasToString("[before, right]");
        node.barrier("all have read");
    }

    @Test
    void lamportTimestampsKeepOneOfTwo(MultiJvm node) {
        Replicas replicas = updatedOnBothSides(node, new LogicalClocksScenario());
        // Both sides count on from the same number, so ids decide.
        assertThat(replicas.awaitAlike(2, 12).elements()).hasToString("[before, right]");
        node.barrier("all have read");
    }

    @Test
    void vectorClocksKeepBoth(MultiJvm node) {
        Replicas replicas = updatedOnBothSides(node, new VectorClocksScenario());
        assertThat(replicas.awaitAlike(3, 12).elements()).hasToString("[before, left, right]");
        node.barrier("all have read");
    }

    @Test
    void aReplicaThatIsKilledComesBackWithWhatItAcknowledged(MultiJvm node) {
        node.formCluster();
        Scenario<?> scenario = new VectorClocksScenario();
        Replicas replicas = Replicas.start(node, scenario);
        node.partition("n1 | n2, n3");
        node.runOn("n2", () -> replicas.update("n1", "add", "only here"));
        node.barrier("n1 has acknowledged");
        node.kill("n1");
        node.heal();
        node.restart("n1");
        node.runOn("n1", () -> node.join("n2"));
        Replicas again = Replicas.start(node, scenario);
        assertThat(again.awaitAlike(1, 0).elements()).hasToString("[only here]");
        node.barrier("all have read");
    }

    private static Replicas updatedOnBothSides(MultiJvm node, Scenario<?> scenario) {
        node.formCluster();
        Replicas replicas = Replicas.start(node, scenario);
        node.runOn("n1", () -> replicas.update("n1", "add", "before"));
        replicas.awaitAlike(1, 0);
        node.barrier("all have what was there before");
        node.partition("n1 | n2, n3");
        node.runOn("n1", () -> {
            replicas.update("n1", "add", "left");
            replicas.update("n1", "increment", "5");
            replicas.update("n2", "add", "right");
            replicas.update("n2", "increment", "12");
            assertThat(replicas.read("n1").elements()).hasToString("[before, left]");
        });
        node.barrier("both sides went on");
        node.heal();
        return replicas;
    }
}
