package dsc.workbench.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dsc.concepts.foundations.consensus.raft.RaftScenario;
import dsc.workbench.cluster.NodeSettings;
import dsc.workbench.faults.ErasedDisk;
import dsc.workbench.journals.JournalChoice;
import dsc.workbench.processes.Ports;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.terminal.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeFilesTest {

    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId N3 = new NodeId("n3");

    /** The repository. */
    private static final Path HOME = Path.of("").toAbsolutePath();

    @TempDir
    private Path directory;

    private void conf(String name, String content) throws IOException {
        Files.createDirectories(directory.resolve("conf"));
        Files.writeString(directory.resolve("conf").resolve(name), content);
    }

    private Config layers(Optional<Path> own, Map<String, String> overrides) {
        return NodeFiles.layers(directory, "raft", JournalChoice.H2, false, own, overrides);
    }

    private NodeFiles files(int count, Config layers) {
        NodeFiles files = new NodeFiles(directory, count, new RaftScenario(), 42, NodeBasis.of(layers), new Ports());
        files.drawPorts();
        return files;
    }

    private static NodeSettings settings(Path file) {
        return NodeSettings.from(ConfigFactory.parseFile(file.toFile()).resolve());
    }

    @Test
    void whatANodeStoredInDirectoriesOfItsOwnIsErasedAndItsConfigurationStays() throws Exception {
        NodeFiles files = files(2, ConfigFactory.empty());
        Path configuration = files.configuration(new NodeId("n1"), true);
        Path data = Files.createDirectories(files.directory(new NodeId("n1")).resolve("ddata-2551"));
        Files.writeString(data.resolve("data.mdb"), "x");
        Files.writeString(data.resolve("lock.mdb"), "x");

        ErasedDisk erased = files.erase(new NodeId("n1"));

        assertThat(erased).isEqualTo(new ErasedDisk(OptionalLong.empty(), 2));
        assertThat(data).doesNotExist();
        assertThat(configuration).exists();
    }

    @Test
    void theLaterLayerWins() throws IOException {
        conf("node.conf", "a = node, b = node, c = node, d = node, e = node");
        conf("journal-h2.conf", "b = journal, c = journal, d = journal, e = journal");
        conf("journal-memory.conf", "a = another journal");
        conf("raft.conf", "c = scenario, d = scenario, e = scenario");
        conf("paxos.conf", "a = another scenario");
        Path own = Files.writeString(directory.resolve("my.conf"), "d = own, e = own");

        Config config = layers(Optional.of(own), Map.of("e", "override", "f.g", "override"));

        assertThat(config.root().unwrapped())
                .isEqualTo(Map.of(
                        "a", "node",
                        "b", "journal",
                        "c", "scenario",
                        "d", "own",
                        "e", "override",
                        "f", Map.of("g", "override")));
    }

    @Test
    void aLayerThatIsNotThereIsLeftOut() throws IOException {
        assertThat(layers(Optional.empty(), Map.of()).isEmpty()).isTrue();

        conf("raft.conf", "c = scenario");
        assertThat(layers(Optional.empty(), Map.of()).getString("c")).isEqualTo("scenario");
    }

    @Test
    void oneThatCannotBeReadIsSaid() throws IOException {
        conf("node.conf", "a = [");

        assertThatThrownBy(() -> layers(Optional.empty(), Map.of()))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("node.conf");
    }

    @Test
    void whoFormsTheClusterJoinsTheFirstNodeAndWhoComesBackJoinsTheOthers() {
        NodeFiles files = files(3, ConfigFactory.empty());

        for (NodeId node : files.nodes()) {
            assertThat(settings(files.configuration(node, true)).seeds()).containsExactly(N1);
        }
        assertThat(settings(files.configuration(N1, false)).seeds()).containsExactly(N2, N3);
        assertThat(settings(files.configuration(N2, false)).seeds()).containsExactly(N1, N3);
        assertThat(settings(files.configuration(N3, false)).seeds()).containsExactly(N1, N2);
    }

    @Test
    void plainTakesThePlaceOfNodeConfAndTellsEveryNodeOfAll() throws IOException {
        conf("node.conf", "a = node, b = node");
        conf("plain.conf", "a = plain, dsc.launcher.seeds = all");
        conf("raft.conf", "c = scenario");
        Files.writeString(directory.resolve("plain"), "a = own");

        Config plain = layers(Optional.of(Path.of("plain")), Map.of());
        assertThat(plain.getString("a")).isEqualTo("plain");
        assertThat(plain.getString("c")).isEqualTo("scenario");
        assertThat(plain.hasPath("b")).isFalse();
        NodeFiles files = files(3, plain);
        assertThat(settings(files.configuration(N2, true)).seeds()).containsExactly(N1, N2, N3);
        assertThat(settings(files.configuration(N2, false)).seeds()).containsExactly(N1, N3);

        assertThat(NodeFiles.isPlain(NodeFiles.own(Path.of("plain")))).isTrue();
        assertThat(NodeFiles.isPlain(NodeFiles.own(Path.of("./plain"))))
                .as("a file of that name")
                .isFalse();
    }

    @Test
    void oneNodeAloneFormsItsClusterAgain() {
        NodeFiles files = files(1, ConfigFactory.empty());

        assertThat(settings(files.configuration(N1, true)).seeds()).containsExactly(N1);
        assertThat(settings(files.configuration(N1, false)).seeds()).containsExactly(N1);
    }

    @Test
    void aNodeReadsWhatWasDecidedAboutIt() {
        NodeFiles files = files(3, ConfigFactory.empty());

        Path file = files.configuration(N2, true);
        NodeSettings settings = settings(file);

        assertThat(file).isEqualTo(directory.resolve("nodes/n2/node.conf"));
        assertThat(settings.id()).isEqualTo(N2);
        assertThat(settings.scenario()).isEqualTo("raft");
        assertThat(settings.seed()).isEqualTo(42);
        assertThat(settings.members().keySet()).containsExactly(N1, N2, N3);
        assertThat(settings.members())
                .allSatisfy((node, ports) -> assertThat(ports).isEqualTo(files.ports(node)));
        assertThat(settings.members().values().stream()
                        .flatMap(ports -> List.of(ports.artery(), ports.http()).stream()))
                .doesNotHaveDuplicates();
    }

    /** A process that reads it can stop the node. */
    @Test
    void theTokenIsTheSameOnAllNodesAndForTheOwnerAlone() throws IOException {
        NodeFiles files = files(2, ConfigFactory.parseString("dsc.node.token = 0123456789abcdef"));
        Path first = Files.createDirectories(files.directory(N1)).resolve("node.conf");
        Files.writeString(first, "left by an earlier version, readable by all");

        assertThat(settings(files.configuration(N1, true)).token()).isEqualTo(files.token());
        Path second = files.configuration(N2, true);
        assertThat(settings(second).token()).isEqualTo(files.token());
        assertThat(settings(second)).asString().doesNotContain(files.token().value());
        assertThat(files(2, ConfigFactory.empty()).token()).isNotEqualTo(files.token());
        for (Path file : List.of(first, second)) {
            if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void aNodeThatComesBackListensWhereItDid() {
        NodeFiles files = files(3, ConfigFactory.empty());
        Map<NodeId, NodeSettings.Ports> before =
                settings(files.configuration(N2, true)).members();

        assertThat(settings(files.configuration(N2, false)).members()).isEqualTo(before);

        files.drawPorts();
        assertThat(settings(files.configuration(N2, true)).members()).isNotEqualTo(before);
    }

    @Test
    void aNodeThatIsAddedKnowsAllAndIsNotInTheGroupThatTheClusterBeganWith() {
        NodeFiles files = files(3, ConfigFactory.empty());
        NodeSettings before = settings(files.configuration(N2, true));
        NodeId n4 = new NodeId("n4");

        files.add(n4);

        NodeSettings added = settings(files.configuration(n4, false));
        assertThat(files.nodes()).containsExactly(N1, N2, N3, n4);
        assertThat(added.id()).isEqualTo(n4);
        assertThat(added.group()).containsExactly(N1, N2, N3);
        assertThat(added.seeds()).containsExactly(N1, N2, N3);
        assertThat(added.members()).containsAllEntriesOf(before.members()).containsEntry(n4, files.ports(n4));
        NodeSettings restarted = settings(files.configuration(N2, false));
        assertThat(restarted.members()).isEqualTo(added.members());
        assertThat(restarted.group()).isEqualTo(before.group()).containsExactly(N1, N2, N3);
    }

    @Test
    void noTwoNodesHaveOneName() {
        NodeFiles files = files(2, ConfigFactory.empty());

        assertThatThrownBy(() -> files.add(N2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is a node n2 already");
    }

    /** What the launcher decides cannot be overridden by accident. */
    @Test
    void theLaunchersDecisionsWin() {
        NodeFiles files = files(2, ConfigFactory.parseString("dsc.node { id = n9, extra = 1 }, dsc.raft.x = 1"));
        Config config = ConfigFactory.parseFile(files.configuration(N1, true).toFile());

        assertThat(config.getString("dsc.node.id")).isEqualTo("n1");
        assertThat(config.getInt("dsc.raft.x")).isEqualTo(1);
    }

    @Test
    void plainIsSafe() {
        Config plain = NodeFiles.layers(
                        HOME, "raft", JournalChoice.MEMORY, false, Optional.of(NodeFiles.PLAIN), Map.of())
                .withFallback(ConfigFactory.defaultReference())
                .resolve();

        assertThat(plain.getString("pekko.remote.artery.bind.hostname")).isEqualTo("127.0.0.1");
        assertThat(plain.getString("pekko.remote.artery.canonical.hostname")).isEqualTo("127.0.0.1");
        assertThat(plain.getBoolean("pekko.actor.allow-java-serialization")).isFalse();
        assertThat(plain.getString("pekko.cluster.gossip-interval"))
                .isEqualTo(ConfigFactory.defaultReference().getString("pekko.cluster.gossip-interval"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "memory"})
    void whatLiesInConfIsReadAgainAsItWas(String journal) {
        String url = "jdbc:h2:tcp://127.0.0.1:21001/./journal;X=\"y\"";
        Map<String, String> overrides =
                Map.of("dsc.journal.url", url, "dsc.raft.heartbeat-interval", "50ms", "my.text", "a \"b\" ${c}\n# d");
        Config layers = NodeFiles.layers(HOME, "raft", JournalChoice.of(journal), false, Optional.empty(), overrides);

        // As NodeMain does.
        Config config = ConfigFactory.parseFile(
                        files(3, layers).configuration(N1, true).toFile())
                .withFallback(ConfigFactory.defaultReference())
                .resolve();

        assertThat(config.getString("my.text")).isEqualTo("a \"b\" ${c}\n# d");
        assertThat(config.getDuration("dsc.raft.heartbeat-interval")).hasMillis(50);
        assertThat(config.getString("pekko.actor.provider")).isEqualTo("cluster");
        assertThat(config.getBoolean("pekko.actor.allow-java-serialization")).isFalse();
        assertThat(config.getString("pekko.remote.artery.bind.hostname")).isEqualTo("127.0.0.1");
        if (journal.equals("h2")) {
            assertThat(config.getString("pekko-persistence-jdbc.shared-databases.slick.db.url"))
                    .isEqualTo(url);
        } else {
            assertThat(config.getString("pekko.persistence.journal.plugin")).isEqualTo("dsc.journal");
        }
    }

    /** Read with a grammar of Prometheus's own, once; here, that it names each node and its port. */
    @Test
    void prometheusFindsEveryNodeBesideTheRun() throws IOException {
        NodeFiles files = files(2, ConfigFactory.empty());
        files.configuration(N1, true);
        files.add(N3);
        files.configuration(N3, false);

        assertThat(directory.resolve("prometheus.yml")).content().contains("  - job_name: \"raft\"\n");
        for (NodeId node : List.of(N1, N2, N3)) {
            assertThat(directory.resolve("prometheus.yml"))
                    .content()
                    .contains("      - targets: [\"127.0.0.1:"
                            + files.ports(node).http() + "\"]\n        labels: { node: \"" + node + "\" }\n");
        }
    }
}
