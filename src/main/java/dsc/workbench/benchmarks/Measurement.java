package dsc.workbench.benchmarks;

import dsc.workbench.protocol.Benchmark;
import dsc.workbench.protocol.Figure;
import java.util.List;
import java.util.Map;

/** How one kind of {@link Benchmark.Measured} is carried out. */
interface Measurement extends AutoCloseable {

    /**
     * One round of a column.
     *
     * @param details what belongs to it and is not a figure, such as the path of a report
     */
    record Round(List<Figure> figures, Map<String, String> details) {}

    /**
     * @param number of the round, from 1
     * @throws dsc.workbench.terminal.LauncherException when it could not be measured; the message says why
     */
    Round measure(Benchmark.Case column, int number) throws Exception;

    /** Whether the other columns are still measured when one could not be. */
    default boolean skipsFailures() {
        return false;
    }

    /** Rounds that did not count and were repeated, each in a line. */
    default List<String> repeated() {
        return List.of();
    }

    @Override
    default void close() {}
}
