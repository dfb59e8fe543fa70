package dsc.workbench.runs;

import dsc.workbench.history.History;
import dsc.workbench.history.Recorder;
import dsc.workbench.nodes.NodeClient;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.ShippedSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Clients that work as in a run, on nodes that a test starts itself; what they do is recorded. */
public final class Load {

    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(30);
    private static final long SEED = 1;

    private final Driver driver;
    private Recorder recorder;

    Load(Scenario<?> scenario, Map<NodeId, NodeClient> connections, int clients, int keys, int rate) {
        ClientLoad load = new ClientLoad(clients, keys, rate);
        this.driver = new Driver(
                scenario,
                ShippedSettings.of(scenario.id()),
                List.copyOf(connections.keySet()),
                connections::get,
                load,
                SEED);
    }

    /** Opens the clients' sessions, and lets them work. */
    public void begin() throws InterruptedException {
        if (!driver.connect(SESSION_TIMEOUT, () -> true)) {
            driver.stop();
            throw new AssertionError("no client was served within " + SESSION_TIMEOUT.toSeconds() + " s");
        }
        recorder = new Recorder(System::nanoTime);
        driver.begin(recorder);
    }

    /** How many operations took effect until now, for all that clients know. */
    public long okCount() {
        return driver.counts().ok();
    }

    /** The same, and what {@code nodes} answer in the end: the others are gone for good. */
    public History end(List<String> nodes, Duration timeout) throws InterruptedException {
        driver.stop();
        driver.close(nodes.stream().map(NodeId::new).toList(), timeout, () -> true);
        return recorder.history();
    }

    /** Lets every client finish its operation; returns what all of them saw. */
    public History end() throws InterruptedException {
        driver.stop();
        return recorder.history();
    }
}
