package dsc.concepts.foundations.faulttolerance.splitbrain;

import dsc.workbench.multijvm.MultiJvm;
import dsc.workbench.multijvm.MultiJvmTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The strategy keep-oldest: a node that does not see the oldest member shuts down. Here that is n1, with which the
 * cluster was formed.
 */
@Tag("thorough")
@MultiJvmTest(
        nodes = 5,
        config = {Cuts.TIMING, Cuts.KEEP_OLDEST})
class KeepOldestIT {
    @Test
    void twoWithTheOldestSurviveThree(MultiJvm node) {
        node.formCluster();
        node.partition("n1, n2 | n3, n4, n5");
        Cuts.awaitSurvivors(node, "n1, n2");
    }

    /**
     * The oldest is downed, too: that both ends of a link are connected indirectly is looked at before the strategy is.
     */
    @Test
    void theOldestGoesDownWithOneOfItsLinks(MultiJvm node) {
        node.formCluster();
        node.cutOneWay("n1", "n2");
        Cuts.awaitSurvivors(node, "n3, n4, n5");
    }
}
