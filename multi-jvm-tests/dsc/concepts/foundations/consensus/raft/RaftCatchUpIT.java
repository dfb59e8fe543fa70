package dsc.concepts.foundations.consensus.raft;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.cluster.ScenarioNode;
import dsc.workbench.multijvm.MultiJvm;
import dsc.workbench.multijvm.MultiJvmTest;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/**
 * A follower crashes and comes back after the others have compacted what it lacks (Raft, §5.1 and §7): it remembers
 * what it had written to its journal, takes a snapshot for the rest, and can then lead and answer by itself.
 */
@MultiJvmTest(
        nodes = 3,
        system = ScenarioNode.SYSTEM,
        configFiles = {"conf/node.conf", "conf/journal-h2.conf", "conf/raft.conf"},
        config = {ScenarioNode.JOURNAL, "dsc.raft { snapshot-entries = 20, snapshot-chunk-bytes = 64 }"})
class RaftCatchUpIT {

    private static final String ALL = "n1, n2, n3";

    @Test
    void aFollowerThatCrashedInstallsASnapshot(MultiJvm node) {
        RaftGroup raft = RaftGroup.start(node, ALL);
        String leader = node.decide("leader", () -> raft.awaitLeader(ALL, 0).server());
        String follower = raft.others(leader).split(",")[0];
        node.runOn(leader, () -> raft.write("early", "1"));
        long remembered = Long.parseLong(node.decide("what all have written down", () -> {
            raft.awaitAgreement();
            return Long.toString(raft.view(follower).lastIndex());
        }));

        node.kill(follower);
        node.runOn(leader, () -> {
            for (int number = 1; number <= 50; number++) {
                raft.write("late", Integer.toString(number));
            }
        });
        node.runOn(raft.others(follower), () -> {
            node.await("what it lacks compacted", () -> raft.view(node.role()).snapshot() > remembered);
        });

        // Cut off at first, so that all it knows then is what its journal told it.
        node.partition(follower + " | " + raft.others(follower));
        node.restart(follower);
        node.runOn(follower, () -> {
            RaftGroup.View recovered = node.awaitValue("its recovery", () -> raft.view(follower));
            assertThat(recovered.lastIndex()).isGreaterThanOrEqualTo(remembered);
            assertThat(recovered.term()).isPositive();
        });
        node.barrier("recovered");

        node.heal();
        raft.awaitAgreement();
        node.runOn(follower, () -> {
            assertThat(Files.readString(node.directory().resolve("output.log")))
                    .contains(follower + " installed the snapshot up to index");
            assertThat(raft.readAt(follower, "early")).isEqualTo("1");
            assertThat(raft.readAt(follower, "late")).isEqualTo("50");
        });
        node.barrier("it has answered");
    }
}
