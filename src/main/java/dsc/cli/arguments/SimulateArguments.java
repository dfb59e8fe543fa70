package dsc.cli.arguments;

import dsc.concepts.Catalog;
import dsc.concepts.Concept;
import dsc.workbench.exploration.SimulateOptions;
import dsc.workbench.exploration.WorldTestWriter;
import dsc.workbench.faults.Fault;
import dsc.workbench.processes.EditedClasses;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.simulation.ChosenRules;
import dsc.workbench.simulation.SettingsFiles;
import dsc.workbench.simulation.worlds.WorldFile;
import dsc.workbench.simulation.worlds.WorldSpec;
import dsc.workbench.simulation.worlds.Worlds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of {@code dsc simulate}: which worlds, and what is done with them. */
public final class SimulateArguments {

    private static final long SEEDS_MAX = 1_000_000_000;

    /** Far enough from where numbers end. */
    private static final long FROM_MAX = Long.MAX_VALUE / 2;

    private static final int THREADS_MAX = 256;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "200",
            description = "How many worlds, one for each seed, 1 to 1000000000 (default: 200).")
    private long seeds;

    @Option(
            names = "--from",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "The first seed, " + -FROM_MAX + " to " + FROM_MAX + " (default: 1).")
    private long from;

    @Option(names = "--seed", paramLabel = "N", description = "Only the world of this seed.")
    private Long seed;

    @Option(names = "--world", paramLabel = "FILE", description = "Only the world in this file, as a run left it.")
    private Path world;

    @Option(
            names = "--trace",
            description = "Print every step of the one world, and write trace.txt and report.html. It is shown as it"
                    + " is, not made smaller.")
    private boolean trace;

    @Option(
            names = "--rule",
            paramLabel = "NAME",
            description = "Of the scenario's rules, let only this one decide (may be given several times): what follows"
                    + " from a defect is seen where the rule nearest to it would end the world. The guarantee is"
                    + " checked all the same.")
    private List<String> rules = new ArrayList<>();

    @Option(names = "--without-rule", paramLabel = "NAME", description = "Let all rules decide but this one.")
    private List<String> withoutRules = new ArrayList<>();

    @Mixin
    private WorldArguments worldArguments;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many worlds run at once, 1 to 256 (default: one a core).")
    private Integer threads;

    @Option(names = "--keep-going", description = "Continue after an invalid world.")
    private boolean keepGoing;

    @Option(names = "--no-shrink", description = "Show an invalid world as it was found, not a smaller one.")
    private boolean noShrink;

    @Option(
            names = "--emit-test",
            paramLabel = "FILE",
            description =
                    "Write a JUnit test that replays the world, which is written beside it. FILE ends in Test.java.")
    private Path test;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where to leave the world, its trace and its report (default: below runs/, if there is"
                    + " something to leave).")
    private Path out;

    @Option(names = "--conf", paramLabel = "FILE", description = "A HOCON file of your own, over those in conf/.")
    private Path conf;

    @Option(
            names = "-D",
            paramLabel = "PATH=VALUE",
            mapFallbackValue = "true",
            arity = "1",
            description = "Set one configuration value, such as%n  -Ddsc.raft.heartbeat-interval=50ms.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    /**
     * What was asked for, if that makes sense.
     *
     * @param edited classes that the scenario has of its own
     */
    public SimulateOptions options(Scenario<?> scenario, Optional<EditedClasses> edited) {
        ArgumentChecks usage = new ArgumentChecks(spec);
        refuseContradictions(usage);
        usage.requireRange("--seeds", seeds, 1, SEEDS_MAX);
        usage.requireRange("--from", from, -FROM_MAX, FROM_MAX);
        int cores = Runtime.getRuntime().availableProcessors();
        usage.requireRange("--threads", threads == null ? 1 : threads, 1, THREADS_MAX);
        usage.requireConf(conf);
        usage.requirePaths(overrides.keySet());
        requireTestName(usage);
        Optional<WorldFile> file = Optional.ofNullable(world).map(path -> read(path, scenario, usage));
        Map<String, String> settings =
                new LinkedHashMap<>(file.map(WorldFile::settings).orElse(Map.of()));
        settings.putAll(overrides);
        Map<String, String> configured = new LinkedHashMap<>(settings);
        configured.keySet().removeAll(ChosenRules.PATHS);
        Optional<Path> own = Optional.ofNullable(conf).map(Path::toAbsolutePath);
        usage.requireKnown(List.of(scenario), own, configured);
        Settings scenarioSettings = Settings.of(
                scenario.id(), () -> SettingsFiles.load(InstallDirectory.directory(), scenario.id(), own, settings));
        Worlds worlds =
                file.map(read -> just(read.world())).orElseGet(() -> worldArguments.worlds(scenario, scenarioSettings));
        usage.requireSettings(scenario, scenarioSettings, worlds.conditions().nodes());
        Optional<WorldSpec> single =
                file.map(WorldFile::world).or(() -> Optional.ofNullable(seed).map(worlds::world));
        long first = single.map(WorldSpec::seed).orElse(from);
        settings.putAll(chosenRules(scenario, usage).settings());
        return new SimulateOptions(
                scenario,
                Catalog.concepts().stream()
                        .filter(concept -> concept.scenarios().stream()
                                .anyMatch(listed -> listed.id().equals(scenario.id())))
                        .map(Concept::name)
                        .findFirst()
                        .orElse(""),
                worlds,
                first,
                single.isPresent() ? first : from + seeds - 1,
                single,
                file,
                Optional.ofNullable(world),
                trace,
                single.isPresent() ? 1 : threads == null ? cores : threads,
                keepGoing,
                !noShrink && !trace && file.isEmpty(),
                Optional.ofNullable(test).map(Path::toAbsolutePath),
                Optional.ofNullable(out).map(Path::toAbsolutePath),
                own,
                settings,
                scenarioSettings,
                edited);
    }

    private ChosenRules chosenRules(Scenario<?> scenario, ArgumentChecks usage) {
        List<String> names = ChosenRules.names(scenario.rules());
        for (List<String> chosen : List.of(rules, withoutRules)) {
            for (String name : chosen) {
                if (!names.contains(name)) {
                    throw usage.noRule(scenario.id(), name, names);
                }
            }
        }
        if (!rules.isEmpty() && !withoutRules.isEmpty()) {
            throw usage.wrong(
                    "--rule names the rules that decide, --without-rule those that do not; leave out one of" + " them");
        }
        return new ChosenRules(rules, withoutRules);
    }

    private void requireTestName(ArgumentChecks usage) {
        Path name = test == null ? null : test.getFileName();
        if (test != null
                && (name == null
                        || !WorldTestWriter.FILE_NAME.matcher(name.toString()).matches())) {
            throw usage.wrong("--emit-test FILE is called like a test class, such as LostWriteTest.java, not "
                    + (name == null ? test : name));
        }
    }

    private void refuseContradictions(ArgumentChecks usage) {
        for (String several : List.of("--seeds", "--from")) {
            if ((seed != null || world != null) && given(several)) {
                throw usage.wrong(several + " is for several worlds, " + (seed != null ? "--seed" : "--world")
                        + " for one; leave out one of them");
            }
        }
        if (seed != null && world != null) {
            throw usage.wrong("--world has a seed of its own; leave out --seed");
        }
        List<String> given = worldArguments.given();
        if (world != null && !given.isEmpty()) {
            throw usage.wrong("--world says all of a world; leave out " + String.join(", ", given));
        }
        if (trace && seed == null && world == null) {
            throw usage.wrong("--trace shows one world; say which by --seed or --world");
        }
    }

    private boolean given(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    private static WorldFile read(Path path, Scenario<?> scenario, ArgumentChecks usage) {
        WorldFile file;
        try {
            file = WorldFile.read(path);
        } catch (IllegalArgumentException unreadable) {
            throw usage.wrong("--world " + path + ": " + unreadable.getMessage());
        }
        if (!file.scenario().equals(scenario.id())) {
            throw usage.wrong("--world " + path + ": scenario: this is a world of \"" + file.scenario() + "\", not of "
                    + scenario.id());
        }
        return file;
    }

    private static Worlds just(WorldSpec world) {
        Set<FaultKind> kinds =
                world.plan().all().stream().map(Fault::kind).collect(Collectors.toCollection(TreeSet::new));
        return new Worlds(world.conditions(), kinds, Optional.of(world.plan()));
    }
}
