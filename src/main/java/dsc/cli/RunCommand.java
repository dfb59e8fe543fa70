package dsc.cli;

import dsc.cli.arguments.ArgumentChecks;
import dsc.cli.arguments.CompletionCandidates;
import dsc.cli.arguments.InstallDirectory;
import dsc.cli.arguments.RunArguments;
import dsc.concepts.Catalog;
import dsc.workbench.faults.FaultPlan;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.runs.ReportedRun;
import dsc.workbench.runs.RunOptions;
import dsc.workbench.terminal.Console;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dsc run}: a scenario on a live cluster, under faults, with its history checked. */
@Command(
        name = "run",
        description = {
            "Run a scenario on a live cluster: start the nodes, let clients work while faults are injected, heal"
                    + " everything, and check the recorded history against the scenario's guarantee."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nFaults:%n")
final class RunCommand implements Callable<Integer>, HelpFooter {

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "SCENARIO",
            completionCandidates = CompletionCandidates.Scenarios.class,
            description = "What to run; see: ./dsc list")
    private String scenarioId;

    @Mixin
    private RunArguments arguments;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where to leave history, report and logs (default: below runs/).")
    private Path out;

    @Option(names = "--json", description = "Print the result as JSON, and nothing else.")
    private boolean json;

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public List<String> footer() {
        List<String> lines = new ArrayList<>();
        for (FaultKind kind : FaultKind.values()) {
            lines.add(HelpFooter.row(kind.toString(), kind.summary()));
        }
        lines.add("");
        lines.add("With faults, clients work for at least " + shortest(false)
                + " s, so that each fault is followed by time"
                + " to recover. Where nodes may be downed ("
                + Catalog.scenarios().stream()
                        .filter(scenario -> scenario.deployment().nodesMayBeDowned())
                        .map(Scenario::id)
                        .collect(Collectors.joining(", "))
                + ") it is at least " + shortest(true) + " s.");
        lines.add("");
        lines.add("The same seed gives the same fault plan and the same sequence of client operations. Timing is not"
                + " repeated: threads, processes and the network run as they do.");
        return lines;
    }

    private static long shortest(boolean nodesMayBeDowned) {
        return Math.ceilDiv(FaultPlan.Pace.live(nodesMayBeDowned).shortestRunMillis(), 1_000);
    }

    @Override
    public Integer call() throws Exception {
        Scenario<?> scenario = scenario();
        RunOptions options = options(scenario);
        ReportedRun run = new ReportedRun(
                scenario,
                Catalog.conceptOf(scenario).name(),
                options,
                arguments.givenFaults(),
                InstallDirectory.directory());
        return run.carryOut(json ? Console.silent() : console, console, json).status();
    }

    Scenario<?> scenario() {
        return arguments.scenario(new ArgumentChecks(spec).scenario(scenarioId, Catalog.scenarios()));
    }

    /** What was asked for on the command line, if that makes sense. */
    RunOptions options(Scenario<?> scenario) {
        return arguments.options(scenario, Optional.ofNullable(out).map(Path::toAbsolutePath));
    }
}
