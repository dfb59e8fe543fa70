package dsc.cli;

import dsc.cli.arguments.ClusterOptions;
import dsc.cli.arguments.Usage;
import dsc.concepts.Catalog;
import dsc.workbench.benchmarks.BenchOptions;
import dsc.workbench.benchmarks.BenchReporter;
import dsc.workbench.benchmarks.RaftBench;
import dsc.workbench.nodes.NodeClasses;
import dsc.workbench.nodes.NodeJvm;
import dsc.workbench.runs.RunDirectory;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Interruption;
import dsc.workbench.terminal.LauncherException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dsc bench raft}: how many writes a second Raft commits, and how long one takes. */
@Command(
        name = "raft",
        description = {
            "Measure Raft: committed writes of 64 bytes a second and how long one takes, at several numbers of writes"
                + " under way. The client is in the leader's JVM and asks the next write as soon as one is answered."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nHow it is measured:%n",
        footer = {
            "  Nodes are JVMs of their own, as of dsc run, but compiled for speed and with larger heaps, as is shown"
                + " (conf/raft-bench.jvm). Their settings are conf/raft-bench.conf over the others, or a file of your"
                + " own in its place.",
            "  Nodes talk without TLS; with --tls, the same is measured with it.",
            "  The loads take turns, so that what else the machine does in the meantime hits all of them. A round in"
                    + " which the leader changes is repeated."
        })
final class BenchRaftCommand implements Callable<Integer> {

    private static final String SCENARIO = "raft";

    private static final int OUTSTANDING_MAX = 10_000;
    private static final int ROUNDS_MAX = 100;
    private static final int SECONDS_MAX = 60;
    private static final int WARM_UP_SECONDS_MAX = 300;

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions cluster;

    @Option(
            names = "--outstanding",
            paramLabel = "LIST",
            defaultValue = "1,16,64",
            split = ",",
            description = "Writes under way at any time, 1 to 10000, separated by commas (default: 1,16,64).")
    private List<Integer> outstanding;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How often each is measured, 1 to 100 (default: 5).")
    private int rounds;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "3",
            description = "How long a round is measured, 1 to 60 (default: 3).")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            defaultValue = "15",
            description = "How long the heaviest load runs before the first round, 0 to 300 (default: 15).")
    private int warmUpSeconds;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where to leave the nodes' configuration, logs and the result (default: below runs/).")
    private Path out;

    @Option(names = "--json", description = "Print the result as JSON, and nothing else.")
    private boolean json;

    BenchRaftCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        BenchOptions options = options();
        Path home =
                Path.of(System.getProperty("dsc.home", ".")).toAbsolutePath().normalize();
        RunDirectory directory = RunDirectory.create(options.out(), home, "bench-" + SCENARIO, RaftBench.SEED);
        RaftBench bench = new RaftBench(
                Catalog.scenario(SCENARIO).orElseThrow(),
                options,
                home,
                NodeJvm.measured(home, NodeClasses.ofThisJvm().path()),
                directory,
                json ? Console.silent() : console.onErr());
        Interruption interruption = Interruption.awaited(bench::interrupt);
        int status = 2;
        try {
            BenchReporter reporter = new BenchReporter(options, directory, console);
            reporter.tell(bench.execute(), json);
            status = 0;
        } catch (LauncherException trouble) {
            console.trouble(trouble.getMessage());
        } finally {
            interruption.finished(status);
        }
        return status;
    }

    /** What was asked for on the command line, if that makes sense. */
    BenchOptions options() {
        Usage usage = new Usage(spec);
        cluster.require(usage);
        usage.requireKnown(List.of(Catalog.scenario(SCENARIO).orElseThrow()), cluster.conf(), cluster.overrides());
        usage.requireRange("--rounds", rounds, 1, ROUNDS_MAX);
        usage.requireRange("--seconds", seconds, 1, SECONDS_MAX);
        usage.requireRange("--warm-up", warmUpSeconds, 0, WARM_UP_SECONDS_MAX);
        outstanding.forEach(count -> usage.requireRange("--outstanding", count, 1, OUTSTANDING_MAX));
        if (new LinkedHashSet<>(outstanding).size() < outstanding.size()) {
            throw usage.wrong("--outstanding names a number twice: " + outstanding);
        }
        return new BenchOptions(
                cluster.nodes(),
                cluster.journal(),
                cluster.tlsOfBench(),
                outstanding,
                rounds,
                seconds,
                warmUpSeconds,
                Optional.ofNullable(out).map(Path::toAbsolutePath),
                cluster.conf(),
                cluster.overrides());
    }
}
