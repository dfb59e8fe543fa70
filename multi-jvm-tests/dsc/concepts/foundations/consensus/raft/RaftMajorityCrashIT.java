package dsc.concepts.foundations.consensus.raft;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.cluster.ScenarioNode;
import dsc.workbench.multijvm.MultiJvm;
import dsc.workbench.multijvm.MultiJvmTest;
import org.junit.jupiter.api.Test;

/** Term, vote and log survive a crash (Raft, §5.1 and figure 2): a majority that crashes has forgotten nothing. */
@MultiJvmTest(
        roles = {"n1", "n2", "n3", "client"},
        system = ScenarioNode.SYSTEM,
        configFiles = {"conf/node.conf", "conf/journal-h2.conf", "conf/raft.conf"},
        config = ScenarioNode.JOURNAL)
class RaftMajorityCrashIT {

    @Test
    void aMajorityRemembersWhatItConfirmed(MultiJvm node) {
        MajorityCrash.run(node, Verdict.Status.VALID);
    }
}
