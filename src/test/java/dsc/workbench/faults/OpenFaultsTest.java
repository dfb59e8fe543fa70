package dsc.workbench.faults;

import static dsc.workbench.faults.FakeCluster.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.workbench.faults.OpenFault.Effect;
import dsc.workbench.faults.OpenFault.Retries;
import dsc.workbench.history.FaultNote;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.NodeId;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nodes that a cut makes give up take their counters with them. */
class OpenFaultsTest {

    private static final Fault LOST_DISK = Fault.on(FaultKind.DISK, 0, 0, "n2");

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

    @Test
    void aPartialPartitionCutsTheLinksBetweenItsTwoNodesAlone() throws Exception {
        Fault partial = Fault.partial(0, 10_000, "n1", "n2");
        OpenFault cut = faults.begin(partial, List.of(node(1)));
        assertThat(cluster.ailing())
                .isEqualTo(Map.of(
                        node(1), Map.of(node(2), LinkFault.ofCut()), node(2), Map.of(node(1), LinkFault.ofCut())));

        Effect effect = cut.end(Retries.NONE);

        assertThat(effect).isEqualTo(new Effect(true, "20 messages sent over the cut links, none arrived"));
        assertThat(cluster.ailing()).isEmpty();
    }

    @Test
    void aHistoryAndAReportNameBothNodesOfAPartialPartition() {
        Fault partial = Fault.partial(0, 0, "n1", "n2");
        Injection injection = new Injection(partial, "", partial.nodes(), 0, 0, true, "");

        assertThat(injection.hit()).containsExactly(node(1), node(2));
        assertThat(injection.note("n1 | n2", cluster.nodes()))
                .isEqualTo(new FaultNote("partial", "n1 | n2", List.of("n1"), List.of("n2"), "both"));
    }

    @ParameterizedTest
    @CsvSource({
        "2, 0, true, 2 rows deleted",
        "1, 0, true, 1 row deleted",
        "0, 0, false, 0 rows deleted",
        "0, 2, true, 0 rows and 2 files deleted",
        ", 1, true, 1 file deleted",
        ", 0, true, its journal was in its memory"
    })
    void aDiskIsLostIfThereWasSomethingOnIt(Long rows, long files, boolean confirmed, String how) throws Exception {
        cluster.stored = new ErasedDisk(rows == null ? OptionalLong.empty() : OptionalLong.of(rows), files);

        Effect effect = faults.begin(LOST_DISK, LOST_DISK.nodes()).end(Retries.NONE);

        assertThat(effect)
                .isEqualTo(new Effect(confirmed, "exit status 137, " + how + ", answers 0.0 s after the restart"));
        assertThat(cluster.actions()).containsExactly("kill n2", "erase n2", "restart n2");
    }

    @Test
    void aNodeWhoseDiskCannotBeErasedComesBackAllTheSame() {
        FakeCluster cluster = new FakeCluster(3) {
            @Override
            public synchronized ErasedDisk eraseDisk(NodeId node) throws FaultFailedException {
                throw new FaultFailedException("the journal does not answer");
            }
        };

        assertThatThrownBy(() -> new OpenFaults(cluster).begin(LOST_DISK, LOST_DISK.nodes()))
                .hasMessage("the journal does not answer");

        assertThat(cluster.isRunning(node(2))).isTrue();
    }

    private void restartAll() throws Exception {
        for (int number = 1; number <= 3; number++) {
            cluster.kill(node(number));
        }
        cluster.restart(List.of(node(1), node(2), node(3)));
    }
}
