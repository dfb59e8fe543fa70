package dsc.workbench.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dsc.concepts.Catalog;
import dsc.workbench.cluster.LoadReport;
import dsc.workbench.journals.JournalChoice;
import dsc.workbench.nodes.NodeOptions;
import dsc.workbench.protocol.Benchmark;
import dsc.workbench.protocol.Figure;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.runs.ClientLoad;
import dsc.workbench.runs.RunDirectory;
import dsc.workbench.terminal.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

/** The figures of invented rounds. */
class BenchmarkReporterTest {

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();

    private static List<Measurement.Round> rounds(double[]... rounds) {
        return Arrays.stream(rounds)
                .map(round -> new Measurement.Round(
                        List.of(
                                Figure.count("writes a second", round[0]),
                                Figure.micros("latency p50", round[1]),
                                Figure.micros("latency p99", round[2])),
                        Map.of()))
                .toList();
    }

    private void show(boolean json) throws IOException {
        Scenario<?> scenario = Catalog.scenario("raft").orElseThrow();
        Benchmark benchmark = scenario.benchmarks().getFirst();
        Benchmark.Parameter outstanding = benchmark.parameters().getFirst();
        List<Benchmark.Case> columns =
                benchmark.cases(Map.of("outstanding", List.of(outstanding.value("1"), outstanding.value("64"))));
        BenchmarkOptions options = new BenchmarkOptions(
                scenario,
                "Distributed consensus",
                benchmark,
                columns,
                new NodeOptions(3, JournalChoice.of("memory"), false, Optional.empty(), Map.of()),
                new ClientLoad(0, 0, 0),
                new Benchmark.Rounds(3, 2, 10),
                "./dsc bench raft throughput -Ddsc.raft.snapshot-entries=7");
        Map<Benchmark.Case, List<Measurement.Round>> rounds = new LinkedHashMap<>();
        rounds.put(columns.getFirst(), rounds(new double[] {1_500, 600, 900}));
        rounds.put(
                columns.getLast(),
                rounds(new double[] {61_000, 1_000, 2_500}, new double[] {59_000, 1_100, 12_500}, new double[] {
                    70_000, 900, 2_000
                }));
        new BenchmarkReporter(
                        options,
                        new RunDirectory(directory),
                        new Console(new PrintWriter(out, true), new PrintWriter(out, true), false, Ansi.OFF))
                .show(
                        new BenchmarkRun.Result(
                                rounds,
                                List.of("a round at 1 outstanding, after a failure"),
                                List.of(),
                                List.of("-Xmx1g")),
                        json);
    }

    @Test
    void showsMediansAndSpread() throws IOException {
        show(false);
        assertThat(out.toString())
                .containsSubsequence(
                        "memory",
                        "-Xmx1g",
                        "outstanding",
                        "1,500",
                        "61,000",
                        "59,000–70,000",
                        "600 µs",
                        "1.0 ms",
                        "900 µs–1.1 ms",
                        "2.5 ms",
                        "repeated: a round at 1 outstanding",
                        "bench.html",
                        "-Ddsc.raft.snapshot-entries=7");
        assertThat(Files.readString(directory.resolve("bench.html")))
                .contains("raft throughput", "61,000", "script-src 'none'", "class=\"spread\"")
                .doesNotContain("<script", "{{");
    }

    @Test
    void writesTheSameAsJson() throws IOException {
        show(true);
        JsonNode shown = new ObjectMapper().readTree(out.toString());
        assertThat(shown)
                .isEqualTo(new ObjectMapper()
                        .readTree(directory.resolve("result.json").toFile()));
        JsonNode heavy = shown.get("columns").get(1);
        assertThat(heavy.get("parameters").get("outstanding").textValue()).isEqualTo("64");
        assertThat(heavy.get("figures").get("writes a second").get("median").doubleValue())
                .isEqualTo(61_000);
        assertThat(heavy.get("figures").get("latency p99").get("most").doubleValue())
                .isEqualTo(12_500);
        assertThat(heavy.get("rounds")).hasSize(3);
    }

    /** Counts all operations, since the processes worked for those before the measurement as well. */
    @Test
    void sharesTheCoresOutAmongAllOperations() {
        LoadReport report = new LoadReport(null, 100, 1_000_000_000L, 200, 0, 1, 2, 3);
        assertThat(NodeLoadMeasurement.figures("write", report, Duration.ofMillis(2)))
                .containsExactly(
                        Figure.count("writes a second", 100),
                        Figure.micros("latency p50", 1),
                        Figure.micros("latency p99", 2),
                        Figure.micros("latency max", 3),
                        Figure.micros("processor time a write", 10));
        LoadReport nothing = new LoadReport(null, 0, 1_000_000_000L, 0, 0, 0, 0, 0);
        assertThat(NodeLoadMeasurement.figures("write", nothing, Duration.ofMillis(2)))
                .contains(Figure.micros("processor time a write", 0));
    }
}
