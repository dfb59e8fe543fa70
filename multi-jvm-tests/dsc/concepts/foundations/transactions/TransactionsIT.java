package dsc.concepts.foundations.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.LiveNodes;
import dsc.concepts.foundations.transactions.twophase.TwoPhaseScenario;
import dsc.workbench.cluster.ScenarioNode;
import dsc.workbench.multijvm.MultiJvm;
import dsc.workbench.multijvm.MultiJvmTest;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Transfers over the crash of a real process, with its journal, between the votes and the decision. */
@MultiJvmTest(
        nodes = 3,
        system = ScenarioNode.SYSTEM,
        configFiles = {"conf/node.conf", "conf/journal-h2.conf", "conf/twophase.conf"},
        config = {
            ScenarioNode.JOURNAL,
            "pekko.cluster.split-brain-resolver.stable-after = 30s",
            "dsc.twophase.vote-timeout = 20s"
        })
class TransactionsIT {

    private static final String AT_N1 = LiveNodes.keyAt("n1");
    private static final String AT_N2 = LiveNodes.keyAt("n2");
    private static final String AT_N3 = LiveNodes.keyAt("n3");

    private static Call transfer(String from, String to, String ref) {
        return Call.of("transfer", from, List.of(to, "10", ref));
    }

    /**
     * Bernstein et al. 1987 §7.4: a participant that has voted yes waits, and a coordinator that knows of no commit
     * says "aborted".
     */
    @Test
    void anAccountIsInDoubtUntilItsCoordinatorIsBack(MultiJvm node) throws Exception {
        LiveNodes nodes = LiveNodes.start(node, new TwoPhaseScenario());
        node.cutOneWay("n2", "n1");
        node.runOn("n3", () -> {
            nodes.ask("n1", transfer(AT_N1, AT_N2, "r1"));
            node.await(
                    "n2 is in doubt", () -> !List.of().equals(nodes.state("n2").get("in-doubt")));
        });
        node.barrier("n2 has voted");

        node.kill("n1");
        node.heal();
        node.runOn(
                "n3",
                () -> assertThat(nodes.ask("n3", transfer(AT_N2, AT_N3, "r2")))
                        .as("a transfer from the account that is in doubt")
                        .isInstanceOf(Reply.Failed.class));
        node.restart("n1");
        node.runOn("n3", () -> nodes.result("n3", transfer(AT_N2, AT_N3, "r3")));
        node.barrier("n2 was told");
    }
}
