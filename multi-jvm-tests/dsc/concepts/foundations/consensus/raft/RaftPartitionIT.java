package dsc.concepts.foundations.consensus.raft;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.cluster.ScenarioNode;
import dsc.workbench.multijvm.MultiJvm;
import dsc.workbench.multijvm.MultiJvmTest;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.Reply;
import org.junit.jupiter.api.Test;

/**
 * A leader that is cut off with a minority (Raft, §5.2 and §5.4; thesis, §6.2): it confirms nothing that a majority did
 * not take, and gives up its office; the majority elects another in a higher term, and a server that comes back follows
 * that one.
 */
@MultiJvmTest(
        nodes = 3,
        system = ScenarioNode.SYSTEM,
        configFiles = {"conf/node.conf", "conf/journal-memory.conf", "conf/raft.conf"})
class RaftPartitionIT {

    @Test
    void aLeaderWithoutMajorityConfirmsNothingAndStepsDown(MultiJvm node) {
        node.formCluster();
        RaftGroup raft = RaftGroup.start(node, "n1, n2, n3");
        String leader =
                node.decide("leader", () -> raft.awaitLeader("n1, n2, n3", 0).server());
        long term = Long.parseLong(
                node.decide("its term", () -> Long.toString(raft.view(leader).term())));
        String majority = raft.others(leader);
        node.runOn(leader, () -> raft.write("before", "confirmed by all"));

        node.partition(leader + " | " + majority);
        node.runOn(leader, () -> {
            assertThat(raft.ask(leader, Call.of("write", "meanwhile", "asked of the old leader")))
                    .isNotInstanceOf(Reply.Ok.class);
            node.await("the old leader steps down", () -> !raft.view(leader).leads());
            assertThat(raft.ask(leader, Call.of("read", "before", null))).isNotInstanceOf(Reply.Ok.class);
        });
        node.runOn(majority, () -> {
            raft.awaitLeader(majority, term);
            raft.write("after", "confirmed by the majority");
        });
        node.barrier("both sides went on");

        node.heal();
        raft.awaitAgreement();
        assertThat(raft.read("before")).isEqualTo("confirmed by all");
        assertThat(raft.read("meanwhile")).isNull();
        assertThat(raft.read("after")).isEqualTo("confirmed by the majority");
        node.barrier("all have read");
    }
}
