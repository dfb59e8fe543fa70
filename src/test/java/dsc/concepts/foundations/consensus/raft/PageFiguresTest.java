package dsc.concepts.foundations.consensus.raft;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.exercises.MutantCompiler;
import dsc.workbench.exercises.MutantsFile;
import dsc.workbench.faults.Injection;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.simulation.Outcome;
import dsc.workbench.simulation.Simulation;
import dsc.workbench.simulation.Step;
import dsc.workbench.simulation.worlds.WorldFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the page on consensus shows of its broken Rafts, between {@code <!-- figures -->} and {@code <!-- end of figures
 * -->}: each world is replayed from its file in {@code src/docs/worlds}, as it was found and made smaller by {@code dsc
 * simulate raft} with the edit in place.
 *
 * <p>{@code mvn test -Dtest=PageFiguresTest -Dfigures=apply} writes the page anew; with {@code -Pthorough}, which
 * searches for the worlds again, their files too.
 */
class PageFiguresTest {

    private static final Path HOME = Path.of("");
    private static final Path PAGE = Path.of("src/main/java/dsc/concepts/foundations/consensus/README.md");
    private static final Path WORLDS = Path.of("src/docs/worlds");
    private static final String BEGIN = "<!-- figures -->\n";
    private static final String END = "<!-- end of figures -->\n";

    private static final boolean APPLY = "apply".equals(System.getProperty("figures"));

    /** As many as the command tries. */
    private static final int SHRINKING_WORLDS_MAX = 6_000;

    private static final int SEEDS_MAX = 200;
    private static final int LINE_CHARS_MAX = 118;

    /**
     * An exercise of the page.
     *
     * @param name of its file
     * @param edit what the page calls it
     * @param mutant its name in {@code src/exercises/raft/mutants.conf}
     * @param rule the only one that decides, or empty: all do
     */
    private record Exercise(String name, String edit, String mutant, String rule) {

        Simulation simulation() throws IOException {
            Simulation simulation = Simulation.of(mutated());
            return rule.isEmpty() ? simulation : simulation.setting("dsc.simulation.rules", rule);
        }

        private Scenario<?> mutated() throws IOException {
            try (MutantCompiler compiler = new MutantCompiler(HOME)) {
                return compiler.scenario(RaftScenario.class, new MutantsFile(HOME, "raft").read(mutant));
            }
        }

        Path file() {
            return WORLDS.resolve(name + ".json");
        }
    }

    private static final List<Exercise> EXERCISES = List.of(
            new Exercise(
                    "commit-without-a-majority",
                    "1, with `--rule \"leader completeness\"`",
                    "commits without a majority",
                    "leader completeness"),
            new Exercise("vote-for-any-log", "3", "votes for any log", ""));

    @Test
    void theyAreThoseOfTheWorlds() throws IOException {
        Map<Exercise, Outcome> worlds = new LinkedHashMap<>();
        for (Exercise exercise : EXERCISES) {
            WorldFile file = WorldFile.read(exercise.file());
            Outcome outcome = exercise.simulation().replay(file.world());
            assertThat(outcome.broken()).as(exercise.name()).isEqualTo(file.broken());
            assertThat(outcome.hashText())
                    .as("%s: the world is another one", exercise.name())
                    .isEqualTo(file.hash());
            worlds.put(exercise, outcome);
        }
        String figures = steps(worlds.get(EXERCISES.getFirst())) + table(worlds);
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        assertThat(begin).as("marks in %s", PAGE).isBetween(BEGIN.length(), end);
        if (APPLY) {
            Files.writeString(PAGE, page.substring(0, begin) + figures + page.substring(end));
        } else {
            assertThat(page.substring(begin, end)).isEqualTo(figures);
        }
    }

    @Test
    @Tag("thorough")
    void theWorldsAreThoseThatTheCommandFinds() throws Exception {
        for (Exercise exercise : EXERCISES) {
            Simulation simulation = exercise.simulation();
            Outcome found = simulation.firstInvalid(1, SEEDS_MAX).orElseThrow();
            Outcome smaller = simulation.shrink(found, SHRINKING_WORLDS_MAX);
            Map<String, String> settings =
                    exercise.rule().isEmpty() ? Map.of() : Map.of("dsc.simulation.rules", exercise.rule());
            WorldFile world = smaller.file("raft", settings);
            if (APPLY) {
                Files.createDirectories(WORLDS);
                world.write(exercise.file());
            } else {
                assertThat(WorldFile.read(exercise.file()).hash())
                        .as(exercise.name())
                        .isEqualTo(world.hash());
            }
        }
    }

    private static String steps(Outcome outcome) {
        String violation = outcome.steps().stream()
                .filter(step -> step.kind() == Step.Kind.VIOLATION)
                .map(Step::toString)
                .findFirst()
                .orElseThrow();
        return "```\nFaults in the smaller world\n" + faults(outcome) + "…\n" + shortened(violation) + "\n```\n\n";
    }

    private static String faults(Outcome outcome) {
        return outcome.injections().stream()
                .map(injection -> String.format(
                        Locale.ROOT,
                        "  %8.3f s  %-10s for %-9s %s\n",
                        injection.fromNanos() / 1e9,
                        injection.fault().kind(),
                        millis(injection, outcome) + " ms",
                        injection.description()))
                .collect(Collectors.joining());
    }

    private static long millis(Injection injection, Outcome outcome) {
        return Math.round((Math.min(injection.toNanos(), outcome.virtualNanos()) - injection.fromNanos()) / 1e6);
    }

    private static String shortened(String line) {
        return line.length() <= LINE_CHARS_MAX ? line : line.substring(0, LINE_CHARS_MAX - 2) + " …";
    }

    private static String table(Map<Exercise, Outcome> worlds) {
        StringBuilder table =
                new StringBuilder("| Exercise | Leads to | Nodes | Faults | Messages |\n|---|---|---|---|---|\n");
        worlds.forEach((exercise, outcome) -> table.append(String.format(
                Locale.ROOT,
                "| %s | %s | %d | %s | %d |\n",
                exercise.edit(),
                outcome.broken(),
                outcome.spec().conditions().nodes(),
                outcome.injections().isEmpty()
                        ? "none"
                        : outcome.injections().stream()
                                .map(injection -> injection.fault().kind().toString())
                                .collect(Collectors.joining(", ")),
                outcome.messages())));
        return table.append("\n").toString();
    }
}
