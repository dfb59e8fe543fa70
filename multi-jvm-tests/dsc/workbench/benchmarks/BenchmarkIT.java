package dsc.workbench.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.Catalog;
import dsc.workbench.journals.JournalChoice;
import dsc.workbench.nodes.NodeClassPath;
import dsc.workbench.nodes.NodeOptions;
import dsc.workbench.nodes.Processes;
import dsc.workbench.protocol.Benchmark;
import dsc.workbench.protocol.Figure;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.runs.ClientLoad;
import dsc.workbench.terminal.Console;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One short round on three JVMs: writes are committed, measured, and no process stays. How many is nobody's business.
 */
class BenchmarkIT {

    @TempDir
    private Path temporary;

    @Test
    void measuresCommittedWrites() throws Exception {
        Scenario<?> scenario = Catalog.scenario("raft").orElseThrow();
        Benchmark benchmark = scenario.benchmarks().getFirst();
        BenchmarkOptions options = new BenchmarkOptions(
                scenario,
                "Distributed consensus",
                benchmark,
                benchmark.cases(Map.of(
                        "outstanding", List.of(benchmark.parameters().getFirst().value("16")))),
                new NodeOptions(3, JournalChoice.of("memory"), false, Optional.empty(), Map.of()),
                new ClientLoad(0, 0, 0),
                new Benchmark.Rounds(1, 1, 0),
                "");
        BenchmarkRun.Result result = new BenchmarkRun(
                        options, Path.of("").toAbsolutePath(), NodeClassPath.ofThisJvm(), temporary, Console.silent())
                .execute();
        assertThat(result.rounds().values())
                .singleElement()
                .satisfies(rounds -> assertThat(rounds.getFirst().figures())
                        .extracting(Figure::name)
                        .contains("writes a second", "processor time a write"));
        assertThat(result.rounds().values().iterator().next().getFirst().figures())
                .allSatisfy(figure -> assertThat(((Figure.Number) figure).value())
                        .as(figure.name())
                        .isPositive());
        assertThat(Processes.naming(temporary.toString())).isEmpty();
    }
}
