package dsc.workbench.cluster;

import com.typesafe.config.Config;
import dsc.workbench.links.OutgoingCuts;
import dsc.workbench.loopback.Token;
import dsc.workbench.multijvm.MultiJvm;
import dsc.workbench.processes.Ports;
import dsc.workbench.protocol.Clock;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.h2.tools.RunScript;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A scenario's actor on a node of a multi-JVM test, with peers and control endpoint as {@link Node} gives it. */
public final class ScenarioNode {

    /** The name that a test's actor systems need, since peers' addresses have it. */
    public static final String SYSTEM = "dsc";

    /**
     * Configuration over {@code conf/journal-h2.conf}: the journal is a file in the node's own directory. What was
     * written survives SIGKILL, since H2 hands each commit over to the operating system at once. A JVM that exits does
     * not close it under its server, which would go on for a moment with a journal that fails.
     */
    public static final String JOURNAL =
            "dsc.journal.url = \"jdbc:h2:file:\"${multijvm.directory}\"/journal;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE\"";

    /**
     * In its place, for nodes that read each other's events: one file for all, which the process that opens it first
     * reads and writes for the others ({@link #openSharedJournal}), and which is to live as long as any of them.
     */
    public static final String SHARED_JOURNAL = "dsc.journal.url = \"jdbc:h2:file:\"${multijvm.directory}"
            + "\"/../shared/journal;AUTO_SERVER=TRUE;WRITE_DELAY=0;DB_CLOSE_DELAY=-1\"";

    private static final Logger LOG = LoggerFactory.getLogger(ScenarioNode.class);
    private static final String SCHEMA = "/schema/h2/h2-create-schema.sql";

    private ScenarioNode() {}

    /**
     * Where the control endpoints of a test's nodes are.
     *
     * @param ports by role
     * @param token that all of them ask for
     */
    public record ControlPorts(SortedMap<String, Integer> ports, Token token) {}

    /** Free ports for the control endpoints of {@code roles}. A step of the test: every node calls it. */
    public static ControlPorts controlPorts(MultiJvm node, List<String> roles) {
        String drawn = node.decide("control endpoints", () -> {
            Ports ports = new Ports();
            return Token.random().value() + ","
                    + roles.stream().map(role -> role + "=" + ports.next()).collect(Collectors.joining(","));
        });
        List<String> words = List.of(drawn.split(","));
        SortedMap<String, Integer> ports = new TreeMap<>();
        for (String one : words.subList(1, words.size())) {
            ports.put(one.substring(0, one.indexOf('=')), Integer.valueOf(one.substring(one.indexOf('=') + 1)));
        }
        return new ControlPorts(ports, new Token(words.getFirst()));
    }

    /**
     * Starts it.
     *
     * @param control the control endpoints of the roles on which the scenario runs; this node's is one
     */
    public static <M> void start(MultiJvm node, Scenario<M> scenario, ControlPorts control) throws Exception {
        Config config = node.system().settings().config();
        createJournal(node, config);
        SortedMap<NodeId, NodeSettings.Ports> members = new TreeMap<>();
        control.ports()
                .forEach((role, port) -> members.put(
                        new NodeId(role),
                        new NodeSettings.Ports(node.address(role).getPort().orElseThrow(), port)));
        NodeSettings settings = new NodeSettings(
                new NodeId(node.role()),
                scenario.id(),
                members,
                List.copyOf(members.keySet()),
                List.of(),
                1,
                control.token());
        SplittableRandom seeded = new SplittableRandom(settings.id().hashCode());
        ClusterPeers<M> peers = new ClusterPeers<>(
                node.system(), settings, OutgoingCuts.of(Adapter.toClassic(node.system()))::cutTowards, seeded.split());
        NodeClock clock = new NodeClock(Clock.system());
        NodeContext<M> context =
                NodeContext.of(scenario, config, settings.id(), settings.group(), peers, clock, seeded.split());
        CompletableFuture<ActorRef<M>> started = new CompletableFuture<>();
        node.spawn(guardian(scenario, context, started), "scenario");
        ActorRef<M> protocol = started.get();
        node.spawn(peers.gateway(protocol), ClusterPeers.GATEWAY);
        new ControlEndpoint<>(node.system(), settings, scenario, protocol, peers, clock).bind();
    }

    /** As on a live node, the process ends with its protocol; the test fails then, and says so. */
    private static <M> Behavior<Void> guardian(
            Scenario<M> scenario, NodeContext<M> context, CompletableFuture<ActorRef<M>> started) {
        return Behaviors.setup(actor -> {
            ActorRef<M> protocol = actor.spawn(scenario.behavior(context), scenario.id());
            actor.watch(protocol);
            started.complete(protocol);
            return Behaviors.receive(Void.class)
                    .onSignal(Terminated.class, terminated -> {
                        LOG.error(
                                NodeExit.PROTOCOL_FAILED.reason(),
                                terminated instanceof ChildFailed failed ? failed.getCause() : null);
                        Runtime.getRuntime().halt(NodeExit.PROTOCOL_FAILED.status());
                        return Behaviors.stopped();
                    })
                    .build();
        });
    }

    /** Makes the {@link #SHARED_JOURNAL} in this process, before any node starts that writes to it. */
    public static void openSharedJournal(MultiJvm node) throws IOException, SQLException {
        createJournal(node, node.system().settings().config());
    }

    /** Once, and by one connection: two that create the schema at the same time collide. */
    private static void createJournal(MultiJvm node, Config config) throws IOException, SQLException {
        if (!config.hasPath("dsc.journal.url") || node.incarnation() > 1) {
            return;
        }
        try (Connection connection = DriverManager.getConnection(config.getString("dsc.journal.url"), "dsc", "");
                ResultSet tables =
                        connection.getMetaData().getTables(null, "PUBLIC", null, new String[] {"BASE TABLE"});
                InputStream schema = ScenarioNode.class.getResourceAsStream(SCHEMA)) {
            if (tables.next()) {
                return;
            }
            RunScript.execute(connection, new InputStreamReader(schema, StandardCharsets.UTF_8));
        }
    }
}
