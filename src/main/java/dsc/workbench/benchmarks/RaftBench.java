package dsc.workbench.benchmarks;

import com.typesafe.config.Config;
import dsc.workbench.cluster.Load;
import dsc.workbench.cluster.LoadReport;
import dsc.workbench.journals.Journal;
import dsc.workbench.nodes.LocalCluster;
import dsc.workbench.nodes.NodeBasis;
import dsc.workbench.nodes.NodeFiles;
import dsc.workbench.nodes.NodeJvm;
import dsc.workbench.processes.Ports;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.runs.RunDirectory;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.LauncherException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Starts a cluster, and puts one load after the other on its leader. */
public final class RaftBench {

    /** Of the nodes' randomness: there are no faults and no calls to draw. */
    public static final long SEED = 1;

    static final int VALUE_BYTES = 64;

    private static final int KEYS = 1_000;

    /** What the load before had under way is answered, and this one has found its pace. */
    private static final int RAMP_MILLIS = 500;

    private static final int ATTEMPTS = 4;
    private static final Duration LEADER_PATIENCE = Duration.ofSeconds(20);
    private static final Duration LOAD_PATIENCE = Duration.ofSeconds(15);

    private final Scenario<?> scenario;
    private final BenchOptions options;
    private final Path home;
    private final List<String> jvm;
    private final RunDirectory directory;
    private final Console progress;
    private volatile boolean interrupted;

    /**
     * What was measured.
     *
     * @param rounds by the number of writes under way
     * @param repeated rounds that did not count, in words
     * @param flags of the nodes' JVMs
     */
    record Result(Map<Integer, List<Round>> rounds, List<String> repeated, List<String> flags) {}

    /**
     * What one round came to.
     *
     * @param cpuMicros what all nodes' processes together took of the cores for one write: unlike the others, it hardly
     *     depends on what else the machine does
     */
    record Round(double perSecond, double p50Micros, double p99Micros, double maxMicros, double cpuMicros) {
        static Round of(LoadReport report, Duration cpu) {
            return new Round(
                    report.perSecond(),
                    report.p50Micros(),
                    report.p99Micros(),
                    report.maxMicros(),
                    report.allOperations() == 0 ? 0 : cpu.toNanos() / 1e3 / report.allOperations());
        }
    }

    /** Who leads, in which term. */
    private record Leadership(NodeId leader, Object term) {}

    /**
     * @param jvm the command that starts a node's JVM, without its main class
     * @param progress told how it goes on
     */
    public RaftBench(
            Scenario<?> scenario,
            BenchOptions options,
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

    /** Ends it after the round that is under way. */
    public void interrupt() {
        interrupted = true;
    }

    public Result execute() throws InterruptedException {
        Ports ports = new Ports();
        Path tuned = home.resolve("conf").resolve(scenario.id() + "-bench.conf");
        Config layers = NodeFiles.layers(
                home,
                scenario.id(),
                options.journal(),
                options.tls(),
                options.conf().or(() -> Optional.of(tuned)),
                options.overrides());
        try (Journal journal = options.journal().open(directory.path(), ports)) {
            try {
                NodeBasis basis = NodeBasis.of(layers, directory.path(), journal, options.tls());
                return measure(new NodeFiles(directory.path(), options.nodes(), scenario, SEED, basis, ports));
            } finally {
                journal.discard();
            }
        }
    }

    private Result measure(NodeFiles files) throws InterruptedException {
        try (LocalCluster cluster = new LocalCluster(files, jvm)) {
            progress.line(String.format(Locale.ROOT, "Starting %d nodes…", options.nodes()));
            cluster.start(() -> !interrupted);
            return measure(cluster);
        }
    }

    private Result measure(LocalCluster cluster) throws InterruptedException {
        List<String> repeated = new ArrayList<>();
        if (options.warmUpSeconds() > 0) {
            progress.line(String.format(Locale.ROOT, "Warming up for %d s…", options.warmUpSeconds()));
            int heaviest = Collections.max(options.outstanding());
            round(cluster, heaviest, options.warmUpSeconds(), repeated);
        }
        Map<Integer, List<Round>> rounds = new LinkedHashMap<>();
        for (int round = 1; round <= options.rounds(); round++) {
            for (int outstanding : options.outstanding()) {
                Round measured = round(cluster, outstanding, options.seconds(), repeated);
                rounds.computeIfAbsent(outstanding, none -> new ArrayList<>()).add(measured);
                progress.plain(String.format(
                        Locale.ROOT,
                        "  round %d of %d, %5d outstanding: %s",
                        round,
                        options.rounds(),
                        outstanding,
                        BenchReporter.inWords(measured)));
            }
        }
        return new Result(rounds, List.copyOf(repeated), NodeJvm.measuredOptions(home));
    }

    /** One round that counts: the same node led all the time. */
    private Round round(LocalCluster cluster, int outstanding, int seconds, List<String> repeated)
            throws InterruptedException {
        Load load = new Load(
                "write",
                KEYS,
                VALUE_BYTES,
                outstanding,
                RAMP_MILLIS,
                Math.toIntExact(TimeUnit.SECONDS.toMillis(seconds)));
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            if (interrupted) {
                throw new LauncherException("interrupted; nothing is told of the rounds until then");
            }
            Leadership before = awaitLeader(cluster);
            Duration cpuBefore = cpu(cluster);
            LoadReport report = put(load, cluster, before.leader());
            Duration cpu = cpu(cluster).minus(cpuBefore);
            String trouble = report.trouble() != null
                    ? report.trouble()
                    : !before.equals(awaitLeader(cluster)) ? "the leader changed" : null;
            if (trouble == null) {
                return Round.of(report, cpu);
            }
            repeated.add(String.format(Locale.ROOT, "a round at %d outstanding, after %s", outstanding, trouble));
            progress.line("@|yellow repeated|@: " + repeated.getLast());
        }
        throw new LauncherException(String.format(
                Locale.ROOT,
                "no round at %d outstanding went well in %d attempts (%s); see %s",
                outstanding,
                ATTEMPTS,
                repeated.getLast(),
                directory.path().resolve("nodes")));
    }

    private static LoadReport put(Load load, LocalCluster cluster, NodeId leader) throws InterruptedException {
        Duration patience =
                Duration.ofMillis((long) load.warmUpMillis() + load.millis()).plus(LOAD_PATIENCE);
        try {
            return cluster.client(leader).load(load, patience);
        } catch (IOException failed) {
            return new LoadReport(leader + "'s control endpoint failed: " + failed.getMessage(), 0, 0, 0, 0, 0, 0);
        }
    }

    /** What the nodes' processes have taken of the cores since they started. */
    private static Duration cpu(LocalCluster cluster) {
        return cluster.nodes().stream()
                .flatMap(node -> ProcessHandle.of(cluster.pid(node)).stream())
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    private Leadership awaitLeader(LocalCluster cluster) throws InterruptedException {
        long deadline = System.nanoTime() + LEADER_PATIENCE.toNanos();
        while (System.nanoTime() < deadline && !interrupted) {
            Optional<NodeId> leader = cluster.leader();
            if (leader.isPresent()) {
                Optional<Map<String, Object>> state = cluster.state(leader.get());
                if (state.isPresent()) {
                    return new Leadership(leader.get(), state.get().get("term"));
                }
            }
            Thread.sleep(50);
        }
        throw new LauncherException(String.format(
                Locale.ROOT,
                "there was no leader within %d s; see %s",
                LEADER_PATIENCE.toSeconds(),
                directory.path().resolve("nodes")));
    }
}
