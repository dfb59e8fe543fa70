package dsc.workbench.faults;

import static dsc.workbench.faults.FakeCluster.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.workbench.faults.OpenFault.Effect;
import dsc.workbench.faults.OpenFault.Retries;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.NodeId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes that a cut makes give up take their counters with them. */
class OpenFaultsTest {

    private static final Fault ISOLATION = Fault.on(FaultKind.ISOLATE, 0, 10_000, "n1");

    private final FakeCluster cluster = new FakeCluster(3);
    private final OpenFaults faults = new OpenFaults(cluster);

    @Test
    void whatWasSeenOfACutOutlivesItsNodes() throws Exception {
        OpenFault cut = faults.begin(ISOLATION, List.of(node(1)));
        cut.look();
        restartAll();

        Effect effect = cut.end(Retries.NONE);

        assertThat(effect.text()).isEqualTo("40 messages sent over the cut links, none arrived");
        assertThat(effect.confirmed()).isTrue();
    }

    @Test
    void soDoesWhatArrivedOverIt() throws Exception {
        cluster.leaky = true;
        OpenFault cut = faults.begin(ISOLATION, List.of(node(1)));
        cut.look();
        cluster.leaky = false;
        cluster.kill(node(2));
        cluster.restart(List.of(node(2)));

        Effect effect = cut.end(Retries.NONE);

        assertThat(effect.text()).endsWith("arrived").doesNotContain("none");
        assertThat(effect.confirmed()).isFalse();
    }

    @Test
    void aCutOfWhichNothingWasSeenIsNotConfirmed() throws Exception {
        OpenFault cut = faults.begin(ISOLATION, List.of(node(1)));
        restartAll();
        cluster.silent = true;

        assertThat(cut.end(Retries.NONE).confirmed()).isFalse();
    }

    /** Nobody leads: what cannot be done cannot be undone either. */
    @Test
    void whyAFaultCouldNotBePutInForceIsTold() {
        FakeCluster leaderless = new FakeCluster(3) {
            @Override
            public synchronized List<NodeId> removeServer(NodeId node) throws FaultFailedException {
                throw new FaultFailedException("first");
            }

            @Override
            public synchronized List<NodeId> addServer(NodeId node) throws FaultFailedException {
                throw new FaultFailedException("second");
            }
        };
        Fault removal = Fault.on(FaultKind.MEMBERSHIP, 0, 0, "n1");

        assertThatThrownBy(() -> new OpenFaults(leaderless).begin(removal, List.of(node(1))))
                .hasMessage("first")
                .satisfies(told -> assertThat(told.getSuppressed()[0]).hasMessage("second"));
    }

    private void restartAll() throws Exception {
        for (int number = 1; number <= 3; number++) {
            cluster.kill(node(number));
        }
        cluster.restart(List.of(node(1), node(2), node(3)));
    }
}
