package dsc.concepts.foundations.consensus.raft;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.cluster.ScenarioNode;
import dsc.workbench.multijvm.MultiJvm;
import dsc.workbench.multijvm.MultiJvmTest;
import dsc.workbench.runs.Load;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Servers crash and come back one after the other while clients work (Raft, §5.1 and §8; thesis, §6.3): what clients
 * see is linearizable, and operations complete as long as a majority runs.
 */
@Tag("thorough")
@MultiJvmTest(
        roles = {"n1", "n2", "n3", "client"},
        system = ScenarioNode.SYSTEM,
        configFiles = {"conf/node.conf", "conf/journal-h2.conf", "conf/raft.conf"},
        config = ScenarioNode.JOURNAL)
class RaftRollingRestartIT {

    private static final String SERVERS = "n1, n2, n3";

    @Test
    void clientsSeeOneStoreWhileServersRestart(MultiJvm node) {
        node.formCluster(SERVERS);
        RaftGroup raft = RaftGroup.start(node, SERVERS);
        Load load = raft.load(5, 5, 60);
        node.runOn("client", load::begin);

        for (String server : List.of("n1", "n2", "n3")) {
            if (server.equals("n2")) {
                node.exit(server);
            } else {
                node.kill(server);
            }
            node.runOn("client", () -> raft.awaitOperations(load, 40));
            node.barrier("clients were served without " + server);
            node.restart(server);
            node.barrier(server + " is back");
            node.runOn("client", () -> raft.awaitOperations(load, 40));
        }

        node.runOn("client", () -> {
            Verdict verdict = raft.check(load.end());
            assertThat(verdict.status()).as("%s", verdict).isEqualTo(Verdict.Status.VALID);
        });
        node.barrier("checked");
    }
}
