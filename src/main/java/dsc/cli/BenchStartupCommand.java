package dsc.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dsc.cli.arguments.ArgumentChecks;
import dsc.cli.arguments.CompletionCandidates;
import dsc.cli.arguments.InstallDirectory;
import dsc.concepts.Catalog;
import dsc.workbench.benchmarks.StartupBench;
import dsc.workbench.journals.JournalChoice;
import dsc.workbench.nodes.NodeOptions;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Interruption;
import dsc.workbench.terminal.LauncherException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dsc bench startup}: how soon a cluster is up, and what that takes, against Pekko's and java's defaults. */
@Command(
        name = "startup",
        description = {
            "Measure how long a cluster takes from the launch of its first JVM until every node sees all of them Up and"
                    + " the protocol of each answers: as nodes are started here, and with --conf plain, in turn. Then,"
                    + " what a node without work takes. Without TLS."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class BenchStartupCommand implements Callable<Integer> {

    private static final int ROUNDS_MAX = 100;
    private static final int IDLE_SECONDS_MAX = 600;

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "SCENARIO",
            completionCandidates = CompletionCandidates.Scenarios.class,
            defaultValue = "raft",
            description = "What nodes run (default: raft).")
    private String scenarioId;

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "3", description = "Nodes, 1 to 8 (default: 3).")
    private int nodes;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Starts of each kind, 1 to 100 (default: 5); one more before, to warm up, does not count.")
    private int rounds;

    @Option(
            names = "--idle-seconds",
            paramLabel = "S",
            defaultValue = "10",
            description = "How long an idle node is watched, 1 to 600 (default: 10).")
    private int idleSeconds;

    @Option(
            names = "--journal",
            paramLabel = "h2|memory",
            defaultValue = "h2",
            description = "Where nodes keep what must survive a crash (default: h2).")
    private String journal;

    @Option(names = "--json", description = "Print the result as JSON, and nothing else.")
    private boolean json;

    BenchStartupCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        ArgumentChecks usage = new ArgumentChecks(spec);
        Scenario<?> scenario = usage.scenario(scenarioId, Catalog.scenarios());
        usage.requireRange("--nodes", nodes, 1, NodeOptions.COUNT_MAX);
        usage.requireRange("--rounds", rounds, 1, ROUNDS_MAX);
        usage.requireRange("--idle-seconds", idleSeconds, 1, IDLE_SECONDS_MAX);
        if (!Set.of("h2", "memory").contains(journal)) {
            throw usage.wrong("--journal is h2 or memory, not " + journal);
        }
        StartupBench bench = new StartupBench(
                scenario, nodes, rounds, idleSeconds, JournalChoice.of(journal), InstallDirectory.directory(), console);
        Interruption interruption = Interruption.awaited(bench::interrupt);
        int status = 2;
        try {
            StartupBench.Result result = bench.measure();
            tell(result);
            status = 0;
        } catch (LauncherException failure) {
            console.failure(failure.getMessage());
        } finally {
            interruption.finished(status);
        }
        return status;
    }

    private void tell(StartupBench.Result result) throws Exception {
        if (json) {
            console.plain(new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValueAsString(asJson(result)));
            return;
        }
        console.line(String.format(
                Locale.ROOT,
                "%d nodes of %s, journal %s: from the launch of the first JVM until all see all Up",
                nodes,
                scenarioId,
                journal));
        console.line("");
        result.table().lines(console.columns()).forEach(console::plain);
        console.line("");
        console.line(String.format(
                Locale.ROOT,
                "  tuned is %.1f × as fast in the median, %.1f to %.1f × round by round",
                result.plain().median() / result.tuned().median(),
                result.ratios().getFirst(),
                result.ratios().getLast()));
        console.line(String.format(
                Locale.ROOT,
                "  idle: a node without work, over %d s; the most memory that one held, and the most of a core that"
                        + " one used",
                idleSeconds));
    }

    private Map<String, Object> asJson(StartupBench.Result result) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("scenario", scenarioId);
        body.put("nodes", nodes);
        body.put("rounds", rounds);
        body.put("journal", journal);
        body.put("tuned", asJson(result.tuned()));
        body.put("plain", asJson(result.plain()));
        body.put(
                "ratioOfMedians",
                rounded(result.plain().median() / result.tuned().median()));
        body.put(
                "ratios",
                result.ratios().stream().map(BenchStartupCommand::rounded).toList());
        return body;
    }

    private static Map<String, Object> asJson(StartupBench.Starts starts) {
        List<Double> seconds =
                starts.seconds().stream().map(BenchStartupCommand::rounded).toList();
        return Map.of(
                "medianSeconds",
                rounded(starts.median()),
                "seconds",
                seconds,
                "idleMemoryMiB",
                starts.idle().memoryMiB(),
                "idleProcessorPercent",
                rounded(starts.idle().processorPercent()));
    }

    private static double rounded(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.3f", value));
    }
}
