package dsc.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.typesafe.config.Config;
import dsc.cli.arguments.Home;
import dsc.cli.arguments.Usage;
import dsc.concepts.Catalog;
import dsc.workbench.benchmarks.Cut;
import dsc.workbench.benchmarks.SplitBrainBench;
import dsc.workbench.nodes.NodeFiles;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.runs.RunDirectory;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Interruption;
import dsc.workbench.terminal.LauncherException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dsc bench splitbrain}: who survives which cut, after how long, and whether there was a second writer. */
@Command(
        name = "splitbrain",
        description = {
            "Cut a cluster of five nodes, of which n1 is the oldest and runs the writer, in several ways, by each"
                    + " strategy of the split-brain resolver and without one: which nodes survive, after how long, and"
                    + " whether two wrote at once."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nCuts:%n",
        footer = {
            "  2|3       n1 n2 | n3 n4 n5",
            "  2|2|1     n1 n2 | n3 n4 | n5",
            "  one-way   what n1 n2 send to n3 n4 n5 is lost",
            "  flapping  the link between n1 and n2, three times 5 s in 21 s",
            "",
            "What is shown:",
            "  survivors  the nodes that were not downed",
            "  downed     when the last of the others had ended, after the first cut",
            "  writer     when a new writer's first write was acknowledged, after the first cut",
            "  longest    the longest time in which no write was acknowledged",
            "  late       writes that a superseded writer acknowledged",
            "",
            "Each is a run of its own, some 40 s long, with a report. Nodes that are downed are started again at once,"
                    + " as in dsc run."
        })
final class BenchSplitBrainCommand implements Callable<Integer> {

    private static final String SCENARIO = "splitbrain";

    private static final String HEADER =
            "@|bold   strategy        cut       survivors       downed   writer     longest   late  verdict|@";

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--strategies",
            paramLabel = "LIST",
            split = ",",
            defaultValue = "keep-majority,static-quorum,keep-oldest,down-all,lease-majority,none,auto-down",
            description = "Separated by commas (default: all, ${DEFAULT-VALUE}).")
    private List<String> strategies;

    @Option(
            names = "--cuts",
            paramLabel = "LIST",
            split = ",",
            defaultValue = "2|3,2|2|1,one-way,flapping",
            description = "Separated by commas (default: all, ${DEFAULT-VALUE}).")
    private List<String> cuts;

    @Option(
            names = "-D",
            paramLabel = "PATH=VALUE",
            mapFallbackValue = "true",
            arity = "1",
            description = "Set one configuration value, such as -Ddsc.splitbrain.fencing=on.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    @Option(names = "--out", paramLabel = "DIR", description = "Where to leave the runs (default: below runs/).")
    private Path out;

    @Option(names = "--json", description = "Print the result as JSON, and nothing else.")
    private boolean json;

    BenchSplitBrainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        Scenario<?> scenario = Catalog.scenario(SCENARIO).orElseThrow();
        Path home = Home.directory();
        List<Cut> chosen = cuts();
        new Usage(spec).requireKnown(List.of(scenario), Optional.empty(), overrides);
        strategies.forEach(strategy -> requireStrategy(scenario, strategy));
        Optional<Path> wanted = Optional.ofNullable(out).map(Path::toAbsolutePath);
        RunDirectory directory = RunDirectory.create(wanted, home, "bench-" + SCENARIO, SplitBrainBench.SEED);
        SplitBrainBench bench = new SplitBrainBench(
                scenario, Catalog.conceptOf(scenario).name(), home, directory, overrides, console.onErr());
        Interruption interruption = Interruption.awaited(bench::interrupt);
        int status = 2;
        try {
            measure(bench, chosen);
            status = 0;
        } catch (LauncherException trouble) {
            console.trouble(trouble.getMessage());
        } finally {
            interruption.finished(status);
        }
        return status;
    }

    private List<Cut> cuts() {
        try {
            return cuts.stream().map(Cut::named).toList();
        } catch (IllegalArgumentException unknown) {
            throw new Usage(spec).wrong(unknown.getMessage());
        }
    }

    private void requireStrategy(Scenario<?> scenario, String strategy) {
        Config layers = NodeFiles.layers(
                Home.directory(),
                SCENARIO,
                SplitBrainBench.JOURNAL,
                false,
                Optional.empty(),
                SplitBrainBench.settings(strategy, overrides));
        new Usage(spec).requireSettings(scenario, layers, Cut.NODES);
    }

    private void measure(SplitBrainBench bench, List<Cut> chosen) throws Exception {
        List<Map<String, Object>> rows = new ArrayList<>();
        if (!json) {
            console.line(HEADER);
        }
        for (String strategy : strategies) {
            for (Cut cut : chosen) {
                Optional<SplitBrainBench.Outcome> outcome = measured(bench, strategy, cut);
                outcome.ifPresent(found -> rows.add(asJson(strategy, cut, found)));
                if (!json) {
                    outcome.ifPresent(found -> console.line(row(strategy, cut, found)));
                }
            }
        }
        if (json) {
            console.plain(new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValueAsString(rows));
        }
    }

    /** One that could not be measured, such as a cluster that did not form, is told, and the others are measured. */
    private Optional<SplitBrainBench.Outcome> measured(SplitBrainBench bench, String strategy, Cut cut)
            throws Exception {
        try {
            return Optional.of(bench.measure(strategy, cut));
        } catch (LauncherException trouble) {
            if (bench.isInterrupted()) {
                throw trouble;
            }
            console.trouble(strategy + ", " + cut + ": " + trouble.getMessage());
            return Optional.empty();
        }
    }

    private static String row(String strategy, Cut cut, SplitBrainBench.Outcome outcome) {
        return String.format(
                Locale.ROOT,
                "  %-15s %-9s %-15s %7s %10s %8s %6d  %s",
                strategy,
                cut,
                outcome.survivors().isEmpty() ? "nobody" : ids(outcome, " "),
                seconds(outcome.downedMillis()),
                seconds(outcome.nextWriterMillis()),
                seconds(outcome.gapMillis()),
                outcome.lateWrites(),
                outcome.verdict().status());
    }

    private static String ids(SplitBrainBench.Outcome outcome, String separator) {
        return outcome.survivors().stream().map(NodeId::value).collect(Collectors.joining(separator));
    }

    private static String seconds(long millis) {
        return millis < 0 ? "-" : String.format(Locale.ROOT, "%.1f s", millis / 1e3);
    }

    private static Map<String, Object> asJson(String strategy, Cut cut, SplitBrainBench.Outcome outcome) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("strategy", strategy);
        row.put("cut", cut.toString());
        row.put("survivors", outcome.survivors().stream().map(NodeId::value).toList());
        row.put("downedMillis", outcome.downedMillis());
        row.put("nextWriterMillis", outcome.nextWriterMillis());
        row.put("longestGapMillis", outcome.gapMillis());
        row.put("writesBySupersededWriter", outcome.lateWrites());
        row.put("verdict", outcome.verdict().status().toString());
        row.put("reason", outcome.verdict().reason());
        row.put("report", outcome.report().toString());
        return row;
    }
}
