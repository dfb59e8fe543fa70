package dsc.workbench.faults;

import static dsc.workbench.faults.FakeCluster.node;
import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.NodeId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done to nodes, their clocks and their group, and how its effect is seen. */
@Timeout(60)
class NodeFaultInjectionTest extends PastPlans {

    @ParameterizedTest
    @ValueSource(ints = {0, 49, 100})
    void aNodeThatLimpsIsStoppedMostOfTheTimeAndNotAllOfIt(int stoppedPercent) throws InterruptedException {
        FakeCluster cluster = new FakeCluster(3);
        cluster.stoppedPercent = stoppedPercent;

        Injection injection = carryOut(cluster, fault(FaultKind.LIMP, node(2)));

        assertThat(injection.confirmed()).isFalse();
        assertThat(injection.effect()).startsWith("was seen stopped " + stoppedPercent + " %");
        assertThat(cluster.actions()).containsExactly("limp n2", "resume n2");
    }

    @Test
    void aNodeThatDoesNotLeaveByItselfIsSeen() throws InterruptedException {
        FakeCluster cluster = new FakeCluster(3);
        cluster.stubborn = true;

        Injection injection = carryOut(cluster, fault(FaultKind.LEAVE, node(2)));

        assertThat(injection.confirmed()).isFalse();
        assertThat(injection.effect()).contains("did not end by itself", "was killed");
        assertThat(cluster.actions()).containsExactly("stop n2", "restart n2");
    }

    @Test
    void aClockThatCannotBeSetIsSeen() throws InterruptedException {
        FakeCluster cluster = new FakeCluster(3);
        cluster.clockThatCannotBeSet = true;

        Injection injection = carryOut(cluster, fault(FaultKind.CLOCK, node(2)));

        assertThat(injection.confirmed()).isFalse();
        assertThat(injection.effect()).isEqualTo("was never read 5.0 s behind");
    }

    @Test
    void aNodeThatIsKilledMeanwhileComesBackWithItsClockOff() throws Exception {
        FakeCluster cluster = new FakeCluster(3);
        OpenFaults faults = new OpenFaults(cluster);
        Fault ahead = Fault.onClock(60_000, 0, 0, "n2");
        Fault behind = Fault.onClock(-1_000, 0, 0, "n2").numbered(2);
        OpenFault first = faults.begin(ahead, ahead.nodes());
        OpenFault kill = faults.begin(fault(FaultKind.KILL, node(2)), List.of(node(2)));
        OpenFault second = faults.begin(behind, behind.nodes());

        kill.end(OpenFault.Retries.NONE);
        assertThat(cluster.clock(node(2)).isAheadBy(59_000)).isTrue();
        assertThat(first.end(OpenFault.Retries.NONE).confirmed()).isTrue();
        assertThat(cluster.clock(node(2)).isAheadBy(-1_000)).isTrue();
        assertThat(second.end(OpenFault.Retries.NONE).confirmed()).isTrue();

        assertThat(cluster.clock(node(2)).isAheadBy(0)).isTrue();
        assertThat(cluster.actions())
                .containsExactly(
                        "clock n2 60000", "kill n2", "restart n2", "clock n2 59000", "clock n2 -1000", "clock n2 0");
    }

    @Test
    void killAndPauseBringTheNodeBack() throws InterruptedException {
        FakeCluster cluster = new FakeCluster(3);

        carryOut(cluster, foreground(fault(FaultKind.KILL, node(2)), fault(FaultKind.PAUSE, node(1))));

        assertThat(cluster.actions()).containsExactly("kill n2", "restart n2", "pause n1", "resume n1");
    }

    @Test
    void aMajorityIsKilledBeforeItIsBroughtBack() throws InterruptedException {
        FakeCluster cluster = new FakeCluster(3);

        Injection injection = carryOut(cluster, fault(FaultKind.KILL, node(3), node(1)));

        assertThat(cluster.actions()).containsExactly("kill n3", "kill n1", "restart n3", "restart n1");
        assertThat(injection.description()).isEqualTo("n3 n1");
        assertThat(injection.effect()).isEqualTo("exit status 137 137, answers 0.0 s after the restart");
    }

    @Test
    void whoWasKilledComesBackAlsoWhenAnotherSurvives() throws InterruptedException {
        FakeCluster cluster = new FakeCluster(3) {
            @Override
            public int kill(NodeId id) throws FaultFailedException, InterruptedException {
                if (id.equals(node(1))) {
                    throw new FaultFailedException(id + " survived SIGKILL");
                }
                return super.kill(id);
            }
        };

        Injection injection = carryOut(cluster, fault(FaultKind.KILL, node(3), node(1)));

        assertThat(injection.confirmed()).isFalse();
        assertThat(injection.effect()).isEqualTo("n1 survived SIGKILL");
        assertThat(cluster.actions()).containsExactly("kill n3", "restart n3");
    }

    @Test
    void whoWasTakenOutOfTheGroupIsTakenBackInAlsoWhenThatWasNotSeen() throws InterruptedException {
        FakeCluster cluster = new FakeCluster(3) {
            @Override
            public List<NodeId> removeServer(NodeId id) throws FaultFailedException, InterruptedException {
                super.removeServer(id);
                throw new FaultFailedException("n1 leads, with the group n1 n2 n3");
            }
        };

        Injection injection = carryOut(cluster, fault(FaultKind.MEMBERSHIP, node(2)));

        assertThat(injection.confirmed()).isFalse();
        assertThat(injection.effect()).isEqualTo("n1 leads, with the group n1 n2 n3");
        assertThat(injection.description()).isEqualTo("without n2");
        assertThat(cluster.actions()).containsExactly("remove n2", "add n2");
    }

    @Test
    void severalAreTakenOutOneAfterTheOther() throws InterruptedException {
        FakeCluster cluster = new FakeCluster(5);

        Injection injection = carryOut(cluster, fault(FaultKind.MEMBERSHIP, node(2), node(4)));

        assertThat(injection.confirmed()).isTrue();
        assertThat(cluster.actions()).containsExactly("remove n2", "remove n4", "add n2", "add n4");
    }

    @Test
    void aGroupThatDoesNotBecomeWholeAgainIsNotConfirmed() throws InterruptedException {
        FakeCluster cluster = new FakeCluster(3) {
            @Override
            public List<NodeId> addServer(NodeId id) throws FaultFailedException {
                throw new FaultFailedException(id + " could not be taken into the group");
            }
        };

        Injection injection = carryOut(cluster, fault(FaultKind.MEMBERSHIP, node(2)));

        assertThat(injection.confirmed()).isFalse();
        assertThat(injection.effect()).isEqualTo("n2 could not be taken into the group");
    }

    @Test
    void aNodeThatWasNotSeenStoppedIsContinuedAllTheSame() throws InterruptedException {
        FakeCluster cluster = new FakeCluster(3) {
            @Override
            public void pause(NodeId id) throws FaultFailedException, InterruptedException {
                super.pause(id);
                throw new FaultFailedException(id + " is in state R after SIGSTOP");
            }
        };

        Injection injection = carryOut(cluster, fault(FaultKind.PAUSE, node(1)));

        assertThat(injection.confirmed()).isFalse();
        assertThat(injection.effect()).isEqualTo("n1 is in state R after SIGSTOP");
        assertThat(cluster.actions()).containsExactly("pause n1", "resume n1");
    }
}
