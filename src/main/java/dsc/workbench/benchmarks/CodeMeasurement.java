package dsc.workbench.benchmarks;

import dsc.workbench.protocol.Benchmark;
import dsc.workbench.protocol.Figure;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Calls code in this JVM again and again. */
final class CodeMeasurement implements Measurement {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final BenchmarkOptions options;
    private final Benchmark.Code code;
    private final Cancellation cancellation;

    CodeMeasurement(BenchmarkOptions options, Benchmark.Code code, Cancellation cancellation) {
        this.options = options;
        this.code = code;
        this.cancellation = cancellation;
    }

    @Override
    public Round measure(Benchmark.Case column, int number) throws InterruptedException {
        Benchmark.Work work = code.work().apply(column);
        if (options.rounds().warmUpSeconds() > 0) {
            repeat(work, options.rounds().warmUpSeconds());
        }
        long processorBefore = THREADS.getCurrentThreadCpuTime();
        long startNanos = System.nanoTime();
        long operations = repeat(work, options.rounds().seconds());
        double nanos = System.nanoTime() - startNanos;
        double processor = THREADS.getCurrentThreadCpuTime() - processorBefore;
        List<Figure> figures = new ArrayList<>(List.of(
                Figure.count(code.operation() + "s a second", operations * 1e9 / nanos),
                Figure.ratio("ns a " + code.operation(), nanos / operations),
                Figure.ratio("processor ns a " + code.operation(), processor / operations)));
        figures.addAll(work.figures());
        return new Round(figures, Map.of());
    }

    /** For that long, and at least once. */
    private long repeat(Benchmark.Work work, int seconds) throws InterruptedException {
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        long operations = 0;
        do {
            cancellation.check();
            operations += work.perform();
        } while (System.nanoTime() < endNanos);
        return operations;
    }
}
