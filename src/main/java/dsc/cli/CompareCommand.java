package dsc.cli;

import dsc.cli.arguments.ArgumentChecks;
import dsc.cli.arguments.CompareArguments;
import dsc.cli.arguments.CompletionCandidates;
import dsc.cli.arguments.InstallDirectory;
import dsc.workbench.benchmarks.Cancellation;
import dsc.workbench.benchmarks.ComparisonOptions;
import dsc.workbench.benchmarks.ComparisonReporter;
import dsc.workbench.benchmarks.ComparisonRun;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.runs.RunDirectory;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Interruption;
import dsc.workbench.terminal.LauncherException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dsc compare}: protocols side by side, under the same clients, operations and faults, in one table. */
@Command(
        name = "compare",
        description = {
            "Run all protocols of a concept, or one protocol in all its settings, one after the other, with the same"
                    + " clients, operations and faults, and print their results side by side; with --worlds, in the"
                    + " same simulated worlds.",
            "Faults are those that all of them tolerate."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./dsc compare conflictresolution --seconds 20 --seed 1",
            "  ./dsc compare conflictresolution --worlds 100",
            "  ./dsc compare consistency --worlds 1000 --seed 1 --resume runs/compare-consistency-…",
            "",
            "It leaves compare.html, with a chart for each row. Beside the verdict, a row may show what else the"
                    + " histories were checked against, which decides nothing.",
            "Exits with the worst verdict of those that tolerate the faults: 0 valid, 2 unknown, 1 invalid."
        })
final class CompareCommand implements Callable<Integer> {

    private static final int UNKNOWN = 2;

    private final Console console;
    private final Cancellation cancellation = new Cancellation();

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "CONCEPT",
            arity = "0..1",
            completionCandidates = CompletionCandidates.Concepts.class,
            description = "Whose protocols, such as conflictresolution, or one protocol; see: ./dsc list")
    private String subject;

    @Option(names = "--all", description = "Compare the protocols of every concept, one concept after the other.")
    private boolean all;

    @Mixin
    private CompareArguments arguments;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where to leave compare.html, result.json and the runs (default: below runs/).")
    private Path out;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description =
                    "Resume the same comparison of simulated worlds that was interrupted, and left DIR: only what it"
                            + " lacks is simulated. It may have more worlds than before.")
    private Path resume;

    @Option(names = "--json", description = "Print the result as JSON, and nothing else.")
    private boolean json;

    CompareCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        requireResumable();
        Console progress = json ? Console.silent() : console;
        List<ComparisonOptions> comparisons = new ArrayList<>();
        for (ComparedSubject one : subjects()) {
            comparisons.add(options(one, progress));
        }
        int status = UNKNOWN;
        Interruption interruption = Interruption.awaited(cancellation::cancel);
        List<Map<String, Object>> bodies = new ArrayList<>();
        try {
            Verdict.Status worst = Verdict.Status.VALID;
            for (ComparisonOptions comparison : comparisons) {
                if (!cancellation.isCancelled()) {
                    worst = worst.worse(compare(comparison, progress, bodies));
                }
            }
            if (json) {
                console.plain(ComparisonReporter.json(bodies));
            }
            status = worst.exitStatus();
        } catch (LauncherException failed) {
            console.failure(failed.getMessage());
        } finally {
            interruption.finished(status);
        }
        return status;
    }

    private void requireResumable() {
        if (resume == null) {
            return;
        }
        ArgumentChecks usage = new ArgumentChecks(spec);
        if (all || out != null || !arguments.isSimulated()) {
            throw usage.wrong("--resume is for one comparison with --worlds, and takes the place of --out");
        }
    }

    private List<ComparedSubject> subjects() {
        ArgumentChecks usage = new ArgumentChecks(spec);
        if (all == (subject != null)) {
            throw usage.wrong("name one concept or protocol, or say --all");
        }
        if (!all) {
            return List.of(ComparedSubject.find(subject, usage));
        }
        return arguments.isSimulated()
                ? ComparedSubject.all().stream()
                        .filter(one -> !one.simulated().scenarios().isEmpty())
                        .toList()
                : ComparedSubject.all();
    }

    private ComparisonOptions options(ComparedSubject one, Console progress) {
        ComparedSubject compared = arguments.isSimulated() ? one.simulated() : one;
        if (compared.scenarios().isEmpty()) {
            throw new ArgumentChecks(spec)
                    .wrong("what " + one.id() + " is about needs a live cluster and cannot be simulated; leave out"
                            + " --worlds");
        }
        ComparisonOptions options =
                arguments.options(compared.id(), compared.title(), compared.scenarios(), ComparedSubject::comparison);
        compared.remark().ifPresent(progress::line);
        one.scenarios().stream()
                .filter(scenario -> !compared.scenarios().contains(scenario))
                .forEach(scenario -> progress.line(
                        scenario.id() + " is left out: it needs a live cluster and cannot be simulated."));
        return options;
    }

    private Verdict.Status compare(ComparisonOptions options, Console progress, List<Map<String, Object>> bodies)
            throws Exception {
        if (all) {
            progress.line("");
            progress.line("@|bold,underline " + options.title() + "|@");
        }
        Path home = InstallDirectory.directory();
        Optional<Path> wanted = Optional.ofNullable(out)
                .map(Path::toAbsolutePath)
                .map(path -> all ? path.resolve(options.subject()) : path);
        RunDirectory directory = resume == null
                ? RunDirectory.create(wanted, home, "compare-" + options.subject(), options.seed())
                : RunDirectory.existing(resume.toAbsolutePath());
        try {
            List<ComparisonRun.Compared> found =
                    new ComparisonRun(options, home, directory.path(), wanted, progress, cancellation).execute();
            ComparisonReporter reporter = new ComparisonReporter(options, directory);
            reporter.write(found);
            bodies.add(reporter.asMap(found));
            reporter.show(found, progress);
            return ComparisonReporter.worst(found);
        } finally {
            directory.removeIfEmpty();
        }
    }
}
