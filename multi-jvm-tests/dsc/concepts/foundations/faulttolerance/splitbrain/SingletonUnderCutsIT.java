package dsc.concepts.foundations.faulttolerance.splitbrain;

import dsc.workbench.multijvm.MultiJvm;
import dsc.workbench.multijvm.MultiJvmTest;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.SingletonActor;
import org.junit.jupiter.api.Test;

/**
 * A cluster singleton, which lives on the oldest member, n1, when that is cut off: with a resolver it goes on
 * elsewhere, and never are there two. {@link NoResolverIT} shows what would be seen if there were.
 */
@MultiJvmTest(
        nodes = 5,
        config = {Cuts.TIMING, Cuts.STABLE_AFTER_3S, Cuts.KEEP_MAJORITY})
class SingletonUnderCutsIT {

    /**
     * Each of the two misses the other, and the rest hears of it from both: they are connected indirectly, and such
     * members go down before the strategy is asked.
     */
    @Test
    void itMovesWhenOneOfItsNodesLinksIsBroken(MultiJvm node) {
        FencedStore store = start(node);
        node.cutOneWay("n1", "n2");
        Cuts.awaitSurvivors(node, "n3, n4, n5");
        Writer.awaitWrites(node, store, "n3, n4, n5", () -> {});
        Writer.assertNeverTwoAtOnce(node, store);
    }

    private static FencedStore start(MultiJvm node) {
        FencedStore store = new FencedStore(node.shared().resolve("store"));
        node.formCluster();
        startSingleton(node, store);
        return store;
    }

    static void startSingleton(MultiJvm node, FencedStore store) {
        ClusterSingleton.get(node.system()).init(SingletonActor.of(Writer.create(store, node.role()), "writer"));
        Writer.awaitWrites(node, store, "n1", () -> {});
    }
}
