package dsc.cli;

import com.typesafe.config.Config;
import dsc.cli.arguments.ArgumentChecks;
import dsc.cli.arguments.CompletionCandidates;
import dsc.cli.arguments.InstallDirectory;
import dsc.cli.arguments.SimulateArguments;
import dsc.cli.arguments.WithOption;
import dsc.concepts.Catalog;
import dsc.workbench.exploration.DeterminismCheck;
import dsc.workbench.exploration.SecondJvm;
import dsc.workbench.exploration.SimulateOptions;
import dsc.workbench.exploration.SimulationFiles;
import dsc.workbench.exploration.SimulationJson;
import dsc.workbench.exploration.SimulationReporter;
import dsc.workbench.exploration.SimulationRun;
import dsc.workbench.nodes.NodeJvm;
import dsc.workbench.nodes.TemporaryDirectory;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.simulation.Outcome;
import dsc.workbench.simulation.SettingsFiles;
import dsc.workbench.simulation.Simulator;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Interruption;
import dsc.workbench.terminal.LauncherException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dsc simulate}: many worlds of a scenario in one process, each decided by its seed. */
@Command(
        name = "simulate",
        description = {
            "Run many simulated worlds of a scenario: its actors in virtual time, with a network, disks, clocks and"
                    + " faults that a seed decides. Each world is checked against the scenario's guarantee and rules."
                    + " The first in which something is broken is made smaller, and shown step by step."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./dsc simulate raft --seeds 1000             the worlds of a thousand seeds",
            "  ./dsc simulate raft --seed 42 --trace        one world, step by step",
            "  ./dsc simulate raft --world runs/…/world.json --trace",
            "",
            "The same seed and options give the same world, step by step, on every machine. For faults, see:"
                    + " ./dsc run --help"
        })
final class SimulateCommand implements Callable<Integer> {

    private static final int UNKNOWN = 2;

    private final Console console;
    private final List<Scenario<?>> scenarios;
    private final Function<Path, List<String>> second;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "SCENARIO",
            completionCandidates = CompletionCandidates.Scenarios.class,
            description = "What to simulate; see: ./dsc list")
    private String scenarioId;

    @Mixin
    private WithOption with;

    @Mixin
    private SimulateArguments arguments;

    @Option(names = "--json", description = "Print the result as JSON, and nothing else.")
    private boolean json;

    @Option(names = "--hashes", hidden = true, description = "Print each seed and its world's hash, and nothing else.")
    private boolean hashes;

    SimulateCommand(Console console) {
        this(console, Catalog.scenarios(), home -> NodeJvm.simulating(home, EntryPoint.class));
    }

    /** @param second the command of a JVM that simulates some of the same worlds, by where the project lies */
    SimulateCommand(Console console, List<Scenario<?>> scenarios, Function<Path, List<String>> second) {
        this.console = console;
        this.scenarios = scenarios;
        this.second = second;
    }

    @Override
    public Integer call() throws Exception {
        SimulateOptions options = options();
        Path home = InstallDirectory.directory();
        Config settings = settings(options, home);
        if (hashes) {
            return printHashes(options, settings);
        }
        SimulationFiles files = SimulationFiles.prepared(options, home);
        Console progress = json ? Console.silent() : console;
        SimulationReporter reporter = new SimulationReporter(options, progress);
        int status = UNKNOWN;
        Optional<TemporaryDirectory> classes = with.written(options.scenario());
        SimulationRun run = new SimulationRun(
                options, settings, new SecondJvm(second.apply(home), WithOption.compiled(classes)), progress);
        Interruption interruption = Interruption.awaited(run::interrupt);
        try {
            reporter.announce();
            SimulationRun.Result result = run.execute();
            SimulationFiles.Kept kept = files.keep(result);
            reporter.tell(result, kept);
            if (json) {
                console.plain(SimulationJson.of(options, result, kept));
            }
            kept.troubles().forEach(console::failure);
            int found = result.status().exitStatus();
            status = found == 0 && !kept.troubles().isEmpty() ? UNKNOWN : found;
        } catch (LauncherException | IllegalArgumentException failure) {
            console.failure(failure.getMessage());
        } finally {
            classes.ifPresent(TemporaryDirectory::close);
            interruption.finished(status);
        }
        return status;
    }

    /** What was asked for on the command line, if that makes sense. */
    SimulateOptions options() {
        Scenario<?> scenario = new ArgumentChecks(spec).scenario(scenarioId, scenarios);
        if (scenario.deployment().isPlatform()) {
            throw new ArgumentChecks(spec)
                    .wrong(scenario.id() + " is about a module of Pekko, which needs a cluster and cannot be simulated;"
                            + " it runs live: ./dsc run " + scenario.id());
        }
        Scenario<?> edited = with.scenario(scenario);
        return arguments.options(edited, with.classes(edited));
    }

    private static Config settings(SimulateOptions options, Path home) {
        try {
            return SettingsFiles.load(home, options.scenario().id(), options.conf(), options.overrides());
        } catch (IllegalArgumentException unreadable) {
            throw new LauncherException(unreadable.getMessage());
        }
    }

    /** What a second JVM is asked: hashes, and with {@code --trace} the steps as well. */
    private int printHashes(SimulateOptions options, Config settings) {
        try (Simulator<?> simulator = new Simulator<>(options.scenario(), settings)) {
            for (long seed = options.first();
                    seed <= options.last() && !console.out().checkError();
                    seed++) {
                Outcome outcome = simulator.run(options.worlds().world(seed), options.trace());
                console.plain(seed + " " + outcome.hashText());
                DeterminismCheck.lines(outcome).forEach(console::plain);
            }
        }
        return 0;
    }
}
