package dsc.workbench.playground;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dsc.workbench.exploration.LocalRegisterScenario;
import dsc.workbench.history.Operation;
import dsc.workbench.history.Recorder;
import dsc.workbench.nodes.FakeNodes;
import dsc.workbench.nodes.LocalCluster;
import dsc.workbench.nodes.NodeBasis;
import dsc.workbench.nodes.NodeFiles;
import dsc.workbench.processes.Ports;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.ClientPolicy;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls by hand and clients in the background ask the nodes that the scenario names. */
class EntryNodesTest {

    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final Settings SETTINGS = Settings.of("local", ConfigFactory.empty());
    private static final Call WRITE = Call.of("write", "x", "1");

    private final LocalRegisterScenario scenario =
            new LocalRegisterScenario(ClientPolicy.DEFAULT.withEntryNodes((nodes, settings) -> nodes.subList(1, 2)));
    private final Recorder recorder = new Recorder(System::nanoTime);

    @TempDir
    private Path directory;

    /** Processes that do nothing stand for the nodes' JVMs. */
    @Test
    void aCallByHandGoesToAnEntryNodeUnlessAnotherIsNamed() throws Exception {
        NodeFiles files = new NodeFiles(directory, 3, scenario, 1, NodeBasis.of(ConfigFactory.empty()), new Ports());
        try (LocalCluster cluster = new LocalCluster(files, List.of("sh", "-c", "exec sleep 60"))) {
            cluster.start(() -> false);
            try (FakeNodes nodes = new FakeNodes(files, number -> FakeNodes.OK)) {
                ManualCalls calls = new ManualCalls(scenario, SETTINGS, cluster, recorder, 0);

                assertThat(calls.call(WRITE, Optional.empty(), Optional.empty()).node())
                        .isEqualTo(N2);
                assertThat(calls.call(WRITE, Optional.of(N1), Optional.empty()).node())
                        .isEqualTo(N1);
                assertThat(nodes.asked()).containsExactly(N2, N1);
            }
        }
    }

    @Test
    void aCallByHandHasTheContextAndTheProcessOfItsSession() throws Exception {
        LocalRegisterScenario keeping = new LocalRegisterScenario(ClientPolicy.DEFAULT.withContext());
        NodeFiles files = new NodeFiles(directory, 3, keeping, 1, NodeBasis.of(ConfigFactory.empty()), new Ports());
        try (LocalCluster cluster = new LocalCluster(files, List.of("sh", "-c", "exec sleep 60"))) {
            cluster.start(() -> false);
            FakeNodes.Answers answers = number -> number == 4
                    ? FakeNodes.UNKNOWN
                    : "{\"outcome\":\"ok\",\"value\":null,\"context\":\"after " + number + "\"}";
            try (FakeNodes nodes = new FakeNodes(files, answers)) {
                ManualCalls calls = new ManualCalls(keeping, SETTINGS, cluster, recorder, 0);
                Optional<String> session = Optional.of("a");

                calls.call(WRITE, Optional.of(N1), session);
                calls.call(WRITE, Optional.of(N2), Optional.empty());
                calls.call(WRITE, Optional.empty(), session);
                calls.call(WRITE, Optional.of(N1), session);
                calls.call(WRITE, Optional.of(N1), session);

                assertThat(nodes.bodies())
                        .satisfiesExactly(
                                first -> assertThat(first).doesNotContain("context"),
                                outside -> assertThat(outside).doesNotContain("context"),
                                second -> assertThat(second).contains("\"context\":\"after 1\""),
                                third -> assertThat(third).contains("\"context\":\"after 3\""),
                                another -> assertThat(another).doesNotContain("context"));
                assertThat(recorder.history().operations())
                        .extracting(Operation::process)
                        .containsExactly(0L, 1L, 0L, 0L, 2L);
            }
        }
    }

    @Test
    void clientsInTheBackgroundAskTheEntryNodesAlone() throws Exception {
        CountDownLatch answered = new CountDownLatch(20);
        FakeNodes.Answers answers = number -> {
            answered.countDown();
            return FakeNodes.OK;
        };
        try (FakeNodes nodes = new FakeNodes(3, answers)) {
            // Clients take from it the numbers of their processes, and no connection.
            ManualCalls calls = new ManualCalls(scenario, SETTINGS, null, recorder, 0);
            BackgroundClients clients = new BackgroundClients(
                    scenario, SETTINGS, nodes::ids, nodes::client, recorder, calls, note -> {}, 1, 0);

            clients.rate(BackgroundClients.PER_SECOND_MAX);
            answered.await();
            clients.close();

            assertThat(nodes.asked()).containsOnly(N2);
        }
    }
}
