package dsc.concepts.foundations.faulttolerance.splitbrain;

import dsc.workbench.multijvm.MultiJvm;
import java.util.Arrays;
import java.util.List;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.typed.Down;

/** How a cluster is configured that is to be cut, and what is to become of it. */
final class Cuts {

    /**
     * A case takes some eight seconds with these: a member is missed after two, and what to do is decided when nothing
     * has changed for two more. Shorter, and a JVM that two busy processors pause is cut off as well.
     */
    static final String TIMING = """
        pekko.cluster {
          failure-detector.heartbeat-interval = 500ms
          failure-detector.acceptable-heartbeat-pause = 2s
          split-brain-resolver.stable-after = 2s
        }
        """;

    /**
     * Singletons and shards start on the surviving side this long after the others were removed. Until then these must
     * have decided as well, and the sides' decisions differ by up to a failure detector's and a resolver's tick.
     */
    static final String STABLE_AFTER_3S = "pekko.cluster.split-brain-resolver.stable-after = 3s";

    private static final String STRATEGY = "pekko.cluster.split-brain-resolver.active-strategy = ";

    static final String KEEP_MAJORITY = STRATEGY + "keep-majority";
    static final String KEEP_OLDEST = STRATEGY + "keep-oldest";
    static final String STATIC_QUORUM = STRATEGY + "static-quorum";
    static final String QUORUM_OF_THREE = "pekko.cluster.split-brain-resolver.static-quorum.quorum-size = 3";
    static final String DOWN_ALL = STRATEGY + "down-all";

    static final String NO_RESOLVER = "pekko.cluster.downing-provider-class = \"\"";

    private Cuts() {}

    /** Waits until {@code roles} are a cluster of their own, and all others have shut themselves down. */
    static void awaitSurvivors(MultiJvm node, String roles) {
        if (node.is(roles)) {
            node.awaitMembers(roles);
        } else {
            node.awaitRemoved();
        }
        node.barrier("it is decided who survives");
        // Nobody was downed later than the others had looked.
        node.runOn(roles, () -> node.awaitMembers(roles));
        node.barrier("all have looked");
    }

    /** Waits until all have shut themselves down. */
    static void awaitNoSurvivors(MultiJvm node) {
        node.awaitRemoved();
        node.barrier("all are down");
    }

    /** Waits until each node sees as many unreachable as are not in its group. */
    static void awaitUnreachableOthers(MultiJvm node, String groups) {
        int others =
                node.roles().size() - List.of(ownGroup(node, groups).split(",")).size();
        node.await(
                others + " unreachable members",
                () -> node.cluster().state().getUnreachable().size() == others);
        node.barrier("cut off");
    }

    /** What an operator may not do: tells each group that all others are down, so that each is a cluster. */
    static void downOthers(MultiJvm node, String groups) {
        String own = ownGroup(node, groups);
        for (Member member : node.cluster().state().getUnreachable()) {
            node.cluster().manager().tell(new Down(member.address()));
        }
        node.awaitMembers(own);
        node.barrier("each group is a cluster");
    }

    private static String ownGroup(MultiJvm node, String groups) {
        return Arrays.stream(groups.split("\\|")).filter(node::is).findFirst().orElseThrow();
    }
}
