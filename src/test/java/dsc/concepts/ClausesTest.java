package dsc.concepts;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.exercises.Breach;
import dsc.workbench.exercises.Mutant;
import dsc.workbench.exercises.MutantsFile;
import dsc.workbench.protocol.Clause;
import dsc.workbench.protocol.Clause.Judge;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.ShippedSettings;
import dsc.workbench.simulation.Outcome;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nothing is promised that nothing judges: each clause of each guarantee names a check that there is, and some mutant
 * ({@link ProtocolSuite} sees to it that it is caught) makes this check fail, or the clause says why there is none.
 * {@code -Dclauses=print} prints the table.
 */
class ClausesTest {

    private static final Path HOME = Path.of("");
    private static final List<String> ROWS = new ArrayList<>();

    static Stream<Arguments> clauses() {
        return Catalog.scenarios().stream()
                .flatMap(scenario -> scenario.guarantee(ShippedSettings.of(scenario.id())).clauses().stream()
                        .filter(clause -> clause.judge().isPresent())
                        .map(clause -> Arguments.of(scenario.id() + ": " + words(clause), scenario, clause)));
    }

    private static String words(Clause clause) {
        return clause.text().replaceFirst("^[,;:. ]+", "").replaceFirst("[,;:. ]+$", "");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clauses")
    void isJudgedAndAMutantBreaksIt(String name, Scenario<?> scenario, Clause clause) throws Exception {
        Judge judge = clause.judge().orElseThrow();
        assertThat(isThere(judge, scenario)).as("there is %s", judge).isTrue();
        List<Mutant> breaking = new MutantsFile(HOME, scenario.id())
                .read().stream().filter(mutant -> breaks(mutant, judge)).toList();
        ROWS.add("| " + scenario.id() + " | " + words(clause) + " | " + judge + " | "
                + (breaking.isEmpty()
                        ? "none: " + clause.unmutated()
                        : String.join(", ", breaking.stream().map(Mutant::name).toList()))
                + " |");
        if (clause.unmutated().isEmpty()) {
            assertThat(breaking)
                    .as("mutants in src/exercises/%s/mutants.conf that break %s", scenario.id(), judge)
                    .isNotEmpty();
        } else {
            assertThat(breaking)
                    .as("mutants, though it is said why there are none")
                    .isEmpty();
        }
    }

    private static boolean isThere(Judge judge, Scenario<?> scenario) throws ClassNotFoundException {
        return switch (judge) {
            case Judge.OfHistory history ->
                !scenario.guarantee(ShippedSettings.of(scenario.id()))
                        .checker()
                        .sentence()
                        .isEmpty();
            case Judge.OfRecovery recovery -> true;
            case Judge.OfRule rule ->
                scenario.rules().invariants().get().stream()
                        .map(Invariant::name)
                        .anyMatch(rule.name()::equals);
            case Judge.OfTest test -> {
                String[] parts = test.name().split("#");
                Class<?> type = Class.forName(scenario.getClass().getPackageName() + "." + parts[0]);
                yield Stream.<Class<?>>iterate(type, Class::getSuperclass)
                        .takeWhile(one -> one != null)
                        .flatMap(one -> Arrays.stream(one.getDeclaredMethods()))
                        .map(Method::getName)
                        .anyMatch(parts[1]::equals);
            }
        };
    }

    private static boolean breaks(Mutant mutant, Judge judge) {
        return switch (judge) {
            case Judge.OfHistory history ->
                switch (mutant.breaks()) {
                    case Breach.OfRule rule ->
                        rule.rule().equals(Outcome.GUARANTEE) && rule.saying().contains(history.saying());
                    case Breach.OfTest test ->
                        !history.saying().isEmpty() && test.saying().contains(history.saying());
                    case Breach.OfFigure figure -> false;
                };
            case Judge.OfRecovery recovery ->
                mutant.breaks() instanceof Breach.OfRule rule && rule.rule().equals(Outcome.LIVENESS);
            case Judge.OfRule named ->
                mutant.breaks() instanceof Breach.OfRule rule && rule.rule().equals(named.name());
            case Judge.OfTest named ->
                mutant.breaks() instanceof Breach.OfTest test && named.name().equals(test.type() + "#" + test.method());
        };
    }

    @AfterAll
    static void print() {
        if ("print".equals(System.getProperty("clauses"))) {
            System.out.println(
                    "| protocol | clause | judged by | mutants |\n|---|---|---|---|\n" + String.join("\n", ROWS));
        }
    }
}
