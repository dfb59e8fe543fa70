package dsc.workbench.runs;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dsc.workbench.exploration.LocalRegisterScenario;
import dsc.workbench.history.Recorder;
import dsc.workbench.nodes.FakeNodes;
import dsc.workbench.protocol.ClientPolicy;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Settings;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class DriverTest {

    private static final int ANSWER_MILLIS = 100;

    private static Driver driver(ClientPolicy policy, FakeNodes nodes, ClientLoad load) {
        return new Driver(
                new LocalRegisterScenario(policy),
                Settings.of("local", ConfigFactory.empty()),
                nodes.ids(),
                nodes::client,
                load,
                1);
    }

    private static void begin(Driver driver) throws InterruptedException {
        assertThat(driver.connect(Duration.ofSeconds(10), () -> true)).isTrue();
        driver.begin(new Recorder(System::nanoTime));
    }

    /** On one node, which answers after {@value #ANSWER_MILLIS} ms. */
    private static OptionalLong begunLateP99Millis(int rate) throws Exception {
        FakeNodes.Answers slow = number -> {
            Thread.sleep(ANSWER_MILLIS);
            return FakeNodes.OK;
        };
        try (FakeNodes node = new FakeNodes(1, slow)) {
            Driver driver = driver(ClientPolicy.DEFAULT, node, new ClientLoad(1, 1, rate));
            begin(driver);
            Thread.sleep(5 * ANSWER_MILLIS);
            driver.stop();
            assertThat(driver.counts().ok()).isPositive();
            return driver.begunLateP99Millis();
        }
    }

    /** One that wants to begin fifty a second waits for each answer as long as five of them should take. */
    @Test
    void clientsThatWaitForAnswersSayHowLateTheyBegin() throws Exception {
        assertThat(begunLateP99Millis(50).orElseThrow()).isGreaterThanOrEqualTo(ANSWER_MILLIS - 30);
    }

    @Test
    void withoutAPaceNothingIsLate() throws Exception {
        assertThat(begunLateP99Millis(0)).isEmpty();
    }

    @Test
    void clientsAskTheEntryNodesAlone() throws Exception {
        CountDownLatch answered = new CountDownLatch(20);
        FakeNodes.Answers answers = number -> {
            answered.countDown();
            return FakeNodes.OK;
        };
        ClientPolicy second = ClientPolicy.DEFAULT.withEntryNodes((nodes, settings) -> nodes.subList(1, 2));
        try (FakeNodes nodes = new FakeNodes(3, answers)) {
            Driver driver = driver(second, nodes, new ClientLoad(3, 1, 0));
            begin(driver);
            answered.await();
            driver.stop();

            assertThat(nodes.asked()).containsOnly(new NodeId("n2"));
        }
    }
}
