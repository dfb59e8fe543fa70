package dsc.concepts.foundations.faulttolerance.splitbrain;

import dsc.workbench.multijvm.MultiJvm;
import dsc.workbench.multijvm.MultiJvmTest;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A sharded entity whose node is cut off: with a resolver it starts again elsewhere when a message comes for it, and
 * never are there two. {@link NoResolverIT} shows what would be seen if there were.
 */
@Tag("thorough")
@MultiJvmTest(
        nodes = 5,
        config = {Cuts.TIMING, Cuts.STABLE_AFTER_3S, Cuts.KEEP_MAJORITY})
class ShardingUnderCutsIT {

    private FencedStore store;
    private EntityRef<String> entity;

    @Test
    void itMovesToTheMajority(MultiJvm node) {
        Sides sides = start(node);
        node.partition(sides.minority + " | " + sides.majority);
        assertItMoves(node, sides);
    }

    private void assertItMoves(MultiJvm node, Sides sides) {
        Cuts.awaitSurvivors(node, sides.majority);
        Writer.awaitWrites(node, store, sides.majority, () -> {
            if (node.is(sides.majority)) {
                entity.tell(Writer.WRITE);
            }
        });
        Writer.assertNeverTwoAtOnce(node, store);
    }

    private Sides start(MultiJvm node) {
        store = new FencedStore(node.shared().resolve("store"));
        node.formCluster();
        entity = startEntity(node, store);
        return Sides.of(node, node.decide("home", () -> store.state().holder()));
    }

    /** The one entity of its type, which starts where sharding wants it. */
    static EntityRef<String> startEntity(MultiJvm node, FencedStore store) {
        EntityTypeKey<String> type = EntityTypeKey.create(String.class, "writer");
        ClusterSharding sharding = ClusterSharding.get(node.system());
        sharding.init(Entity.of(type, context -> Writer.create(store, node.role())));
        EntityRef<String> entity = sharding.entityRefFor(type, "the one");
        Writer.awaitWrites(node, store, String.join(", ", node.roles()), () -> entity.tell(Writer.WRITE));
        return entity;
    }

    /**
     * @param home where the entity is
     * @param neighbour n1, where sharding's coordinator is, or n2 if the entity is there as well
     */
    private record Sides(String home, String neighbour, String minority, String majority) {
        static Sides of(MultiJvm node, String home) {
            String neighbour = home.equals("n1") ? "n2" : "n1";
            List<String> others = new ArrayList<>(node.roles());
            others.removeAll(List.of(home, neighbour));
            return new Sides(home, neighbour, home + ", " + neighbour, String.join(", ", others));
        }
    }
}
