package dsc.workbench.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.Catalog;
import dsc.workbench.journals.JournalChoice;
import dsc.workbench.nodes.NodeClassPath;
import dsc.workbench.nodes.NodeJvm;
import dsc.workbench.nodes.Processes;
import dsc.workbench.runs.RunDirectory;
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
class BenchRaftIT {

    @TempDir
    private Path temporary;

    @Test
    void measuresCommittedWrites() throws Exception {
        Path home = Path.of("").toAbsolutePath();
        BenchOptions options = new BenchOptions(
                3,
                JournalChoice.of("memory"),
                false,
                List.of(16),
                1,
                1,
                0,
                Optional.of(temporary),
                Optional.empty(),
                Map.of());
        RaftBench bench = new RaftBench(
                Catalog.scenario("raft").orElseThrow(),
                options,
                home,
                NodeJvm.measured(home, NodeClassPath.ofThisJvm()),
                RunDirectory.create(options.out(), home, "bench-raft", RaftBench.SEED),
                Console.silent());
        RaftBench.Result result = bench.execute();
        assertThat(result.rounds()).containsOnlyKeys(16);
        assertThat(result.rounds().get(16)).singleElement().satisfies(round -> {
            assertThat(round.perSecond()).isPositive();
            assertThat(round.p50Micros()).isPositive();
            assertThat(round.cpuMicros()).isPositive();
        });
        assertThat(Processes.naming(temporary.toString())).isEmpty();
    }
}
