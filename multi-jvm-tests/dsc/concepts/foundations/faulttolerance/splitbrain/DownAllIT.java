package dsc.concepts.foundations.faulttolerance.splitbrain;

import dsc.workbench.multijvm.MultiJvm;
import dsc.workbench.multijvm.MultiJvmTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The strategy down-all: everybody shuts down when anybody is missed. */
@Tag("thorough")
@MultiJvmTest(
        nodes = 5,
        config = {Cuts.TIMING, Cuts.DOWN_ALL})
class DownAllIT {
    @Test
    void nobodySurvivesAPartition(MultiJvm node) {
        node.formCluster();
        node.partition("n1, n2 | n3, n4, n5");
        Cuts.awaitNoSurvivors(node);
    }

    @Test
    void nobodySurvivesABrokenLink(MultiJvm node) {
        node.formCluster();
        node.cutOneWay("n1", "n2");
        Cuts.awaitNoSurvivors(node);
    }
}
