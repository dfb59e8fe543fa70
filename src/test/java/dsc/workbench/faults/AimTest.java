package dsc.workbench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.faults.Fault.Direction;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.NodeId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AimTest {

    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId N3 = new NodeId("n3");
    private static final List<NodeId> ALL = List.of(N1, N2, N3);

    @Test
    void theLeaderTakesThePlaceOfTheFirst() {
        Aim aim = Aim.of(fault(FaultKind.KILL, true, Direction.BOTH, N2, N3), Optional.of(N1), ALL);
        assertThat(aim).isEqualTo(new Aim(List.of(N1, N3), "n1 (leader) n3"));
    }

    @Test
    void aLeaderAmongTheNodesStaysWhereItIs() {
        Aim aim = Aim.of(fault(FaultKind.KILL, true, Direction.BOTH, N2, N3), Optional.of(N3), ALL);
        assertThat(aim).isEqualTo(new Aim(List.of(N2, N3), "n2 n3 (leader)"));
    }

    @Test
    void withoutALeaderOrAnAimAtItTheNodesAreThePlannedOnes() {
        assertThat(Aim.of(fault(FaultKind.PAUSE, true, Direction.BOTH, N2), Optional.empty(), ALL))
                .isEqualTo(new Aim(List.of(N2), "n2"));
        assertThat(Aim.of(fault(FaultKind.PAUSE, false, Direction.BOTH, N2), Optional.of(N1), ALL))
                .isEqualTo(new Aim(List.of(N2), "n2"));
    }

    @Test
    void aCutIsDescribedByItsSidesAndItsDirection() {
        assertThat(description(FaultKind.PARTITION, Direction.BOTH)).isEqualTo("n2 | n1 (leader) n3");
        assertThat(description(FaultKind.ONE_WAY, Direction.FROM_NODES)).isEqualTo("n2 → n1 (leader) n3");
        assertThat(description(FaultKind.ONE_WAY, Direction.TO_NODES)).isEqualTo("n1 (leader) n3 → n2");
    }

    @Test
    void aCutBetweenTwoNodesNamesNobodyElse() {
        Fault fault = Fault.oneWay(Direction.FROM_NODES, 0, 1_000, "n2").towards("n3");
        assertThat(Aim.of(fault, Optional.of(N1), ALL).description()).isEqualTo("n2 → n3");
    }

    @Test
    void aPartialPartitionNamesTwoNodesOfWhichOneMayLead() {
        Fault fault = Fault.partial(0, 1_000, "n2", "n3").atLeader();
        assertThat(Aim.of(fault, Optional.empty(), ALL).description()).isEqualTo("n2 | n3");
        assertThat(Aim.of(fault, Optional.of(N1), ALL).description()).isEqualTo("n1 (leader) | n3");
        assertThat(Aim.of(fault, Optional.of(N3), ALL).description()).isEqualTo("n2 | n3 (leader)");
    }

    @Test
    void whoIsOnTheOtherSideIsNotAimedAt() {
        Fault fault =
                Fault.on(FaultKind.PARTITION, 0, 1_000, "n2").towards("n1").atLeader();
        assertThat(Aim.of(fault, Optional.of(N1), ALL).nodes()).containsExactly(N2);
    }

    @Test
    void ailingLinksAreNamedUnlessAllAre() {
        LinkFault delay = LinkFault.ofDelay(10, 20);
        Fault all = Fault.onLinks(FaultKind.DELAY, delay, 0, 1_000, "n1", "n2", "n3");
        Fault one = Fault.onLinks(FaultKind.DELAY, delay, 0, 1_000, "n2");
        assertThat(Aim.of(all, Optional.empty(), ALL).description()).isEqualTo("10–20 ms on all links");
        assertThat(Aim.of(one, Optional.empty(), ALL).description()).isEqualTo("10–20 ms on the links of n2");
        assertThat(Aim.of(one.towards("n3"), Optional.empty(), ALL).description())
                .isEqualTo("10–20 ms on the links n2 | n3");
    }

    @Test
    void aTransferIsDescribedByWhoHandsOver() {
        assertThat(description(FaultKind.MEMBERSHIP, Direction.BOTH)).isEqualTo("without n2");
        assertThat(description(FaultKind.TRANSFER, Direction.BOTH)).isEqualTo("n1 to n2");
        assertThat(Aim.of(fault(FaultKind.TRANSFER, false, Direction.BOTH, N2), Optional.empty(), ALL)
                        .description())
                .isEqualTo("to n2");
    }

    @Test
    void aLeaderThatIsItsOwnSuccessorHandsOverToAnother() {
        Fault fault = fault(FaultKind.TRANSFER, false, Direction.BOTH, N2);
        assertThat(Aim.of(fault, Optional.of(N2), ALL)).isEqualTo(new Aim(List.of(N2), "n2 to another node"));
    }

    private static String description(FaultKind kind, Direction direction) {
        return Aim.of(fault(kind, false, direction, N2), Optional.of(N1), ALL).description();
    }

    private static Fault fault(FaultKind kind, boolean aimedAtLeader, Direction direction, NodeId... nodes) {
        return new Fault(1, kind, 0, 1_000, aimedAtLeader, List.of(nodes), direction, LinkFault.NONE);
    }
}
