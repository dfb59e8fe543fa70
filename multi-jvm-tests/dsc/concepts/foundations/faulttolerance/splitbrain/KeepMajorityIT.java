package dsc.concepts.foundations.faulttolerance.splitbrain;

import dsc.workbench.multijvm.MultiJvm;
import dsc.workbench.multijvm.MultiJvmTest;
import org.junit.jupiter.api.Test;

/** The strategy keep-majority: a node that does not see more than half of the members shuts down. */
@MultiJvmTest(
        nodes = 5,
        config = {Cuts.TIMING, Cuts.KEEP_MAJORITY})
class KeepMajorityIT {
    @Test
    void threeSurviveTwo(MultiJvm node) {
        node.formCluster();
        node.partition("n1, n2 | n3, n4, n5");
        Cuts.awaitSurvivors(node, "n3, n4, n5");
    }

    /**
     * As when nothing arrives either way: a node that gets no answers to its heartbeats misses the others as they miss
     * it, and takes no gossip of those. What arrives is that the majority has removed the two, so they go at once.
     *
     * <p>Not so where the three hear the two but cannot reach them. Gossip of the two that arrives before the three
     * have missed them as well says which node misses which in both directions, which looks like links that are broken
     * one by one, and a node at the end of one goes down: of eight such cuts all three survived in four, two in one,
     * one in one and nobody in two. Never did any of the two.
     */
    @Test
    void threeSurviveTwoThatAreNotHeard(MultiJvm node) {
        node.formCluster();
        node.cutOneWay("n1, n2", "n3, n4, n5");
        Cuts.awaitSurvivors(node, "n3, n4, n5");
    }
}
