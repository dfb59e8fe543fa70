package dsc.concepts.foundations.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.LiveNodes;
import dsc.concepts.foundations.consensus.paxos.PaxosScenario;
import dsc.workbench.cluster.ScenarioNode;
import dsc.workbench.multijvm.MultiJvm;
import dsc.workbench.multijvm.MultiJvmTest;
import dsc.workbench.protocol.Call;
import org.junit.jupiter.api.Test;

/** Decisions over the crash of a real process, with its journal. */
@MultiJvmTest(
        nodes = 3,
        system = ScenarioNode.SYSTEM,
        configFiles = {"conf/node.conf", "conf/journal-h2.conf", "conf/paxos.conf"},
        config = {ScenarioNode.JOURNAL, "pekko.cluster.split-brain-resolver.stable-after = 30s"})
class ConsensusIT {

    /** Lamport 2001 §2.5: what an acceptor has accepted outlives its crash, or another value could be chosen. */
    @Test
    void aDecisionIsLearnedFromAnAcceptorThatCrashedSince(MultiJvm node) throws Exception {
        LiveNodes nodes = LiveNodes.start(node, new PaxosScenario());
        node.partition("n1, n2 | n3");
        node.runOn(
                "n1",
                () -> assertThat(nodes.result("n1", Call.of("propose", "lunch", "pizza")))
                        .isEqualTo("pizza"));
        node.heal();

        node.kill("n2");
        node.restart("n2");
        node.barrier("n2 is back");
        node.pause("n1");
        node.runOn(
                "n3",
                () -> assertThat(nodes.result("n3", Call.of("propose", "lunch", "soup")))
                        .as("decided by n1 and n2, and learned by n3 from n2, which was killed")
                        .isEqualTo("pizza"));
        node.resume("n1");
        node.barrier("all have learned");
    }
}
