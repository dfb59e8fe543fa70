package dsc.workbench.benchmarks;

import dsc.workbench.nodes.NodeJvm;
import dsc.workbench.protocol.Benchmark;
import dsc.workbench.protocol.Figure;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.LauncherException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Carries a benchmark out: the columns take turns, so that whatever else the machine does slows all of them alike. */
public final class BenchmarkRun {

    private final BenchmarkOptions options;
    private final Path home;
    private final String classPath;
    private final Path directory;
    private final Console progress;
    private final Cancellation cancellation = new Cancellation();

    /**
     * What was measured.
     *
     * @param rounds by column; a column that could not be measured is absent
     * @param repeated rounds that did not count and were repeated, each in a line
     * @param failures columns that could not be measured, each in a line
     * @param jvmFlags of nodes that are compiled for speed; empty if they are not
     */
    public record Result(
            Map<Benchmark.Case, List<Measurement.Round>> rounds,
            List<String> repeated,
            List<String> failures,
            List<String> jvmFlags) {

        /** The table of {@code benchmark}. */
        public Table table(Benchmark benchmark) {
            return new Table(
                    benchmark.parameters().stream()
                            .map(Benchmark.Parameter::name)
                            .toList(),
                    rounds.entrySet().stream()
                            .map(column -> Table.Column.ofRounds(
                                    column.getKey().names(),
                                    column.getValue().stream()
                                            .map(Measurement.Round::figures)
                                            .toList()))
                            .toList());
        }
    }

    /**
     * @param home where {@code conf/} lies
     * @param classPath of nodes that are compiled for speed
     * @param directory for what nodes leave
     * @param progress where each round is shown as soon as it is measured
     */
    public BenchmarkRun(BenchmarkOptions options, Path home, String classPath, Path directory, Console progress) {
        this.options = options;
        this.home = home;
        this.classPath = classPath;
        this.directory = directory;
        this.progress = progress;
    }

    /** Ends the measurement early; {@link #execute} throws then. */
    public void interrupt() {
        cancellation.cancel();
    }

    public Result execute() throws Exception {
        Map<Benchmark.Case, List<Measurement.Round>> rounds = new LinkedHashMap<>();
        List<String> failures = new ArrayList<>();
        try (Measurement measurement = measurement()) {
            for (int number = 1; number <= options.rounds().count(); number++) {
                for (Benchmark.Case column : options.columns()) {
                    measure(measurement, column, number, rounds, failures);
                }
            }
            if (rounds.isEmpty()) {
                throw new LauncherException("nothing could be measured");
            }
            return new Result(rounds, measurement.repeated(), List.copyOf(failures), jvmFlags());
        }
    }

    private void measure(
            Measurement measurement,
            Benchmark.Case column,
            int number,
            Map<Benchmark.Case, List<Measurement.Round>> rounds,
            List<String> failures)
            throws Exception {
        String name = String.join(" ", column.names());
        try {
            Measurement.Round round = measurement.measure(column, number);
            rounds.computeIfAbsent(column, none -> new ArrayList<>()).add(round);
            progress.plain(String.format(
                    Locale.ROOT,
                    "  %s%s: %s",
                    options.rounds().count() == 1
                            ? ""
                            : "round " + number + " of " + options.rounds().count() + ", ",
                    name,
                    describe(round.figures())));
        } catch (LauncherException failed) {
            if (!measurement.skipsFailures() || cancellation.isCancelled()) {
                throw failed;
            }
            failures.add(name + ": " + failed.getMessage());
            progress.failure(failures.getLast());
        }
    }

    static String describe(List<Figure> figures) {
        return figures.stream()
                .map(figure -> figure.name() + " "
                        + switch (figure) {
                            case Figure.Word word -> word.text();
                            case Figure.Number number -> Table.written(number.value(), number.unit());
                        })
                .collect(Collectors.joining(", "));
    }

    private List<String> jvmFlags() {
        return options.benchmark().measured() instanceof Benchmark.NodeLoad ? NodeJvm.measuredOptions(home) : List.of();
    }

    private Measurement measurement() throws InterruptedException {
        return switch (options.benchmark().measured()) {
            case Benchmark.NodeLoad load ->
                new NodeLoadMeasurement(
                        options, load, home, NodeJvm.measured(home, classPath), directory, progress, cancellation);
            case Benchmark.ClientLoad load ->
                new ClientLoadMeasurement(
                        options,
                        home,
                        NodeJvm.prepared(home, options.nodes(), directory, progress),
                        directory,
                        cancellation);
            case Benchmark.FaultRun run ->
                new FaultRunMeasurement(options, run, home, directory, progress, cancellation);
            case Benchmark.Code code -> new CodeMeasurement(options, code, cancellation);
        };
    }

    /** The directory of one round of one column. */
    static Path below(Path directory, Benchmark.Case column, int number) {
        String name = String.join("-", column.names()).replaceAll("[^A-Za-z0-9.-]", "-");
        return directory.resolve(name + "-" + number);
    }
}
