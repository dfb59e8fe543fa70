package dsc.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dsc.cli.arguments.ArgumentChecks;
import dsc.cli.arguments.CompletionCandidates;
import dsc.cli.arguments.InstallDirectory;
import dsc.cli.arguments.KnownCheckers;
import dsc.cli.arguments.Vocabulary;
import dsc.concepts.Catalog;
import dsc.workbench.checkers.Checker;
import dsc.workbench.checkers.EvidencePrinter;
import dsc.workbench.checkers.Judgement;
import dsc.workbench.checkers.Models;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.history.HistoryFile;
import dsc.workbench.nodes.NodeOptions;
import dsc.workbench.playground.Clusters;
import dsc.workbench.playground.SavedRun;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Suggestions;
import dsc.workbench.runs.LiveVerdict;
import dsc.workbench.runs.Verdicts;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Markup;
import dsc.workbench.terminal.Shell;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dsc check}: do recorded histories keep what was promised? */
@Command(
        name = "check",
        description = {
            "Check whether recorded histories keep a guarantee, and print a line for each file.",
            "Histories are Jepsen's, in EDN: one map a line, or one vector of maps; compressed by gzip or not."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nModels:%n")
final class CheckCommand implements Callable<Integer>, HelpFooter {

    private static final int TIMEOUT_SECONDS_MAX = 86_400;

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "Histories in EDN, such as runs/…/history.edn")
    private List<Path> files = List.of();

    @Option(
            names = "--last",
            description = "The history that was recorded last below runs/, of a run or of a cluster, with its model.")
    private boolean last;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The history of the cluster of that name, as far as it has come, with its model.")
    private String cluster;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            completionCandidates = CompletionCandidates.Models.class,
            description = "What the history is checked against: one of those below.")
    private String modelName;

    @Option(
            names = "--timeout",
            paramLabel = "S",
            defaultValue = "60",
            description = "Seconds for each file, 1 to 86400, after which it is unknown (default: 60).")
    private int timeoutSeconds;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    CheckCommand(Console console) {
        this.console = console;
    }

    /** What the last history was recorded with in place of the product's sources. */
    private Optional<String> edited = Optional.empty();

    /** A file and what was found; {@code operations} is -1 when it could not be read. */
    private record Checked(Path file, Verdict verdict, int operations, List<String> evidence) {}

    @Override
    public List<String> footer() {
        List<String> lines = new ArrayList<>();
        KnownCheckers.byName().forEach((name, checker) -> lines.add(HelpFooter.row(name, checker.sentence())));
        lines.add(String.join(", ", Models.names())
                + ": linearizability, which means that one copy of the data explains" + " every result.");
        lines.add("");
        lines.add("Exits with the worst verdict: 0 valid, 2 unknown, 1 invalid. Unknown is also a file that cannot be"
                + " read, a history that is not well formed (a completion that does not fit its invocation, time"
                + " that goes backwards), and one in which no operation took effect.");
        return lines;
    }

    @Override
    public Integer call() throws Exception {
        last |= cluster != null;
        requireSomething();
        Set<String> unchecked = Set.of();
        Checker checker = null;
        if (last) {
            Path home = InstallDirectory.directory();
            SavedRun recording = SavedRun.of(home, Clusters.of(home, console.caller(), Vocabulary.EXAMPLE), cluster);
            Scenario<?> scenario = recording.scenario(Catalog::scenario);
            files = List.of(Path.of(Shell.shown(recording.history())));
            edited = recording.with();
            checker = scenario.guarantee(recording.settings(scenario.id())).checker();
            unchecked = scenario.operations().uncheckedFunctions();
        }
        if (modelName != null) {
            checker = named(modelName);
        }
        new ArgumentChecks(spec).requireRange("--timeout", timeoutSeconds, 1, TIMEOUT_SECONDS_MAX);
        Verdict.Status worst = Verdict.Status.VALID;
        String before = "[ ";
        for (Path file : files) {
            Checked checked = check(file, unchecked, checker);
            worst = worst.worse(checked.verdict().status());
            // At once: whatever a later file does to this program, what is known of this one has been said.
            if (json) {
                console.plain(before + JSON.writeValueAsString(asJson(checked)));
                before = ", ";
            } else {
                tell(checked);
            }
        }
        if (json) {
            console.plain("]");
        }
        return worst.exitStatus();
    }

    private void requireSomething() {
        if (last != files.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), last ? "--last or files, not both" : "name a FILE, or say --last");
        }
        if (!last && modelName == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "say what the histories are checked against: --model is one of "
                            + String.join(", ", KnownCheckers.byName().keySet()));
        }
    }

    private Checker named(String name) {
        Map<String, Checker> known = KnownCheckers.byName();
        if (!known.containsKey(name)) {
            List<String> near = Suggestions.to(name, List.copyOf(known.keySet()));
            throw new ParameterException(
                    spec.commandLine(),
                    "there is no model \"" + name + "\""
                            + (near.isEmpty() ? "." : "; did you mean " + String.join(" or ", near) + "?")
                            + " Known: "
                            + String.join(", ", known.keySet()));
        }
        return known.get(name);
    }

    private Checked check(Path path, Set<String> unchecked, Checker checker) {
        HistoryFile file;
        try {
            file = HistoryFile.open(path);
        } catch (HistoryFile.UnreadableHistoryException unreadable) {
            String what = unreadable.getMessage().substring((path + ": ").length());
            return new Checked(path, Verdict.unknown(what), -1, List.of());
        }
        int operations = file.history().operations().size();
        Verdict verdict = LiveVerdict.ofRecorded(file, verdict(file, unchecked, checker));
        return new Checked(
                path,
                verdict,
                operations,
                verdict.evidence().map(EvidencePrinter::lines).orElse(List.of()));
    }

    private Verdict verdict(HistoryFile file, Set<String> unchecked, Checker checker) {
        try {
            return Judgement.of(
                    checker,
                    file.history().without(unchecked),
                    Duration.ofSeconds(timeoutSeconds),
                    event -> "line " + file.line(event) + ": ");
        } catch (OutOfMemoryError full) {
            return Verdict.unknown("the check needs more than the "
                    + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MiB of memory that java may use; JAVA_TOOL_OPTIONS=-Xmx8g gives it more");
        }
    }

    private void tell(Checked checked) {
        Verdict.Status status = checked.verdict().status();
        console.line(String.format(Locale.ROOT, "%s: %s", checked.file(), Verdicts.coloured(status)));
        edited.ifPresent(directory ->
                console.line("  recorded @|yellow " + NodeOptions.WITH + "|@ " + Markup.escaped(directory)));
        if (status != Verdict.Status.VALID) {
            console.plain("  " + checked.verdict().reason());
        }
        checked.evidence().forEach(line -> console.plain("  " + line));
    }

    private Map<String, Object> asJson(Checked checked) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("file", checked.file().toString());
        edited.ifPresent(directory -> body.put("with", directory));
        body.put("verdict", checked.verdict().status().toString());
        body.put("reason", checked.verdict().reason());
        body.put("operations", checked.operations() < 0 ? null : checked.operations());
        body.put("evidence", checked.evidence());
        return body;
    }
}
