package dsc.workbench.benchmarks;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.protocol.Figure;
import dsc.workbench.protocol.Guarantee;
import dsc.workbench.runs.Verdicts;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.LauncherException;
import dsc.workbench.terminal.Markup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Runs or simulates the columns of a comparison, one after the other. */
public final class ComparisonRun {

    private final ComparisonOptions options;
    private final Path home;
    private final Path directory;
    private final Optional<Path> out;
    private final Console progress;
    private final Cancellation cancellation;

    /**
     * The result of a column.
     *
     * @param guarantee what the protocol promises with the column's settings
     * @param status the verdict; of worlds, the worst
     * @param report the page of its run, if it was a live one
     */
    public record Compared(
            ComparisonOptions.Column column,
            Guarantee guarantee,
            Verdict.Status status,
            String reason,
            List<Figure> figures,
            Optional<Path> report) {

        /** The verdict as the table has it. */
        static Figure verdict(ComparisonOptions.Column column, Verdict.Status status) {
            return Figure.word("verdict", status + (column.tolerated() ? "" : " (beyond its promise)"));
        }
    }

    /** How a column is carried out. */
    interface Measure {
        Compared measure(ComparisonOptions.Column column) throws Exception;
    }

    /**
     * @param home where {@code conf/} and {@code runs/} lie
     * @param directory where simulated worlds are left; those that are there already are not carried out again
     * @param out where runs are left, or empty for {@code runs/}
     */
    public ComparisonRun(
            ComparisonOptions options,
            Path home,
            Path directory,
            Optional<Path> out,
            Console progress,
            Cancellation cancellation) {
        this.options = options;
        this.home = home;
        this.directory = directory;
        this.out = out;
        this.progress = progress;
        this.cancellation = cancellation;
    }

    /**
     * The columns, in their order; fewer, if it was interrupted.
     *
     * @throws LauncherException when there is none
     */
    public List<Compared> execute() throws Exception {
        Measure measure = options.isSimulated()
                ? new SimulatedComparison(options, home, new ComparedWorlds(directory, options), cancellation)
                : new LiveComparison(options, home, out, progress, cancellation);
        List<Compared> all = new ArrayList<>();
        for (ComparisonOptions.Column column : options.columns()) {
            if (cancellation.isCancelled()) {
                break;
            }
            progress.line(String.format(
                    Locale.ROOT,
                    "@|bold %s|@  %s",
                    column.name(),
                    column.scenario().summary()));
            Compared compared = measure.measure(column);
            progress.line("  promise  " + Markup.escaped(compared.guarantee().summary()));
            // The names of verdicts are as long, or shorter.
            String gap =
                    " ".repeat("promise".length() - compared.status().toString().length());
            progress.line(String.format(
                    Locale.ROOT, "  %s%s  %s", Verdicts.coloured(compared.status()), gap, compared.reason()));
            all.add(compared);
        }
        if (all.isEmpty()) {
            throw new LauncherException("interrupted before anything was compared");
        }
        return all;
    }
}
