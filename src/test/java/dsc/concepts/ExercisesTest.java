package dsc.concepts;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.exercises.Breach;
import dsc.workbench.exercises.Edit;
import dsc.workbench.exercises.Exercise;
import dsc.workbench.exercises.Exercise.Kind;
import dsc.workbench.exercises.ExerciseCatalog;
import dsc.workbench.exercises.Mutant;
import dsc.workbench.exercises.MutantsFile;
import dsc.workbench.exercises.Submission;
import dsc.workbench.exercises.Submissions;
import dsc.workbench.grading.Effort;
import dsc.workbench.grading.Finding;
import dsc.workbench.grading.Grade;
import dsc.workbench.grading.Grader;
import dsc.workbench.grading.JobRunner;
import dsc.workbench.grading.Seeds;
import dsc.workbench.protocol.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Proves each exercise: the reference passes, the skeleton is told what is not written yet, and each naive attempt and
 * each mutant that a learner could have written fails by the rule that it names, in a small world.
 */
class ExercisesTest {

    private static final Path HOME = Path.of("").toAbsolutePath();

    /** A few worlds of each family, and of those that are drawn. */
    private static final Effort QUICK = new Effort(5, 1, Duration.ofMinutes(1));

    /** What breaks, breaks in a family. */
    private static final Effort FAMILIES = new Effort(Integer.MAX_VALUE, 0, Duration.ofMinutes(1));

    private static final Map<String, Grader> GRADERS = new HashMap<>();

    @AfterAll
    static void close() throws IOException {
        for (Grader grader : GRADERS.values()) {
            grader.close();
        }
    }

    static Stream<Exercise> exercises() {
        return new ExerciseCatalog(HOME).all().stream();
    }

    private static Stream<Exercise> edited() {
        return exercises().filter(exercise -> exercise.kind() != Kind.EXPOSE);
    }

    @ParameterizedTest
    @MethodSource("exercises")
    void itsPageSaysWhatIsAsked(Exercise exercise) throws IOException {
        assertThat(Files.readString(exercise.page()))
                .startsWith("# " + exercise.title() + "\n")
                .contains("**Guarantee.**", "**Given.**", "**To do.**", "**How it is judged.**");
        assertThat(Files.readString(exercise.directory().resolve("hints.md")).lines())
                .filteredOn(line -> line.startsWith("## "))
                .hasSizeGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("exercises")
    void theReferencePasses(Exercise exercise) throws Exception {
        // What must break does not break in each world.
        boolean mustBreak = exercise.kind() == Kind.EXPOSE || exercise.kind() == Kind.SPECIFY;
        Grade grade = grade(exercise, reference(exercise), mustBreak ? FAMILIES : QUICK);
        assertThat(grade.problems()).isEmpty();
        assertThat(grade.finding()).isEmpty();
    }

    @Tag("thorough")
    @ParameterizedTest
    @MethodSource("exercises")
    void theReferencePassesInAllItsWorlds(Exercise exercise) throws Exception {
        assertThat(grade(exercise, reference(exercise), Effort.USUAL).finding()).isEmpty();
    }

    static Stream<Exercise> withStubs() {
        return edited().filter(exercise -> !exercise.stubs().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("withStubs")
    void theSkeletonIsToldWhatIsNotWritten(Exercise exercise) throws Exception {
        Grade grade = grade(exercise, submissions(exercise).skeleton(exercise), FAMILIES);
        assertThat(grade.problems()).isEmpty();
        assertThat(grade.finding()).hasValueSatisfying(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.NOT_WRITTEN);
            assertThat(exercise.stubs()).extracting(stub -> stub.todo()).contains(finding.sentence());
        });
    }

    static Stream<Arguments> attempts() {
        return edited().flatMap(exercise -> exercise.attempts().read().stream()
                .map(attempt -> Arguments.of(exercise + " " + attempt.name(), exercise, attempt)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attempts")
    void anAttemptFails(String name, Exercise exercise, Mutant attempt) throws Exception {
        assertFails(exercise, attempt);
    }

    static Stream<Arguments> mutants() {
        return edited().filter(exercise -> exercise.kind() != Kind.SPECIFY)
                .flatMap(exercise -> new MutantsFile(HOME, exercise.scenario())
                        .read().stream()
                                .filter(mutant -> mutant.breaks() instanceof Breach.OfRule
                                        && mutant.edits().stream()
                                                .map(Edit::file)
                                                .allMatch(exercise.edit()::contains))
                                .map(mutant -> Arguments.of(exercise + " " + mutant.name(), exercise, mutant)));
    }

    @Tag("thorough")
    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void aMutantWithinReachFails(String name, Exercise exercise, Mutant mutant) throws Exception {
        assertFails(exercise, mutant);
    }

    private static void assertFails(Exercise exercise, Mutant mutant) throws Exception {
        Grade grade = grade(exercise, submissions(exercise).mutated(mutant, exercise), FAMILIES);
        assertThat(grade.problems()).isEmpty();
        assertThat(grade.finding())
                .hasValueSatisfying(finding ->
                        assertThat(finding.rule() + " " + finding.kind()).isEqualTo(expected(mutant.breaks())));
    }

    private static String expected(Breach breach) {
        String rule = breach instanceof Breach.OfRule named ? named.rule() : breach.toString();
        return rule.equals("the actor goes on") ? " FAILED" : rule + " BROKEN";
    }

    private static Submission reference(Exercise exercise) throws IOException {
        if (exercise.kind() != Kind.EXPOSE) {
            return submissions(exercise).reference(exercise);
        }
        Map<String, String> answer = new HashMap<>();
        try (Stream<Path> files = Files.list(exercise.directory().resolve("answer"))) {
            for (Path file : files.toList()) {
                answer.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return new Submission("answer", answer);
    }

    private static Grade grade(Exercise exercise, Submission submission, Effort effort)
            throws IOException, InterruptedException {
        Scenario<?> scenario = scenario(exercise);
        return GRADERS.computeIfAbsent(scenario.id(), id -> new Grader(HOME, scenario, ""))
                .grade(
                        exercise,
                        submission,
                        Seeds.OPEN,
                        effort,
                        Optional.empty(),
                        () -> new JobRunner.InThisJvm(HOME, scenario),
                        Grader.Listener.NONE);
    }

    private static Submissions submissions(Exercise exercise) {
        return new Submissions(HOME, scenario(exercise));
    }

    private static Scenario<?> scenario(Exercise exercise) {
        List<Scenario<?>> all = Catalog.scenarios();
        return all.stream()
                .filter(scenario -> scenario.id().equals(exercise.scenario()))
                .findFirst()
                .orElseThrow();
    }
}
