package dsc.cli.arguments;

import dsc.concepts.Catalog;
import dsc.workbench.benchmarks.ComparisonOptions;
import dsc.workbench.faults.FaultPlan;
import dsc.workbench.nodes.NodeOptions;
import dsc.workbench.protocol.Benchmark;
import dsc.workbench.protocol.Comparison;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.protocol.Words;
import dsc.workbench.runs.ClientLoad;
import dsc.workbench.runs.FaultChoice;
import dsc.workbench.simulation.SettingsFiles;
import dsc.workbench.simulation.worlds.Conditions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of {@code dsc compare} that say how protocols are compared. */
public final class CompareArguments {

    private static final int SECONDS_MAX = 3_600;
    private static final int WORLDS_MAX = 1_000_000;

    /** What a simulated world has none of. */
    private static final List<String> LIVE_ALONE = List.of("--journal", "--journal-url", "--tls");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--worlds",
            paramLabel = "N",
            description = "Compare by simulated worlds, 1 to 1000000, in place of live runs. Nodes (1 to 64), clients,"
                    + " keys, rate and seconds are then those of dsc simulate unless they are given.")
    private Integer worlds;

    @Mixin
    private WithOption with;

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
            completionCandidates = CompletionCandidates.Faults.class,
            paramLabel = "LIST",
            description = "Kinds of faults, separated by commas, or none (default: all that every protocol tolerates).")
    private String faults;

    @Option(
            names = "--force",
            description = "Inject also faults that some of them do not tolerate; the table marks their verdicts, which"
                    + " then do not count for the exit status.")
    private boolean force;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of faults and operations of every run, or of the first world (default: drawn, and"
                    + " shown).")
    private Long seed;

    public boolean isSimulated() {
        return worlds != null;
    }

    /**
     * What was asked for, if that makes sense.
     *
     * @param comparison the columns of each scenario
     */
    public ComparisonOptions options(
            String subject, String title, List<Scenario<?>> products, Function<Scenario<?>, Comparison> comparison) {
        ArgumentChecks usage = new ArgumentChecks(spec);
        List<Scenario<?>> scenarios = with.scenarios(products);
        require(usage, scenarios);
        if (seed == null) {
            seed = (long) ThreadLocalRandom.current().nextInt(1_000_000);
        }
        usage.requireKnown(scenarios, cluster.conf(), cluster.overrides());
        List<ComparisonOptions.Column> columns = new ArrayList<>();
        for (Scenario<?> scenario : scenarios) {
            if (!isSimulated()) {
                usage.requireSharedJournal(scenario, cluster.journal());
            }
            Comparison compared = comparison.apply(scenario);
            for (Comparison.Column column : compared.columns()) {
                columns.add(column(scenario, column, compared));
                usage.requireSettings(scenario, settings(columns.getLast()), nodes());
            }
        }
        Set<FaultKind> kinds = kinds(usage, columns);
        scenarios.forEach(scenario -> usage.requireTimeForFaults(
                isSimulated()
                        ? FaultPlan.Pace.SIMULATED
                        : FaultPlan.Pace.live(scenario.deployment().nodesMayBeDowned()),
                kinds,
                seconds()));
        return new ComparisonOptions(
                subject,
                title,
                columns.stream().map(column -> with(column, kinds)).toList(),
                load(),
                kinds,
                seconds(),
                seed,
                isSimulated() ? worlds : 0,
                command(subject, kinds, columns));
    }

    private void require(ArgumentChecks usage, List<Scenario<?>> started) {
        if (isSimulated()) {
            usage.requireRange("--worlds", worlds, 1, WORLDS_MAX);
            usage.requireRange("--nodes", cluster.nodes(), 1, Conditions.NODES_MAX);
            for (String option : LIVE_ALONE) {
                if (given(option)) {
                    throw usage.wrong(option + " is for live runs; leave it out with --worlds");
                }
            }
            usage.requireConf(cluster.conf().orElse(null));
            usage.requirePaths(cluster.overrides().keySet());
        } else {
            cluster.require(usage, started);
        }
        usage.requireRange("--seconds", seconds, 1, SECONDS_MAX);
        work.require(usage);
    }

    private boolean given(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    private int nodes() {
        return isSimulated() && !given("--nodes") ? Conditions.DEFAULT.nodes() : cluster.nodes();
    }

    private int seconds() {
        return isSimulated() && !given("--seconds")
                ? Math.toIntExact(TimeUnit.MILLISECONDS.toSeconds(Conditions.DEFAULT.lengthMillis()))
                : seconds;
    }

    private ClientLoad load() {
        Conditions usual = Conditions.DEFAULT;
        return !isSimulated()
                ? work.load()
                : new ClientLoad(
                        given("--clients") ? work.clients() : usual.clients(),
                        given("--keys") ? work.keys() : usual.keys(),
                        given("--rate") ? work.rate() : (int) usual.operationsPerSecond(),
                        work.load().roam());
    }

    /** The user's own values count more than those of the column. */
    private ComparisonOptions.Column column(Scenario<?> scenario, Comparison.Column column, Comparison compared) {
        Map<String, String> settings = new LinkedHashMap<>(column.settings());
        String tls = settings.remove(Benchmark.TLS);
        settings.putAll(cluster.overrides());
        return new ComparisonOptions.Column(
                scenario,
                Catalog.conceptOf(scenario).name(),
                column.name(),
                new NodeOptions(
                        nodes(),
                        cluster.journal(),
                        tls == null ? cluster.tls() : tls.equals("on"),
                        cluster.conf(),
                        settings,
                        with.classes(scenario)),
                compared.alsoChecked(),
                true);
    }

    private Settings settings(ComparisonOptions.Column column) {
        String id = column.scenario().id();
        return isSimulated()
                ? Settings.of(
                        id,
                        () -> SettingsFiles.load(
                                InstallDirectory.directory(),
                                id,
                                column.nodes().conf(),
                                column.nodes().overrides()))
                : column.nodes().settings(InstallDirectory.directory(), id);
    }

    private Set<FaultKind> tolerated(ComparisonOptions.Column column) {
        return isSimulated()
                ? column.scenario().tolerates(settings(column))
                : FaultChoice.tolerated(column.scenario(), settings(column), cluster.journal());
    }

    /** Those that were asked for, or all that every column tolerates. */
    private Set<FaultKind> kinds(ArgumentChecks usage, List<ComparisonOptions.Column> columns) {
        if (faults == null) {
            Set<FaultKind> common = EnumSet.allOf(FaultKind.class);
            columns.forEach(column -> common.retainAll(tolerated(column)));
            return FaultPlan.possible(common, nodes());
        }
        Set<FaultKind> chosen = usage.faults(faults, nodes());
        for (ComparisonOptions.Column column : columns) {
            for (FaultKind kind : chosen) {
                if (!force && !kind.isToleratedWith(tolerated(column))) {
                    throw usage.notTolerated(column.name(), kind, "");
                }
            }
        }
        return chosen;
    }

    private ComparisonOptions.Column with(ComparisonOptions.Column column, Set<FaultKind> kinds) {
        Set<FaultKind> tolerated = tolerated(column);
        return new ComparisonOptions.Column(
                column.scenario(),
                column.concept(),
                column.name(),
                column.nodes(),
                column.alsoChecked(),
                kinds.stream().allMatch(kind -> kind.isToleratedWith(tolerated)));
    }

    private String command(String subject, Set<FaultKind> kinds, List<ComparisonOptions.Column> columns) {
        NodeOptions nodes = new NodeOptions(
                nodes(),
                cluster.journal(),
                cluster.tls(),
                cluster.conf(),
                cluster.overrides(),
                columns.stream()
                        .flatMap(column -> column.nodes().edited().stream())
                        .findFirst());
        return "./dsc compare " + subject + (isSimulated() ? " --worlds " + worlds : "") + " --nodes " + nodes()
                + " --seconds " + seconds() + " --clients " + load().clients() + " --keys " + load().keys() + " --rate "
                + load().rate() + (load().roam() ? " --roam" : "") + " --faults " + Words.list(kinds, ",")
                + (force ? " --force" : "") + " --seed "
                + seed
                + (isSimulated() ? nodes.argumentsOfWorlds() : nodes.arguments());
    }
}
