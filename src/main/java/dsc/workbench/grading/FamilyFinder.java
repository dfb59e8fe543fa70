package dsc.workbench.grading;

import com.typesafe.config.Config;
import dsc.workbench.exercises.Breach;
import dsc.workbench.exercises.Mutant;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.simulation.Outcome;
import dsc.workbench.simulation.SettingsFiles;
import dsc.workbench.simulation.Shrinker;
import dsc.workbench.simulation.Simulator;
import dsc.workbench.simulation.worlds.Conditions;
import dsc.workbench.simulation.worlds.Swarm;
import dsc.workbench.simulation.worlds.WorldFile;
import dsc.workbench.simulation.worlds.WorldSpec;
import dsc.workbench.simulation.worlds.Worlds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for a family of small worlds in which a mutant is seen to be broken and the reference is not. One world that
 * was made smaller is often one of a kind, so of several the one counts whose family shows the defect in enough seeds,
 * and of these the one with the least to read.
 */
public final class FamilyFinder {

    /** How many worlds are hunted through. */
    private static final int HUNTED_MAX = 600;

    /** How many invalid ones are made smaller. */
    private static final int CANDIDATES_MAX = 6;

    private static final int SHRINKING_WORLDS_MAX = 400;

    /** How many seeds of a family are tried. */
    public static final int SEEDS = 50;

    /** A family with fewer is taken only if there is no other. */
    private static final int SHOWN_ENOUGH = 5;

    private static final int NODES = 3;
    private static final int CLIENTS = 2;
    private static final long LENGTH_MILLIS = 6_000;
    private static final double OPERATIONS_PER_SECOND = 20;

    private final Path home;
    private final Scenario<?> reference;

    /**
     * A family that was found.
     *
     * @param world as it is written down; its own seed is one that shows the defect
     * @param shown in how many of {@value #SEEDS} seeds it is seen
     * @param messages of that world
     */
    public record Found(WorldFile world, int shown, long messages) {}

    /** @param home where {@code conf/} lies */
    public FamilyFinder(Path home, Scenario<?> reference) {
        this.home = home;
        this.reference = reference;
    }

    /**
     * The best family for one mutant.
     *
     * @param mutated the scenario with the mutant's edits
     */
    public Optional<Found> find(Scenario<?> mutated, Mutant mutant) {
        if (!(mutant.breaks() instanceof Breach.OfRule rule)) {
            return Optional.empty();
        }
        Config config = SettingsFiles.load(home, mutated.id(), Optional.empty(), mutant.settings());
        try (Simulator<?> broken = new Simulator<>(mutated, config);
                Simulator<?> right = new Simulator<>(reference, config)) {
            List<Found> families = new ArrayList<>();
            Worlds worlds = new Worlds(
                    small(mutated, mutant),
                    mutant.faults().orElseGet(() -> mutated.tolerates(Settings.of(mutated.id(), config))),
                    Optional.empty(),
                    Swarm.NONE);
            for (long seed = 1; seed <= HUNTED_MAX && families.size() < CANDIDATES_MAX; seed++) {
                Outcome outcome = broken.run(worlds.world(seed));
                if (rule.isIn(outcome)) {
                    Outcome smaller =
                            new Shrinker(broken::run, SHRINKING_WORLDS_MAX, () -> true, progress -> {}).shrink(outcome);
                    family(smaller, mutant.settings(), rule, broken, right).ifPresent(families::add);
                }
            }
            return families.stream().min(Comparator.comparingLong(FamilyFinder::rank));
        }
    }

    private static Conditions small(Scenario<?> mutated, Mutant mutant) {
        return Conditions.usual(mutated.deployment())
                .edit()
                .nodes(Math.max(NODES, mutated.deployment().nodesLeast()))
                .clients(CLIENTS)
                .keys(1)
                .lengthMillis(LENGTH_MILLIS)
                .operationsPerSecond(OPERATIONS_PER_SECOND)
                .hazards(mutant.hazards())
                .build();
    }

    private Optional<Found> family(
            Outcome smaller,
            Map<String, String> settings,
            Breach.OfRule rule,
            Simulator<?> broken,
            Simulator<?> right) {
        WorldSpec spec = smaller.spec();
        int shown = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            shown += rule.isIn(broken.run(spec.withSeed(seed))) ? 1 : 0;
            if (right.run(spec.withSeed(seed)).isInvalid()) {
                return Optional.empty();
            }
        }
        return shown == 0
                ? Optional.empty()
                : Optional.of(new Found(smaller.file(reference.id(), settings), shown, smaller.messages()));
    }

    /** What shows too seldom comes last, then what has more to read. */
    private static long rank(Found found) {
        long seldom = found.shown() >= SHOWN_ENOUGH ? 0 : 1_000_000L * (SHOWN_ENOUGH - found.shown());
        return seldom + found.messages();
    }
}
