package dsc.workbench.benchmarks;

import dsc.workbench.nodes.NodeOptions;
import dsc.workbench.protocol.Benchmark;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.runs.ClientLoad;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a benchmark was asked to be.
 *
 * @param concept the name of the concept that the protocol belongs to
 * @param columns one or more
 * @param nodes with the values that all columns have
 * @param load of clients outside the cluster
 * @param rounds 1 to 100 of 1 to 60 s each, after 0 to 300 s
 * @param command the command that measures the same, as a shell takes it
 */
public record BenchmarkOptions(
        Scenario<?> scenario,
        String concept,
        Benchmark benchmark,
        List<Benchmark.Case> columns,
        NodeOptions nodes,
        ClientLoad load,
        Benchmark.Rounds rounds,
        String command) {

    /** Seed of the nodes' random generators and of the clients' calls. */
    public static final long SEED = 1;

    public BenchmarkOptions {
        columns = List.copyOf(columns);
    }

    /** The nodes of {@code column}: the benchmark's own values, the user's over them, and the column's over all. */
    public NodeOptions nodes(Benchmark.Case column) {
        Map<String, String> settings = new LinkedHashMap<>();
        if (benchmark.measured() instanceof Benchmark.FaultRun run) {
            settings.putAll(run.settings());
        }
        settings.putAll(nodes.overrides());
        settings.putAll(column.settings());
        String tls = settings.remove(Benchmark.TLS);
        return new NodeOptions(
                nodes.count(),
                nodes.journal(),
                tls == null ? nodes.tls() : tls.equals("on"),
                nodes.conf(),
                settings,
                nodes.edited());
    }
}
