package dsc.workbench.nodes;

import com.typesafe.config.ConfigFactory;
import dsc.workbench.faults.LinkFault;
import dsc.workbench.journals.Journal;
import dsc.workbench.journals.JournalChoice;
import dsc.workbench.processes.Loopback;
import dsc.workbench.processes.Ports;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.protocol.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;

/**
 * Two nodes of one cluster in one JVM, which do once what nodes do, while the JVM lists the classes that this takes
 * (see {@link NodeArchive}): one joins the other, they serve clients, keep a journal, cut a link and heal it.
 */
public final class NodeTraining {

    private static final Duration TIMEOUT = Duration.ofSeconds(120);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);
    private static final int NODES = 2;
    private static final int OPERATIONS = 50;

    private NodeTraining() {}

    /** @param arguments where {@code conf/} lies; where to keep the nodes' files */
    public static void main(String[] arguments) throws Exception {
        Loopback.avoidProxies();
        Path home = Path.of(arguments[0]);
        Path directory = Path.of(arguments[1]);
        Scenario<?> scenario = new TrainingScenario();
        Ports ports = new Ports();
        try (Journal journal = JournalChoice.H2.open(directory, ports)) {
            NodeBasis basis = NodeBasis.of(
                    NodeFiles.layers(home, scenario.id(), JournalChoice.H2, true, Optional.empty(), Map.of()),
                    directory,
                    journal,
                    true);
            // Nodes of their own get it by their environment; a configuration's substitutions see both.
            basis.environment().forEach(System::setProperty);
            ConfigFactory.invalidateCaches();
            NodeFiles files = new NodeFiles(directory, NODES, scenario, 1, basis, ports);
            files.drawPorts();
            Map<NodeId, NodeClient> clients = new TreeMap<>();
            for (NodeId node : files.nodes()) {
                clients.put(node, new NodeClient(files.ports(node).http(), files.token()));
                NodeMain.start(files.configuration(node, true), scenario);
            }
            exercise(scenario, NodeFiles.usualSettings(home, scenario.id()), clients);
        }
        System.exit(0);
    }

    private static void exercise(Scenario<?> scenario, Settings settings, Map<NodeId, NodeClient> clients)
            throws InterruptedException, IOException, TimeoutException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        for (NodeClient client : clients.values()) {
            while (!client.isReady(ANSWER_TIMEOUT)) {
                if (System.nanoTime() > deadline) {
                    throw new TimeoutException("a node was not ready after " + TIMEOUT.toSeconds() + " s");
                }
                Thread.sleep(20);
            }
            client.state(ANSWER_TIMEOUT);
        }
        List<NodeId> nodes = List.copyOf(clients.keySet());
        operate(scenario, settings, clients, nodes);
        NodeClient first = clients.get(nodes.getFirst());
        first.setLinks(Map.of(nodes.getLast(), LinkFault.ofCut()), ANSWER_TIMEOUT);
        first.setLinks(Map.of(nodes.getLast(), LinkFault.ofDelay(1, 2)), ANSWER_TIMEOUT);
        first.setLinks(Map.of(), ANSWER_TIMEOUT);
        operate(scenario, settings, clients, nodes);
    }

    private static void operate(
            Scenario<?> scenario, Settings settings, Map<NodeId, NodeClient> clients, List<NodeId> nodes)
            throws InterruptedException {
        SessionClient client = new SessionClient(scenario, nodes, nodes.getFirst(), clients::get);
        client.openSession(() -> true);
        Workload workload = scenario.workload(settings);
        SplittableRandom random = new SplittableRandom(1);
        for (int operation = 0; operation < OPERATIONS; operation++) {
            client.operate(workload.next(random, List.of("k1"), new Workload.Turn(0, 1, operation)));
        }
    }
}
