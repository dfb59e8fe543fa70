package dsc.concepts;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.exercises.Breach;
import dsc.workbench.exercises.Mutant;
import dsc.workbench.exercises.MutantCompiler;
import dsc.workbench.exercises.MutantHunt;
import dsc.workbench.exercises.MutantsFile;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Sometimes;
import dsc.workbench.simulation.Conditions;
import dsc.workbench.simulation.Exploration;
import dsc.workbench.simulation.Outcome;
import dsc.workbench.simulation.Simulation;
import dsc.workbench.simulation.Strategy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a protocol gets for standing in the {@link Catalog}: its worlds are valid, what should happen in them does, a
 * seed gives one world, and each of its mutants is caught by what it names.
 *
 * <p>A mutant is run in the one world whose seed {@code mutants.conf} records. If that seed does not show the defect
 * any more, as after a change of the protocol, it is hunted anew; {@code mvn test -Dtest=ProtocolSuite -Dmutants=apply}
 * writes the seeds that are found.
 */
class ProtocolSuite {

    private static final Path HOME = Path.of("");
    private static final boolean APPLY = "apply".equals(System.getProperty("mutants"));

    /** The worlds of a protocol in {@code mvn verify}; a condition that is not rare is met in one of them. */
    private static final int WORLDS = 50;

    /** Those of the hunt when a recorded seed does not fit any more, and of the thorough one. */
    private static final int HUNTED_MAX = 1_000;

    static Stream<Scenario<?>> simulated() {
        return Catalog.scenarios().stream().filter(scenario -> !scenario.needsCluster());
    }

    static Stream<Arguments> mutants() {
        return Catalog.scenarios().stream()
                .flatMap(scenario -> new MutantsFile(HOME, scenario.id())
                        .read().stream()
                                .map(mutant -> Arguments.of(scenario.id() + " " + mutant.name(), scenario, mutant)));
    }

    @ParameterizedTest
    @MethodSource("simulated")
    void itsWorldsAreValidAndTestWhatTheyShould(Scenario<?> scenario) throws InterruptedException {
        assertMet(Simulation.of(scenario).check(1, WORLDS), scenario, false);
    }

    @ParameterizedTest
    @MethodSource("simulated")
    void aSeedGivesOneWorld(Scenario<?> scenario) {
        Simulation simulation = Simulation.of(scenario).seconds(5);
        long hash = simulation.replay(7).hash();
        assertThat(simulation.replay(7).hash()).isEqualTo(hash);
        assertThat(simulation.replay(8).hash()).isNotEqualTo(hash);
    }

    @Tag("thorough")
    @ParameterizedTest
    @MethodSource("simulated")
    void manyWorldsAreValid(Scenario<?> scenario) throws InterruptedException {
        Exploration worlds = Simulation.of(scenario).check(1, 1_000);
        assertMet(worlds, scenario, true);
        assertThat(worlds.faults().keySet()).isEqualTo(scenario.tolerates());
    }

    @Tag("thorough")
    @ParameterizedTest
    @MethodSource("simulated")
    void worldsOfOtherKindsAreValid(Scenario<?> scenario) throws InterruptedException {
        assertMet(Simulation.of(scenario).strategy(Strategy.pct(3)).check(1, 100), scenario, false);
        assertMet(Simulation.of(scenario).nodes(3).check(1, 100), scenario, false);
        // No protocol needs the order that Pekko keeps between two nodes.
        assertMet(
                Simulation.of(scenario)
                        .in(Conditions.DEFAULT.edit().fifo(false).build())
                        .check(1, WORLDS),
                scenario,
                false);
    }

    /** What never happens was not tested. */
    private static void assertMet(Exploration worlds, Scenario<?> scenario, boolean rareOnesToo) {
        List<String> expected = scenario.rules().sometimes().stream()
                .filter(condition -> rareOnesToo || !condition.isRare())
                .map(Sometimes::name)
                .toList();
        assertThat(worlds.sometimes().entrySet().stream()
                        .filter(condition -> condition.getValue().times() > 0)
                        .map(condition -> condition.getKey()))
                .as("conditions met")
                .containsAll(expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void aMutantIsCaught(String name, Scenario<?> scenario, Mutant mutant) throws IOException {
        try (MutantCompiler compiler = new MutantCompiler(HOME)) {
            Scenario<?> mutated = compiler.scenario(scenario.getClass(), mutant);
            if (mutant.breaks() instanceof Breach.OfTest test) {
                assertThat(FailingTests.failure(
                                scenario.getClass(), test, mutated.getClass().getClassLoader()))
                        .as("failure of %s with \"%s\"", test, mutant)
                        .hasValueSatisfying(failure -> assertThat(failure).contains(test.saying()));
            } else {
                assertCaughtInAWorld(scenario, mutant, mutated);
            }
        }
    }

    private static void assertCaughtInAWorld(Scenario<?> scenario, Mutant mutant, Scenario<?> mutated)
            throws IOException {
        try (MutantHunt hunt = new MutantHunt(HOME, mutated, mutant)) {
            long seed = mutant.seed().orElse(1);
            if (hunt.isCaughtIn(hunt.run(seed))) {
                return;
            }
            Optional<Outcome> found = hunt.find(1, HUNTED_MAX);
            assertThat(found)
                    .as("a world in which \"%s\" breaks %s", mutant, mutant.breaks())
                    .isPresent();
            long fits = found.get().spec().seed();
            if (APPLY) {
                new MutantsFile(HOME, scenario.id()).writeSeed(mutant, fits);
            } else {
                System.out.println("src/exercises/" + scenario.id() + "/mutants.conf: \"" + mutant
                        + "\" is found with seed " + fits + ", no longer with " + seed
                        + "; record it: mvn test -Dtest=ProtocolSuite -Dmutants=apply");
            }
        }
    }
}
