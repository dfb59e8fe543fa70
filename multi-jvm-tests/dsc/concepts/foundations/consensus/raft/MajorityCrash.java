package dsc.concepts.foundations.consensus.raft;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.multijvm.MultiJvm;
import dsc.workbench.runs.Load;

/**
 * Two of three servers crash at once while the third is cut off, and are alone when they come back: whatever clients
 * were told in between, only those two can know (Raft, §5.1).
 */
final class MajorityCrash {

    private MajorityCrash() {}

    /** A test on the roles n1, n2, n3 and client; the group forms no cluster, since not all could join again. */
    static void run(MultiJvm node, Verdict.Status expected) {
        RaftGroup raft = RaftGroup.start(node, "n1, n2, n3");
        Load load = raft.load(5, 20, 200);
        node.runOn("client", () -> {
            load.begin();
            raft.awaitOperations(load, 100);
        });
        node.barrier("clients were served by all");

        node.partition("client, n1, n2 | n3");
        node.runOn("client", () -> raft.awaitOperations(load, 200));
        node.barrier("clients were served by two");

        node.kill("n1");
        node.kill("n2");
        node.restart("n1");
        node.restart("n2");
        node.runOn("client", () -> {
            raft.awaitOperations(load, 200);
            Verdict verdict = raft.check(load.end());
            assertThat(verdict.status()).as("%s", verdict).isEqualTo(expected);
        });
        node.barrier("checked");
    }
}
