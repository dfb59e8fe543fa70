package dsc.concepts.foundations.consensus.raft;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.cluster.ScenarioNode;
import dsc.workbench.multijvm.MultiJvm;
import dsc.workbench.multijvm.MultiJvmTest;
import dsc.workbench.protocol.Call;
import dsc.workbench.runs.Load;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The leader is taken out of the group, crashes, comes back with its old log and is taken in again, while clients work
 * (thesis, §4.2.2 and §4.2.3): it steps down, does not disturb those that stay, and what clients see is linearizable.
 */
@Tag("thorough")
@MultiJvmTest(
        roles = {"n1", "n2", "n3", "client"},
        system = ScenarioNode.SYSTEM,
        configFiles = {"conf/node.conf", "conf/journal-h2.conf", "conf/raft.conf"},
        config = ScenarioNode.JOURNAL)
class RaftMembershipIT {

    private static final String SERVERS = "n1, n2, n3";

    @Test
    void aLeaderThatIsRemovedComesBack(MultiJvm node) {
        node.formCluster(SERVERS);
        RaftGroup raft = RaftGroup.start(node, SERVERS);
        Load load = raft.load(5, 5, 60);
        node.runOn("client", load::begin);
        String removed =
                node.decide("leader", () -> raft.awaitLeader(SERVERS, 0).server());
        List<String> others = List.of(raft.others(removed).split(","));

        node.runOn("client", () -> raft.awaitGroup(Call.of(Call.REMOVE_SERVER, null, removed), others));
        long term = Long.parseLong(node.decide(
                "who leads without it",
                () -> Long.toString(raft.awaitLeader(raft.others(removed), 0).term())));
        node.kill(removed);
        node.runOn("client", () -> raft.awaitOperations(load, 40));
        node.restart(removed);
        node.runOn("client", () -> {
            raft.awaitOperations(load, 40);
            assertThat(raft.awaitLeader(raft.others(removed), 0).term())
                    .as("nobody was disturbed by a server that is not in the group")
                    .isEqualTo(term);
        });

        node.runOn("client", () -> raft.awaitGroup(Call.of(Call.ADD_SERVER, null, removed), List.of("n1", "n2", "n3")));
        node.barrier("it is back in the group");
        node.runOn("client", () -> {
            raft.awaitOperations(load, 40);
            Verdict verdict = raft.check(load.end());
            assertThat(verdict.status()).as("%s", verdict).isEqualTo(Verdict.Status.VALID);
            raft.awaitAgreement();
        });
        node.barrier("checked");
    }
}
