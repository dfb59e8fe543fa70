package dsc.workbench.benchmarks;

import com.typesafe.config.Config;
import dsc.workbench.benchmarks.ComparisonRun.Compared;
import dsc.workbench.checkers.Checker;
import dsc.workbench.checkers.Judgement;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.history.History;
import dsc.workbench.protocol.Figure;
import dsc.workbench.protocol.Settings;
import dsc.workbench.simulation.Exploration;
import dsc.workbench.simulation.Explorer;
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
import org.HdrHistogram.Histogram;

/** Compares by simulated worlds, the same seeds in every column. Figures are summed over the worlds. */
final class SimulatedComparison implements ComparisonRun.Measure {

    private static final Duration CHECK_BUDGET = Duration.ofSeconds(5);

    private final ComparisonOptions options;
    private final Path home;
    private final ComparedWorlds kept;
    private final Cancellation cancellation;

    /** @param kept the worlds that are done already, and those to come */
    SimulatedComparison(ComparisonOptions options, Path home, ComparedWorlds kept, Cancellation cancellation) {
        this.kept = kept;
        this.options = options;
        this.home = home;
        this.cancellation = cancellation;
    }

    /** The sums of a column. */
    private static final class Sums {
        private final ComparisonOptions.Column column;
        private final Histogram latencyNanos = ComparedWorld.histogram();
        private final Map<String, Long> metrics = new LinkedHashMap<>();
        private final Map<String, Long> invalid = new LinkedHashMap<>();
        private final Map<String, Long> unknown = new LinkedHashMap<>();
        private final List<ComparedWorld> worlds;
        private long ok;
        private long unknownOperations;
        private long messages;
        private long eventsWritten;

        Sums(ComparisonOptions.Column column, List<ComparedWorld> worlds) {
            this.column = column;
            this.worlds = worlds;
            column.alsoChecked().forEach(checker -> invalid.put(checker.name(), 0L));
            worlds.forEach(this::add);
        }

        private void add(ComparedWorld world) {
            world.metrics().forEach((name, number) -> metrics.merge(name, number, Long::sum));
            world.also().forEach((name, status) -> {
                invalid.merge(name, status == Verdict.Status.INVALID ? 1L : 0L, Long::sum);
                unknown.merge(name, status == Verdict.Status.UNKNOWN ? 1L : 0L, Long::sum);
            });
            messages += world.messages();
            eventsWritten += world.eventsWritten();
            ok += world.ok();
            unknownOperations += world.unknown();
            latencyNanos.add(world.nanos());
        }

        long count(Verdict.Status status) {
            return worlds.stream().filter(world -> world.status() == status).count();
        }

        Verdict.Status status(int wanted) {
            return count(Verdict.Status.INVALID) > 0
                    ? Verdict.Status.INVALID
                    : count(Verdict.Status.UNKNOWN) > 0 || worlds.size() < wanted
                            ? Verdict.Status.UNKNOWN
                            : Verdict.Status.VALID;
        }

        String reason() {
            String counts = String.format(
                    Locale.ROOT,
                    "%,d worlds, %,d invalid, %,d unknown",
                    worlds.size(),
                    count(Verdict.Status.INVALID),
                    count(Verdict.Status.UNKNOWN));
            return worlds.stream()
                    .filter(world -> world.status() == Verdict.Status.INVALID)
                    .findFirst()
                    .map(first -> counts + "; seed " + first.seed() + ": " + first.reason())
                    .orElse(counts);
        }

        List<Figure> figures(Verdict.Status status) {
            List<Figure> figures = new ArrayList<>();
            figures.add(Compared.verdict(column, status));
            figures.add(Figure.count("worlds", worlds.size()));
            figures.add(Figure.count("worlds invalid", count(Verdict.Status.INVALID)));
            figures.add(Figure.count("worlds unknown", count(Verdict.Status.UNKNOWN)));
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
        long last = options.seed() + options.worlds() - 1;
        for (ComparedWorlds.Seeds seeds : kept.missing(column, options.seed(), last)) {
            explore(column, worlds, seeds);
        }
        Sums sums = new Sums(
                column,
                kept.of(column).stream()
                        .filter(world -> world.seed() >= options.seed() && world.seed() <= last)
                        .toList());
        Verdict.Status status = sums.status(options.worlds());
        return new Compared(
                column,
                column.scenario().guarantee(Settings.of(column.scenario().id(), () -> settings(column))),
                status,
                sums.reason(),
                sums.figures(status),
                Optional.empty());
    }

    private void explore(ComparisonOptions.Column column, Worlds worlds, ComparedWorlds.Seeds seeds)
            throws InterruptedException {
        int threads = Runtime.getRuntime().availableProcessors();
        try {
            new Explorer(column.scenario(), settings(column), worlds, threads)
                    .explore(
                            seeds.first(),
                            seeds.last(),
                            true,
                            cancellation::shouldContinue,
                            new Exploration(),
                            outcome -> kept.add(
                                    column,
                                    ComparedWorld.of(column, outcome, also(column, outcome.history())),
                                    outcome));
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
}
