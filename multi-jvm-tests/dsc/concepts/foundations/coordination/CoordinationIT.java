package dsc.concepts.foundations.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.LiveNodes;
import dsc.concepts.foundations.coordination.abd.AbdScenario;
import dsc.concepts.foundations.coordination.lock.LockScenario;
import dsc.workbench.cluster.ScenarioNode;
import dsc.workbench.multijvm.MultiJvm;
import dsc.workbench.multijvm.MultiJvmTest;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Registers and locks over the crash of a real process, with its journal, and over a pause that outlasts a lease. */
@MultiJvmTest(
        nodes = 3,
        system = ScenarioNode.SYSTEM,
        configFiles = {"conf/node.conf", "conf/journal-h2.conf", "conf/abd.conf", "conf/lock.conf"},
        config = {ScenarioNode.JOURNAL, "pekko.cluster.split-brain-resolver.stable-after = 30s"})
class CoordinationIT {

    /** Attiya et al. 1995: a copy is at a majority before the writer is told, and any two majorities share a node. */
    @Test
    void aCopyIsReadFromANodeThatCrashedSince(MultiJvm node) throws Exception {
        LiveNodes nodes = LiveNodes.start(node, new AbdScenario());
        node.partition("n1, n2 | n3");
        node.runOn("n1", () -> nodes.result("n1", Call.of("write", "x", "new")));
        node.heal();

        node.kill("n2");
        node.restart("n2");
        node.barrier("n2 is back");
        node.pause("n1");
        node.runOn(
                "n3",
                () -> assertThat(nodes.result("n3", Call.of("read", "x", null)))
                        .as("read by n3, which was cut off, from n2, which was killed")
                        .isEqualTo("new"));
        node.resume("n1");
        node.barrier("all have read");
    }

    /** Kleppmann 2016: a holder stands still until its lease is over, another one writes, and the first goes on. */
    @Test
    void aHolderThatStoodStillOverItsLeaseIsRefused(MultiJvm node) throws Exception {
        LiveNodes nodes = LiveNodes.start(node, new LockScenario());
        String first =
                node.decide("the first token", () -> (String) nodes.result("n1", Call.of("lock", "printer", null)));

        node.pause("n1");
        node.runOn("n2", () -> {
            Object second = nodes.result("n2", Call.of("lock", "printer", null));
            nodes.result("n2", Call.of("put", "printer", List.of("second", second)));
        });
        node.resume("n1");
        node.runOn("n1", () -> {
            assertThat(nodes.ask("n1", Call.of("put", "printer", List.of("first", first))))
                    .as("a put with the token of a lease that is over")
                    .isInstanceOf(Reply.Failed.class);
            assertThat(nodes.result("n2", Call.of("get", "printer", null))).isEqualTo("second");
        });
        node.barrier("the first was refused");
    }
}
