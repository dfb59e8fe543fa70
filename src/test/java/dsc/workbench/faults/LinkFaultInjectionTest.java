package dsc.workbench.faults;

import static dsc.workbench.faults.FakeCluster.node;
import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.faults.FakeCluster.Told;
import dsc.workbench.faults.Fault.Direction;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.NodeId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is done to links, and how its effect is seen. */
@Timeout(60)
class LinkFaultInjectionTest extends PastPlans {

    @Test
    void aOneWayCutLeavesTheOtherWayOpen() throws InterruptedException {
        FakeCluster from = new FakeCluster(3);
        carryOut(from, fault(FaultKind.ONE_WAY, 0, Direction.FROM_NODES, node(1)));
        assertThat(from.told())
                .contains(new Told(node(1), 1, Map.of(node(2), LinkFault.ofCut(), node(3), LinkFault.ofCut())))
                .allMatch(told -> told.node().equals(node(1)) || told.faults().isEmpty());

        FakeCluster to = new FakeCluster(3);
        carryOut(to, fault(FaultKind.ONE_WAY, 0, Direction.TO_NODES, node(1)));
        assertThat(to.told())
                .contains(new Told(node(2), 1, Map.of(node(1), LinkFault.ofCut())))
                .contains(new Told(node(3), 1, Map.of(node(1), LinkFault.ofCut())))
                .allMatch(told -> !told.node().equals(node(1)) || told.faults().isEmpty());
    }

    @Test
    void aOneWayCutThatCutsBothWaysIsNotConfirmed() throws InterruptedException {
        FakeCluster cluster = new FakeCluster(3);
        cluster.deafWhereMute = true;

        Injection oneWay = carryOut(cluster, fault(FaultKind.ONE_WAY, 0, Direction.FROM_NODES, node(1)));

        assertThat(oneWay.confirmed()).isFalse();
        assertThat(oneWay.effect())
                .isEqualTo("20 messages sent over the cut links, none arrived; in the other direction 0 of 20 arrived");
        assertThat(carryOut(cluster, fault(FaultKind.ISOLATE, node(1))).confirmed())
                .isTrue();
    }

    @Test
    void aPartitionCutsBothWaysBetweenTheSidesAndNothingWithin() throws InterruptedException {
        FakeCluster cluster = new FakeCluster(5);

        carryOut(cluster, fault(FaultKind.PARTITION, node(1), node(2)));

        assertThat(cluster.told())
                .contains(new Told(
                        node(1),
                        1,
                        Map.of(node(3), LinkFault.ofCut(), node(4), LinkFault.ofCut(), node(5), LinkFault.ofCut())))
                .contains(new Told(node(4), 1, Map.of(node(1), LinkFault.ofCut(), node(2), LinkFault.ofCut())));
    }

    @Test
    void theLeaderOfThatMomentTakesTheFirstPlace() throws InterruptedException {
        FakeCluster cluster = new FakeCluster(5);
        cluster.leader = Optional.of(node(4));
        List<NodeId> two = List.of(node(1), node(2));
        Fault aimed = new Fault(1, FaultKind.PARTITION, 0, 0, true, two, Direction.BOTH, LinkFault.NONE);

        Injection injection = carryOut(cluster, aimed);

        assertThat(injection.nodes()).containsExactly(node(4), node(2));
        assertThat(injection.description()).isEqualTo("n4 (leader) n2 | n1 n3 n5");

        cluster.leader = Optional.of(node(2));
        assertThat(carryOut(cluster, aimed).nodes()).containsExactly(node(1), node(2));
        cluster.leader = Optional.empty();
        assertThat(carryOut(cluster, aimed).description()).isEqualTo("n1 n2 | n3 n4 n5");
    }

    @Test
    void aCutThatLetsSomethingThroughIsNotConfirmed() throws InterruptedException {
        FakeCluster cluster = new FakeCluster(3);
        cluster.leaky = true;

        Injection injection = carryOut(cluster, fault(FaultKind.PARTITION, node(1)));

        assertThat(injection.confirmed()).isFalse();
        assertThat(injection.effect()).contains("arrived").doesNotContain("none arrived");
        assertThat(cluster.ailing()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"PARTITION", "ISOLATE", "ONE_WAY", "DELAY", "LOSS", "DUPLICATE"})
    void whereNothingWasSentNothingIsConfirmed(FaultKind kind) throws InterruptedException {
        FakeCluster cluster = new FakeCluster(3);
        cluster.silent = true;

        Injection injection = carryOut(cluster, fault(kind, node(1)));

        assertThat(injection.confirmed()).as(injection.effect()).isFalse();
        assertThat(injection.effect()).isNotBlank();
        assertThat(cluster.ailing()).isEmpty();
    }

    @Test
    void linksAreHealedWhenTheLookAtThemFails() throws InterruptedException {
        FakeCluster cluster = new FakeCluster(3) {
            @Override
            public Map<NodeId, LinkReport> links(NodeId id) throws FaultFailedException {
                throw new FaultFailedException("no counters from " + id);
            }
        };

        for (FaultKind kind : List.of(FaultKind.ISOLATE, FaultKind.LOSS)) {
            Injection injection = carryOut(cluster, fault(kind, node(1)));

            assertThat(injection.confirmed()).isFalse();
            assertThat(injection.effect()).startsWith("no counters from n");
            assertThat(cluster.ailing()).isEmpty();
        }
    }
}
