package dsc.concepts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueType;
import dsc.workbench.exercises.Breach;
import dsc.workbench.exercises.Mutant;
import dsc.workbench.exercises.MutantCompiler;
import dsc.workbench.exercises.MutantHunt;
import dsc.workbench.exercises.MutantsFile;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.protocol.ShippedSettings;
import dsc.workbench.protocol.Sometimes;
import dsc.workbench.simulation.Exploration;
import dsc.workbench.simulation.Outcome;
import dsc.workbench.simulation.Simulation;
import dsc.workbench.simulation.worlds.Conditions;
import dsc.workbench.simulation.worlds.Strategy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a protocol gets for standing in the {@link Catalog}: its worlds are valid, what should happen in them does, a
 * seed gives one world, each of its mutants is caught by what it names, and settings out of range are refused.
 * {@link WireSuite} and {@link DeclaredOperationsTest} look at its messages and operations.
 *
 * <p>A mutant is run in the one world whose seed {@code mutants.conf} records. If that seed does not show the defect
 * any more, as after a change of the protocol, it is hunted anew; {@code mvn test -Dtest=ProtocolSuite -Dmutants=apply}
 * writes the seeds that are found, and {@code -Dprotocol=raft} leaves the other protocols out.
 */
@Execution(ExecutionMode.CONCURRENT)
class ProtocolSuite {

    private static final Path HOME = Path.of("");
    private static final boolean APPLY = "apply".equals(System.getProperty("mutants"));
    private static final String ONLY = System.getProperty("protocol");

    /** The worlds of a protocol in {@code mvn verify}; a condition that is not rare is met in one of them. */
    private static final int WORLDS = 50;

    /** Those of the thorough tests, which run more only where a rare condition was not met yet. */
    private static final int MANY_WORLDS = 300;

    /** Those of the hunt when a recorded seed does not fit any more, and of the thorough one. */
    private static final int HUNTED_MAX = 1_000;

    private static final MutantCompiler COMPILER = new MutantCompiler(HOME);

    /** Settings that take any text. */
    private static final List<String> FREE_TEXTS = List.of("read-journal");

    @AfterAll
    static void close() throws IOException {
        COMPILER.close();
    }

    private static Stream<Scenario<?>> scenarios() {
        return Catalog.scenarios().stream()
                .filter(scenario -> ONLY == null || scenario.id().equals(ONLY));
    }

    /** None, if the only one asked for is a platform's. */
    static Stream<Scenario<?>> simulated() {
        return scenarios().filter(scenario -> !scenario.deployment().isPlatform());
    }

    static Stream<Arguments> mutants() {
        return scenarios()
                .flatMap(scenario -> new MutantsFile(HOME, scenario.id())
                        .read().stream()
                                .map(mutant -> Arguments.of(scenario.id() + " " + mutant.name(), scenario, mutant)));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("simulated")
    void itsWorldsAreValidAndTestWhatTheyShould(Scenario<?> scenario) throws InterruptedException {
        assertMet(Simulation.of(scenario).check(1, WORLDS), scenario);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("simulated")
    void aSeedGivesOneWorld(Scenario<?> scenario) {
        Simulation simulation = Simulation.of(scenario).seconds(5);
        long hash = simulation.replay(7).hash();
        assertThat(simulation.replay(7).hash()).isEqualTo(hash);
        assertThat(simulation.replay(8).hash()).isNotEqualTo(hash);
    }

    static Stream<Arguments> settings() {
        return scenarios()
                .flatMap(scenario -> outOfRange(scenario)
                        .map(setting -> Arguments.of(scenario.id() + " " + setting, scenario, setting)));
    }

    /** Each number and time of {@code conf/<id>.conf} below nothing, and each choice something else. */
    private static Stream<String> outOfRange(Scenario<?> scenario) {
        Config shipped = shipped(scenario);
        return shipped.entrySet().stream().map(Map.Entry::getKey).sorted().flatMap(key -> {
            if (shipped.getValue(key).valueType() == ConfigValueType.LIST) {
                return Stream.of(key + " = [other]");
            }
            String value = shipped.getString(key);
            if (value.matches("[0-9.]+ ?[a-zA-Z]*")) {
                return Stream.of(key + " = -1" + value.replaceAll("[0-9. ]", ""));
            }
            return FREE_TEXTS.contains(key) ? Stream.empty() : Stream.of(key + " = other");
        });
    }

    private static Config shipped(Scenario<?> scenario) {
        Config file = ConfigFactory.parseFile(
                HOME.resolve("conf").resolve(scenario.id() + ".conf").toFile());
        return file.getConfig("dsc." + scenario.id());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settings")
    void aSettingOutOfRangeIsRefusedByItsName(String name, Scenario<?> scenario, String setting) {
        String path = "dsc." + scenario.id() + ".";
        Settings settings = ShippedSettings.with(scenario.id(), path + setting);

        assertThatThrownBy(() -> scenario.deployment().require(scenario.id(), settings, 3))
                .as("before any node starts")
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(path + setting.replaceFirst(" = .*", ""));
    }

    @Tag("thorough")
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("simulated")
    void manyWorldsAreValid(Scenario<?> scenario) throws InterruptedException {
        Exploration worlds = Simulation.of(scenario).check(1, MANY_WORLDS);
        assertMet(worlds, scenario);
        assertThat(worlds.faults().keySet()).isEqualTo(scenario.tolerates(ShippedSettings.of(scenario.id())));
        Set<String> met = new HashSet<>(met(worlds));
        if (!met.containsAll(conditions(scenario, true))) {
            met.addAll(met(Simulation.of(scenario).check(MANY_WORLDS + 1, HUNTED_MAX)));
        }
        assertThat(met).as("conditions met").containsAll(conditions(scenario, true));
    }

    @Tag("thorough")
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("simulated")
    void worldsOfOtherKindsAreValid(Scenario<?> scenario) throws InterruptedException {
        assertMet(Simulation.of(scenario).strategy(Strategy.pct(3)).check(1, 100), scenario);
        assertMet(
                Simulation.of(scenario)
                        .nodes(Math.max(3, scenario.deployment().nodesLeast()))
                        .check(1, 100),
                scenario);
        // No protocol needs the order that Pekko keeps between two nodes.
        assertMet(
                Simulation.of(scenario)
                        .in(Conditions.usual(scenario.deployment())
                                .edit()
                                .fifo(false)
                                .build())
                        .check(1, WORLDS),
                scenario);
    }

    /** What never happens was not tested. */
    private static void assertMet(Exploration worlds, Scenario<?> scenario) {
        assertThat(met(worlds)).as("conditions met").containsAll(conditions(scenario, false));
    }

    private static List<String> met(Exploration worlds) {
        return worlds.sometimes().entrySet().stream()
                .filter(condition -> condition.getValue().times() > 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<String> conditions(Scenario<?> scenario, boolean rareOnesToo) {
        return scenario.rules().sometimes().stream()
                .filter(condition -> rareOnesToo || !condition.isRare())
                .map(Sometimes::name)
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void aMutantIsCaught(String name, Scenario<?> scenario, Mutant mutant) throws IOException {
        Scenario<?> mutated = mutated(scenario, mutant);
        if (mutant.breaks() instanceof Breach.OfTest test) {
            assertThat(FailingTests.failure(
                            scenario.getClass(), test, mutated.getClass().getClassLoader()))
                    .as("failure of %s with \"%s\"", test, mutant)
                    .hasValueSatisfying(failure -> assertThat(failure).contains(test.saying()));
        } else {
            assertCaughtInAWorld(scenario, mutant, mutated);
        }
    }

    /** One at a time: they share a compiler. */
    private static synchronized Scenario<?> mutated(Scenario<?> scenario, Mutant mutant) throws IOException {
        return COMPILER.scenario(scenario.getClass(), mutant);
    }

    private static synchronized void writeSeed(Scenario<?> scenario, Mutant mutant, long seed) throws IOException {
        new MutantsFile(HOME, scenario.id()).writeSeed(mutant, seed);
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
                writeSeed(scenario, mutant, fits);
            } else {
                System.out.println("src/exercises/" + scenario.id() + "/mutants.conf: \"" + mutant
                        + "\" is found with seed " + fits + ", no longer with " + seed
                        + "; record it: mvn test -Dtest=ProtocolSuite -Dmutants=apply");
            }
        }
    }
}
