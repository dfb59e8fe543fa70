package dsc.concepts.foundations.faulttolerance.splitbrain;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.multijvm.MultiJvm;
import dsc.workbench.multijvm.MultiJvmTest;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.junit.jupiter.api.Test;

/**
 * The same cut without a resolver: both sides stay up, and when each of them is told that the other is down, there are
 * two clusters, two singletons, and two of the same entity. So the checks of the other suites can fail.
 */
@MultiJvmTest(
        nodes = 5,
        config = {Cuts.TIMING, Cuts.NO_RESOLVER})
class NoResolverIT {

    private static final String SIDES = "n1, n2 | n3, n4, n5";

    @Test
    void bothSidesStayUpAndCanEachHaveTheirOwn(MultiJvm node) {
        FencedStore ofSingleton = new FencedStore(node.shared().resolve("singleton"));
        FencedStore ofEntity = new FencedStore(node.shared().resolve("entity"));
        node.formCluster();
        SingletonUnderCutsIT.startSingleton(node, ofSingleton);
        EntityRef<String> entity = ShardingUnderCutsIT.startEntity(node, ofEntity);

        node.partition(SIDES);
        Cuts.awaitUnreachableOthers(node, SIDES);
        assertThat(node.cluster().state().getMembers())
                .hasSize(5)
                .extracting(Member::status)
                .containsOnly(MemberStatus.up());
        node.barrier("nobody is downed");

        Cuts.downOthers(node, SIDES);
        awaitTwoAtOnce(node, ofSingleton, () -> {});
        awaitTwoAtOnce(node, ofEntity, () -> entity.tell(Writer.WRITE));
    }

    /** Both write, the older one in vain, and what the other suites assert does not hold. */
    private static void awaitTwoAtOnce(MultiJvm node, FencedStore store, Runnable wake) {
        node.await("writes of both", () -> {
            wake.run();
            FencedStore.State state = store.state();
            return state.token() == 2 && state.writes() > 0 && state.staleWrites() > 0;
        });
        node.barrier("there are two");
    }
}
