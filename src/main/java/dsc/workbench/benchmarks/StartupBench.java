package dsc.workbench.benchmarks;

import dsc.workbench.journals.Journal;
import dsc.workbench.journals.JournalChoice;
import dsc.workbench.nodes.LocalCluster;
import dsc.workbench.nodes.NodeArchive;
import dsc.workbench.nodes.NodeBasis;
import dsc.workbench.nodes.NodeClient;
import dsc.workbench.nodes.NodeFiles;
import dsc.workbench.nodes.NodeJvm;
import dsc.workbench.nodes.TemporaryDirectory;
import dsc.workbench.processes.Footprint;
import dsc.workbench.processes.Ports;
import dsc.workbench.protocol.Figure;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.LauncherException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Starts clusters as they are started here, and with {@link NodeFiles#PLAIN}, in turn, and takes the time. */
public final class StartupBench {

    private static final Duration MEMBERS_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(1);
    private static final int POLL_MILLIS = 10;

    /** What java still compiles after a node is up is not what the node does when idle. */
    private static final int SETTLING_SECONDS = 20;

    private final Scenario<?> scenario;
    private final int nodes;
    private final int rounds;
    private final int idleSeconds;
    private final JournalChoice journal;
    private final Path home;
    private final Console progress;
    private final Cancellation cancellation = new Cancellation();

    /**
     * What a node without work takes: the most of all nodes.
     *
     * @param memoryMiB resident, pages shared with other nodes included
     * @param processorPercent of one core
     */
    public record Idle(long memoryMiB, double processorPercent) {}

    /**
     * The starts of one kind.
     *
     * @param seconds that each took, sorted
     */
    public record Starts(List<Double> seconds, Idle idle) {
        public double median() {
            return Table.Spread.of(
                            seconds.stream().mapToDouble(Double::doubleValue).toArray())
                    .median();
        }

        private List<List<Figure>> figures() {
            return seconds.stream()
                    .map(one -> List.of(
                            Figure.micros("until all are up", one * 1e6),
                            new Figure.Number("memory of an idle node", idle.memoryMiB(), Figure.Unit.MEBIBYTES),
                            new Figure.Number("processor, idle", idle.processorPercent(), Figure.Unit.PERCENT)))
                    .toList();
        }
    }

    /** @param ratios plain over tuned, of each round, sorted */
    public record Result(Starts tuned, Starts plain, List<Double> ratios) {

        public Table table() {
            return new Table(
                    List.of(""),
                    List.of(
                            Table.Column.ofRounds(List.of("tuned"), tuned.figures()),
                            Table.Column.ofRounds(List.of("plain"), plain.figures())));
        }
    }

    /** One start. */
    private record Start(double seconds, Optional<Idle> idle) {}

    /**
     * @param idleSeconds how long an idle cluster of each kind is watched
     * @param home where {@code conf/} lies
     * @param console whose error output shows the progress
     */
    public StartupBench(
            Scenario<?> scenario,
            int nodes,
            int rounds,
            int idleSeconds,
            JournalChoice journal,
            Path home,
            Console console) {
        this.scenario = scenario;
        this.nodes = nodes;
        this.rounds = rounds;
        this.idleSeconds = idleSeconds;
        this.journal = journal;
        this.home = home;
        this.progress = new Console(console.err(), console.err(), false, console.colours());
    }

    /** Ends the measurement early; {@link #measure()} throws then. */
    public void interrupt() {
        cancellation.cancel();
    }

    public Result measure() throws InterruptedException {
        List<String> tunedJvm = NodeJvm.prepared(home, Optional.empty(), progress);
        List<String> plainJvm = NodeJvm.prepared(home, Optional.of(NodeFiles.PLAIN), progress);
        start("warm-up", Optional.empty(), tunedJvm, false);
        List<Start> tuned = new ArrayList<>();
        List<Start> plain = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            boolean last = round == rounds;
            tuned.add(start("round " + round + ", tuned", Optional.empty(), tunedJvm, last));
            plain.add(start("round " + round + ", plain", Optional.of(NodeFiles.PLAIN), plainJvm, last));
        }
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            ratios.add(plain.get(round).seconds() / tuned.get(round).seconds());
        }
        ratios.sort(null);
        return new Result(starts(tuned), starts(plain), ratios);
    }

    private static Starts starts(List<Start> starts) {
        return new Starts(
                starts.stream().map(Start::seconds).sorted().toList(),
                starts.getLast().idle().orElseThrow());
    }

    private Start start(String name, Optional<Path> conf, List<String> jvm, boolean watched)
            throws InterruptedException {
        Ports ports = new Ports();
        try (TemporaryDirectory directory = TemporaryDirectory.create("dsc-bench-");
                Journal kept = journal.open(directory.path(), ports)) {
            NodeFiles files = new NodeFiles(
                    directory.path(),
                    nodes,
                    scenario,
                    1,
                    NodeBasis.of(
                            NodeFiles.layers(home, scenario.id(), journal, false, conf, Map.of()),
                            directory.path(),
                            kept,
                            false),
                    ports);
            try (LocalCluster cluster = new LocalCluster(files, jvm)) {
                long startNanos = System.nanoTime();
                cluster.start(cancellation::shouldContinue);
                awaitMembers(cluster);
                double seconds = (System.nanoTime() - startNanos) / 1e9;
                progress.line(String.format(Locale.ROOT, "  %s: %.2f s", name, seconds));
                NodeArchive.warnIfArchiveRejected(directory.path(), home, progress);
                return new Start(seconds, watched ? Optional.of(idle(cluster)) : Optional.empty());
            }
        }
    }

    private void awaitMembers(LocalCluster cluster) throws InterruptedException {
        long deadline = System.nanoTime() + MEMBERS_TIMEOUT.toNanos();
        for (NodeId node : cluster.nodes()) {
            while (membersUp(cluster.client(node)) < nodes) {
                if (System.nanoTime() > deadline) {
                    throw new LauncherException(node + " did not see all " + nodes + " nodes Up within "
                            + MEMBERS_TIMEOUT.toSeconds() + " s");
                }
                cancellation.pause(POLL_MILLIS);
            }
        }
    }

    private static int membersUp(NodeClient client) throws InterruptedException {
        try {
            return client.membersUp(ANSWER_TIMEOUT);
        } catch (IOException notYet) {
            return 0;
        }
    }

    private Idle idle(LocalCluster cluster) throws InterruptedException {
        cancellation.pause(TimeUnit.SECONDS.toMillis(SETTLING_SECONDS));
        List<Footprint> before = footprints(cluster);
        cancellation.pause(TimeUnit.SECONDS.toMillis(idleSeconds));
        List<Footprint> after = footprints(cluster);
        long memory = 0;
        double processor = 0;
        for (int node = 0; node < before.size(); node++) {
            memory = Math.max(memory, after.get(node).memoryBytes() >> 20);
            Duration took = after.get(node).processor().minus(before.get(node).processor());
            processor = Math.max(processor, took.toMillis() / 10.0 / idleSeconds);
        }
        return new Idle(memory, processor);
    }

    private static List<Footprint> footprints(LocalCluster cluster) throws InterruptedException {
        List<Footprint> footprints = new ArrayList<>();
        for (NodeId node : cluster.nodes()) {
            try {
                footprints.add(Footprint.of(cluster.pid(node)));
            } catch (IOException gone) {
                throw new LauncherException(node + " cannot be measured: " + gone.getMessage());
            }
        }
        return footprints;
    }
}
