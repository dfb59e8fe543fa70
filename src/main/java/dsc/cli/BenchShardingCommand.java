package dsc.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dsc.cli.arguments.ClusterOptions;
import dsc.cli.arguments.Home;
import dsc.cli.arguments.Usage;
import dsc.concepts.Catalog;
import dsc.workbench.benchmarks.BenchReporter;
import dsc.workbench.benchmarks.BenchReporter.Spread;
import dsc.workbench.benchmarks.ShardingBench;
import dsc.workbench.benchmarks.ShardingBench.Round;
import dsc.workbench.benchmarks.ShardingBenchOptions;
import dsc.workbench.nodes.NodeJvm;
import dsc.workbench.processes.PrivateFiles;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.runs.RunDirectory;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Interruption;
import dsc.workbench.terminal.LauncherException;
import dsc.workbench.terminal.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dsc bench sharding}: what accounts cost beside entities of plain Cluster Sharding. */
@Command(
        name = "sharding",
        description = {
            "Measure what fenced, idempotent accounts cost beside plain sharded entities: operations a second, how"
                    + " long one takes, and what it takes of the cores."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nHow it is measured:%n",
        footer = {
            "  Three kinds of entities, the same nodes, clients and calls: state in memory; events in the journal;"
                    + " accounts as dsc run horizontal has them. Each round starts a cluster of each kind.",
            "  Nodes talk without TLS; with --tls, the same is measured with it.",
            "  Clients speak HTTP with the nodes, as in a run, which takes part in all figures: look at the"
                    + " differences."
        })
final class BenchShardingCommand implements Callable<Integer> {

    private static final String SCENARIO = "horizontal";

    private static final int CLIENTS_MAX = 100;
    private static final int KEYS_MAX = 1_000;
    private static final int ROUNDS_MAX = 100;
    private static final int SECONDS_MAX = 60;
    private static final int WARM_UP_SECONDS_MAX = 300;

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions cluster;

    @Option(names = "--clients", paramLabel = "N", defaultValue = "8", description = "Clients, 1 to 100 (default: 8).")
    private int clients;

    @Option(names = "--keys", paramLabel = "N", defaultValue = "100", description = "Keys, 1 to 1000 (default: 100).")
    private int keys;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often each is measured, 1 to 100 (default: 3).")
    private int rounds;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "5",
            description = "How long a round is measured, 1 to 60 (default: 5).")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            defaultValue = "10",
            description = "How long clients work before each round, 0 to 300 (default: 10).")
    private int warmUpSeconds;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where to leave the nodes' configuration, logs and the result (default: below runs/).")
    private Path out;

    @Option(names = "--json", description = "Print the result as JSON, and nothing else.")
    private boolean json;

    BenchShardingCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        ShardingBenchOptions options = options();
        Path home = Home.directory();
        Scenario<?> scenario = Catalog.scenario(SCENARIO).orElseThrow();
        RunDirectory directory = RunDirectory.create(
                Optional.ofNullable(out).map(Path::toAbsolutePath), home, "bench-sharding", ShardingBench.SEED);
        Console progress = json ? Console.silent() : console.onErr();
        ShardingBench bench = new ShardingBench(
                scenario, options, home, NodeJvm.prepared(home, options.conf(), progress), directory, progress);
        Interruption interruption = Interruption.awaited(bench::interrupt);
        int status = 2;
        try {
            tell(bench.execute(), options, directory);
            status = 0;
        } catch (LauncherException trouble) {
            console.trouble(trouble.getMessage());
        } finally {
            interruption.finished(status);
        }
        return status;
    }

    /** What was asked for on the command line, if that makes sense. */
    ShardingBenchOptions options() {
        Usage usage = new Usage(spec);
        cluster.require(usage);
        usage.requireSharedJournal(Catalog.scenario(SCENARIO).orElseThrow(), cluster.journal());
        usage.requireRange("--clients", clients, 1, CLIENTS_MAX);
        usage.requireRange("--keys", keys, 1, KEYS_MAX);
        usage.requireRange("--rounds", rounds, 1, ROUNDS_MAX);
        usage.requireRange("--seconds", seconds, 1, SECONDS_MAX);
        usage.requireRange("--warm-up", warmUpSeconds, 0, WARM_UP_SECONDS_MAX);
        cluster.requireSettings(usage, Catalog.scenario(SCENARIO).orElseThrow());
        if (cluster.overrides().containsKey(ShardingBench.ENTITY)) {
            throw usage.wrong("-D" + ShardingBench.ENTITY + " is what is compared here");
        }
        return new ShardingBenchOptions(
                cluster.nodes(),
                cluster.journal(),
                cluster.tlsOfBench(),
                clients,
                keys,
                rounds,
                seconds,
                warmUpSeconds,
                cluster.conf(),
                cluster.overrides());
    }

    private void tell(Map<String, List<Round>> rounds, ShardingBenchOptions options, RunDirectory directory)
            throws IOException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("bench", "sharding");
        body.put("command", options.command());
        body.put("machine", BenchReporter.machine());
        body.put("rounds", rounds);
        PrivateFiles.write(directory.result(), new ObjectMapper().writeValueAsBytes(body));
        if (json) {
            console.plain(new ObjectMapper().writeValueAsString(body));
            return;
        }
        console.line(String.format(
                Locale.ROOT,
                "@|bold sharding|@: %d nodes, journal %s, %d clients, %d keys",
                options.nodes(),
                options.journal().kind(),
                options.clients(),
                options.keys()));
        console.line(String.format(Locale.ROOT, "  @|faint machine|@  %s", BenchReporter.machine()));
        console.line(String.format(
                Locale.ROOT,
                "  @|faint rounds|@   %d of %d s each, after %d s of warm-up; medians, and the least and the most",
                options.rounds(),
                options.seconds(),
                options.warmUpSeconds()));
        console.line("");
        console.line(String.format(
                Locale.ROOT,
                "@|bold %-9s  %12s  %13s  %8s  %8s  %14s|@",
                "entity",
                "operations/s",
                "",
                "p50",
                "p99",
                "CPU/operation"));
        rounds.forEach((entity, measured) -> console.plain(row(entity, measured)));
        console.line("");
        ShardingBench.ENTITIES.forEach(
                (entity, what) -> console.line(String.format(Locale.ROOT, "  %-9s  %s", entity, what)));
        console.line("  result     " + Shell.shown(directory.result()));
        console.line("  repeat     " + options.command());
    }

    private static String row(String entity, List<Round> rounds) {
        Spread perSecond = Spread.of(rounds, Round::perSecond);
        return String.format(
                Locale.ROOT,
                "%-9s  %,12.0f  %13s  %5.1f ms  %5.1f ms  %,11.0f µs",
                entity,
                perSecond.median(),
                String.format(Locale.ROOT, "%,.0f–%,.0f", perSecond.least(), perSecond.most()),
                Spread.of(rounds, Round::p50Millis).median(),
                Spread.of(rounds, Round::p99Millis).median(),
                Spread.of(rounds, Round::cpuMicros).median());
    }
}
