package dsc.workbench.benchmarks;

import com.typesafe.config.Config;
import dsc.workbench.history.Recorder;
import dsc.workbench.journals.Journal;
import dsc.workbench.nodes.LocalCluster;
import dsc.workbench.nodes.NodeBasis;
import dsc.workbench.nodes.NodeFiles;
import dsc.workbench.processes.Ports;
import dsc.workbench.processes.PrivateFiles;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.report.RunRecord.Figures;
import dsc.workbench.runs.ClientLoad;
import dsc.workbench.runs.Driver;
import dsc.workbench.runs.Measures;
import dsc.workbench.runs.RunDirectory;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.LauncherException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Measures what accounts cost beside entities of plain Cluster Sharding: the same clients ask a cluster of each kind,
 * one kind after the other in each round, so that what else the machine does in the meantime hits all of them.
 */
public final class ShardingBench {

    public static final long SEED = 1;

    /** Which setting of the scenario says what an entity is. */
    public static final String ENTITY = "dsc.horizontal.entity";

    /** Kinds of entities, and what each is. */
    public static final Map<String, String> ENTITIES = entities();

    private static final Duration SESSION_PATIENCE = Duration.ofSeconds(60);

    private final Scenario<?> scenario;
    private final ShardingBenchOptions options;
    private final Path home;
    private final List<String> jvm;
    private final RunDirectory directory;
    private final Console progress;
    private final CountDownLatch interrupted = new CountDownLatch(1);

    /**
     * What one round of one kind came to.
     *
     * @param cpuMicros what all nodes' processes together took of the cores for one operation
     */
    public record Round(double perSecond, double p50Millis, double p99Millis, double cpuMicros) {}

    /** @param progress told how it goes on */
    public ShardingBench(
            Scenario<?> scenario,
            ShardingBenchOptions options,
            Path home,
            List<String> jvm,
            RunDirectory directory,
            Console progress) {
        this.scenario = scenario;
        this.options = options;
        this.home = home;
        this.jvm = jvm;
        this.directory = directory;
        this.progress = progress;
    }

    private static Map<String, String> entities() {
        Map<String, String> entities = new LinkedHashMap<>();
        entities.put("memory", "plain Cluster Sharding, state in memory");
        entities.put("journaled", "and its events in the journal");
        entities.put("account", "and fenced, idempotent, passivated: dsc run horizontal");
        return entities;
    }

    public void interrupt() {
        interrupted.countDown();
    }

    /** Rounds by kind. */
    public Map<String, List<Round>> execute() throws InterruptedException {
        Map<String, List<Round>> rounds = new LinkedHashMap<>();
        for (int round = 1; round <= options.rounds(); round++) {
            for (String entity : ENTITIES.keySet()) {
                Round measured = round(entity, round);
                rounds.computeIfAbsent(entity, none -> new ArrayList<>()).add(measured);
                progress.plain(String.format(
                        Locale.ROOT,
                        "  round %d of %d, %-9s  %,.0f operations/s, p50 %.1f ms, p99 %.1f ms, %,.0f µs of the cores"
                                + " each",
                        round,
                        options.rounds(),
                        entity,
                        measured.perSecond(),
                        measured.p50Millis(),
                        measured.p99Millis(),
                        measured.cpuMicros()));
            }
        }
        return rounds;
    }

    /** One cluster, which is gone afterwards. */
    private Round round(String entity, int round) throws InterruptedException {
        Path place = directory.path().resolve(entity + "-" + round);
        try {
            PrivateFiles.createDirectories(place);
        } catch (IOException failed) {
            throw new LauncherException(place + " cannot be made: " + failed.getMessage());
        }
        Ports ports = new Ports();
        Map<String, String> overrides = new LinkedHashMap<>(options.overrides());
        overrides.put(ENTITY, entity);
        Config layers =
                NodeFiles.layers(home, scenario.id(), options.journal(), options.tls(), options.conf(), overrides);
        try (Journal journal = options.journal().open(place, ports)) {
            try {
                NodeBasis basis = NodeBasis.of(layers, place, journal, options.tls());
                NodeFiles files = new NodeFiles(place, options.nodes(), scenario, SEED, basis, ports);
                try (LocalCluster cluster = new LocalCluster(files, jvm)) {
                    cluster.start(this::goesOn);
                    work(cluster, options.warmUpSeconds());
                    Duration before = cpu(cluster);
                    Figures figures = work(cluster, options.seconds());
                    double cpuMicros = cpu(cluster).minus(before).toNanos() / 1e3 / Math.max(1, figures.okCount());
                    return new Round(
                            figures.throughputPerSecond(),
                            figures.latencyP50Millis(),
                            figures.latencyP99Millis(),
                            cpuMicros);
                }
            } finally {
                journal.discard();
            }
        }
    }

    private boolean goesOn() {
        return interrupted.getCount() > 0;
    }

    private Figures work(LocalCluster cluster, int seconds) throws InterruptedException {
        ClientLoad load = new ClientLoad(options.clients(), options.keys(), 0);
        Driver driver = new Driver(scenario, cluster.nodes(), cluster::client, load, SEED);
        Recorder recorder = new Recorder(System::nanoTime);
        if (driver.connect(SESSION_PATIENCE, this::goesOn)) {
            driver.begin(recorder);
            interrupted.await(seconds, TimeUnit.SECONDS);
        }
        driver.stop();
        if (!goesOn()) {
            throw new LauncherException("interrupted; nothing is told of the rounds until then");
        }
        return Measures.of(recorder.history(), recorder.elapsedNanos(), OptionalLong.empty());
    }

    private static Duration cpu(LocalCluster cluster) {
        return cluster.nodes().stream()
                .flatMap(node -> ProcessHandle.of(cluster.pid(node)).stream())
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }
}
