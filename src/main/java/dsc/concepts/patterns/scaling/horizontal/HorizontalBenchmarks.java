package dsc.concepts.patterns.scaling.horizontal;

import dsc.workbench.protocol.Benchmark;
import dsc.workbench.protocol.Benchmark.Parameter;
import dsc.workbench.protocol.Benchmark.Value;
import java.util.List;

/** What {@code dsc bench} measures of accounts on Cluster Sharding. */
final class HorizontalBenchmarks {

    private static final String ENTITY = "dsc.horizontal.entity";
    private static final int CLIENTS = 8;
    private static final int KEYS = 100;

    private HorizontalBenchmarks() {}

    static List<Benchmark> all() {
        return List.of(new Benchmark(
                "sharding",
                "what fenced, idempotent accounts cost beside plain sharded entities",
                List.of(Parameter.of(
                        "entity",
                        entity("memory", "plain Cluster Sharding, state in memory"),
                        entity("journaled", "and its events in the journal"),
                        entity("account", "and fenced, idempotent, passivated: dsc run horizontal"))),
                new Benchmark.ClientLoad(CLIENTS, KEYS, new Benchmark.Rounds(3, 5, 10)),
                List.of("Clients speak HTTP with the nodes, as in a run, which takes part in all figures: look at the"
                        + " differences.")));
    }

    private static Value entity(String name, String about) {
        return Value.named(name).about(about).with(ENTITY, name);
    }
}
