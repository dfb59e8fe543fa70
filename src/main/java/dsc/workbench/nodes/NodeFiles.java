package dsc.workbench.nodes;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValueFactory;
import dsc.workbench.cluster.NodeSettings;
import dsc.workbench.faults.ErasedDisk;
import dsc.workbench.journals.JournalChoice;
import dsc.workbench.loopback.Token;
import dsc.workbench.processes.Ports;
import dsc.workbench.processes.PrivateFiles;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.terminal.Format;
import dsc.workbench.terminal.LauncherException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What each node is started with: a directory, ports, and its configuration written out; and beside them, where
 * Prometheus finds all of them.
 */
public final class NodeFiles {

    /** In place of the user's own file: Pekko's and java's defaults. A file of that name is {@code ./plain}. */
    public static final Path PLAIN = Path.of("plain");

    /** What the files in {@code conf/} are called that nodes are started with otherwise. */
    static final String TUNED = "node";

    private static final String SEEDS = "dsc.launcher.seeds";

    private final Path directory;
    private final List<NodeId> group;
    private final List<NodeId> nodes;
    private final Scenario<?> scenario;
    private final long seed;
    private final NodeBasis basis;
    private final Ports ports;
    private final Map<NodeId, NodeSettings.Ports> drawn = new TreeMap<>();
    private final Set<NodeId> certified = new TreeSet<>();

    /** What the nodes' control endpoints ask for, as long as this cluster is kept by this process. */
    private final Token token = Token.random();

    /** @param basis what lies below what is decided here */
    public NodeFiles(Path directory, int count, Scenario<?> scenario, long seed, NodeBasis basis, Ports ports) {
        this.directory = directory;
        this.group = IntStream.rangeClosed(1, count)
                .mapToObj(number -> new NodeId("n" + number))
                .toList();
        this.nodes = new ArrayList<>(group);
        this.scenario = scenario;
        this.seed = seed;
        this.basis = basis;
        this.ports = ports;
    }

    /**
     * The layers of {@code conf/} for a scenario, a journal and perhaps TLS, the user's own file over them, and single
     * values over all.
     *
     * @param home where {@code conf/} lies
     * @param own the user's own file; {@link #PLAIN} takes the place of {@code node.conf}
     * @param overrides values by path
     */
    public static Config layers(
            Path home,
            String scenario,
            JournalChoice journal,
            boolean tls,
            Optional<Path> own,
            Map<String, String> overrides) {
        try {
            Config config = ConfigFactory.empty();
            List<String> names = new ArrayList<>(
                    List.of((isPlain(own) ? PLAIN : TUNED) + ".conf", "journal-" + journal.kind() + ".conf"));
            if (tls) {
                names.add("tls.conf");
            }
            names.add(scenario + ".conf");
            for (String name : names) {
                Path file = home.resolve("conf").resolve(name);
                if (Files.exists(file)) {
                    config = ConfigFactory.parseFile(file.toFile()).withFallback(config);
                }
            }
            if (own.isPresent() && !isPlain(own)) {
                config = ConfigFactory.parseFile(own.get().toFile()).withFallback(config);
            }
            for (Map.Entry<String, String> override : overrides.entrySet()) {
                config = config.withValue(override.getKey(), ConfigValueFactory.fromAnyRef(override.getValue()));
            }
            return config;
        } catch (ConfigException malformed) {
            throw new LauncherException("the configuration cannot be read: " + malformed.getMessage());
        }
    }

    /**
     * A scenario's own settings, of all that a node is started with.
     *
     * @param layers as {@link #layers} reads them; what is decided for each node is not in them
     */
    public static Settings settings(String scenario, Config layers) {
        return settings(scenario, () -> layers);
    }

    /** The same of layers that are read when the first value is asked for. */
    static Settings settings(String scenario, Supplier<Config> layers) {
        return Settings.of(
                scenario,
                () -> layers.get().resolve(ConfigResolveOptions.defaults().setAllowUnresolved(true)));
    }

    /** The same as {@code conf/} has them. */
    public static Settings usualSettings(Path home, String scenario) {
        return settings(scenario, () -> layers(home, scenario, JournalChoice.H2, true, Optional.empty(), Map.of()));
    }

    /** A file as it was named on the command line, or null for none, wherever the user goes on from there. */
    public static Optional<Path> own(Path named) {
        return Optional.ofNullable(named).map(path -> path.equals(PLAIN) ? path : path.toAbsolutePath());
    }

    static boolean isPlain(Optional<Path> own) {
        return own.filter(PLAIN::equals).isPresent();
    }

    void drawPorts() {
        for (NodeId node : nodes) {
            drawn.put(node, new NodeSettings.Ports(ports.next(), ports.next()));
        }
    }

    /**
     * One node more, with ports of its own, which is not in the group that the cluster began with. The others hear of
     * it by their control endpoints, and when they come back, from {@link #configuration}, which must be written anew.
     *
     * @throws IllegalArgumentException when there is a node of that name
     */
    public void add(NodeId node) {
        if (nodes.contains(node)) {
            throw new IllegalArgumentException("there is a node " + node + " already");
        }
        nodes.add(node);
        drawn.put(node, new NodeSettings.Ports(ports.next(), ports.next()));
    }

    List<NodeId> nodes() {
        return List.copyOf(nodes);
    }

    /** Those that were added. */
    List<NodeId> added() {
        return nodes.stream().filter(node -> !group.contains(node)).toList();
    }

    public NodeSettings.Ports ports(NodeId node) {
        return drawn.get(node);
    }

    /** What the nodes' control endpoints ask for. */
    Token token() {
        return token;
    }

    Path directory(NodeId node) {
        return directory.resolve("nodes").resolve(node.value());
    }

    /**
     * Writes {@code node}'s configuration.
     *
     * @param first whether the cluster is being formed: then the first node may form it alone. A node that comes back
     *     joins the others, or two clusters could come to be.
     */
    Path configuration(NodeId node, boolean first) {
        if (first
                && basis.layers().hasPath(SEEDS)
                && basis.layers().getString(SEEDS).equals("all")) {
            return write(node, nodes.stream().map(NodeId::value).toList());
        }
        return first
                ? configuration(node, nodes.getFirst())
                : write(
                        node,
                        nodes.stream()
                                .filter(other -> nodes.size() == 1 || !other.equals(node))
                                .map(NodeId::value)
                                .toList());
    }

    /**
     * Writes {@code node}'s configuration, when nobody is left to be joined.
     *
     * @param former the node that forms the cluster anew, which may be this one
     */
    Path configuration(NodeId node, NodeId former) {
        return write(node, List.of(former.value()));
    }

    private Path write(NodeId node, List<String> seeds) {
        Map<String, Object> members = drawn.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().value(),
                        entry -> Map.of(
                                "artery", entry.getValue().artery(),
                                "http", entry.getValue().http())));
        Map<String, Object> decided = Map.of(
                "token",
                token.value(),
                "id",
                node.value(),
                "scenario",
                scenario.id(),
                "scenario-class",
                scenario.getClass().getName(),
                "seed",
                seed,
                "seeds",
                seeds,
                "directory",
                directory(node).toAbsolutePath().toString(),
                "members",
                members,
                "group",
                group.stream().map(NodeId::value).toList());
        Config config = basis.layers().withValue("dsc.node", ConfigValueFactory.fromMap(decided));
        try {
            PrivateFiles.createDirectories(directory(node));
            PrometheusFile.write(directory, scenario.id(), drawn);
            config = certified(node, config);
            Path file = directory(node).resolve("node.conf");
            PrivateFiles.write(
                    file,
                    config.root()
                            .render(ConfigRenderOptions.defaults()
                                    .setOriginComments(false)
                                    .setJson(false))
                            .getBytes(StandardCharsets.UTF_8));
            return file;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** With where the node finds its key, if it needs one. It keeps the one that it got first. */
    private Config certified(NodeId node, Config config) {
        if (basis.authority().isEmpty()) {
            return config;
        }
        Path store = directory(node).resolve("tls.p12");
        if (certified.add(node)) {
            basis.authority().get().issue(node.value(), CertificateAuthority.LOOPBACK, store);
        }
        return config.withValue("dsc.tls.key-store", ConfigValueFactory.fromAnyRef(store.toString()));
    }

    /**
     * Deletes what {@code node}, whose process has ended, stored: in the journal, and in directories below its own,
     * where modules of Pekko keep theirs. Its configuration, key and log are files, and stay.
     *
     * @throws LauncherException when it could not be deleted
     */
    ErasedDisk erase(NodeId node) throws InterruptedException {
        OptionalLong rows =
                basis.journal().isPresent() ? basis.journal().get().erase(scenario.id(), node) : OptionalLong.empty();
        try (Stream<Path> found = Files.list(directory(node))) {
            long files = 0;
            for (Path data : found.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                files += count(data);
                PrivateFiles.remove(data);
            }
            return new ErasedDisk(rows, files);
        } catch (IOException failed) {
            throw new LauncherException("what " + node + " stored cannot be deleted: " + Format.failure(failed));
        }
    }

    private static long count(Path data) throws IOException {
        try (Stream<Path> all = Files.walk(data)) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    /** Variables of every node's process. */
    Map<String, String> environment() {
        return basis.environment();
    }
}
