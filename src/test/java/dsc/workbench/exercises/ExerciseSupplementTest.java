package dsc.workbench.exercises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is added to an exercise whose answer is a rule, and to one whose answer is a plan of faults. */
class ExerciseSupplementTest {

    private static final Path FAMILY = Path.of("src/exercises/raft/raft-votes/worlds/two-candidates.json");

    @TempDir
    private Path directory;

    private Path more;

    @BeforeEach
    void make() throws IOException {
        more = Files.createDirectory(directory.resolve("more"));
        Files.copy(FAMILY, Files.createDirectory(directory.resolve("worlds")).resolve("slow.json"));
    }

    private Exercise exercise(String kind, String edit) throws IOException {
        Files.writeString(
                directory.resolve("exercise.conf"), """
                    id = seen, scenario = raft, title = "See it", kind = %s, level = 1, minutes = 1, edit = [%s]
                    parts = [{ name = "one", worlds = [slow], mutants = ["votes twice in a term"], rule = "election safety" }]
                    """.replaceFirst("%s", kind).replaceFirst("%s", edit));
        return new ExerciseFile(directory).read();
    }

    @Test
    void aRuleIsAskedOfMoreMutants() throws IOException {
        Files.writeString(more.resolve("mutants.conf"), """
            file = Election.java
            mutants = [
              { name = "secret", before = "a", after = "b", breaks = rule "election safety" }
            ]
            """);
        Exercise added = new ExerciseSupplement(more).addedTo(exercise("specify", "ElectionSafety.java"));

        Part part = added.parts().getLast();
        assertThat(added.parts()).hasSize(2);
        assertThat(part.mutants()).containsExactly("secret");
        assertThat(part.rule()).contains("election safety");
        assertThat(part.families()).extracting(Family::name).containsExactly("slow");
        assertThat(added.mutant(Path.of(""), "secret").edits()).hasSize(1);
        assertThat(added.mutant(Path.of(""), "votes twice in a term").edits()).isNotEmpty();
    }

    @Test
    void whatAddsNothingIsRefused() throws IOException {
        Exercise rule = exercise("specify", "ElectionSafety.java");
        assertThatThrownBy(() -> new ExerciseSupplement(more).addedTo(rule))
                .hasMessageContaining("adds nothing: it has no worlds/*.json and no mutant");
        Exercise plan = exercise("expose", "");
        assertThatThrownBy(() -> new ExerciseSupplement(more).addedTo(plan))
                .hasMessageContaining("adds nothing to an exercise of kind expose");
    }
}
