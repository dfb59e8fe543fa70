package dsc.workbench.benchmarks;

import dsc.workbench.benchmarks.ComparisonRun.Compared;
import dsc.workbench.checkers.Checker;
import dsc.workbench.checkers.Judgement;
import dsc.workbench.protocol.Figure;
import dsc.workbench.runs.FaultChoice;
import dsc.workbench.runs.Run;
import dsc.workbench.runs.RunOptions;
import dsc.workbench.terminal.Console;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares by a live run a column, each of which leaves its report. */
final class LiveComparison implements ComparisonRun.Measure {

    private static final Duration CHECK_BUDGET = Duration.ofSeconds(20);

    private final ComparisonOptions options;
    private final Path home;
    private final Optional<Path> out;
    private final Console progress;
    private final Cancellation cancellation;

    LiveComparison(
            ComparisonOptions options, Path home, Optional<Path> out, Console progress, Cancellation cancellation) {
        this.options = options;
        this.home = home;
        this.out = out;
        this.progress = progress;
        this.cancellation = cancellation;
    }

    @Override
    public Compared measure(ComparisonOptions.Column column) throws Exception {
        RunOptions run = new RunOptions(
                column.scenario().id(),
                column.nodes(),
                options.load(),
                new FaultChoice(options.faults(), Optional.empty(), Optional.empty(), !column.tolerated()),
                options.seconds(),
                options.seed(),
                out.map(directory -> directory.resolve(column.name().replaceAll("[^A-Za-z0-9.-]", "-"))));
        QuietRun done = QuietRun.execute(
                column.scenario(), column.concept(), run, Optional.empty(), home, progress, cancellation);
        Run.Result result = done.result();
        return new Compared(
                column,
                result.guarantee(),
                result.verdict().status(),
                result.verdict().reason(),
                figures(column, result),
                Optional.of(done.directory().report()));
    }

    private static List<Figure> figures(ComparisonOptions.Column column, Run.Result result) {
        List<Figure> figures = new ArrayList<>();
        figures.add(Compared.verdict(column, result.verdict().status()));
        for (Checker checker : column.alsoChecked()) {
            figures.add(Figure.word(
                    checker.name(),
                    Judgement.of(checker, result.history(), CHECK_BUDGET)
                            .status()
                            .toString()));
        }
        Map<String, Long> counted = new LinkedHashMap<>(result.counted());
        List<Figure> costs = new ArrayList<>();
        cost(counted.remove(Run.MESSAGES), result, "messages an operation", costs);
        cost(counted.remove(Run.BYTES), result, "bytes an operation", costs);
        cost(counted.remove(Run.EVENTS), result, "events written an operation", costs);
        counted.forEach((name, number) -> figures.add(Figure.count(name, number)));
        figures.addAll(costs);
        figures.add(
                Figure.count("operations of unknown outcome", result.figures().unknownCount()));
        figures.add(Figure.micros(
                "latency p50", ClientLoadMeasurement.micros(result.figures().latencyP50Millis())));
        figures.add(Figure.micros(
                "latency p99", ClientLoadMeasurement.micros(result.figures().latencyP99Millis())));
        return figures;
    }

    /** What all operations together cost, over those that took effect. */
    private static void cost(Long total, Run.Result result, String name, List<Figure> costs) {
        long ok = result.figures().okCount();
        if (total != null && ok > 0) {
            costs.add(Figure.ratio(name, (double) total / ok));
        }
    }
}
