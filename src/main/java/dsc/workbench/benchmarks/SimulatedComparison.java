package dsc.workbench.benchmarks;

import com.typesafe.config.Config;
import dsc.workbench.benchmarks.ComparisonRun.Compared;
import dsc.workbench.checkers.Checker;
import dsc.workbench.checkers.Judgement;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import dsc.workbench.protocol.Figure;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Settings;
import dsc.workbench.runs.Measures;
import dsc.workbench.simulation.Exploration;
import dsc.workbench.simulation.Explorer;
import dsc.workbench.simulation.Outcome;
import dsc.workbench.simulation.SettingsFiles;
import dsc.workbench.simulation.worlds.Conditions;
import dsc.workbench.simulation.worlds.Worlds;
import dsc.workbench.terminal.LauncherException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/** Compares by simulated worlds, the same seeds in every column. Figures are summed over the worlds. */
final class SimulatedComparison implements ComparisonRun.Measure {

    private static final Duration CHECK_BUDGET = Duration.ofSeconds(5);
    private static final int DIGITS = 3;

    private final ComparisonOptions options;
    private final Path home;
    private final Cancellation cancellation;

    SimulatedComparison(ComparisonOptions options, Path home, Cancellation cancellation) {
        this.options = options;
        this.home = home;
        this.cancellation = cancellation;
    }

    /** The sums of a column. Every method is called under the lock of this. */
    private static final class Sums {
        private final ComparisonOptions.Column column;
        private final Histogram latencyNanos = new Histogram(DIGITS);
        private final Map<String, Long> metrics = new LinkedHashMap<>();
        private final Map<String, Long> invalid = new LinkedHashMap<>();
        private final Map<String, Long> unknown = new LinkedHashMap<>();
        private long ok;
        private long unknownOperations;
        private long messages;
        private long eventsWritten;

        Sums(ComparisonOptions.Column column) {
            this.column = column;
            column.alsoChecked().forEach(checker -> invalid.put(checker.name(), 0L));
        }

        synchronized void add(Outcome outcome, Map<String, Verdict.Status> also) {
            History history = outcome.history();
            Measures.counted(column.scenario(), history)
                    .forEach((name, number) -> metrics.merge(name, number, Long::sum));
            also.forEach((name, status) -> {
                invalid.merge(name, status == Verdict.Status.INVALID ? 1L : 0L, Long::sum);
                unknown.merge(name, status == Verdict.Status.UNKNOWN ? 1L : 0L, Long::sum);
            });
            messages += outcome.messagesOfOperations();
            eventsWritten += outcome.eventsWritten();
            for (Operation operation : history.operations()) {
                if (operation.function().startsWith(Operations.FINAL)) {
                    continue;
                }
                if (operation.outcome() == Operation.Outcome.OK) {
                    ok++;
                    latencyNanos.recordValue(operation.completion().timeNanos()
                            - operation.invocation().timeNanos());
                } else if (operation.outcome() == Operation.Outcome.UNKNOWN) {
                    unknownOperations++;
                }
            }
        }

        synchronized List<Figure> figures(Exploration exploration, Verdict.Status status) {
            List<Figure> figures = new ArrayList<>();
            figures.add(Compared.verdict(column, status));
            figures.add(Figure.count("worlds", exploration.worlds()));
            figures.add(Figure.count("worlds invalid", exploration.invalidCount()));
            figures.add(Figure.count("worlds unknown", exploration.unknownCount()));
            invalid.forEach((name, count) -> {
                figures.add(Figure.count("invalid by " + name, count));
                if (unknown.getOrDefault(name, 0L) > 0) {
                    figures.add(Figure.count("unknown by " + name, unknown.get(name)));
                }
            });
            metrics.forEach((name, number) -> figures.add(Figure.count(name, number)));
            if (ok > 0) {
                figures.add(Figure.ratio("messages an operation", (double) messages / ok));
                figures.add(Figure.ratio("events written an operation", (double) eventsWritten / ok));
            }
            figures.add(Figure.count("operations of unknown outcome", unknownOperations));
            figures.add(latency("latency p50", 50));
            figures.add(latency("latency p99", 99));
            return figures;
        }

        private Figure latency(String name, double percentile) {
            return Figure.micros(name, ok == 0 ? Double.NaN : latencyNanos.getValueAtPercentile(percentile) / 1e3);
        }
    }

    @Override
    public Compared measure(ComparisonOptions.Column column) throws InterruptedException {
        Conditions conditions = Conditions.DEFAULT
                .edit()
                .nodes(column.nodes().count())
                .clients(options.load().clients())
                .keys(options.load().keys())
                .operationsPerSecond(options.load().rate())
                .lengthMillis(TimeUnit.SECONDS.toMillis(options.seconds()))
                .roam(options.load().roam())
                .build();
        Worlds worlds = new Worlds(conditions, options.faults(), Optional.empty());
        Exploration exploration = new Exploration();
        Sums sums = new Sums(column);
        explore(column, worlds, exploration, outcome -> sums.add(outcome, also(column, outcome.history())));
        Verdict.Status status = exploration.invalidCount() > 0
                ? Verdict.Status.INVALID
                : exploration.unknownCount() > 0 || exploration.worlds() < options.worlds()
                        ? Verdict.Status.UNKNOWN
                        : Verdict.Status.VALID;
        return new Compared(
                column,
                column.scenario().guarantee(Settings.of(column.scenario().id(), () -> settings(column))),
                status,
                reason(exploration),
                sums.figures(exploration, status),
                Optional.empty());
    }

    private void explore(
            ComparisonOptions.Column column, Worlds worlds, Exploration exploration, Consumer<Outcome> listener)
            throws InterruptedException {
        int threads = Runtime.getRuntime().availableProcessors();
        try {
            new Explorer(column.scenario(), settings(column), worlds, threads)
                    .explore(
                            options.seed(),
                            options.seed() + options.worlds() - 1,
                            true,
                            cancellation::shouldContinue,
                            exploration,
                            listener);
        } catch (IllegalStateException wrapped) {
            // Such as settings with which no node starts, found on a thread of the exploration.
            if (wrapped.getCause() instanceof IllegalArgumentException refused) {
                throw new LauncherException(column.name() + ": " + refused.getMessage());
            }
            throw wrapped;
        }
    }

    private Config settings(ComparisonOptions.Column column) {
        try {
            return SettingsFiles.load(
                    home,
                    column.scenario().id(),
                    column.nodes().conf(),
                    column.nodes().overrides());
        } catch (IllegalArgumentException unreadable) {
            throw new LauncherException(unreadable.getMessage());
        }
    }

    private static Map<String, Verdict.Status> also(ComparisonOptions.Column column, History history) {
        Map<String, Verdict.Status> also = new LinkedHashMap<>();
        for (Checker checker : column.alsoChecked()) {
            also.put(
                    checker.name(), Judgement.of(checker, history, CHECK_BUDGET).status());
        }
        return also;
    }

    private static String reason(Exploration exploration) {
        String counts = String.format(
                Locale.ROOT,
                "%,d worlds, %,d invalid, %,d unknown",
                exploration.worlds(),
                exploration.invalidCount(),
                exploration.unknownCount());
        return exploration.invalid().stream()
                .findFirst()
                .map(first -> counts + "; seed " + first.spec().seed() + ": "
                        + first.verdict().reason())
                .orElse(counts);
    }
}
