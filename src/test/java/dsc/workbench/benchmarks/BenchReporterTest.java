package dsc.workbench.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dsc.workbench.benchmarks.BenchReporter.Spread;
import dsc.workbench.benchmarks.RaftBench.Round;
import dsc.workbench.cluster.LoadReport;
import dsc.workbench.journals.JournalChoice;
import dsc.workbench.runs.RunDirectory;
import dsc.workbench.terminal.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

/** The figures of invented rounds. */
class BenchReporterTest {

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();

    private void tell(boolean json) throws IOException {
        Map<Integer, List<Round>> rounds = new LinkedHashMap<>();
        rounds.put(1, List.of(new Round(1_500, 600, 900, 5_000, 700)));
        rounds.put(
                64,
                List.of(
                        new Round(61_000, 1_000, 2_500, 9_000, 30),
                        new Round(59_000, 1_100, 12_500, 9_000, 31),
                        new Round(70_000, 900, 2_000, 9_000, 29)));
        BenchOptions options = new BenchOptions(
                3,
                JournalChoice.of("memory"),
                false,
                List.of(1, 64),
                3,
                2,
                10,
                Optional.empty(),
                Optional.empty(),
                Map.of("dsc.raft.snapshot-entries", "7"));
        new BenchReporter(
                        options,
                        new RunDirectory(directory),
                        new Console(new PrintWriter(out, true), new PrintWriter(out, true), false, Ansi.OFF))
                .tell(
                        new RaftBench.Result(
                                rounds, List.of("a round at 1 outstanding, after trouble"), List.of("-Xmx1g")),
                        json);
    }

    @Test
    void showsMediansAndSpread() throws IOException {
        tell(false);
        assertThat(out.toString())
                .containsSubsequence(
                        "memory",
                        "-Xmx1g",
                        "outstanding",
                        "1,500",
                        "600 µs",
                        "61,000",
                        "59,000–70,000",
                        "1.0 ms",
                        "900 µs–1.1 ms",
                        "2.5 ms",
                        "30 µs",
                        "repeated  a round at 1 outstanding",
                        "-Ddsc.raft.snapshot-entries=7");
    }

    @Test
    void writesTheSameAsJson() throws IOException {
        tell(true);
        JsonNode told = new ObjectMapper().readTree(out.toString());
        assertThat(told)
                .isEqualTo(new ObjectMapper()
                        .readTree(directory.resolve("result.json").toFile()));
        JsonNode heavy = told.get("loads").get(1);
        assertThat(heavy.get("outstanding").intValue()).isEqualTo(64);
        assertThat(heavy.get("writesPerSecond").get("median").doubleValue()).isEqualTo(61_000);
        assertThat(heavy.get("p99Micros").get("most").doubleValue()).isEqualTo(12_500);
        assertThat(heavy.get("rounds")).hasSize(3);
    }

    @Test
    void theMedianOfAnEvenNumberIsBetweenTheMiddleTwo() {
        List<Round> rounds = List.of(
                new Round(4, 0, 0, 0, 0), new Round(1, 0, 0, 0, 0), new Round(2, 0, 0, 0, 0), new Round(9, 0, 0, 0, 0));
        assertThat(Spread.of(rounds, Round::perSecond)).isEqualTo(new Spread(3, 1, 9));
    }

    /** Of all operations, since the processes worked for those before the measurement as well. */
    @Test
    void sharesTheCoresOutAmongAllOperations() {
        LoadReport report = new LoadReport(null, 100, 1_000_000_000L, 200, 1, 2, 3);
        assertThat(Round.of(report, Duration.ofMillis(2))).isEqualTo(new Round(100, 1, 2, 3, 10));
        LoadReport nothing = new LoadReport(null, 0, 1_000_000_000L, 0, 0, 0, 0);
        assertThat(Round.of(nothing, Duration.ofMillis(2)).cpuMicros()).isZero();
    }
}
