package dsc.cli.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.exercises.Exercise;
import dsc.workbench.exercises.MissingPieces;
import dsc.workbench.grading.ExerciseProof;
import dsc.workbench.grading.Finding.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** What those do who write exercises, and who grade. */
class TeachersCommandsTest extends TinyCheckout {

    @Test
    void anExerciseMayLieElsewhere() throws IOException {
        Path own = directory.resolve("course/mine");
        Files.createDirectories(own.getParent());
        Files.move(directory.resolve("checkout/src/exercises/raft/tiny"), own);
        Path conf = own.resolve("exercise.conf");
        dsc("init", workbook.toString()).ended(0);
        refused(dsc("start", "course/mine"), 2, "there is no scenario \"course\"; scenario = … names one");
        Files.writeString(conf, "scenario = raft\n" + Files.readString(conf));
        refused(
                dsc("check", "course/mine"),
                2,
                "mine was not begun yet; this does it: ./dsc exercise start course/mine");
        dsc("start", "course/mine").ended(0).saying("mine  Vote at most once a term");
        dsc("check").ended(0).saying("mine  compiled in 0.7 s");
        dsc("check", "mine").ended(0);
        dsc("hint", "course/mine").ended(0).saying("hint 1 of 2");
        dsc("list").ended(0).saying("✓ mine");
        refused(dsc("start", "course"), 64, "unknown exercise \"course\"");
        refused(dsc("start", "./course"), 64, "./course is no exercise: it has no exercise.conf");
        refused(dsc("start", "other/place"), 64, "neither an exercise of ./dsc exercise list nor a directory");

        Files.move(own, directory.resolve("course/Mine"));
        refused(dsc("check"), 2, "mine was begun from " + own + ", which is gone; your files stay in");
        refused(dsc("start", "course/Mine"), 2, "\"Mine\" names no exercise: a name has small letters");
    }

    @Test
    void anExerciseOfOnesOwnIsBegun() throws IOException {
        dsc("new", "mine", "--scenario", "raft", "--edit", "Election.java", "--method", "onRequestVote")
                .ended(0)
                .saying("write    worlds/without-faults.json", "./dsc exercise verify " + directory.resolve("mine"));
        Exercise mine = place().exerciseAt(directory.resolve("mine"));
        assertThat(mine.parts().getFirst().families()).hasSize(1);
        assertThat(MissingPieces.of(mine))
                .containsExactly(
                        "exercise.conf: Todo: is to be replaced in 3 places",
                        "README.md: Todo: is to be replaced in 6 places",
                        "hints.md: Todo: is to be replaced in 6 places",
                        "attempts.conf: there is no attempt; one shows that what learners do first is found wrong");
        dsc("init", workbook.toString()).ended(0);
        dsc("start", "mine").ended(0);
        dsc("check").ended(0).saying("mine  compiled");
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left.map(path -> path.getFileName().toString())).noneMatch(name -> name.startsWith(".mine"));
        }

        dsc("new", "a-law", "--scenario", "raft", "--edit", "Election.java")
                .ended(64)
                .saying("has onElectionTimedOut, ");
        answer = Optional.of("onVote");
        dsc("new", "asked", "--scenario", "raft", "--edit", "Election.java").ended(0);
        answer = Optional.empty();
        refused(dsc("new", "mine", "--scenario", "raft"), 64, "mine is not empty");
        refused(dsc("new", "Mine"), 64, "the name of an exercise, and so of its directory, has small letters");
        refused(dsc("new", "other"), 64, "--scenario is missing; ./dsc list shows");
        refused(dsc("new", "other", "--scenario", "raft"), 64, "--edit is missing; raft has Election.java");
        refused(
                dsc("new", "other", "--scenario", "raft", "--edit", "Election.java", "--method", "onVotes"),
                64,
                "Election.java has no method onVotes; did you mean onVote");
        assertThat(directory.resolve("other")).doesNotExist();
    }

    @Test
    void aClassIsGraded() throws IOException {
        Path handedIn = Files.createDirectories(directory.resolve("handed-in"));
        Files.writeString(Files.createDirectory(handedIn.resolve("ada")).resolve("Election.java"), "class Election {}");
        Files.createDirectory(handedIn.resolve("bob"));
        Files.writeString(directory.resolve("class.key"), "a secret\n");

        dsc("grade", "tiny", "handed-in", "--out", "grades", "--key", "class.key", "--own-worlds", "--jobs", "1")
                .ended(0)
                .saying("tiny  2 submissions, 1 at a time")
                .saying("✓ ada  2 of 2  all of 800 worlds")
                .saying("? bob  0 of 2  it has no Election.java")
                .saying("1 passed, 0 broken, 1 not judged", "grades.csv");
        assertThat(directory.resolve("grades/ada/feedback.txt")).content().contains("passed  in 800 small worlds");
        assertThat(directory.resolve("grades/grades.csv")).content().contains("ada,passed,2,2,800,");

        Path worlds = Files.createDirectories(directory.resolve("more/worlds"));
        refused(
                dsc("grade", "tiny", "handed-in", "--out", "o", "--more", "more"),
                64,
                "adds nothing: it has no worlds/");
        refused(dsc("grade", "tiny", "handed-in", "--out", "o", "--more", "mor"), 64, "--more mor is not a directory");
        Path family = Path.of("src/exercises/raft/raft-votes/worlds/two-candidates.json");
        Files.writeString(worlds.resolve("a.json"), Files.readString(family).replace("\"raft\"", "\"abd\""));
        refused(dsc("grade", "tiny", "handed-in", "--out", "o", "--more", "more"), 64, "this is a world of \"abd\"");
        Files.copy(family, worlds.resolve("a.json"), StandardCopyOption.REPLACE_EXISTING);
        dsc("grade", "tiny", "handed-in", "--out", "more-grades", "--more", "more", "--jobs", "1")
                .ended(0)
                .saying("✓ ada  3 of 3", "? bob  0 of 3");
        assertThat(directory.resolve("more-grades/ada/feedback.txt"))
                .content()
                .contains("what was added for the grade");

        Files.writeString(directory.resolve("class.key"), "\n");
        refused(dsc("grade", "tiny", "handed-in", "--out", "o", "--key", "class.key"), 64, "the key is empty");
        refused(dsc("grade", "tiny", "handed-in", "--out", "o", "--own-worlds"), 64, "--own-worlds takes --key");
        refused(dsc("grade", "tiny", "handed-in", "--out", "o", "--jobs", "0"), 64, "--jobs is 1 to 16, not 0");
        refused(dsc("grade", "tiny", "nothing", "--out", "o"), 64, "nothing is not a directory");
        refused(dsc("grade", "tinny", "handed-in", "--out", "o"), 64, "did you mean tiny?");
    }

    @Test
    void coldChecksAreATableThatMarksWhatEndsOtherwise() throws Exception {
        Exercise tiny = place().exercises().getFirst();
        ColdChecks checks = new ColdChecks(place(), 3);
        statuses.addAll(List.of(0, 0, 0, 2, 1, 2));
        try (ExerciseProof proof = new ExerciseProof(place().home(), place().scenario(tiny))) {
            checks.measure(tiny, proof, ExerciseProof.cases(place().home(), tiny));
        }

        assertThat(checks.lines(80))
                .anyMatch(line -> line.matches("check, cold +first feedback +skeleton told +full pass"))
                .anyMatch(line -> line.matches("tiny +– +\\S+ .s +\\S+ .s"))
                .contains("Medians of 3 runs, each a new JVM.")
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(checks.troubles()).containsExactly("tiny, skeleton told: check ended with status 1, not 2");
        Class.forName(LauncherProcess.MAIN);
    }

    @Test
    void aProofIsATableOfEightyColumns() {
        Exercise tiny = place().exercises().getFirst();
        ProofTable table = new ProofTable(tiny);
        table.add(new ExerciseProof.Result(
                new ExerciseProof.Case(tiny, ExerciseProof.Role.REFERENCE, Optional.empty()),
                grade(Optional.empty()),
                Optional.empty()));
        table.add(new ExerciseProof.Result(
                new ExerciseProof.Case(tiny, ExerciseProof.Role.SKELETON, Optional.empty()),
                grade(Optional.of(finding(Kind.BROKEN, "no unconfirmed letter leaves any of the outboxes", ""))),
                Optional.of("on purpose")));

        assertThat(table.lines(80))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80))
                .anyMatch(line -> line.matches("tiny +verdict +worlds +seconds"))
                .anyMatch(line -> line.matches("reference +passes +800 +2.1"))
                .anyMatch(
                        line -> line.matches("skeleton +✗ no unconfirmed letter leaves any of the outboxes +831 +2.1"));
        refused(dsc("verify"), 64, "name exercises, or give --all");
        refused(dsc("verify", "tiny", "--time", "--runs", "0"), 64, "--runs is 1 to 1000, not 0");
    }

    @Test
    void whatIsHandedOutHasNoSolution() throws IOException {
        dsc("new", "mine", "--scenario", "raft", "--edit", "Election.java", "--method", "onRequestVote")
                .ended(0);
        Path mine = directory.resolve("mine");
        Path reference = Files.createDirectory(mine.resolve("reference")).resolve("Election.java");
        Files.writeString(
                reference,
                Files.readString(directory.resolve("checkout").resolve(RAFT).resolve("Election.java"))
                        .replace("boolean free", "boolean unused")
                        .replace("void stand(", "void standNow("));
        Files.copy(mine.resolve("worlds/without-faults.json"), mine.resolve("worlds/for-the-grade.json"));
        refused(dsc("pack", "mine", "--out", "mine.tar"), 64, "--out mine.tar does not name a file *.zip");

        dsc("pack", "mine", "--out", "out/mine.zip")
                .ended(0)
                .saying("holds    skeleton/Election.java", "holds    worlds/without-faults.json")
                .saying("known    the product's own Election.java: every checkout has it")
                .saying("note     4 things missing in it: ./dsc exercise verify mine");

        dsc("init", workbook.toString()).ended(0);
        dsc("start", "out/mine.zip").ended(0).saying("mine  Todo:");
        assertThat(workbook.resolve(".packs/mine/exercise.conf"))
                .content()
                .contains("scenario=raft")
                .doesNotContain("#");
        try (Stream<Path> packed = Files.walk(workbook.resolve(".packs/mine"))) {
            assertThat(packed.filter(Files::isRegularFile)
                            .map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "exercise.conf", "README.md", "hints.md", "without-faults.json", "Election.java");
        }
        assertThat(workbook.resolve(".packs/mine/skeleton/Election.java"))
                .content()
                .contains("throw Todo.write(", "void standNow(")
                .doesNotContain("boolean unused");
        assertThat(dsc("check").ended(0).out()).doesNotContain("--solution");
        dsc("list").ended(0).saying("✓ mine");
        refused(dsc("solution", "--yes"), 2, "mine was handed out without its solution");
        refused(dsc("verify", workbook + "/.packs/mine"), 2, "was packed without what it is proven with");
        refused(dsc("start", "out/mine.zip"), 2, "mine was begun already");

        Path moved = directory.resolve("moved");
        Files.move(workbook, moved);
        dsc("check", "--in", "moved").ended(0).saying("mine  compiled");
    }

    @Test
    void whatIsNoPackIsNotBegun() throws IOException {
        dsc("init", workbook.toString()).ended(0);
        refused(dsc("check", "none.zip"), 64, "none.zip is neither an exercise of");
        Files.writeString(directory.resolve("text.zip"), "no zip");
        refused(dsc("start", "text.zip"), 2, "text.zip is not a zip file");
        refused(dsc("check", "text.zip"), 64, "text.zip is packed; this lays it in your workbook");
        for (String name : List.of("../evil", "/evil", "mine/../../evil", "one")) {
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(directory.resolve("evil.zip")))) {
                zip.putNextEntry(new ZipEntry(name));
            }
            refused(dsc("start", "evil.zip"), 2, "evil.zip is not a packed exercise: it has " + name);
        }
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(directory.resolve("empty.zip")))) {
            zip.putNextEntry(new ZipEntry("mine/README.md"));
        }
        refused(dsc("start", "empty.zip"), 2, "empty.zip is not a packed exercise: it has no exercise.conf");
        try (Stream<Path> left = Files.list(workbook)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder(".git", ".gitignore", "pom.xml", "progress.json");
        }
        assertThat(directory.resolve("evil")).doesNotExist();
    }
}
