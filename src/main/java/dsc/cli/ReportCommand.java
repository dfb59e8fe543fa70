package dsc.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dsc.cli.arguments.ArgumentChecks;
import dsc.cli.arguments.InstallDirectory;
import dsc.cli.arguments.Vocabulary;
import dsc.concepts.Catalog;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.history.History;
import dsc.workbench.history.HistoryFile;
import dsc.workbench.nodes.NodeOptions;
import dsc.workbench.playground.ClusterEntry;
import dsc.workbench.playground.Clusters;
import dsc.workbench.playground.Recording;
import dsc.workbench.playground.Request;
import dsc.workbench.playground.SavedRun;
import dsc.workbench.playground.SupervisorClient;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.runs.FaultsFile;
import dsc.workbench.runs.LiveVerdict;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dsc report}: what was recorded, drawn. */
@Command(
        name = "report",
        description = {
            "Draw what was recorded of a run or of a cluster, the last one unless told otherwise, and print where the"
                    + " page lies.",
            "A cluster that is up is drawn as far as it has come."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ReportCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final Duration CHECK_BUDGET = Duration.ofSeconds(60);

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Option(names = "--last", description = "What was recorded last (the default).")
    private boolean last;

    @Option(names = "--name", paramLabel = "NAME", description = "What was recorded of the cluster of that name.")
    private String cluster;

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            description = "The directory of another run or cluster, such as runs/…")
    private Path directory;

    @Option(names = "--json", description = "Print JSON, and nothing else.")
    private boolean json;

    ReportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, SupervisorClient.WrongUsageException {
        Path home = InstallDirectory.directory();
        Clusters clusters = Clusters.of(home, console.caller(), Vocabulary.EXAMPLE);
        if ((last || cluster != null) && directory != null) {
            throw new ArgumentChecks(spec).wrong("--last or a directory, not both");
        }
        SavedRun recording = directory == null ? SavedRun.of(home, clusters, cluster) : SavedRun.in(directory);
        Optional<ClusterEntry> up = clusters.registry().all().stream()
                .filter(entry -> entry.directory()
                        .equals(recording.directory().toAbsolutePath().normalize()))
                .filter(entry -> entry.supervisor().isPresent())
                .findFirst();
        if (up.isPresent()) {
            clusters.ask(up.get(), new Request.Report(), console::failure);
        } else if (!Files.exists(recording.report())) {
            draw(recording);
        }
        if (json) {
            console.plain(JSON.writeValueAsString(
                    Map.of("report", recording.report().toAbsolutePath().toString())));
        } else {
            console.line("report  " + Shell.shown(recording.report()));
        }
        return 0;
    }

    /** From its files alone: the supervisor died before it drew. */
    private static void draw(SavedRun last) throws IOException {
        Scenario<?> scenario = last.scenario(Catalog::scenario);
        Map<String, String> parameters = new LinkedHashMap<>();
        last.with().ifPresent(edited -> parameters.put(NodeOptions.WITH, edited));
        parameters.put("directory", last.directory().toString());
        HistoryFile file = HistoryFile.open(last.history());
        History history = file.history();
        long lengthNanos =
                history.events().isEmpty() ? 0 : history.events().getLast().timeNanos();
        Recording recording = new Recording(
                scenario,
                last.settings(scenario.id()),
                Catalog.conceptOf(scenario).name(),
                nodes(last.directory().resolve("nodes")),
                parameters,
                lengthNanos,
                history,
                FaultsFile.read(last.faults()),
                List.of(),
                List.of("drawn from the files on disk: the process that recorded them died, and with it what the nodes"
                        + " had reported"));
        Verdict verdict = LiveVerdict.ofRecorded(file, recording.check(CHECK_BUDGET));
        recording.report(verdict, "./dsc check --last", last.report());
    }

    private static List<NodeId> nodes(Path directory) throws IOException {
        try (Stream<Path> nodes = Files.list(directory)) {
            return nodes.map(node -> new NodeId(node.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }
}
