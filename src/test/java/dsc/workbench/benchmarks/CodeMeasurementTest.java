package dsc.workbench.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.Catalog;
import dsc.workbench.journals.JournalChoice;
import dsc.workbench.nodes.NodeOptions;
import dsc.workbench.protocol.Benchmark;
import dsc.workbench.protocol.Figure;
import dsc.workbench.runs.ClientLoad;
import dsc.workbench.terminal.Console;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Code is measured without a cluster, anew for each round. */
class CodeMeasurementTest {

    @Test
    void measuresEachColumnAnew() throws Exception {
        Benchmark benchmark = new Benchmark(
                "policies",
                "hits of a cache",
                List.of(Benchmark.Parameter.of("policy", Benchmark.Value.named("lru"), Benchmark.Value.named("sieve"))),
                new Benchmark.Code("access", Counting::new, new Benchmark.Rounds(2, 0, 0)),
                List.of());
        BenchmarkOptions options = new BenchmarkOptions(
                Catalog.scenarios().getFirst(),
                "",
                benchmark,
                benchmark.cases(Map.of()),
                new NodeOptions(1, JournalChoice.of("memory"), false, Optional.empty(), Map.of()),
                new ClientLoad(0, 0, 0),
                benchmark.measured().rounds(),
                "./dsc bench policies");

        BenchmarkRun.Result result =
                new BenchmarkRun(options, Path.of(""), "", Path.of("target"), Console.silent()).execute();

        assertThat(result.table(benchmark).columns())
                .extracting(Table.Column::name)
                .containsExactly("lru", "sieve");
        assertThat(result.rounds().values())
                .allSatisfy(rounds -> assertThat(rounds)
                        .hasSize(2)
                        .allSatisfy(round -> assertThat(round.figures()).contains(Figure.count("calls", 1))));
    }

    /** Knows how often it was called. */
    private static final class Counting implements Benchmark.Work {
        private long calls;

        Counting(Benchmark.Case column) {
            assertThat(column.names()).hasSize(1);
        }

        @Override
        public long perform() {
            calls++;
            return 1;
        }

        @Override
        public List<Figure> figures() {
            return List.of(Figure.count("calls", calls));
        }
    }
}
