package dsc.concepts;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.exercises.Breach;
import dsc.workbench.exercises.Mutant;
import dsc.workbench.exercises.MutantCompiler;
import dsc.workbench.exercises.MutantHunt;
import dsc.workbench.exercises.Omission;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Words;
import dsc.workbench.simulation.Outcome;
import dsc.workbench.simulation.worlds.Conditions;
import dsc.workbench.simulation.worlds.Strategy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How many worlds it takes until a mutant is caught by what it breaks: at most a thousand, and the table says for each
 * how many, and what the worlds were like in which it was. A mutant that is said to be caught only with something, such
 * as a hazard, is not caught in three thousand worlds without that.
 *
 * <p>{@code -Dranges=20} hunts in so many ranges of seeds, far apart, which makes medians firm; {@code -Dfirst} is
 * where the first begins; {@code -Donly=REGEX} hunts those alone in whose name it is found.
 */
@Tag("thorough")
@Execution(ExecutionMode.CONCURRENT)
class MutantHuntSuite {

    private static final int WORLDS_MAX = 1_000;
    private static final int WORLDS_WITHOUT = 3_000;
    private static final int RANGES = Integer.getInteger("ranges", 1);
    private static final long APART = 10_000;

    /** By default a range in which the mutants that are hardest to catch are caught soon. */
    private static final long FIRST = Long.getLong("first", 10_000);

    private static final Pattern ONLY = Pattern.compile(System.getProperty("only", ""));
    private static final Path HOME = Path.of("");
    private static final Set<String> ROWS = new ConcurrentSkipListSet<>();

    static Stream<Arguments> mutants() {
        return ProtocolSuite.mutants()
                .filter(one -> !(mutant(one).breaks() instanceof Breach.OfTest))
                .filter(one -> ONLY.matcher((String) one.get()[0]).find());
    }

    static Stream<Arguments> mutantsOfOneCause() {
        return mutants().filter(one -> !mutant(one).onlyWith().equals(Omission.NONE));
    }

    private static Mutant mutant(Arguments arguments) {
        return (Mutant) arguments.get()[2];
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void isCaughtSoon(String name, Scenario<?> scenario, Mutant mutant) throws IOException {
        List<Long> worlds = new ArrayList<>();
        List<String> shownIn = new ArrayList<>();
        try (MutantCompiler compiler = new MutantCompiler(HOME);
                MutantHunt hunt = new MutantHunt(HOME, compiler.scenario(scenario.getClass(), mutant), mutant)) {
            for (long first = FIRST; first < FIRST + RANGES * APART; first += APART) {
                Optional<Outcome> found = hunt.find(first + 1, first + WORLDS_MAX);
                assertThat(found).as("a world that breaks %s", mutant.breaks()).isPresent();
                worlds.add(found.get().spec().seed() - first);
                shownIn.add(describe(found.get().spec().conditions()));
            }
        }
        worlds.sort(null);
        ROWS.add(String.format(
                Locale.ROOT,
                "%-60s %7d  %9s  %s; in %s",
                name,
                worlds.get(worlds.size() / 2),
                worlds.getFirst() + "–" + worlds.getLast(),
                mutant.breaks(),
                String.join(" | ", shownIn)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutantsOfOneCause")
    void isNotCaughtWithoutItsCause(String name, Scenario<?> scenario, Mutant mutant) throws IOException {
        try (MutantCompiler compiler = new MutantCompiler(HOME);
                MutantHunt hunt = new MutantHunt(
                        HOME, compiler.scenario(scenario.getClass(), mutant), mutant, mutant.onlyWith())) {
            assertThat(hunt.find(FIRST + 1, FIRST + WORLDS_WITHOUT).map(Outcome::spec))
                    .as("a world without %s that breaks %s", mutant.onlyWith(), mutant.breaks())
                    .isEmpty();
        }
        ROWS.add(String.format(
                Locale.ROOT, "%-60s   never  in %,d worlds without %s", name, WORLDS_WITHOUT, mutant.onlyWith()));
    }

    /** Under which strategy, with how many nodes, and what hazards. */
    private static String describe(Conditions world) {
        String strategy = world.strategy().kind() == Strategy.Kind.PCT
                ? "pct " + world.strategy().changePoints()
                : world.fifo() ? "random" : "reorder";
        return strategy + ", " + world.nodes() + " nodes, " + Words.list(world.hazards(), " ");
    }

    @AfterAll
    static void report() {
        System.out.printf(
                Locale.ROOT,
                "%nWorlds until a mutant is caught, in %d ranges of seeds%n%-60s %7s  %9s  %s; in the world found of"
                        + " each range%n%s%n%n",
                RANGES,
                "it",
                "median",
                "min–max",
                "caught by",
                String.join("\n", ROWS));
    }
}
