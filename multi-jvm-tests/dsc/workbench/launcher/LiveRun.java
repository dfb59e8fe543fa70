package dsc.workbench.launcher;

import dsc.concepts.Catalog;
import dsc.workbench.checkers.EvidencePrinter;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.faults.Fault;
import dsc.workbench.faults.FaultPlan;
import dsc.workbench.faults.Injection;
import dsc.workbench.faults.LinkFault;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Workload;
import dsc.workbench.report.RunRecord.Figures;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Help.Ansi;

/** A run of a scenario on separate JVMs, as tests state it: in a few lines, with the outcome as a value. */
public final class LiveRun {

    private final Scenario<?> scenario;
    private Optional<Workload> workload = Optional.empty();
    private final List<Fault> disruptions = new ArrayList<>();
    private Set<FaultKind> drawn = EnumSet.noneOf(FaultKind.class);
    private String classPath = NodeClassPath.ofThisJvm();
    private int seconds = 12;
    private long seed = 1;

    /** What a run came to, for assertions. */
    public record Outcome(
            Verdict verdict, Figures figures, List<Injection> injections, List<String> notes, Path directory) {

        /** All that a reader of a failure needs. */
        public String describe() {
            List<String> lines = new ArrayList<>();
            lines.add(verdict.status() + ": " + verdict.reason());
            verdict.evidence().ifPresent(evidence -> lines.addAll(EvidencePrinter.lines(evidence)));
            lines.addAll(notes);
            injections.forEach(injection -> lines.add(injection.toString()));
            lines.add(figures.toString());
            lines.add("see " + directory);
            return String.join(System.lineSeparator(), lines);
        }
    }

    private LiveRun(Scenario<?> scenario) {
        this.scenario = scenario;
    }

    public static LiveRun of(String scenario) {
        return new LiveRun(Catalog.scenario(scenario).orElseThrow());
    }

    /** Another workload than the scenario's own. */
    public LiveRun workload(Workload workload) {
        this.workload = Optional.of(workload);
        return this;
    }

    public LiveRun seconds(int seconds) {
        this.seconds = seconds;
        return this;
    }

    public LiveRun seed(long seed) {
        this.seed = seed;
        return this;
    }

    /** Classes that the nodes load before the product's. */
    public LiveRun classesFirst(Path directory) {
        this.classPath = directory + java.io.File.pathSeparator + classPath;
        return this;
    }

    /** Faults of all these kinds, drawn from the seed as {@code dsc run} does. */
    public LiveRun drawn(Set<FaultKind> kinds) {
        this.drawn = kinds;
        return this;
    }

    /** A fault of this test's own, on {@code leader} or the nodes of these ids. */
    public LiveRun fault(FaultKind kind, long atMillis, long durationMillis, String... nodes) {
        disruptions.add(fault(disruptions, kind, atMillis, durationMillis, nodes));
        return this;
    }

    private static Fault fault(List<Fault> track, FaultKind kind, long atMillis, long durationMillis, String... nodes) {
        boolean leader = nodes[0].equals("leader");
        List<NodeId> ids = leader
                ? List.of(new NodeId("n1"))
                : Arrays.stream(nodes).map(NodeId::new).toList();
        return new Fault(
                track.size() + 1, kind, atMillis, durationMillis, leader, ids, Fault.Direction.BOTH, LinkFault.NONE);
    }

    public Outcome execute() throws IOException, InterruptedException {
        Path runs = Files.createDirectories(Path.of("target", "live-runs").toAbsolutePath());
        Path directory = Files.createTempDirectory(runs, scenario.id() + "-seed" + seed + "-");
        RunOptions options = new RunOptions(
                scenario.id(),
                3,
                seconds,
                5,
                5,
                200,
                drawn,
                seed,
                "h2",
                Optional.of(directory),
                Optional.empty(),
                Map.of());
        Optional<FaultPlan> plan =
                drawn.isEmpty() ? Optional.of(new FaultPlan(disruptions, List.of())) : Optional.empty();
        Path home = Path.of("").toAbsolutePath();
        Console console =
                new Console(new PrintWriter(System.out, true), new PrintWriter(System.err, true), false, Ansi.OFF);
        RunDirectory runDirectory = RunDirectory.create(options, home);
        RunReporter reporter = new RunReporter(scenario, options, runDirectory, console);
        Scenario<?> worked = workload.<Scenario<?>>map(other -> new WithWorkload<>(scenario, other))
                .orElse(scenario);
        Run.Result result =
                new Run(worked, options, plan, home, NodeJvm.command(home, classPath), runDirectory, console).execute();
        reporter.tell(result);
        return new Outcome(result.verdict(), result.figures(), result.injections(), result.notes(), directory);
    }
}
