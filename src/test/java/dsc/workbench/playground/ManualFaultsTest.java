package dsc.workbench.playground;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.faults.Controls.FaultFailedException;
import dsc.workbench.faults.FakeCluster;
import dsc.workbench.faults.Fault;
import dsc.workbench.faults.Injection;
import dsc.workbench.history.Recorder;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.runs.FaultsFile;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On nodes in memory that take 4 s to stop and 10 s to start. */
class ManualFaultsTest {

    @TempDir
    private Path directory;

    private final AtomicLong nowNanos = new AtomicLong();
    private ManualFaults faults;

    private final CountDownLatch starting = new CountDownLatch(1);
    private final CountDownLatch mayStart = new CountDownLatch(1);

    private final class SlowCluster extends FakeCluster {
        SlowCluster() {
            super(3);
        }

        @Override
        public synchronized boolean stop(NodeId node) throws FaultFailedException, InterruptedException {
            pass(4);
            return super.stop(node);
        }

        @Override
        public synchronized void restart(List<NodeId> nodes) throws FaultFailedException, InterruptedException {
            pass(10);
            starting.countDown();
            mayStart.await();
            super.restart(nodes);
        }
    }

    private void pass(long seconds) {
        nowNanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    @BeforeEach
    void open() {
        faults = new ManualFaults(
                new SlowCluster(), new Recorder(nowNanos::get), List.of(), directory.resolve("faults.json"));
    }

    @Test
    void aPlanRepeatsHowLongANodeWasDownAndNotHowLongItTookToStopAndToStart() throws Exception {
        pass(1);
        faults.begin(Fault.on(FaultKind.LEAVE, 0, 0, "n1"));
        pass(2);
        mayStart.countDown();
        Injection over = faults.end(injection -> true).getFirst();

        assertThat(over.toNanos()).as("with its end").isEqualTo(TimeUnit.SECONDS.toNanos(1 + 4 + 2 + 10));
        List<Fault> plan = FaultsFile.plan(directory.resolve("faults.json"));
        assertThat(plan).containsExactly(Fault.on(FaultKind.LEAVE, 1_000, 2_000, "n1"));
    }

    @Test
    @Timeout(60)
    void whatIsInForceIsToldWhileAnEndIsUnderWay() throws Exception {
        faults.begin(Fault.on(FaultKind.KILL, 0, 0, "n1"));
        Thread ending = Thread.ofPlatform().start(() -> {
            try {
                faults.end(injection -> true);
            } catch (FaultFailedException | InterruptedException failed) {
                throw new IllegalStateException(failed);
            }
        });
        starting.await();

        assertThat(faults.inForce()).extracting(Injection::description).containsExactly("n1");
        assertThat(faults.all()).hasSize(1);

        mayStart.countDown();
        ending.join();
        assertThat(faults.inForce()).isEmpty();
    }

    @Test
    void whatWasInForceWhenASupervisorDiedIsSoNoMore() throws Exception {
        faults.begin(Fault.on(FaultKind.PAUSE, 0, 0, "n1"));
        pass(3);
        Path file = directory.resolve("faults.json");
        ManualFaults goingOn =
                new ManualFaults(new SlowCluster(), new Recorder(nowNanos::get), FaultsFile.read(file), file);

        assertThat(goingOn.inForce()).isEmpty();
        assertThat(goingOn.all()).extracting(Injection::effect).containsExactly("in force when the cluster died");
    }

    @Test
    void soItDoesWhenTheClusterEndsFirst() throws Exception {
        faults.begin(Fault.on(FaultKind.PAUSE, 0, 0, "n1"));
        pass(3);
        faults.endWithCluster();

        assertThat(faults.all().getFirst().fault().durationMillis()).isEqualTo(3_000);
    }
}
