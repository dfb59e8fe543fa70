package dsc.workbench.runs;

import dsc.concepts.Catalog;
import dsc.workbench.checkers.EvidencePrinter;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.faults.Fault;
import dsc.workbench.faults.Injection;
import dsc.workbench.journals.JournalChoice;
import dsc.workbench.nodes.NodeClassPath;
import dsc.workbench.nodes.NodeOptions;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.report.RunRecord.Figures;
import dsc.workbench.terminal.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Help.Ansi;

/** A run of a scenario on separate JVMs, as tests state it: in a few lines, with the outcome as a value. */
public final class LiveRun {

    private final Scenario<?> scenario;
    private Set<FaultKind> drawn = EnumSet.noneOf(FaultKind.class);
    private Optional<List<Fault>> planned = Optional.empty();
    private int seconds = 12;
    private long seed = 1;
    private JournalChoice journal = JournalChoice.H2;
    private boolean tls;
    private final Map<String, String> settings = new TreeMap<>();

    /** What a run came to, for assertions. */
    public record Outcome(
            Verdict verdict,
            Figures figures,
            Map<String, Long> counted,
            List<Injection> injections,
            List<String> notes,
            Path directory) {

        /** All that a reader of a failure needs. */
        public String describe() {
            List<String> lines = new ArrayList<>();
            lines.add(verdict.status() + ": " + verdict.reason());
            verdict.evidence().ifPresent(evidence -> lines.addAll(EvidencePrinter.lines(evidence)));
            lines.addAll(notes);
            injections.forEach(injection -> lines.add(injection.toString()));
            lines.add(figures.toString());
            lines.add(counted.toString());
            lines.add("see " + directory);
            return String.join(System.lineSeparator(), lines);
        }
    }

    private LiveRun(Scenario<?> scenario) {
        this.scenario = scenario;
    }

    public static LiveRun of(String scenario) {
        return new LiveRun(Catalog.scenario(scenario).orElseThrow());
    }

    public LiveRun seconds(int seconds) {
        this.seconds = seconds;
        return this;
    }

    public LiveRun seed(long seed) {
        this.seed = seed;
        return this;
    }

    /** Faults of all these kinds, drawn from the seed as {@code dsc run} does. */
    public LiveRun drawn(Set<FaultKind> kinds) {
        this.drawn = kinds;
        return this;
    }

    /** These faults, each at its own time. */
    public LiveRun planned(Fault... faults) {
        this.planned = Optional.of(List.of(faults));
        return this;
    }

    /** @param url of a PostgreSQL database, in which nodes keep what must survive */
    public LiveRun postgres(String url) {
        this.journal = JournalChoice.of(url);
        return this;
    }

    /** Nodes speak TLS with each other. */
    public LiveRun tls() {
        this.tls = true;
        return this;
    }

    /** A configuration value, as {@code -D} sets it. */
    public LiveRun set(String path, String value) {
        settings.put(path, value);
        return this;
    }

    public Outcome execute() throws IOException, InterruptedException {
        Path runs = Files.createDirectories(Path.of("target", "live-runs").toAbsolutePath());
        Path directory = Files.createTempDirectory(runs, scenario.id() + "-seed" + seed + "-");
        Path home = Path.of("").toAbsolutePath();
        RunOptions options = new RunOptions(
                scenario.id(),
                new NodeOptions(3, journal, tls, Optional.empty(), settings),
                new ClientLoad(5, 5, 200),
                FaultChoice.drawn(drawn),
                seconds,
                seed,
                Optional.of(directory));
        Console console =
                new Console(new PrintWriter(System.out, true), new PrintWriter(System.err, true), false, Ansi.OFF);
        RunDirectory runDirectory = RunDirectory.create(options, home);
        RunReporter reporter =
                new RunReporter(scenario, Catalog.conceptOf(scenario).name(), options, runDirectory, console);
        Run.Result result =
                new Run(scenario, options, planned, home, NodeClassPath::nodeCommand, runDirectory, console).execute();
        reporter.tell(result);
        return new Outcome(
                result.verdict(), result.figures(), result.counted(), result.injections(), result.notes(), directory);
    }
}
