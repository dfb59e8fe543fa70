package dsc.workbench.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dsc.concepts.foundations.consensus.raft.RaftScenario;
import dsc.workbench.cluster.NodeExit;
import dsc.workbench.faults.LinkFault;
import dsc.workbench.history.HistoryFile;
import dsc.workbench.journals.JournalChoice;
import dsc.workbench.nodes.NodeProcess.UnexpectedEnd;
import dsc.workbench.processes.Ports;
import dsc.workbench.protocol.NodeId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSelection;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs and nodes that end before their time leave a clear word, what was recorded, and no process. */
class EndingsIT {

    private static final int TIMEOUT_SECONDS = 90;

    @TempDir
    private Path temporary;

    @Test
    void interruptedRunKeepsWhatWasRecorded() throws Exception {
        Path out = temporary.resolve("run");
        Launcher launcher = Launcher.start(temporary, "--seconds", "300", "--faults", "none", "--out", out.toString());
        await("operations", () -> launcher.output().matches("(?s).* [1-9][0-9,]* ok.*"));

        launcher.process().destroy();

        assertThat(launcher.process().waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS))
                .isTrue();
        assertThat(launcher.process().exitValue()).as(launcher.output()).isEqualTo(2);
        assertThat(launcher.output()).contains("unknown  interrupted").doesNotContain("\tat ");
        assertThat(HistoryFile.read(out.resolve("history.edn")).operations()).isNotEmpty();
        assertThat(out.resolve("report.html")).exists();
        assertThat(Processes.naming(out.toString())).isEmpty();
    }

    /** The node that is stopped at that moment cannot notice by itself that it is alone. */
    @Test
    void nodesEndWhenTheLauncherIsKilled() throws Exception {
        Path out = temporary.resolve("run");
        Launcher launcher = Launcher.start(temporary, "--seconds", "300", "--faults", "pause", "--out", out.toString());
        await("a stopped node", () -> launcher.output().contains("fault pause"));
        // The launcher itself, whose arguments name the directory, and for a moment once more, while it starts a
        // command.
        await(
                "three nodes and the launcher",
                () -> Processes.naming(out.toString()).size() == 4);

        launcher.process().destroyForcibly();

        await("no process", () -> Processes.naming(out.toString()).isEmpty());
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        Ports ports = new Ports();
        NodeFiles files = files(ports, "");
        files.drawPorts();
        NodeId n1 = files.nodes().getFirst();
        try (ServerSocket other = new ServerSocket(files.ports(n1).http(), 1, InetAddress.getLoopbackAddress())) {
            NodeProcess node =
                    new NodeProcess(n1, files.directory(n1), NodeClassPath.nodeCommand(), files.environment());
            node.start(files.configuration(n1, true));
            await("the node's end", () -> node.unexpectedEnd().isPresent());
            UnexpectedEnd end = node.unexpectedEnd().orElseThrow();
            assertThat(end.exit()).contains(NodeExit.PORT_TAKEN);
            assertThat(end.why()).contains("another process took its port");
            assertThat(other.isBound()).isTrue();
        }
    }

    @Test
    void aNodeThatTheResolverDownsSaysSo() throws Exception {
        NodeFiles files = files(new Ports(), """
            pekko.cluster {
              failure-detector.acceptable-heartbeat-pause = 2s
              split-brain-resolver.stable-after = 2s
            }
            """);
        try (LocalCluster cluster = new LocalCluster(files, NodeClassPath.nodeCommand())) {
            cluster.start(() -> true);
            NodeId lonely = new NodeId("n3");
            cluster.controls()
                    .setLinks(lonely, Map.of(new NodeId("n1"), LinkFault.ofCut(), new NodeId("n2"), LinkFault.ofCut()));
            for (String other : List.of("n1", "n2")) {
                cluster.controls().setLinks(new NodeId(other), Map.of(lonely, LinkFault.ofCut()));
            }
            await("the resolver", () -> !cluster.unexpectedEnds().isEmpty());
            UnexpectedEnd end = cluster.unexpectedEnds().getFirst();
            assertThat(end.node()).isEqualTo(lonely);
            assertThat(end.exit()).as(end.why()).contains(NodeExit.DOWNED);
        }
    }

    /** Pekko gives the same reason for the shutdown as when the resolver downs a node. */
    @Test
    void aNodeThatAForeignSystemEndsSaysThatItWasNotDowned() throws Exception {
        NodeId n1 = new NodeId("n1");
        Config foreign = ConfigFactory.parseString(
                        "pekko.actor.provider = remote, pekko.remote.artery.canonical.port = 0")
                .withFallback(
                        ConfigFactory.parseFile(Path.of("conf/cluster.conf").toFile()))
                .withFallback(ConfigFactory.defaultReference())
                .withoutPath("pekko.cluster")
                .resolve();
        Map<String, NodeExit> ends = new LinkedHashMap<>();
        ends.put("/user", NodeExit.TERMINATED);
        ends.put("/system/cluster", NodeExit.TERMINATED);
        ends.put("/user/raft", NodeExit.PROTOCOL_STOPPED);
        try (LocalCluster cluster = new LocalCluster(files(new Ports(), 1, ""), NodeClassPath.nodeCommand())) {
            cluster.start(() -> true);
            for (Map.Entry<String, NodeExit> end : ends.entrySet()) {
                // A system for each end: nothing that it sent can reach the node that is started again.
                ActorSystem stranger = ActorSystem.create("foreign", foreign);
                try {
                    ActorSelection victim = stranger.actorSelection(
                            "pekko://dsc@127.0.0.1:" + cluster.ports(n1).artery() + end.getKey());
                    await("the end by " + end.getKey(), () -> {
                        // A message to a system that is not connected yet may be lost.
                        victim.tell(PoisonPill.getInstance(), ActorRef.noSender());
                        return !cluster.unexpectedEnds().isEmpty();
                    });
                } finally {
                    TestKit.shutdownActorSystem(stranger);
                }
                UnexpectedEnd seen = cluster.unexpectedEnds().getFirst();
                assertThat(seen.exit()).as(seen.why()).contains(end.getValue());
                assertThat(cluster.downed()).isEmpty();
                cluster.restart(List.of(n1));
            }
        }
    }

    /** It would join the one that is still to join it. */
    @Test
    void aNodeThatIsStartedAgainDoesNotWaitForOneThatIsNoMember() throws Exception {
        try (LocalCluster cluster = new LocalCluster(files(new Ports(), 1, ""), NodeClassPath.nodeCommand())) {
            cluster.start(() -> true);
            NodeId first = new NodeId("n1");
            cluster.controls().kill(first);
            cluster.add(new NodeId("n2"));

            cluster.restart(List.of(first));

            assertThat(cluster.awaitAllReady(Duration.ofSeconds(TIMEOUT_SECONDS)))
                    .as("nodes that are no members")
                    .isEmpty();
        }
    }

    private NodeFiles files(Ports ports, String settings) {
        return files(ports, 3, settings);
    }

    private NodeFiles files(Ports ports, int nodes, String settings) {
        Path home = Path.of("").toAbsolutePath();
        return new NodeFiles(
                temporary,
                nodes,
                new RaftScenario(),
                1,
                NodeBasis.of(ConfigFactory.parseString(settings)
                        .withFallback(NodeFiles.layers(
                                home, "raft", JournalChoice.MEMORY, false, Optional.empty(), Map.of()))),
                ports);
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain for " + what).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** The launcher as a process of its own. */
    private record Launcher(Process process, Path console) {

        static Launcher start(Path directory, String... options) throws IOException {
            Path console = directory.resolve("console.txt");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    NodeClassPath.ofThisJvm(),
                    "-Ddsc.home=" + Path.of("").toAbsolutePath(),
                    "dsc.cli.EntryPoint",
                    "run",
                    "raft",
                    "--journal",
                    "memory"));
            command.addAll(List.of(options));
            return new Launcher(
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(console.toFile())
                            .start(),
                    console);
        }

        String output() {
            try {
                return Files.readString(console);
            } catch (IOException notYet) {
                return "";
            }
        }
    }
}
