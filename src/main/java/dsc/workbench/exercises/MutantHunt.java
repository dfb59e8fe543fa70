package dsc.workbench.exercises;

import com.typesafe.config.Config;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.simulation.Outcome;
import dsc.workbench.simulation.SettingsFiles;
import dsc.workbench.simulation.Simulator;
import dsc.workbench.simulation.worlds.Conditions;
import dsc.workbench.simulation.worlds.Hazard;
import dsc.workbench.simulation.worlds.Swarm;
import dsc.workbench.simulation.worlds.Worlds;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks for worlds in which a mutant breaks what it must. For the thread that made it. */
public final class MutantHunt implements AutoCloseable {

    private final Scenario<?> mutated;
    private final Mutant mutant;
    private final Worlds worlds;
    private final Simulator<?> simulator;

    /**
     * @param home where {@code conf/} lies
     * @param mutated the scenario that {@link MutantCompiler} made
     */
    public MutantHunt(Path home, Scenario<?> mutated, Mutant mutant) {
        this(home, mutated, mutant, Omission.NONE);
    }

    /** @param without what its worlds do not have */
    public MutantHunt(Path home, Scenario<?> mutated, Mutant mutant, Omission without) {
        this.mutated = mutated;
        this.mutant = mutant;
        Config config = settings(home, without);
        Set<FaultKind> faults = mutant.faults().orElseGet(() -> mutated.tolerates(Settings.of(mutated.id(), config)));
        Swarm swarm = Swarm.usual(mutated.deployment()).withHazards(difference(Hazard.all(), without.hazards()));
        this.worlds = new Worlds(
                Conditions.DEFAULT
                        .edit()
                        .nodes(mutant.nodes())
                        .hazards(difference(mutant.hazards(), without.hazards()))
                        .build(),
                difference(faults, without.faults()),
                Optional.empty(),
                mutant.nodes() == Conditions.DEFAULT.nodes() ? swarm : swarm.withoutSmallGroups());
        this.simulator = new Simulator<>(mutated, config);
    }

    private Config settings(Path home, Omission without) {
        return without.smallLimits()
                ? SettingsFiles.withLiveLimits(home, mutated.id(), mutant.settings())
                : SettingsFiles.load(home, mutated.id(), Optional.empty(), mutant.settings());
    }

    private static <T> Set<T> difference(Set<T> all, Set<T> without) {
        return all.stream().filter(one -> !without.contains(one)).collect(Collectors.toSet());
    }

    /** The world of {@code seed}. */
    public Outcome run(long seed) {
        return simulator.run(worlds.world(seed));
    }

    /** The first world from {@code first} to {@code last} in which the mutant breaks what it must. */
    public Optional<Outcome> find(long first, long last) {
        for (long seed = first; seed <= last; seed++) {
            Outcome outcome = run(seed);
            if (isCaughtIn(outcome)) {
                return Optional.of(outcome);
            }
        }
        return Optional.empty();
    }

    /** Whether the world shows what the mutant must break. */
    public boolean isCaughtIn(Outcome outcome) {
        return switch (mutant.breaks()) {
            case Breach.OfRule rule -> rule.isIn(outcome);
            case Breach.OfFigure figure ->
                mutated.metrics().of(outcome.history()).getOrDefault(figure.name(), 0L) > figure.most();
            case Breach.OfTest test -> false;
        };
    }

    @Override
    public void close() {
        simulator.close();
    }
}
