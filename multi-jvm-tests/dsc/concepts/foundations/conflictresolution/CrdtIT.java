package dsc.concepts.foundations.conflictresolution;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.foundations.conflictresolution.crdt.CrdtScenario;
import dsc.workbench.cluster.ScenarioNode;
import dsc.workbench.multijvm.MultiJvm;
import dsc.workbench.multijvm.MultiJvmTest;
import dsc.workbench.protocol.Reply;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Both sides of a cut update the same key; afterwards every replica holds what both said. */
@MultiJvmTest(
        nodes = 3,
        system = ScenarioNode.SYSTEM,
        configFiles = {"conf/node.conf", "conf/journal-memory.conf", "conf/crdt.conf"},
        config = "dsc.node.directory = ${multijvm.directory}",
        jvmOptions = {"--add-opens=java.base/sun.nio.ch=ALL-UNNAMED", "--add-opens=java.base/java.nio=ALL-UNNAMED"})
class CrdtIT {

    @Test
    void whatBothSidesDidIsThereInTheEnd(MultiJvm node) {
        node.formCluster();
        Replicas replicas = Replicas.start(node, new CrdtScenario());
        node.runOn("n1", () -> {
            replicas.update("n1", "add", "milk");
            replicas.update("n1", "add", "bread");
        });
        replicas.awaitAlike(2, 0);
        node.barrier("all have what was there before");

        node.partition("n1 | n2, n3");
        node.runOn("n1", () -> {
            replicas.update("n1", "remove", "milk");
            replicas.update("n1", "remove", "bread");
            replicas.update("n1", "increment", "5");
            replicas.update("n2", "add", "milk");
            replicas.update("n2", "increment", "-2");
        });
        node.barrier("both sides went on");

        node.heal();
        assertThat(replicas.awaitAlike(1, 3).elements())
                .as("an add wins over a remove that had not seen it")
                .hasToString("[milk]");
        node.barrier("all have read");
    }

    @Test
    void wordsThatBothSidesTypeForwardsDoNotMix(MultiJvm node) {
        node.formCluster();
        Replicas replicas = Replicas.start(node, new CrdtScenario());
        node.partition("n1 | n2, n3");
        node.runOn("n1", () -> {
            type(replicas, "n1", "left");
            type(replicas, "n2", "right");
        });
        node.barrier("both sides have typed");

        node.heal();
        node.awaitAssert(() -> {
            Reply first = replicas.ask("n1", "text", null);
            assertThat(((Reply.Ok) first).value()).isIn("leftright", "rightleft");
            assertThat(replicas.ask("n2", "text", null)).isEqualTo(first);
            assertThat(replicas.ask("n3", "text", null)).isEqualTo(first);
        });
        node.barrier("all have read");
    }

    @Test
    void aVoteKeepsAnOptionThatIsWithdrawnElsewhereAndAllItsVotes(MultiJvm node) {
        node.formCluster();
        Replicas replicas = Replicas.start(node, new CrdtScenario());
        node.runOn("n1", () -> {
            replicas.update("n1", "vote", "tea");
            replicas.update("n2", "vote", "tea");
            replicas.update("n3", "vote", "milk");
        });
        awaitAlike(node, replicas, "votes", new TreeMap<>(Map.of("tea", 2L, "milk", 1L)));
        node.barrier("all have the first votes");

        node.partition("n1 | n2, n3");
        node.runOn("n1", () -> {
            replicas.update("n1", "withdraw", "tea");
            replicas.update("n1", "withdraw", "milk");
            // It begins a counter of its own, which says less than the one that comes back.
            replicas.update("n1", "vote", "tea");
            replicas.update("n1", "label", "drinks");
            replicas.update("n2", "vote", "tea");
        });
        node.barrier("both sides went on");

        node.heal();
        awaitAlike(node, replicas, "votes", Map.of("tea", 3L));
        awaitAlike(node, replicas, "label", "drinks");
        node.barrier("all have read");
    }

    private static void awaitAlike(MultiJvm node, Replicas replicas, String function, Object expected) {
        node.awaitAssert(() -> {
            for (String replica : List.of("n1", "n2", "n3")) {
                assertThat(((Reply.Ok) replicas.ask(replica, function, null)).value())
                        .as(replica)
                        .hasToString(expected.toString());
            }
        });
    }

    private static void type(Replicas replicas, String replica, String word) throws InterruptedException {
        for (int at = 0; at < word.length(); at++) {
            replicas.update(replica, "insert", List.of(Integer.toString(at), word.substring(at, at + 1)));
        }
    }
}
