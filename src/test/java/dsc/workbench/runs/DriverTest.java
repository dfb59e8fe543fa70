package dsc.workbench.runs;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dsc.workbench.exploration.LocalRegisterScenario;
import dsc.workbench.history.Recorder;
import dsc.workbench.loopback.Answer;
import dsc.workbench.loopback.LoopbackServer;
import dsc.workbench.loopback.Token;
import dsc.workbench.nodes.NodeClient;
import dsc.workbench.processes.Ports;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DriverTest {

    private static final int ANSWER_MILLIS = 100;

    /** On one node, which answers after {@value #ANSWER_MILLIS} ms. */
    private static OptionalLong begunLateP99Millis(int rate) throws Exception {
        Token token = Token.random();
        int port = new Ports().next();
        LoopbackServer.Handler slow = body -> {
            Thread.sleep(ANSWER_MILLIS);
            return new Answer(200, "{\"outcome\":\"ok\",\"value\":null}".getBytes(StandardCharsets.UTF_8));
        };
        LoopbackServer node =
                LoopbackServer.guardedBy(token).post("/operations", slow).start(port);
        try {
            NodeClient client = new NodeClient(port, token);
            Driver driver = new Driver(
                    new LocalRegisterScenario(),
                    Settings.of("local", ConfigFactory.empty()),
                    List.of(new NodeId("n1")),
                    asked -> client,
                    new ClientLoad(1, 1, rate),
                    1);
            assertThat(driver.connect(Duration.ofSeconds(10), () -> true)).isTrue();
            driver.begin(new Recorder(System::nanoTime));
            Thread.sleep(5 * ANSWER_MILLIS);
            driver.stop();
            assertThat(driver.counts().ok()).isPositive();
            return driver.begunLateP99Millis();
        } finally {
            node.close();
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
}
