package dsc.workbench.benchmarks;

import dsc.workbench.journals.JournalChoice;
import dsc.workbench.nodes.NodeOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a measurement of Raft's throughput was asked to be.
 *
 * @param nodes 1 to 8
 * @param journal where nodes keep what must survive a crash
 * @param tls whether nodes speak TLS with each other
 * @param outstanding the loads to compare, each so many writes under way at any time, 1 to 10,000
 * @param rounds how often each is measured, 1 to 100
 * @param seconds how long a round is measured, 1 to 60
 * @param warmUpSeconds how long the heaviest load runs before the first round, 0 to 300
 * @param out the directory for configuration, logs and result, or empty for one below {@code runs/}
 * @param conf the user's own configuration in place of {@code conf/raft-bench.conf}
 * @param overrides configuration values by path, over everything but what the launcher decides
 */
public record BenchOptions(
        int nodes,
        JournalChoice journal,
        boolean tls,
        List<Integer> outstanding,
        int rounds,
        int seconds,
        int warmUpSeconds,
        Optional<Path> out,
        Optional<Path> conf,
        Map<String, String> overrides) {

    public BenchOptions {
        outstanding = List.copyOf(outstanding);
    }

    /** The command that measures the same, as a shell takes it. */
    public String command() {
        return String.format(
                        Locale.ROOT,
                        "./dsc bench raft --nodes %d --outstanding %s --rounds %d --seconds %d --warm-up %d",
                        nodes,
                        outstanding.stream().map(String::valueOf).collect(Collectors.joining(",")),
                        rounds,
                        seconds,
                        warmUpSeconds)
                + new NodeOptions(nodes, journal, tls, conf, overrides).argumentsOfBench();
    }
}
