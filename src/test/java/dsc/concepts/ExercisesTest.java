package dsc.concepts;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.exercises.Exercise;
import dsc.workbench.exercises.ExerciseCatalog;
import dsc.workbench.exercises.MissingPieces;
import dsc.workbench.grading.ExerciseProof;
import dsc.workbench.grading.ExerciseProof.Role;
import dsc.workbench.protocol.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Proves each exercise ({@link ExerciseProof}); in {@code mvn verify}, its reference, skeleton and one attempt. */
class ExercisesTest {

    private static final Path HOME = Path.of("").toAbsolutePath();
    private static final Map<String, ExerciseProof> PROOFS = new HashMap<>();

    @AfterAll
    static void close() throws IOException {
        for (ExerciseProof proof : PROOFS.values()) {
            proof.close();
        }
    }

    static Stream<Exercise> exercises() {
        return new ExerciseCatalog(HOME).all().stream();
    }

    @ParameterizedTest
    @MethodSource("exercises")
    void itsPageSaysWhatIsAsked(Exercise exercise) throws IOException {
        assertThat(Files.readString(exercise.page())).startsWith("# " + exercise.title() + "\n");
        assertThat(MissingPieces.of(exercise)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("exercises")
    void itsSuiteIsThere(Exercise exercise) throws IOException {
        try (Stream<Path> all = Files.walk(Path.of("multi-jvm-tests"))) {
            List<String> names = all.map(file -> file.getFileName().toString()).toList();
            exercise.suite().ifPresent(suite -> assertThat(names).contains(suite + ".java"));
        }
    }

    static Stream<ExerciseProof.Case> few() {
        return exercises().flatMap(exercise -> {
            List<ExerciseProof.Case> cases = ExerciseProof.cases(HOME, exercise);
            Stream<ExerciseProof.Case> attempt = cases.stream()
                    .filter(one -> one.role() == Role.ATTEMPT || one.role() == Role.MUTANT)
                    .limit(1);
            return Stream.concat(
                    cases.stream().filter(one -> one.role() == Role.REFERENCE || one.role() == Role.SKELETON), attempt);
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("few")
    void comesToWhatItMust(ExerciseProof.Case proven) throws Exception {
        assertThat(proof(proven.exercise()).prove(proven, false).trouble()).isEmpty();
    }

    static Stream<ExerciseProof.Case> all() {
        return exercises().flatMap(exercise -> ExerciseProof.cases(HOME, exercise).stream());
    }

    @Tag("thorough")
    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void comesToWhatItMustInAllWorlds(ExerciseProof.Case proven) throws Exception {
        assertThat(proof(proven.exercise()).prove(proven, true).trouble()).isEmpty();
    }

    private static ExerciseProof proof(Exercise exercise) {
        return PROOFS.computeIfAbsent(exercise.scenario(), id -> new ExerciseProof(HOME, scenario(exercise)));
    }

    private static Scenario<?> scenario(Exercise exercise) {
        return Catalog.scenario(exercise.scenario()).orElseThrow();
    }
}
