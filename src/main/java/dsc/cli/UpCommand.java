package dsc.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dsc.cli.arguments.ArgumentChecks;
import dsc.cli.arguments.ClusterOptions;
import dsc.cli.arguments.CompletionCandidates;
import dsc.cli.arguments.InstallDirectory;
import dsc.cli.arguments.Vocabulary;
import dsc.cli.arguments.WithOption;
import dsc.concepts.Catalog;
import dsc.workbench.loopback.Token;
import dsc.workbench.nodes.NodeArchive;
import dsc.workbench.nodes.NodeJvm;
import dsc.workbench.nodes.NodeOptions;
import dsc.workbench.playground.ClusterEntry;
import dsc.workbench.playground.ClusterName;
import dsc.workbench.playground.ClusterRegistry;
import dsc.workbench.playground.ClusterSpec;
import dsc.workbench.playground.ClusterStart;
import dsc.workbench.playground.Clusters;
import dsc.workbench.playground.Request;
import dsc.workbench.playground.SupervisorClient;
import dsc.workbench.processes.EditedClasses;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.runs.RunDirectory;
import dsc.workbench.terminal.Caller;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Format;
import dsc.workbench.terminal.LauncherException;
import dsc.workbench.terminal.Markup;
import dsc.workbench.terminal.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dsc up}: a cluster in the background. */
@Command(
        name = "up",
        description = {
            "Start a cluster in the background, and wait until all its nodes are ready.",
            "It stays until ./dsc down ends it. What you do to it meanwhile is recorded:%n./dsc check --last checks it,"
                    + " ./dsc report --last draws it."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class UpCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "SCENARIO",
            completionCandidates = CompletionCandidates.Scenarios.class,
            description = "What to start; see: ./dsc list")
    private String scenarioId;

    @Mixin
    private WithOption with;

    @Mixin
    private ClusterOptions cluster;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What to call it (default: DSC_NAME, or as the scenario).")
    private String name;

    @Option(names = "--json", description = "Print JSON, and nothing else.")
    private boolean json;

    UpCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        Scenario<?> scenario = with.scenario(new ArgumentChecks(spec).scenario(scenarioId, Catalog.scenarios()));
        validate(scenario, wanted(scenario));
        new ArgumentChecks(spec).requireSharedJournal(scenario, cluster.journal());
        cluster.requireSettings(new ArgumentChecks(spec), scenario);
        Path home = InstallDirectory.directory();
        ClusterRegistry registry = new ClusterRegistry(home);
        requireNotUp(registry.find(wanted(scenario)));
        NodeJvm.prepared(home, cluster.conf(), json ? Console.silent() : console);
        ClusterEntry entry = entered(registry, home, scenario);
        ClusterSpec started = ClusterSpec.read(entry.directory());
        long startNanos = System.nanoTime();
        if (!json) {
            console.line(String.format(
                    Locale.ROOT,
                    "Starting %s of @|bold %s|@%s…",
                    Format.count(started.nodes(), "node"),
                    scenario.id(),
                    started.with() == null ? "" : " " + NodeOptions.WITH + " " + Markup.escaped(started.with())));
        }
        ClusterEntry up = new ClusterStart(
                        registry,
                        entry,
                        home,
                        EntryPoint.class,
                        cluster.journal().environment())
                .await();
        NodeArchive.warnIfArchiveRejected(up.directory(), home, console);
        tell(up, System.nanoTime() - startNanos);
        return 0;
    }

    private void validate(Scenario<?> scenario, String name) {
        ArgumentChecks usage = new ArgumentChecks(spec);
        cluster.require(usage, List.of(scenario));
        if (!ClusterName.isOne(name)) {
            throw usage.wrong(ClusterName.GRAMMAR + "; not " + name);
        }
    }

    /** The cluster's entry: a new one, or that of a cluster which was put aside. */
    private ClusterEntry entered(ClusterRegistry registry, Path home, Scenario<?> scenario) {
        String wanted = wanted(scenario);
        Optional<ClusterEntry> before = registry.find(wanted);
        if (before.isPresent() && before.get().isPutAside()) {
            return continued(registry, before.get(), scenario);
        }
        requireNotUp(before);
        before.ifPresent(dead -> {
            console.failure("the cluster " + wanted + " that was there died; what it recorded stays in "
                    + Shell.shown(dead.directory()));
            registry.remove(wanted);
        });
        return fresh(registry, home, scenario, wanted);
    }

    private String wanted(Scenario<?> scenario) {
        return name == null ? clusters().nameFor(scenario.id()) : name;
    }

    private void requireNotUp(Optional<ClusterEntry> before) {
        before.filter(entry -> entry.supervisor().isPresent()).ifPresent(up -> {
            throw new LauncherException("a cluster named " + up.name() + " is up already (supervisor pid " + up.pid()
                    + ")"
                    + Caller.naming(
                            "; ./dsc status shows it, ./dsc down ends it",
                            clusters().nameOption(up))
                    + ", --name gives this one another name");
        });
    }

    private ClusterEntry continued(ClusterRegistry registry, ClusterEntry aside, Scenario<?> scenario) {
        if (!aside.scenario().equals(scenario.id())) {
            throw new LauncherException(aside.name() + " was put aside with " + aside.scenario() + "; ./dsc purge "
                    + aside.name() + " forgets it");
        }
        if (!json) {
            console.line("Continuing with the journal in " + Shell.shown(aside.directory()));
        }
        ClusterSpec was = ClusterSpec.read(aside.directory());
        List<String> ignored =
                new ArrayList<>(cluster.otherThan(was, spec.commandLine().getParseResult()));
        if (!with.isAsBefore(scenario, was.edited(aside.directory()))) {
            console.failure(aside.name() + " continues with "
                    + (was.with() == null
                            ? "the product's classes, which it began with"
                            : "the classes that it began with, those of " + was.with() + " as it was then")
                    + "; --name starts another one");
        }
        if (!ignored.isEmpty()) {
            console.failure(aside.name() + " continues as it was put aside, without " + String.join(", ", ignored)
                    + "; --name starts another one");
        }
        // Without what an earlier start of it came to.
        ClusterEntry again = aside.stoppedButKept();
        registry.update(again);
        return again;
    }

    private ClusterEntry fresh(ClusterRegistry registry, Path home, Scenario<?> scenario, String wanted) {
        long seed = ThreadLocalRandom.current().nextInt(1_000_000);
        RunDirectory directory = RunDirectory.create(Optional.empty(), home, "up-" + wanted, seed);
        Optional<EditedClasses> edited = with.classes(scenario);
        cluster.nodeOptions().with(edited).writeClasses(directory.path());
        new ClusterSpec(
                        scenario.id(),
                        cluster.nodes(),
                        List.of(),
                        seed,
                        cluster.journal(),
                        cluster.tls(),
                        cluster.conf().map(Path::toString).orElse(null),
                        cluster.overrides(),
                        edited.map(classes -> classes.source().toString()).orElse(null))
                .write(directory.path());
        ClusterEntry entry = new ClusterEntry(
                        wanted,
                        scenario.id(),
                        directory.path(),
                        System.currentTimeMillis(),
                        0,
                        null,
                        0,
                        Token.random().value(),
                        "")
                .supervisedBy(ProcessHandle.current());
        if (!registry.enter(entry)) {
            throw new LauncherException("a cluster named " + wanted + " is being started already");
        }
        return entry;
    }

    private static List<String> talk(String scenario) {
        List<String> examples = Catalog.scenario(scenario)
                .map(known -> known.operations().examples())
                .orElse(List.of());
        List<String> line = new ArrayList<>(List.of("talk to it"));
        examples.forEach(example -> line.add("./dsc call " + example));
        while (line.size() < 3) {
            line.add("");
        }
        return line;
    }

    private void tell(ClusterEntry entry, long tookNanos) throws IOException {
        Map<String, Object> status = statusOf(entry);
        if (json) {
            console.plain(JSON.writeValueAsString(status));
            return;
        }
        console.line("@|bold,green up|@ in " + Format.duration(tookNanos));
        console.plain("");
        StatusTable.nodes(status, console.columns()).forEach(console::line);
        console.plain("");
        String option = clusters().nameOption(entry);
        List<List<String>> rows = List.of(
                talk(String.valueOf(status.get("scenario"))),
                List.of("", "./dsc shell", "./dsc clients 20"),
                List.of("break it", "./dsc partition " + sides(status), "./dsc heal"),
                List.of("", "./dsc kill n1", "./dsc restart n1"),
                List.of("watch it", "./dsc status --watch", "./dsc logs -f"),
                List.of("check it", "./dsc check --last", "./dsc report --last"),
                List.of("end it", "./dsc down", ""));
        int width = rows.stream()
                .mapToInt(row -> Caller.naming(row.get(1), option).length())
                .max()
                .orElse(0);
        for (List<String> row : rows) {
            String first = Caller.naming(row.get(1), option);
            console.line((String.format(Locale.ROOT, "  @|faint %-10s|@  ", row.getFirst()) + first
                            + " ".repeat(width - first.length()) + "  " + Caller.naming(row.get(2), option))
                    .stripTrailing());
        }
    }

    private Clusters clusters() {
        return Clusters.of(InstallDirectory.directory(), console.caller(), Vocabulary.EXAMPLE);
    }

    private Map<String, Object> statusOf(ClusterEntry entry) {
        try {
            return new SupervisorClient(entry, console::failure)
                    .ask(new Request.Status())
                    .data();
        } catch (SupervisorClient.WrongUsageException impossible) {
            throw new LauncherException(impossible.getMessage());
        }
    }

    /** An example of a partition: the first node, or the first two of five, against the rest. */
    private static String sides(Map<String, Object> status) {
        int count = ((List<?>) status.get("nodes")).size();
        int minority = Math.max(1, (count - 1) / 2);
        StringBuilder sides = new StringBuilder();
        for (int number = 1; number <= count; number++) {
            sides.append(number == 1 ? "" : number == minority + 1 ? " " : ",")
                    .append('n')
                    .append(number);
        }
        return sides.toString();
    }
}
