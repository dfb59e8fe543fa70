package dsc.cli.arguments;

import dsc.workbench.faults.Fault;
import dsc.workbench.faults.FaultPlan;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.runs.FaultChoice;
import dsc.workbench.runs.FaultsFile;
import dsc.workbench.runs.RunOptions;
import dsc.workbench.runs.ScriptedPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of {@code dsc run} that say how a scenario is run. */
public final class RunArguments {

    private static final int SECONDS = 30;
    private static final int SECONDS_MAX = 3_600;
    private static final int QUIET_SECONDS = 5;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

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
            names = "--force",
            description = "Inject also faults that the scenario does not tolerate; its guarantee may then be broken.")
    private boolean force;

    /** Those of a command line that has no others. */
    public static RunArguments parsed(String... words) {
        Alone alone = new Alone();
        new CommandLine(alone).parseArgs(words);
        return alone.arguments;
    }

    @Command(name = "run")
    private static final class Alone {
        @Mixin
        private RunArguments arguments;
    }

    /** {@code product} with the edited files, if there are some. */
    public Scenario<?> scenario(Scenario<?> product) {
        return with.scenario(product);
    }

    /**
     * What was asked for, if that makes sense.
     *
     * @param scenario what {@link #scenario} gave
     * @param out where the run is to leave what it makes, if that was said
     */
    public RunOptions options(Scenario<?> scenario, Optional<Path> out) {
        ArgumentChecks usage = new ArgumentChecks(spec);
        cluster.require(usage, List.of(scenario));
        Optional<ScriptedPlan> given = givenPlan();
        int length =
                seconds != null ? seconds : given.map(RunArguments::lengthOf).orElse(SECONDS);
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
                out.map(Path::toAbsolutePath));
    }

    /** The plan's length, and time to see whether the cluster serves again. */
    private static int lengthOf(ScriptedPlan plan) {
        return (int) Math.min(SECONDS_MAX + 1L, plan.endMillis() / 1_000 + QUIET_SECONDS);
    }

    /** The faults of {@code --plan}, if there is one. */
    public Optional<List<Fault>> givenFaults() {
        return givenPlan().map(ScriptedPlan::faults);
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
