package dsc.cli.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.cli.Main;
import dsc.cli.Told;
import dsc.workbench.exercises.Exercise;
import dsc.workbench.exercises.ExerciseCatalog;
import dsc.workbench.exercises.MissingPieces;
import dsc.workbench.exercises.Submission;
import dsc.workbench.grading.Effort;
import dsc.workbench.grading.ExerciseProof;
import dsc.workbench.grading.Finding;
import dsc.workbench.grading.Finding.Kind;
import dsc.workbench.grading.Grade;
import dsc.workbench.grading.Grader;
import dsc.workbench.grading.Seeds;
import dsc.workbench.terminal.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine.IFactory;

/** The commands, in a checkout with one exercise and with a judge that says what it is told. */
class ExerciseCommandsTest {

    private static final Path SOURCE =
            Path.of("tiny/src/main/java/dsc/concepts/foundations/consensus/raft/Election.java");

    @TempDir
    private Path directory;

    private Path workbook;
    private Optional<String> answer = Optional.empty();
    private Grade grade = grade(Optional.empty());
    private final List<Integer> statuses = new ArrayList<>();
    private final List<Submission> judged = new ArrayList<>();

    @BeforeEach
    void makeCheckout() throws IOException {
        workbook = directory.resolve("workbook");
        Path exercise = Files.createDirectories(directory.resolve("checkout/src/exercises/raft/tiny"));
        Path raft = Path.of("src/main/java/dsc/concepts/foundations/consensus/raft");
        Path copied = Files.createDirectories(directory.resolve("checkout").resolve(raft));
        Files.copy(raft.resolve("Election.java"), copied.resolve("Election.java"));
        Files.writeString(exercise.resolve("README.md"), "# A page\n");
        Files.writeString(exercise.resolve("hints.md"), "# Hints\n\n## Look\n\nat it\n\n## Look closer\n\nat it\n");
        Files.writeString(exercise.resolve("exercise.conf"), """
            title = "Vote at most once a term"
            kind = implement
            level = 2
            minutes = 20
            edit = [Election.java]
            parts = [
              {
                name = "one vote a term"
                stubs = [{ file = Election.java, method = onRequestVote, todo = "grant or refuse the vote" }]
                needs = ["a leader was elected"]
              }
              { name = "another part" }
            ]
            """);
    }

    /** Gives what it is told. */
    private final class StubbedJudge implements Judge {
        @Override
        public Grade grade(
                Exercise exercise,
                Submission submission,
                Seeds seeds,
                Effort effort,
                Path out,
                Grader.Listener listener) {
            judged.add(submission);
            return grade;
        }

        @Override
        public void interrupt() {}

        @Override
        public void close() {}
    }

    private static Grade grade(Optional<Finding> finding) {
        return new Grade(
                finding,
                List.of(),
                List.of(
                        new Grade.Tried(0, "two-candidates", "small world", 100, 0),
                        new Grade.Tried(0, "late-votes", "small world", 700, 0)),
                0.7,
                2.1);
    }

    private static Finding finding(Kind kind, String rule, String sentence) {
        return new Finding(
                kind,
                1,
                "stale-candidate",
                31,
                31,
                800,
                rule,
                sentence,
                List.of("      1.301000  n2   VIOLATION"),
                Map.of("drawn", "/w/world.html", "world", "/w/world.json", "size", "46 messages"),
                List.of("printed by me"));
    }

    private ExercisePlace place() {
        return new ExercisePlace(
                directory.resolve("checkout"),
                directory,
                Map.of("HOME", directory.toString()),
                new ExerciseCatalog(directory.resolve("checkout")),
                (scenario, concept, again) -> new StubbedJudge(),
                launched -> statuses.isEmpty() ? 0 : statuses.removeFirst(),
                () -> answer);
    }

    private Told dsc(String... words) {
        ExercisePlace place = place();
        String[] arguments = new String[words.length + 1];
        arguments[0] = "exercise";
        System.arraycopy(words, 0, arguments, 1, words.length);
        return Told.by(console -> factory(console, place), arguments);
    }

    private static IFactory factory(Console console, ExercisePlace place) {
        return new IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                try {
                    return type.getDeclaredConstructor(Console.class, ExercisePlace.class)
                            .newInstance(console, place);
                } catch (NoSuchMethodException another) {
                    return new Main.Commands(console).create(type);
                }
            }
        };
    }

    private void start() {
        dsc("init", workbook.toString()).ended(0);
        dsc("start", "tiny").ended(0);
    }

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
    void anExerciseThatTheCheckoutLostLeavesItsFiles() throws IOException {
        start();
        Files.delete(directory.resolve("checkout/src/exercises/raft/tiny/exercise.conf"));

        refused(dsc("check"), 2, "tiny is not an exercise of this checkout any more; your files stay in");
        dsc("list").ended(0);
        assertThat(workbook.resolve(SOURCE)).exists();
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

    private static void refused(Told told, int status, String words) {
        told.ended(status).saying(words);
        assertThat(told.out()).isEmpty();
        assertThat(told.err().lines().filter(line -> !line.startsWith("See: "))).hasSize(1);
    }
}
