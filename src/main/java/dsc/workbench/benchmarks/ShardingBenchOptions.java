package dsc.workbench.benchmarks;

import dsc.workbench.journals.JournalChoice;
import dsc.workbench.nodes.NodeOptions;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a measurement of sharded entities was asked to be.
 *
 * @param nodes 1 to 8
 * @param journal one that nodes share
 * @param tls whether nodes speak TLS with each other
 * @param clients who ask the next as soon as one is answered, 1 to 100
 * @param keys 1 to 1,000
 * @param rounds how often each kind is measured, 1 to 100
 * @param seconds how long a round is measured, 1 to 60
 * @param warmUpSeconds how long clients work before that, 0 to 300
 */
public record ShardingBenchOptions(
        int nodes,
        JournalChoice journal,
        boolean tls,
        int clients,
        int keys,
        int rounds,
        int seconds,
        int warmUpSeconds,
        Optional<Path> conf,
        Map<String, String> overrides) {

    /** The command that measures the same, as a shell takes it. */
    public String command() {
        return String.format(
                        Locale.ROOT,
                        "./dsc bench sharding --nodes %d --clients %d --keys %d --rounds %d --seconds %d --warm-up %d",
                        nodes,
                        clients,
                        keys,
                        rounds,
                        seconds,
                        warmUpSeconds)
                + new NodeOptions(nodes, journal, tls, conf, overrides).argumentsOfBench();
    }
}
