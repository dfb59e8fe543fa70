package dsc.cli;

import dsc.cli.arguments.ArgumentChecks;
import dsc.cli.arguments.ClientOptions;
import dsc.cli.arguments.ClusterOptions;
import dsc.cli.arguments.CompletionCandidates;
import dsc.cli.arguments.InstallDirectory;
import dsc.cli.arguments.WithOption;
import dsc.concepts.Catalog;
import dsc.workbench.faults.FaultPlan;
import dsc.workbench.nodes.NodeJvm;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.runs.FaultChoice;
import dsc.workbench.runs.FaultsFile;
import dsc.workbench.runs.Run;
import dsc.workbench.runs.RunDirectory;
import dsc.workbench.runs.RunOptions;
import dsc.workbench.runs.RunReporter;
import dsc.workbench.runs.ScriptedPlan;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Interruption;
import dsc.workbench.terminal.LauncherException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

    private static final int SECONDS = 30;
    private static final int SECONDS_MAX = 3_600;
    private static final int QUIET_SECONDS = 5;

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "SCENARIO",
            completionCandidates = CompletionCandidates.Scenarios.class,
            description = "What to run; see: ./dsc list")
    private String scenarioId;

    @Mixin
    private WithOption with;

    @Mixin
    private ClusterOptions cluster;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description =
                    "How long clients work, 1 to 3600, with faults at least as said below (default: 30, or as long as"
                            + " the plan and 5 s more).")
    private Integer seconds;

    @Mixin
    private ClientOptions work;

    @Option(
            names = "--faults",
            completionCandidates = CompletionCandidates.Faults.class,
            paramLabel = "LIST",
            description = "Kinds of faults, separated by commas, or none (default: all that the scenario tolerates).")
    private String faults;

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description = "Inject the faults of a faults.json, at their times, instead of drawing some: those of an"
                    + " earlier run, or what was done to a cluster by hand.")
    private Path plan;

    @Option(
            names = "--gap-max",
            paramLabel = "S",
            description = "With --plan: shorten every time in which no fault begins or ends to S seconds, 0 to 3600.")
    private Integer gapMaxSeconds;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of faults and operations (default: drawn, and shown).")
    private Long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where to leave history, report and logs (default: below runs/).")
    private Path out;

    @Option(
            names = "--force",
            description = "Inject also faults that the scenario does not tolerate; its guarantee may then be broken.")
    private boolean force;

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
        RunOptions options = options();
        Path home = InstallDirectory.directory();
        RunDirectory directory = RunDirectory.create(options, home);
        Console progress = json ? Console.silent() : console;
        RunReporter reporter =
                new RunReporter(scenario, Catalog.conceptOf(scenario).name(), options, directory, progress);
        reporter.announce();
        Run run = new Run(
                scenario,
                options,
                givenPlan().map(ScriptedPlan::faults),
                home,
                () -> NodeJvm.prepared(home, options.nodes(), directory.path(), progress),
                directory,
                progress);
        Interruption interruption = Interruption.awaited(run::interrupt);
        int status = 2;
        try {
            Run.Result result = run.execute();
            boolean complete = reporter.tell(result).isEmpty();
            if (json) {
                console.plain(reporter.asJson(result));
            }
            int found = result.verdict().status().exitStatus();
            status = found == 0 && !complete ? 2 : found;
        } catch (LauncherException failure) {
            console.failure(failure.getMessage());
            directory.removeIfEmpty();
        } finally {
            interruption.finished(status);
        }
        return status;
    }

    private Scenario<?> scenario() {
        return with.scenario(new ArgumentChecks(spec).scenario(scenarioId, Catalog.scenarios()));
    }

    /** What was asked for on the command line, if that makes sense. */
    RunOptions options() {
        Scenario<?> scenario = scenario();
        ArgumentChecks usage = new ArgumentChecks(spec);
        cluster.require(usage, List.of(scenario));
        Optional<ScriptedPlan> given = givenPlan();
        int length = seconds != null ? seconds : given.map(RunCommand::lengthOf).orElse(SECONDS);
        usage.requireSharedJournal(scenario, cluster.journal());
        cluster.requireSettings(usage, scenario);
        if (seconds == null && length > SECONDS_MAX) {
            throw usage.wrong(plan + " takes more than " + SECONDS_MAX
                    + " s, the longest that a run takes; --gap-max 5 shortens every time in which no fault begins or"
                    + " ends to 5 s");
        }
        usage.requireRange("--seconds", length, 1, SECONDS_MAX);
        work.require(usage);
        Set<FaultKind> chosen = faults(scenario, given, usage);
        if (given.isEmpty()) {
            usage.requireTimeForFaults(FaultPlan.Pace.live(scenario.deployment().nodesMayBeDowned()), chosen, length);
        }
        Set<FaultKind> tolerated = FaultChoice.tolerated(scenario, cluster.settings(scenario), cluster.journal());
        return new RunOptions(
                scenario.id(),
                cluster.nodeOptions().with(with.classes(scenario)),
                work.load(),
                new FaultChoice(
                        chosen,
                        Optional.ofNullable(plan).map(Path::toAbsolutePath),
                        Optional.ofNullable(gapMaxSeconds),
                        !chosen.stream().allMatch(kind -> kind.isToleratedWith(tolerated))),
                length,
                seed != null ? seed : ThreadLocalRandom.current().nextInt(1_000_000),
                Optional.ofNullable(out).map(Path::toAbsolutePath));
    }

    /** The plan's length, and time to see whether the cluster serves again. */
    private static int lengthOf(ScriptedPlan plan) {
        return (int) Math.min(SECONDS_MAX + 1L, plan.endMillis() / 1_000 + QUIET_SECONDS);
    }

    private Optional<ScriptedPlan> givenPlan() {
        ArgumentChecks usage = new ArgumentChecks(spec);
        if (plan == null) {
            if (gapMaxSeconds != null) {
                throw usage.wrong("--gap-max goes with --plan");
            }
            return Optional.empty();
        }
        if (faults != null) {
            throw usage.wrong("--plan says which faults there are, and so does --faults; take one of them");
        }
        ScriptedPlan given = new ScriptedPlan(FaultsFile.plan(plan));
        List<NodeId> unknown = given.unknown(IntStream.rangeClosed(1, cluster.nodes())
                .mapToObj(n -> new NodeId("n" + n))
                .toList());
        if (!unknown.isEmpty()) {
            throw usage.wrong(plan + " is about " + unknown.getFirst() + " as well, and --nodes " + cluster.nodes()
                    + " has no such node");
        }
        if (gapMaxSeconds == null) {
            return Optional.of(given);
        }
        usage.requireRange("--gap-max", gapMaxSeconds, 0, SECONDS_MAX);
        return Optional.of(given.withGapsCapped(TimeUnit.SECONDS.toMillis(gapMaxSeconds)));
    }

    private Set<FaultKind> faults(Scenario<?> scenario, Optional<ScriptedPlan> given, ArgumentChecks usage) {
        Set<FaultKind> tolerated = FaultChoice.tolerated(scenario, cluster.settings(scenario), cluster.journal());
        if (faults == null && given.isEmpty()) {
            return FaultPlan.possible(tolerated, cluster.nodes());
        }
        Set<FaultKind> chosen = given.map(ScriptedPlan::kinds).orElseGet(() -> usage.faults(faults, cluster.nodes()));
        for (FaultKind kind : chosen) {
            if (!kind.isToleratedWith(tolerated) && !force) {
                boolean memory = kind.endsNode()
                        && !cluster.journal().survivesKill()
                        && kind.isToleratedWith(scenario.tolerates(cluster.settings(scenario)));
                throw usage.notTolerated(
                        scenario.id(),
                        kind,
                        memory ? " with --journal memory, which forgets everything when a node ends" : "");
            }
        }
        return chosen;
    }
}
