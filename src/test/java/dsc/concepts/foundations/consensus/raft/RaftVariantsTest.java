package dsc.concepts.foundations.consensus.raft;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.Variant;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.simulation.Conditions;
import dsc.workbench.simulation.Outcome;
import dsc.workbench.simulation.Settings;
import dsc.workbench.simulation.Simulator;
import dsc.workbench.simulation.Worlds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The simulation's checks can fail: every broken Raft is caught within a thousand seeds. */
class RaftVariantsTest {

    private static final int SEEDS_MAX = 1_000;

    /**
     * So many ranges of seeds, so far apart: luck, good or bad, comes once. One says whether a variant is caught at
     * all; with {@code -Dranges=20} medians are firm.
     */
    private static final int RANGES = Integer.getInteger("ranges", 1);

    private static final long APART = 10_000;

    /** By default a range in which the variants that are hardest to catch are caught soon. */
    private static final long FIRST = Long.getLong("first", 10_000);

    /** In the order of {@link BrokenRafts#ALL}. */
    private static final Map<Variant, Future<Hunt>> HUNTS = new LinkedHashMap<>();

    private static final Map<Variant, Hunt> DONE = new ConcurrentHashMap<>();
    private static ExecutorService threads;

    /**
     * What it took to catch a variant, once for each range; a world that was found invalid is the last of its range.
     */
    private static final class Hunt {
        private final List<Integer> seedsTried = new ArrayList<>();
        private final Map<String, Integer> caughtBy = new TreeMap<>();

        private void caught(int tried, Outcome outcome) {
            seedsTried.add(tried);
            caughtBy.merge(outcome.broken(), 1, Integer::sum);
        }

        private String row(Variant variant) {
            List<Integer> ascending = seedsTried.stream().sorted().toList();
            String rules = caughtBy.entrySet().stream()
                    .map(rule -> rule.getKey() + (caughtBy.size() > 1 ? " (" + rule.getValue() + ")" : ""))
                    .collect(Collectors.joining(", "));
            return ascending.isEmpty()
                    ? "%-45s   never".formatted(variant.name())
                    : "%-45s %7d  %9s  %s"
                            .formatted(
                                    variant.name(),
                                    ascending.get(ascending.size() / 2),
                                    ascending.getFirst() + "–" + ascending.getLast(),
                                    rules);
        }
    }

    @BeforeAll
    static void hunt() {
        threads = Executors.newFixedThreadPool(
                Math.min(8, Runtime.getRuntime().availableProcessors()),
                Thread.ofPlatform().name("hunt-", 1).daemon().factory());
        for (Variant variant : BrokenRafts.ALL) {
            HUNTS.put(variant, threads.submit(() -> hunt(variant)));
        }
    }

    @TestFactory
    Stream<DynamicTest> isCaught() {
        return HUNTS.entrySet().stream()
                .map(hunt -> DynamicTest.dynamicTest(hunt.getKey().name(), () -> {
                    Hunt done = hunt.getValue().get();
                    DONE.put(hunt.getKey(), done);
                    assertThat(done.seedsTried).as("seeds until caught").hasSize(RANGES);
                }));
    }

    @AfterAll
    static void report() {
        threads.shutdownNow();
        String rows = BrokenRafts.ALL.stream()
                .filter(DONE::containsKey)
                .map(variant -> DONE.get(variant).row(variant))
                .collect(Collectors.joining("\n"));
        System.out.printf("%nSeeds until a broken Raft is caught, in %d ranges of seeds%n", RANGES);
        System.out.printf("%-45s %7s  %9s  %s%n%s%n%n", "it", "median", "min–max", "caught by", rows);
    }

    /** On one thread, since a simulator belongs to the one that made it. */
    private static Hunt hunt(Variant variant) throws IOException {
        Scenario<?> scenario = variant.scenario();
        Worlds worlds = new Worlds(Conditions.DEFAULT, scenario.tolerates(), Optional.empty());
        Hunt hunt = new Hunt();
        try (Simulator<?> simulator =
                new Simulator<>(scenario, Settings.load(Path.of(""), scenario.id(), Optional.empty(), Map.of()))) {
            for (int range = 0; range < RANGES; range++) {
                for (int tried = 1; tried <= SEEDS_MAX; tried++) {
                    Outcome outcome = simulator.run(worlds.world(FIRST + range * APART + tried));
                    if (outcome.isInvalid()) {
                        hunt.caught(tried, outcome);
                        break;
                    }
                }
            }
        }
        return hunt;
    }
}
