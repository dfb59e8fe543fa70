package dsc.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dsc.cli.arguments.ClientOptions;
import dsc.cli.arguments.ClusterOptions;
import dsc.cli.arguments.Home;
import dsc.cli.arguments.Usage;
import dsc.cli.arguments.Words;
import dsc.concepts.Catalog;
import dsc.concepts.Concept;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.faults.FaultPlan;
import dsc.workbench.nodes.NodeJvm;
import dsc.workbench.protocol.Comparison;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Nearest;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.runs.FaultChoice;
import dsc.workbench.runs.Run;
import dsc.workbench.runs.RunDirectory;
import dsc.workbench.runs.RunOptions;
import dsc.workbench.runs.RunReporter;
import dsc.workbench.runs.Verdicts;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Interruption;
import dsc.workbench.terminal.LauncherException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dsc compare}: the protocols of one concept, one after the other, under the same faults, in one table. */
@Command(
        name = "compare",
        description = {
            "Run all protocols of a concept, or one protocol in all its settings, one after the other, with the same"
                    + " clients, operations and faults, and print their results side by side.",
            "Faults are those that all of them tolerate."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExample:%n",
        footer = {
            "  ./dsc compare conflictresolution --seconds 20 --seed 1",
            "",
            "Exits with the worst verdict: 0 valid, 2 unknown, 1 invalid."
        })
final class CompareCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final int SECONDS_MAX = 3_600;
    private static final String NONE = "–";

    private final Console console;
    private List<Scenario<?>> compared;
    private volatile boolean interrupted;
    private volatile Run running;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "CONCEPT",
            completionCandidates = Words.Concepts.class,
            description = "Whose protocols, such as conflictresolution, or one protocol; see: ./dsc list")
    private String conceptId;

    @Mixin
    private ClusterOptions cluster;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "30",
            description = "How long clients of each run work, 1 to 3600 (default: 30).")
    private int seconds;

    @Mixin
    private ClientOptions work;

    @Option(
            names = "--faults",
            completionCandidates = Words.Faults.class,
            paramLabel = "LIST",
            description = "Kinds of faults, separated by commas, or none (default: all that every protocol tolerates).")
    private String faults;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of faults and operations of every run (default: drawn, and shown).")
    private Long seed;

    @Option(names = "--json", description = "Print the result as JSON, and nothing else.")
    private boolean json;

    CompareCommand(Console console) {
        this.console = console;
    }

    /** One of them, under one of the settings in which it is to be compared. */
    private record Compared(String name, Verdict verdict, Map<String, String> figures, Path directory) {}

    @Override
    public Integer call() throws Exception {
        Usage usage = new Usage(spec);
        compared = compared(usage);
        cluster.require(usage);
        usage.requireRange("--seconds", seconds, 1, SECONDS_MAX);
        work.require(usage);
        long drawn = seed != null ? seed : ThreadLocalRandom.current().nextInt(1_000_000);
        Set<FaultKind> kinds = kinds(usage);
        for (Scenario<?> scenario : compared) {
            usage.requireSharedJournal(scenario, cluster.journal());
            cluster.requireSettings(usage, scenario, compared);
            usage.requireTimeForFaults(scenario, kinds, seconds);
        }
        Console progress = json ? Console.silent() : console;
        tellOfOneAlone(progress);
        int status = 2;
        Interruption interruption = Interruption.awaited(this::interrupt);
        List<Compared> all = new ArrayList<>();
        try {
            for (Scenario<?> scenario : compared) {
                for (Comparison.Column column : scenario.comparison().columns()) {
                    if (!interrupted) {
                        all.add(run(scenario, column.name(), column.settings(), kinds, drawn, progress));
                    }
                }
            }
            status = tell(all, drawn, kinds);
        } catch (LauncherException trouble) {
            console.trouble(trouble.getMessage());
        } finally {
            interruption.finished(status);
        }
        return status;
    }

    private void interrupt() {
        interrupted = true;
        Run now = running;
        if (now != null) {
            now.interrupt();
        }
    }

    /** The protocols of the concept that was named, or the protocol. */
    private List<Scenario<?>> compared(Usage usage) {
        Optional<Scenario<?>> one = Catalog.scenario(conceptId.toLowerCase(Locale.ROOT));
        if (one.isPresent()) {
            conceptId = one.get().id();
            return List.of(one.get());
        }
        Concept concept = Catalog.concept(conceptId).orElseThrow(() -> unknown(usage));
        if (concept.scenarios().isEmpty()) {
            throw usage.wrong("\"" + concept.id() + "\" has no protocol yet, so there is nothing to compare");
        }
        conceptId = concept.id();
        return concept.scenarios();
    }

    private ParameterException unknown(Usage usage) {
        List<String> ids = Catalog.concepts().stream()
                .filter(concept -> !concept.scenarios().isEmpty())
                .map(Concept::id)
                .toList();
        List<String> near = Nearest.to(
                conceptId,
                Stream.concat(ids.stream(), Catalog.scenarios().stream().map(Scenario::id))
                        .toList());
        return usage.wrong("there is no concept \"" + conceptId + "\""
                + (near.isEmpty() ? "." : "; did you mean " + String.join(" or ", near) + "?")
                + " With protocols there are: " + String.join(", ", ids));
    }

    /** A table of one column is what was asked for, but not what was expected. */
    private void tellOfOneAlone(Console progress) {
        if (compared.size() == 1) {
            String only = compared.getFirst().id();
            int settings = compared.getFirst().comparison().columns().size();
            progress.line((conceptId.equals(only) ? "" : conceptId + " has one protocol so far, " + only + ". ")
                    + (settings == 1
                            ? "Nothing stands beside " + only + ": these are its own figures."
                            : "What is compared are " + settings + " settings of " + only + "."));
        }
    }

    private Set<FaultKind> kinds(Usage usage) {
        Set<FaultKind> common = EnumSet.allOf(FaultKind.class);
        compared.forEach(scenario ->
                common.retainAll(FaultChoice.tolerated(scenario, cluster.settings(scenario), cluster.journal())));
        if (faults == null) {
            return FaultPlan.possible(common, cluster.nodes());
        }
        Set<FaultKind> chosen = usage.faults(faults, cluster.nodes());
        for (Scenario<?> scenario : compared) {
            for (FaultKind kind : chosen) {
                if (!kind.isToleratedWith(
                        FaultChoice.tolerated(scenario, cluster.settings(scenario), cluster.journal()))) {
                    throw usage.wrong(scenario.id() + " does not tolerate " + kind);
                }
            }
        }
        return chosen;
    }

    private Compared run(
            Scenario<?> scenario,
            String name,
            Map<String, String> settings,
            Set<FaultKind> kinds,
            long drawn,
            Console progress)
            throws Exception {
        Map<String, String> overrides = new LinkedHashMap<>(settings);
        overrides.putAll(cluster.overrides());
        RunOptions options = new RunOptions(
                scenario.id(),
                cluster.nodeOptions().with(overrides),
                work.load(),
                FaultChoice.drawn(kinds),
                seconds,
                drawn,
                Optional.empty());
        Path home = Home.directory();
        RunDirectory directory = RunDirectory.create(options, home);
        RunReporter reporter =
                new RunReporter(scenario, Catalog.conceptOf(scenario).name(), options, directory, Console.silent());
        progress.line(String.format(Locale.ROOT, "@|bold %s|@  %s", name, scenario.summary()));
        Run run = new Run(
                scenario,
                options,
                Optional.empty(),
                home,
                () -> NodeJvm.prepared(home, options.nodes().conf(), progress),
                directory,
                Console.silent());
        running = run;
        Run.Result result = run.execute();
        reporter.tell(result);
        progress.line(String.format(
                Locale.ROOT,
                "  %s  %s",
                Verdicts.coloured(result.verdict().status()),
                result.verdict().reason()));
        return new Compared(name, result.verdict(), figures(result), directory.path());
    }

    private static Map<String, String> figures(Run.Result result) {
        Map<String, String> figures = new LinkedHashMap<>();
        figures.put("verdict", result.verdict().status().toString());
        result.counted().forEach((name, number) -> figures.put(name, String.format(Locale.ROOT, "%,d", number)));
        anOperation(result, Run.MESSAGES, "messages an operation", "%,.1f", figures);
        anOperation(result, Run.BYTES, "bytes an operation", "%,.0f", figures);
        anOperation(result, Run.EVENTS, "events written an operation", "%,.1f", figures);
        figures.put(
                "operations of unknown outcome",
                String.format(Locale.ROOT, "%,d", result.figures().unknownCount()));
        figures.put(
                "latency p50 ms",
                String.format(Locale.ROOT, "%.1f", result.figures().latencyP50Millis()));
        figures.put(
                "latency p99 ms",
                String.format(Locale.ROOT, "%.1f", result.figures().latencyP99Millis()));
        return figures;
    }

    /** What they all together cost, over those that took effect. */
    private static void anOperation(
            Run.Result result, String counted, String name, String format, Map<String, String> figures) {
        Long total = result.counted().get(counted);
        figures.remove(counted);
        if (total != null && result.figures().okCount() > 0) {
            figures.put(
                    name,
                    String.format(
                            Locale.ROOT,
                            format,
                            (double) total / result.figures().okCount()));
        }
    }

    private int tell(List<Compared> all, long drawn, Set<FaultKind> kinds) throws Exception {
        Verdict.Status worst = Verdict.Status.VALID;
        for (Compared one : all) {
            worst = worst.worse(one.verdict().status());
        }
        String command = command(drawn, kinds);
        if (json) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("concept", conceptId);
            body.put("command", command);
            Map<String, Object> each = new LinkedHashMap<>();
            all.forEach(one -> {
                Map<String, Object> figures = new LinkedHashMap<>(one.figures());
                figures.put("reason", one.verdict().reason());
                figures.put("directory", one.directory().toString());
                each.put(one.name(), figures);
            });
            body.put("protocols", each);
            console.plain(JSON.writeValueAsString(body));
        } else {
            console.plain("");
            table(all).forEach(console::plain);
            console.plain("");
            console.line("  repeat   " + command);
        }
        return worst.exitStatus();
    }

    /** A figure a line, a protocol a column. */
    private static List<String> table(List<Compared> all) {
        Set<String> names = new LinkedHashSet<>();
        all.forEach(one -> names.addAll(one.figures().keySet()));
        int first = names.stream().mapToInt(String::length).max().orElse(0);
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder(" ".repeat(first));
        all.forEach(one -> head.append(cell(one.name(), one)));
        lines.add(head.toString());
        for (String name : names) {
            StringBuilder line = new StringBuilder(name + " ".repeat(first - name.length()));
            all.forEach(one -> line.append(cell(one.figures().getOrDefault(name, NONE), one)));
            lines.add(line.toString());
        }
        return lines;
    }

    private static String cell(String text, Compared of) {
        int width = of.figures().values().stream()
                .mapToInt(String::length)
                .reduce(of.name().length(), Math::max);
        return "  " + " ".repeat(width - text.length()) + text;
    }

    private String command(long drawn, Set<FaultKind> kinds) {
        return "./dsc compare " + conceptId + " --nodes " + cluster.nodes() + " --seconds " + seconds + " --clients "
                + work.clients() + " --keys " + work.keys() + " --rate " + work.rate() + " --faults "
                + (kinds.isEmpty()
                        ? "none"
                        : kinds.stream().map(FaultKind::toString).collect(Collectors.joining(",")))
                + " --seed " + drawn
                + cluster.nodeOptions().arguments();
    }
}
