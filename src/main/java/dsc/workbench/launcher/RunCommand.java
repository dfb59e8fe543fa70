package dsc.workbench.launcher;

import dsc.concepts.Catalog;
import dsc.workbench.faults.FaultPlan;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Scenario;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
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
        footerHeading = "%nFaults:%n",
        footer = {
            "  kill        kill a node, now and then a majority (SIGKILL), and restart it",
            "  pause       stop a node (SIGSTOP) and continue it",
            "  partition   cut a minority off from the majority",
            "  isolate     cut one node, the leader if there is one, off",
            "  one-way     cut the messages in one direction only",
            "  delay       delay messages between peers; they may overtake each other",
            "  loss        lose messages between peers",
            "  duplicate   send messages between peers twice",
            "  transfer    make the leader hand over",
            "  membership  take a server, now and then the leader, out of the group, and back in",
            "",
            "The same seed gives the same fault plan and the same sequence of client operations. What is not repeated"
                    + " is timing: threads, processes and the network run as they do."
        })
final class RunCommand implements Callable<Integer> {

    private static final int NODES_MAX = 8;
    private static final int SECONDS_MAX = 3_600;
    private static final int CLIENTS_MAX = 100;
    private static final int KEYS_MAX = 1_000;
    private static final int RATE_MAX = 100_000;

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SCENARIO", description = "What to run; see: ./dsc list")
    private String scenarioId;

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "3", description = "Nodes, 1 to 8 (default: 3).")
    private int nodes;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "30",
            description = "How long clients work, 1 to 3600 (default: 30).")
    private int seconds;

    @Option(names = "--clients", paramLabel = "N", defaultValue = "5", description = "Clients, 1 to 100 (default: 5).")
    private int clients;

    @Option(names = "--keys", paramLabel = "N", defaultValue = "5", description = "Keys, 1 to 1000 (default: 5).")
    private int keys;

    @Option(
            names = "--rate",
            paramLabel = "OPS_PER_S",
            defaultValue = "200",
            description = "Operations a second, all clients together; 0 for as fast as answers come (default: 200).")
    private int rate;

    @Option(
            names = "--faults",
            paramLabel = "LIST",
            description = "Kinds of faults, separated by commas, or none (default: all that the scenario tolerates).")
    private String faults;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of faults and operations (default: drawn, and shown).")
    private Long seed;

    @Option(
            names = "--journal",
            paramLabel = "h2|memory",
            defaultValue = "h2",
            description = "Where nodes keep what must survive a crash (default: h2; memory does not survive).")
    private String journal;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where to leave history, report and logs (default: below runs/).")
    private Path out;

    @Option(names = "--conf", paramLabel = "FILE", description = "A HOCON file of your own, over those in conf/.")
    private Path conf;

    @Option(
            names = "-D",
            paramLabel = "PATH=VALUE",
            mapFallbackValue = "true",
            arity = "1",
            description = "Set one configuration value, such as -Ddsc.raft.heartbeat-interval=50ms.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    @Option(names = "--force", description = "Inject faults that the scenario does not tolerate, and expect trouble.")
    private boolean force;

    @Option(names = "--json", description = "Print the result as JSON, and nothing else.")
    private boolean json;

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        Scenario<?> scenario = scenario();
        RunOptions options = options();
        Path home =
                Path.of(System.getProperty("dsc.home", ".")).toAbsolutePath().normalize();
        RunDirectory directory = RunDirectory.create(options, home);
        Console progress = json ? Console.silent() : console;
        RunReporter reporter = new RunReporter(scenario, options, directory, progress);
        reporter.announce();
        Run run = new Run(
                scenario,
                options,
                Optional.empty(),
                home,
                NodeJvm.command(home, System.getProperty("java.class.path")),
                directory,
                progress);
        Interruption interruption = Interruption.awaited(run::interrupt);
        int status = 2;
        try {
            Run.Result result = run.execute();
            reporter.tell(result);
            if (json) {
                console.plain(reporter.asJson(result));
            }
            status = result.verdict().status().exitStatus();
        } catch (LauncherException trouble) {
            console.trouble(trouble.getMessage());
        } finally {
            interruption.finished(status);
        }
        return status;
    }

    private Scenario<?> scenario() {
        return new Usage(spec).scenario(scenarioId, Catalog.scenarios());
    }

    /** What was asked for on the command line, if that makes sense. */
    RunOptions options() {
        Scenario<?> scenario = scenario();
        Usage usage = new Usage(spec);
        usage.requireRange("--nodes", nodes, 1, NODES_MAX);
        usage.requireRange("--seconds", seconds, 1, SECONDS_MAX);
        usage.requireRange("--clients", clients, 1, CLIENTS_MAX);
        usage.requireRange("--keys", keys, 1, KEYS_MAX);
        usage.requireRange("--rate", rate, 0, RATE_MAX);
        if (!Set.of("h2", "memory").contains(journal)) {
            throw usage.wrong("--journal is h2 or memory, not " + journal);
        }
        usage.requireConf(conf);
        usage.requirePaths(overrides.keySet());
        Set<FaultKind> chosen = faults(scenario, usage);
        if (!chosen.isEmpty() && TimeUnit.SECONDS.toMillis(seconds) < FaultPlan.SHORTEST_RUN_MILLIS) {
            throw usage.wrong("--seconds " + seconds + " leaves no time for faults: at least "
                    + (FaultPlan.SHORTEST_RUN_MILLIS / 1_000) + ", or --faults none");
        }
        return new RunOptions(
                scenario.id(),
                nodes,
                seconds,
                clients,
                keys,
                rate,
                chosen,
                seed != null ? seed : ThreadLocalRandom.current().nextInt(1_000_000),
                journal,
                Optional.ofNullable(out).map(Path::toAbsolutePath),
                Optional.ofNullable(conf).map(Path::toAbsolutePath),
                overrides);
    }

    private Set<FaultKind> faults(Scenario<?> scenario, Usage usage) {
        Set<FaultKind> tolerated = RunOptions.tolerated(scenario, journal);
        if (faults == null) {
            return FaultPlan.possible(tolerated, nodes);
        }
        Set<FaultKind> chosen = usage.faults(faults, nodes);
        for (FaultKind kind : chosen) {
            if (!tolerated.contains(kind) && !force) {
                boolean memory = kind == FaultKind.KILL && journal.equals("memory");
                throw usage.notTolerated(
                        scenario.id(),
                        kind,
                        memory ? " with --journal memory, which forgets everything when a node is killed" : "");
            }
        }
        return chosen;
    }
}
