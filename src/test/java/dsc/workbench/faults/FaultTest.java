package dsc.workbench.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.workbench.faults.Fault.Direction;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.NodeId;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultTest {

    private static final LinkFault LOSS = LinkFault.ofLoss(50);

    @Test
    void aCutAilsTheLinksBetweenItsSides() {
        Fault cut = Fault.on(FaultKind.PARTITION, 0, 1_000, "n1", "n2");
        assertThat(ailing(cut)).containsExactly("n1>n3", "n1>n4", "n2>n3", "n2>n4", "n3>n1", "n3>n2", "n4>n1", "n4>n2");
    }

    @Test
    void aCutOfOneDirectionAilsThatOne() {
        assertThat(ailing(Fault.oneWay(Direction.FROM_NODES, 0, 1_000, "n1")))
                .containsExactly("n1>n2", "n1>n3", "n1>n4");
        assertThat(ailing(Fault.oneWay(Direction.TO_NODES, 0, 1_000, "n1").towards("n3")))
                .containsExactly("n3>n1");
    }

    @Test
    void lossAilsAllLinksOfItsNodesThoseAmongThemselvesIncluded() {
        assertThat(ailing(Fault.onLinks(FaultKind.LOSS, LOSS, 0, 1_000, "n1")))
                .containsExactly("n1>n2", "n1>n3", "n1>n4", "n2>n1", "n3>n1", "n4>n1");
        assertThat(ailing(Fault.onLinks(FaultKind.LOSS, LOSS, 0, 1_000, "n1", "n2", "n3", "n4")))
                .hasSize(12);
        assertThat(ailing(Fault.onLinks(FaultKind.LOSS, LOSS, 0, 1_000, "n1").towards("n2")))
                .containsExactly("n1>n2", "n2>n1");
    }

    @Test
    void aFaultOnNodesAilsNoLink() {
        assertThat(ailing(Fault.on(FaultKind.KILL, 0, 1_000, "n1"))).isEmpty();
    }

    @Test
    void nobodyIsOnBothSides() {
        Fault cut = Fault.on(FaultKind.PARTITION, 0, 1_000, "n1", "n2");
        assertThatThrownBy(() -> cut.towards("n2", "n3"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nobody is on both sides");
    }

    /** Else it would cut its nodes off from everyone. */
    @Test
    void aPartialPartitionNamesBothSides() {
        assertThat(ailing(Fault.partial(0, 1_000, "n1", "n3"))).containsExactly("n1>n3", "n3>n1");
        assertThatThrownBy(() -> Fault.on(FaultKind.PARTIAL, 0, 1_000, "n1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a partial partition is between nodes and others, and both sides are named: [n1] and nobody");
    }

    private static List<String> ailing(Fault fault) {
        List<NodeId> nodes = List.of(new NodeId("n1"), new NodeId("n2"), new NodeId("n3"), new NodeId("n4"));
        return nodes.stream()
                .flatMap(from -> nodes.stream()
                        .filter(to -> fault.affects(from, to, fault.nodes()))
                        .map(to -> from + ">" + to))
                .toList();
    }
}
