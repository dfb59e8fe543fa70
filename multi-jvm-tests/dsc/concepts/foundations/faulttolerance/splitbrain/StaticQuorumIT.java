package dsc.concepts.foundations.faulttolerance.splitbrain;

import dsc.workbench.multijvm.MultiJvm;
import dsc.workbench.multijvm.MultiJvmTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The strategy static-quorum: a node that sees fewer members than the quorum, three here, shuts down. */
@Tag("thorough")
@MultiJvmTest(
        nodes = 5,
        config = {Cuts.TIMING, Cuts.STATIC_QUORUM, Cuts.QUORUM_OF_THREE})
class StaticQuorumIT {
    @Test
    void aQuorumSurvives(MultiJvm node) {
        node.formCluster();
        node.partition("n1, n2 | n3, n4, n5");
        Cuts.awaitSurvivors(node, "n3, n4, n5");
    }

    @Test
    void nobodySurvivesWithoutAQuorum(MultiJvm node) {
        node.formCluster();
        node.partition("n1, n2 | n3, n4 | n5");
        Cuts.awaitNoSurvivors(node);
    }
}
