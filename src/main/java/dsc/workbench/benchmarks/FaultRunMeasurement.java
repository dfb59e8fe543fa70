package dsc.workbench.benchmarks;

import dsc.workbench.faults.Fault;
import dsc.workbench.faults.LinkFault;
import dsc.workbench.history.FaultWindow;
import dsc.workbench.protocol.Benchmark;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Figure;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Words;
import dsc.workbench.runs.FaultChoice;
import dsc.workbench.runs.Run;
import dsc.workbench.runs.RunOptions;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.LauncherException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Runs a scenario under the faults that a column plans: what {@code dsc run --plan} would do, with a report. */
final class FaultRunMeasurement implements Measurement {

    private final BenchmarkOptions options;
    private final Benchmark.FaultRun measured;
    private final Path home;
    private final Path directory;
    private final Console progress;
    private final Cancellation cancellation;

    FaultRunMeasurement(
            BenchmarkOptions options,
            Benchmark.FaultRun measured,
            Path home,
            Path directory,
            Console progress,
            Cancellation cancellation) {
        this.options = options;
        this.measured = measured;
        this.home = home;
        this.directory = directory;
        this.progress = progress;
        this.cancellation = cancellation;
    }

    /** A cluster that does not form leaves a gap in the table. */
    @Override
    public boolean skipsFailures() {
        return true;
    }

    @Override
    public Round measure(Benchmark.Case column, int number) throws Exception {
        cancellation.check();
        List<Fault> plan = faults(column.plan());
        QuietRun done = QuietRun.execute(
                options.scenario(),
                options.concept(),
                options(column, number, plan),
                Optional.of(plan),
                home,
                progress,
                cancellation);
        cancellation.check();
        Run.Result result = done.result();
        if (result.injections().isEmpty()) {
            throw new LauncherException(
                    "no fault was injected: " + result.verdict().reason());
        }
        List<Figure> figures = new ArrayList<>(measured.figures().apply(recorded(result)));
        figures.add(Figure.word("verdict", result.verdict().status().toString()));
        return new Round(
                figures,
                Map.of(
                        "reason",
                        result.verdict().reason(),
                        "report",
                        done.directory().report().toString()));
    }

    private static Benchmark.Recorded recorded(Run.Result result) {
        return new Benchmark.Recorded(
                result.history(),
                result.nodes(),
                result.injections().stream()
                        .mapToLong(injection -> injection.fromNanos())
                        .min()
                        .orElseThrow(),
                result.injections().stream()
                        .mapToLong(injection -> injection.toNanos())
                        .max()
                        .orElseThrow(),
                result.counted(),
                result.figures().longestGapMillis());
    }

    private RunOptions options(Benchmark.Case column, int number, List<Fault> plan) {
        Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
        plan.forEach(fault -> kinds.add(fault.kind()));
        long endMillis = plan.stream()
                .mapToLong(fault -> fault.atMillis() + fault.durationMillis())
                .max()
                .orElse(0);
        Path out = BenchmarkRun.below(directory, column, number);
        return new RunOptions(
                options.scenario().id(),
                options.nodes(column),
                options.load(),
                new FaultChoice(kinds, Optional.of(out.resolve("faults.json")), Optional.empty(), false),
                Math.toIntExact(Math.ceilDiv(endMillis + measured.settleMillis(), 1_000)),
                BenchmarkOptions.SEED,
                Optional.of(out));
    }

    /** The plan as it is injected. */
    static List<Fault> faults(List<FaultWindow> plan) {
        List<Fault> faults = new ArrayList<>();
        for (FaultWindow window : plan) {
            faults.add(new Fault(
                    faults.size() + 1,
                    Words.constant(FaultKind.class, window.kind())
                            .orElseThrow(() -> new IllegalArgumentException("unknown fault " + window.kind())),
                    TimeUnit.NANOSECONDS.toMillis(window.fromNanos()),
                    TimeUnit.NANOSECONDS.toMillis(window.toNanos() - window.fromNanos()),
                    false,
                    window.nodes().stream().map(NodeId::new).toList(),
                    window.others().stream().map(NodeId::new).toList(),
                    switch (window.direction()) {
                        case FaultWindow.FROM_NODES -> Fault.Direction.FROM_NODES;
                        case FaultWindow.TO_NODES -> Fault.Direction.TO_NODES;
                        default -> Fault.Direction.BOTH;
                    },
                    LinkFault.NONE,
                    0));
        }
        return faults;
    }
}
