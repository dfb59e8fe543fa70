package dsc.workbench.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

/** Nodes join, leave, crash, and come back at the same address. */
@MultiJvmTest(nodes = 3)
class MembershipIT {

    @Test
    void allSeeEachOther(MultiJvm node) {
        node.formCluster();
        assertThat(node.cluster().selfMember().getRoles()).contains(node.role());
    }

    @Test
    void aNodeThatLeavesIsGone(MultiJvm node) {
        node.formCluster();
        node.runOn("n3", node::leave);
        node.runOn("n1, n2", () -> node.awaitMembers("n1, n2"));
        node.barrier("left");
    }

    @Test
    void aCrashedNodeComesBackAtItsAddress(MultiJvm node) {
        node.formCluster();
        node.kill("n3");
        node.restart("n3");
        node.awaitMembers("n1, n2, n3");
        node.runOn("n3", () -> assertThat(node.incarnation()).isEqualTo(2));
        node.barrier("all are back");
    }

    @Test
    void aPartitionHeals(MultiJvm node) {
        node.formCluster();
        node.partition("n1, n2 | n3");
        node.await(
                "an unreachable member",
                () -> !node.cluster().state().getUnreachable().isEmpty());
        node.barrier("unreachable");
        node.heal();
        node.awaitMembers("n1, n2, n3");
    }

    /** It was stopped while the others took a step, and goes past that one. */
    @Test
    void aStoppedNodeCatchesUp(MultiJvm node) {
        node.formCluster();
        node.pause("n3");
        node.runOn(
                "n1, n2",
                () -> node.await(
                        "n3 unreachable",
                        () -> !node.cluster().state().getUnreachable().isEmpty()));
        node.barrier("it was missed");
        node.resume("n3");
        node.awaitMembers("n1, n2, n3");
        node.barrier("it is back");
    }

    /** The nodes are Pekko's own, and its barriers are these. */
    @Test
    void thePekkoTestKitIsThere(MultiJvm node) {
        assertThat(node.spec().myself().name()).isEqualTo(node.role());
        assertThat(node.spec().roles().size()).as("the conductor is one").isEqualTo(4);
        node.spec()
                .enterBarrier(
                        CollectionConverters.asScala(List.of("first", "second")).toSeq());
        TestProbe<String> probe = node.probe(String.class);
        probe.getRef().tell("hello");
        probe.expectMessage("hello");
    }
}
