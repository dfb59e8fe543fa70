package dsc.workbench.exercises;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.Catalog;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.simulation.Outcome;
import dsc.workbench.simulation.worlds.Hazard;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Hunts a protocol that is not changed at all: what counts as broken is up to what the mutant says. */
class MutantHuntTest {

    private static final Scenario<?> SCENARIO =
            Catalog.scenario("lastwritewins").orElseThrow();

    private static MutantHunt hunt(Breach breach) {
        return hunt(breach, Omission.NONE);
    }

    private static MutantHunt hunt(Breach breach, Omission without) {
        Mutant mutant = new Mutant(
                "it",
                List.of(new Edit("WallClock.java", "a", "b")),
                breach,
                Map.of("dsc.lastwritewins.gossip-interval", "150ms"),
                3,
                Optional.of(EnumSet.of(FaultKind.KILL)),
                Set.of(Hazard.CRASH_LOSS),
                Omission.NONE,
                OptionalLong.empty());
        return new MutantHunt(Path.of(""), SCENARIO, mutant, without);
    }

    @Test
    void aFigureAboveItsMostIsCaught() {
        try (MutantHunt some = hunt(new Breach.OfFigure("increments lost", 0));
                MutantHunt many = hunt(new Breach.OfFigure("increments lost", 1_000_000));
                MutantHunt unknown = hunt(new Breach.OfFigure("increments found", 0))) {
            assertThat(some.find(1, 3)).isPresent();
            assertThat(many.find(1, 1)).isEmpty();
            assertThat(unknown.find(1, 1)).isEmpty();
        }
    }

    @Test
    void aValidWorldBreaksNoRule() {
        try (MutantHunt hunt = hunt(new Breach.OfRule(Outcome.GUARANTEE, ""))) {
            assertThat(hunt.find(1, 1)).isEmpty();
        }
    }

    @Test
    void worldsHaveTheNodesAndTheFaultsOfTheMutant() {
        try (MutantHunt hunt = hunt(new Breach.OfRule(Outcome.GUARANTEE, ""))) {
            Outcome outcome = hunt.run(1);

            assertThat(outcome.spec().conditions().nodes()).isEqualTo(3);
            assertThat(outcome.injections())
                    .isNotEmpty()
                    .allMatch(injection -> injection.fault().kind() == FaultKind.KILL);
            assertThat(outcome.spec().conditions().hazards()).contains(Hazard.CRASH_LOSS);
        }
    }

    @Test
    void worldsHaveNothingOfWhatIsLeftOut() {
        Omission without = new Omission(Set.of(Hazard.CRASH_LOSS), Set.of(FaultKind.KILL), true);
        Breach breach = new Breach.OfRule(Outcome.GUARANTEE, "");
        try (MutantHunt hunt = hunt(breach, without);
                MutantHunt usual = hunt(breach)) {
            Outcome outcome = hunt.run(1);

            assertThat(outcome.injections()).isEmpty();
            assertThat(outcome.spec().conditions().hazards()).doesNotContain(Hazard.CRASH_LOSS);
            String limit = "a digest took several messages";
            assertThat(outcome.sometimes()).as("with live limits").containsEntry(limit, 0L);
            assertThat(usual.run(1).sometimes().get(limit)).isPositive();
        }
    }
}
