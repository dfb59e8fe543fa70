package dsc.workbench.benchmarks;

import dsc.workbench.cluster.Load;
import dsc.workbench.cluster.LoadReport;
import dsc.workbench.nodes.LocalCluster;
import dsc.workbench.nodes.NodeOptions;
import dsc.workbench.protocol.Benchmark;
import dsc.workbench.protocol.Figure;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.LauncherException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Puts a load on one node of a cluster: one cluster for all columns that have the same settings. */
final class NodeLoadMeasurement implements Measurement {

    /** What the load before had under way is answered, and this one has found its pace. */
    private static final int RAMP_MILLIS = 500;

    private static final int POLL_MILLIS = 50;
    private static final int ATTEMPTS = 4;
    private static final Duration LEADER_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration LOAD_TIMEOUT = Duration.ofSeconds(15);

    private final BenchmarkOptions options;
    private final Benchmark.NodeLoad load;
    private final Path home;
    private final List<String> jvm;
    private final Path directory;
    private final Console progress;
    private final Cancellation cancellation;
    private final List<String> repeated = new ArrayList<>();
    private Map<String, String> settings;
    private MeasuredCluster running;

    /**
     * The node that the load is put on.
     *
     * @param term of its leadership, if it is loaded as the leader
     */
    private record Loaded(NodeId node, Optional<Object> term) {}

    NodeLoadMeasurement(
            BenchmarkOptions options,
            Benchmark.NodeLoad load,
            Path home,
            List<String> jvm,
            Path directory,
            Console progress,
            Cancellation cancellation) {
        this.options = options;
        this.load = load;
        this.home = home;
        this.jvm = jvm;
        this.directory = directory;
        this.progress = progress;
        this.cancellation = cancellation;
    }

    @Override
    public Round measure(Benchmark.Case column, int number) throws InterruptedException {
        requireCluster(column, number);
        return new Round(round(outstanding(column), options.rounds().seconds()), Map.of());
    }

    /** Starts a cluster with the settings of {@code column}, unless the one that is up has them. */
    private void requireCluster(Benchmark.Case column, int number) throws InterruptedException {
        if (column.settings().equals(settings)) {
            return;
        }
        close();
        boolean alone = options.columns().stream()
                        .map(Benchmark.Case::settings)
                        .distinct()
                        .count()
                == 1;
        running = new MeasuredCluster(
                options.scenario(),
                tuned(options.nodes(column)),
                home,
                jvm,
                alone ? directory : BenchmarkRun.below(directory, column, number));
        settings = column.settings();
        progress.line(
                String.format(Locale.ROOT, "Starting %d nodes…", options.nodes().count()));
        running.start(cancellation);
        if (options.rounds().warmUpSeconds() > 0) {
            progress.line(String.format(
                    Locale.ROOT, "Warming up for %d s…", options.rounds().warmUpSeconds()));
            round(
                    options.columns().stream()
                            .map(this::outstanding)
                            .max(Comparator.naturalOrder())
                            .orElseThrow(),
                    options.rounds().warmUpSeconds());
        }
    }

    /** Unless the user has a file of their own, with the protocol's settings for speed. */
    private NodeOptions tuned(NodeOptions nodes) {
        Path file = home.resolve("conf").resolve(options.scenario().id() + "-bench.conf");
        return new NodeOptions(
                nodes.count(),
                nodes.journal(),
                nodes.tls(),
                nodes.conf().or(() -> Optional.of(file)),
                nodes.overrides(),
                nodes.edited());
    }

    private int outstanding(Benchmark.Case column) {
        return Integer.parseInt(column.value(load.outstanding()).name());
    }

    @Override
    public List<String> repeated() {
        return List.copyOf(repeated);
    }

    /** One round that counts: no call failed, and a leader that was to be loaded led all the time. */
    private List<Figure> round(int outstanding, int seconds) throws InterruptedException {
        LocalCluster cluster = running.cluster();
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            cancellation.check();
            Loaded before = awaitLoaded(cluster);
            Duration processorBefore = running.processorTime();
            LoadReport report = put(asked(outstanding, seconds, cluster, before.node()), cluster, before.node());
            Duration processor = running.processorTime().minus(processorBefore);
            String failure = report.failure() != null
                    ? report.failure()
                    : !before.equals(awaitLoaded(cluster)) ? "the leader changed" : null;
            if (failure == null) {
                return figures(load.operation(), report, processor);
            }
            repeated.add(String.format(Locale.ROOT, "a round at %d outstanding, after %s", outstanding, failure));
            progress.line("@|yellow repeated|@: " + repeated.getLast());
        }
        throw new LauncherException(String.format(
                Locale.ROOT,
                "no round at %d outstanding went well in %d attempts (%s); see %s",
                outstanding,
                ATTEMPTS,
                repeated.getLast(),
                directory));
    }

    /** @param processor of all nodes, for all operations, since the processes worked for the first ones as well */
    static List<Figure> figures(String operation, LoadReport report, Duration processor) {
        double perOperation = report.allOperations() == 0 ? 0 : processor.toNanos() / 1e3 / report.allOperations();
        return List.of(
                Figure.count(operation + "s a second", report.perSecond()),
                Figure.micros("latency p50", report.p50Micros()),
                Figure.micros("latency p99", report.p99Micros()),
                Figure.micros("latency max", report.maxMicros()),
                Figure.micros("processor time a " + operation, perOperation));
    }

    private static LoadReport put(Load load, LocalCluster cluster, NodeId loaded) throws InterruptedException {
        Duration timeout =
                Duration.ofMillis((long) load.warmUpMillis() + load.millis()).plus(LOAD_TIMEOUT);
        try {
            return cluster.client(loaded).load(load, timeout);
        } catch (IOException failed) {
            return new LoadReport(loaded + "'s control endpoint failed: " + failed.getMessage(), 0, 0, 0, 0, 0, 0, 0);
        }
    }

    private Load asked(int outstanding, int seconds, LocalCluster cluster, NodeId loaded) {
        return new Load(
                load.operation(),
                load.keys().of(loaded, cluster.nodes()),
                load.valueBytes(),
                outstanding,
                load.pauseMillis(),
                RAMP_MILLIS,
                Math.toIntExact(TimeUnit.SECONDS.toMillis(seconds)));
    }

    private Loaded awaitLoaded(LocalCluster cluster) throws InterruptedException {
        return switch (load.node()) {
            case FIRST -> new Loaded(cluster.nodes().getFirst(), Optional.empty());
            case LEADER -> awaitLeader(cluster);
        };
    }

    private Loaded awaitLeader(LocalCluster cluster) throws InterruptedException {
        long deadline = System.nanoTime() + LEADER_TIMEOUT.toNanos();
        while (System.nanoTime() < deadline) {
            cancellation.check();
            Optional<NodeId> leader = cluster.leader();
            if (leader.isPresent()) {
                Optional<Map<String, Object>> state = cluster.state(leader.get());
                if (state.isPresent()) {
                    return new Loaded(
                            leader.get(), Optional.ofNullable(state.get().get("term")));
                }
            }
            cancellation.pause(POLL_MILLIS);
        }
        throw new LauncherException(String.format(
                Locale.ROOT, "there was no leader within %d s; see %s", LEADER_TIMEOUT.toSeconds(), directory));
    }

    @Override
    public void close() {
        if (running != null) {
            running.close();
            running = null;
            settings = null;
        }
    }
}
