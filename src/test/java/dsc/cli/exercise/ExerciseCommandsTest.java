package dsc.cli.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.grading.Finding;
import dsc.workbench.grading.Finding.Kind;
import dsc.workbench.grading.Grade;
import dsc.workbench.processes.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What learners do. */
class ExerciseCommandsTest extends TinyCheckout {

    @Test
    void anExerciseIsBegunInAWorkbook() throws IOException {
        dsc("init", workbook.toString()).ended(0).saying("./dsc exercise start tiny");
        dsc("start", "tiny")
                .ended(0)
                .saying("tiny  Vote at most once a term", "level 2, some 20 minutes")
                .saying("page ", "edit ", "Election.java  1 method, marked Todo", "./dsc exercise watch");

        assertThat(workbook.resolve(SOURCE)).content().contains("throw Todo.write(\"grant or refuse the vote\");");
        dsc("list").ended(0).saying("tiny  Vote at most once a term  (begun, 0 checks)");
    }

    @Test
    void whatPassesSaysInHowManyWorlds() {
        start();
        dsc("check")
                .ended(0)
                .saying("tiny  compiled in 0.7 s", "✓ one vote a term", "800 small worlds")
                .saying("passed  in 800 small worlds; in them a leader was elected", "2.1 s")
                .saying("./dsc exercise diff --solution");

        dsc("list").saying("✓ tiny");
        assertThat(dsc("list", "--json").json().get(0).get("passed").isNull()).isFalse();
        assertThat(workbook.resolve("tiny/.dsc/last.json")).content().contains("\"status\" : 0");
        assertThat(judged)
                .singleElement()
                .satisfies(submission -> assertThat(submission.files()).containsOnlyKeys("Election.java"));
    }

    @Test
    void whatIsBrokenIsShownWithItsWorld() {
        start();
        grade = grade(Optional.of(finding(Kind.BROKEN, "leader completeness", "n2 was elected without it")));

        dsc("check")
                .ended(1)
                .saying("✓ one vote a term", "800 small worlds")
                .saying("✗ another part", "small world 31 of 800")
                .saying("leader completeness: n2 was elected without it")
                .saying("n2   VIOLATION", "printed by me")
                .saying("drawn    /w/world.html", "46 messages")
                .saying("step     ./dsc simulate raft --world /w/world.json --trace --with " + workbook.resolve("tiny"))
                .saying("./dsc exercise hint   0 of 2 seen");
        assertThat(dsc("check", "--json").ended(1).json().at("/finding/rule").asText())
                .isEqualTo("leader completeness");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyFindingHasItsSentence(Kind kind) {
        assertThat(GradeText.sentence(finding(kind, "a rule", "what is wrong")))
                .endsWith("what is wrong")
                .doesNotContain(kind.name());
    }

    @Test
    void hintsComeOneByOneAndTheLastAgain() {
        start();
        dsc("hint", "--seen").ended(0).saying("none yet");
        dsc("hint").ended(0).saying("hint 1 of 2  Look", "at it");
        dsc("hint").ended(0).saying("hint 2 of 2  Look closer");
        dsc("hint").ended(0).saying("hint 2 of 2");
        dsc("hint", "--seen").ended(0).saying("hint 1 of 2", "hint 2 of 2");
    }

    @Test
    void aDifferenceIsShownAndTakenBack() throws IOException {
        start();
        dsc("diff").ended(0).saying("no difference");
        Path source = workbook.resolve(SOURCE);
        Files.writeString(source, Files.readString(source).replace("throw Todo", "// mine\n        throw Todo"));
        dsc("diff").ended(0).saying("--- Election.java  (as laid)", "+++ Election.java  (yours)", "+        // mine");

        dsc("reset").ended(0).saying("tiny is as it was", "Election.java.before");
        dsc("diff").ended(0).saying("no difference");
        dsc("update").ended(0).saying("tiny is up to date");
    }

    @Test
    void aSolutionIsShownAfterOneQuestion() {
        start();
        dsc("solution").ended(64).saying("Show the solution", "--yes shows it");
        answer = Optional.of("no");
        assertThat(dsc("solution").ended(0).out()).doesNotContain("boolean granted");
        answer = Optional.of("yes");
        dsc("solution").ended(0).saying("boolean granted");
        answer = Optional.empty();
        dsc("diff", "--solution").ended(0).saying("+++ Election.java  (solution)", "boolean granted");
        dsc("list", "--json").ended(0).saying("\"solutionSeen\" : true");
    }

    @Test
    void badInputIsAnsweredInOneLine() throws IOException {
        refused(dsc("check"), 2, "there is no workbook yet");
        refused(dsc("check", "--in", "nowhere"), 2, "nowhere: there is no such directory");
        dsc("init", workbook.toString()).ended(0);
        refused(dsc("init", workbook.toString()), 2, "is a workbook already");
        refused(dsc("check"), 2, "no exercise was begun");
        refused(dsc("check", "tiny"), 2, "tiny was not begun yet");
        refused(dsc("start", "tinny"), 64, "unknown exercise \"tinny\"; did you mean tiny?");
        dsc("start", "tiny").ended(0);
        refused(dsc("start", "tiny"), 2, "was begun already");
        Files.delete(workbook.resolve(SOURCE));
        refused(dsc("check"), 2, "Election.java is gone from");
        Files.writeString(workbook.resolve("progress.json"), "{\"workbook\": 9, \"exercises\": {}}");
        refused(dsc("hint"), 2, "is of version 9");
    }

    @Test
    void anExerciseThatTheCheckoutLostLeavesItsFiles() throws IOException {
        start();
        Files.delete(directory.resolve("checkout/src/exercises/raft/tiny/exercise.conf"));

        refused(dsc("check"), 2, "tiny is not an exercise of this checkout any more; your files stay in");
        dsc("list").ended(0);
        assertThat(workbook.resolve(SOURCE)).exists();
    }

    @Test
    void aPartToDiscoverIsShownOnceTheOneBeforeHasPassed() throws IOException {
        Path exercise = directory.resolve("checkout/src/exercises/raft/tiny");
        Path conf = exercise.resolve("exercise.conf");
        Files.writeString(conf, Files.readString(conf).replace("kind = implement", "kind = discover"));
        Files.writeString(
                exercise.resolve("README.md"), "# A page\n\n## One vote a term\n\nslow\n\n## Another part\n\nlost\n");
        start();
        Path page = workbook.resolve("tiny/README.md");
        assertThat(page).hasContent("# A page\n\n## One vote a term\n\nslow\n");
        Files.writeString(page, Files.readString(page) + "my note\n");
        grade = new Grade(Optional.of(notWritten()), List.of(), List.of(), 0.1, 0.1);
        assertThat(dsc("check").ended(2).out()).doesNotContain("part 2 of 2");

        grade = grade(Optional.of(finding(Kind.BROKEN, "leader completeness", "n2 was elected without it")));
        dsc("check").ended(1).saying("part 2 of 2 begins, and is on the page now: " + page, "  lost");
        assertThat(page).hasContent("# A page\n\n## One vote a term\n\nslow\nmy note\n\n## Another part\n\nlost\n");
        assertThat(dsc("check").ended(1).out()).doesNotContain("part 2 of 2");
        assertThat(workbook.resolve("progress.json")).content().contains("\"parts\" : 2");

        grade = grade(Optional.empty());
        assertThat(dsc("check").ended(0).out()).doesNotContain("on the page now");
        PrivateFiles.remove(workbook.resolve("tiny"));
        dsc("start", "tiny").ended(0);
        assertThat(page).hasContent("# A page\n\n## One vote a term\n\nslow\n\n## Another part\n\nlost\n");
    }

    @Test
    void hintsDoNotTellWhatALaterPartShows() throws IOException {
        Path exercise = directory.resolve("checkout/src/exercises/raft/tiny");
        Path conf = exercise.resolve("exercise.conf");
        Files.writeString(conf, Files.readString(conf).replace("kind = implement", "kind = discover"));
        Files.writeString(
                exercise.resolve("README.md"), "# A page\n\n## One vote a term\n\nslow\n\n## Another part\n\nlost\n");
        Files.writeString(exercise.resolve("hints.md"), "## Look\n\nat it\n\n## Another part\n\nlost\n\n## More\n");
        start();
        dsc("hint").ended(0).saying("hint 1 of 3  Look");
        assertThat(dsc("hint").ended(0).out())
                .contains("hint 1 of 3", "the next is about part 2, and comes once part 1 passes")
                .doesNotContain("Another part");

        grade = grade(Optional.of(finding(Kind.BROKEN, "leader completeness", "n2 was elected without it")));
        dsc("check").ended(1);
        dsc("hint").ended(0).saying("hint 2 of 3  Another part");
        assertThat(dsc("hint").ended(0).saying("hint 3 of 3  More").out()).doesNotContain("the next is about");
    }

    private static Finding notWritten() {
        return new Finding(
                Kind.NOT_WRITTEN, 0, "two-candidates", 1, 1, 100, "", "a todo", List.of(), Map.of(), List.of());
    }
}
