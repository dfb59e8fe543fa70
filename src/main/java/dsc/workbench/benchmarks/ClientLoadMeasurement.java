package dsc.workbench.benchmarks;

import dsc.workbench.history.Recorder;
import dsc.workbench.nodes.LocalCluster;
import dsc.workbench.protocol.Benchmark;
import dsc.workbench.protocol.Figure;
import dsc.workbench.protocol.Settings;
import dsc.workbench.report.RunRecord.Figures;
import dsc.workbench.runs.Driver;
import dsc.workbench.runs.Measures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** Has clients ask a cluster, a new one for each round. */
final class ClientLoadMeasurement implements Measurement {

    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(60);

    private final BenchmarkOptions options;
    private final Path home;
    private final List<String> jvm;
    private final Path directory;
    private final Cancellation cancellation;

    ClientLoadMeasurement(
            BenchmarkOptions options, Path home, List<String> jvm, Path directory, Cancellation cancellation) {
        this.options = options;
        this.home = home;
        this.jvm = jvm;
        this.directory = directory;
        this.cancellation = cancellation;
    }

    @Override
    public Round measure(Benchmark.Case column, int number) throws InterruptedException {
        Path own = BenchmarkRun.below(directory, column, number);
        Settings settings =
                options.nodes(column).settings(home, options.scenario().id());
        try (MeasuredCluster running = new MeasuredCluster(options.scenario(), options.nodes(column), home, jvm, own)) {
            running.start(cancellation);
            work(running.cluster(), settings, options.rounds().warmUpSeconds());
            Duration before = running.processorTime();
            Figures figures = work(running.cluster(), settings, options.rounds().seconds());
            Duration processor = running.processorTime().minus(before);
            return new Round(
                    List.of(
                            Figure.count("operations a second", figures.throughputPerSecond()),
                            Figure.micros("latency p50", micros(figures.latencyP50Millis())),
                            Figure.micros("latency p99", micros(figures.latencyP99Millis())),
                            Figure.micros(
                                    "processor time an operation",
                                    processor.toNanos() / 1e3 / Math.max(1, figures.okCount()))),
                    Map.of());
        }
    }

    /** In microseconds; a duration that does not exist is negative. */
    static double micros(double millis) {
        return millis < 0 ? Double.NaN : millis * 1e3;
    }

    private Figures work(LocalCluster cluster, Settings settings, int seconds) throws InterruptedException {
        Driver driver = new Driver(
                options.scenario(), settings, cluster.nodes(), cluster::client, options.load(), BenchmarkOptions.SEED);
        Recorder recorder = new Recorder(System::nanoTime);
        try {
            if (driver.connect(SESSION_TIMEOUT, cancellation::shouldContinue)) {
                driver.begin(recorder);
                cancellation.pause(TimeUnit.SECONDS.toMillis(seconds));
            }
        } finally {
            driver.stop();
        }
        cancellation.check();
        return Measures.of(recorder.history(), recorder.elapsedNanos(), OptionalLong.empty());
    }
}
