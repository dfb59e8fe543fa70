package dsc.concepts.foundations.consensus.raft;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.cluster.ScenarioNode;
import dsc.workbench.multijvm.MultiJvm;
import dsc.workbench.multijvm.MultiJvmTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The checks of {@link RaftMajorityCrashIT} and {@link RaftRollingRestartIT} can fail: the same crash, and a Raft that
 * is broken in one place. Its journal is in memory, so that a server which starts again has forgotten term, vote and
 * log, against Raft's §5.1 and figure 2.
 */
@Tag("thorough")
@MultiJvmTest(
        roles = {"n1", "n2", "n3", "client"},
        system = ScenarioNode.SYSTEM,
        configFiles = {"conf/node.conf", "conf/journal-memory.conf", "conf/raft.conf"})
class RaftWithoutJournalIT {

    @Test
    void aMajorityThatForgetsIsCaught(MultiJvm node) {
        MajorityCrash.run(node, Verdict.Status.INVALID);
    }
}
