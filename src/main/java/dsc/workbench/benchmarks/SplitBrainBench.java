package dsc.workbench.benchmarks;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.history.Event;
import dsc.workbench.history.FaultWindow;
import dsc.workbench.history.History;
import dsc.workbench.journals.JournalChoice;
import dsc.workbench.nodes.NodeJvm;
import dsc.workbench.nodes.NodeOptions;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.runs.ClientLoad;
import dsc.workbench.runs.DownedNodes;
import dsc.workbench.runs.FaultChoice;
import dsc.workbench.runs.Run;
import dsc.workbench.runs.RunDirectory;
import dsc.workbench.runs.RunOptions;
import dsc.workbench.runs.RunReporter;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.LauncherException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** Cuts a cluster of five in each of several ways, by each of several strategies: a run for each. */
public final class SplitBrainBench {

    public static final long SEED = 1;
    public static final JournalChoice JOURNAL = JournalChoice.of("h2");

    private static final int CLIENTS = 10;
    private static final int KEYS = 5;
    private static final int RATE = 100;

    /** After the last cut, so that those that were downed are back. */
    private static final long AFTER_MILLIS = 5_000;

    private final Scenario<?> scenario;
    private final String concept;
    private final Path home;
    private final RunDirectory directory;
    private final Console progress;
    private final Map<String, String> overrides;
    private volatile Run running;
    private volatile boolean interrupted;

    /**
     * What became of a cluster that was cut. Times are milliseconds after the first cut; -1 for never.
     *
     * @param survivors who was not downed, until the last cut was over
     * @param downedMillis when the launcher saw that the last one of the others had gone
     * @param nextWriterMillis when the first write that a later writer than that before the cut acknowledged was
     *     acknowledged
     * @param gapMillis the longest time in which no write was acknowledged
     * @param lateWrites acknowledged by a superseded writer
     */
    public record Outcome(
            List<NodeId> survivors,
            long downedMillis,
            long nextWriterMillis,
            long gapMillis,
            long lateWrites,
            Verdict verdict,
            Path report) {}

    public SplitBrainBench(
            Scenario<?> scenario,
            String concept,
            Path home,
            RunDirectory directory,
            Map<String, String> overrides,
            Console progress) {
        this.scenario = scenario;
        this.concept = concept;
        this.home = home;
        this.directory = directory;
        this.overrides = overrides;
        this.progress = progress;
    }

    /** Ends the measurement early: the run that is under way is not an outcome. */
    public void interrupt() {
        interrupted = true;
        Run run = running;
        if (run != null) {
            run.interrupt();
        }
    }

    public boolean isInterrupted() {
        return interrupted;
    }

    public Outcome measure(String strategy, Cut cut) throws Exception {
        RunOptions options = options(strategy, cut);
        RunDirectory own = RunDirectory.create(options, home);
        Console silent = Console.silent();
        running = new Run(
                scenario,
                options,
                Optional.of(cut.faults()),
                home,
                () -> NodeJvm.prepared(home, Optional.empty(), progress),
                own,
                silent);
        if (interrupted) {
            running.interrupt();
        }
        Run.Result result = running.execute();
        if (interrupted) {
            throw new LauncherException("interrupted");
        }
        new RunReporter(scenario, concept, options, own, silent).tell(result);
        return outcome(result, own.report());
    }

    /** The options under which {@code dsc run} would do the same, had it been given the plan. */
    private RunOptions options(String strategy, Cut cut) {
        Path out = directory.path().resolve(strategy + "-" + cut.toString().replace('|', '-'));
        Set<FaultKind> kinds = EnumSet.of(cut == Cut.ONE_WAY ? FaultKind.ONE_WAY : FaultKind.PARTITION);
        return new RunOptions(
                scenario.id(),
                new NodeOptions(Cut.NODES, JOURNAL, false, Optional.empty(), settings(strategy, overrides)),
                new ClientLoad(CLIENTS, KEYS, RATE),
                new FaultChoice(kinds, Optional.of(out.resolve("faults.json")), Optional.empty(), false),
                (int) ((Cut.atMillis() + cut.lengthMillis() + AFTER_MILLIS) / 1_000),
                SEED,
                Optional.of(out));
    }

    /** Configuration values over {@code overrides}. */
    public static Map<String, String> settings(String strategy, Map<String, String> overrides) {
        Map<String, String> settings = new LinkedHashMap<>(overrides);
        settings.put("dsc.splitbrain.strategy", strategy);
        settings.putIfAbsent("dsc.splitbrain.quorum-size", Integer.toString(Cut.NODES / 2 + 1));
        return settings;
    }

    private static Outcome outcome(Run.Result result, Path report) {
        History history = result.history();
        long fromNanos = result.injections().stream()
                .mapToLong(injection -> injection.fromNanos())
                .min()
                .orElseThrow(() -> new LauncherException(
                        "no link was cut: " + result.verdict().reason()));
        long toNanos = result.injections().stream()
                .mapToLong(injection -> injection.toNanos())
                .max()
                .orElseThrow();
        Set<String> downed = new TreeSet<>();
        long lastNanos = -1;
        for (FaultWindow window : history.faultWindows()) {
            if (window.kind().equals(DownedNodes.DOWNED)
                    && window.fromNanos() >= fromNanos
                    && window.fromNanos() <= toNanos) {
                downed.addAll(window.nodes());
                lastNanos = window.fromNanos();
            }
        }
        return new Outcome(
                result.nodes().stream()
                        .filter(node -> !downed.contains(node.value()))
                        .toList(),
                lastNanos < 0 ? -1 : (lastNanos - fromNanos) / 1_000_000,
                nextWriterMillis(history, fromNanos),
                Math.round(result.figures().longestGapMillis()),
                result.counted().getOrDefault("writes by a superseded writer", 0L),
                result.verdict(),
                report);
    }

    private static long nextWriterMillis(History history, long fromNanos) {
        Map<Boolean, List<Event>> acknowledged =
                new HashMap<>(Map.of(true, new ArrayList<>(), false, new ArrayList<>()));
        for (Event event : history.events()) {
            if (!event.ofNemesis() && event.type() == Event.Type.OK) {
                acknowledged.get(event.timeNanos() < fromNanos).add(event);
            }
        }
        long before = acknowledged.get(true).stream()
                .mapToLong(SplitBrainBench::incarnation)
                .max()
                .orElse(0);
        OptionalLong first = acknowledged.get(false).stream()
                .filter(event -> incarnation(event) > before)
                .mapToLong(Event::timeNanos)
                .min();
        return first.isEmpty() ? -1 : (first.getAsLong() - fromNanos) / 1_000_000;
    }

    private static long incarnation(Event written) {
        return written.value() instanceof Map<?, ?> map && map.get("incarnation") instanceof Number number
                ? number.longValue()
                : 0;
    }
}
