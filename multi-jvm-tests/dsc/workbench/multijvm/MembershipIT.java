package dsc.workbench.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
}
