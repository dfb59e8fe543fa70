package dsc.cli.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.cli.Main;
import dsc.cli.Told;
import dsc.workbench.exercises.Exercise;
import dsc.workbench.exercises.ExerciseCatalog;
import dsc.workbench.exercises.Submission;
import dsc.workbench.grading.Effort;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.IFactory;

/** A checkout with one exercise, and with a judge that says what it is told. */
abstract class TinyCheckout {

    static final Path SOURCE = Path.of("tiny/src/main/java/dsc/concepts/foundations/consensus/raft/Election.java");

    static final Path RAFT = Path.of("src/main/java/dsc/concepts/foundations/consensus/raft");

    @TempDir
    Path directory;

    Path workbook;
    Optional<String> answer = Optional.empty();
    Grade grade = grade(Optional.empty());
    final List<Integer> statuses = new ArrayList<>();
    int live;
    final List<Submission> judged = new ArrayList<>();

    @BeforeEach
    void makeCheckout() throws IOException {
        workbook = directory.resolve("workbook");
        Path exercise = Files.createDirectories(directory.resolve("checkout/src/exercises/raft/tiny"));
        Path copied = Files.createDirectories(directory.resolve("checkout").resolve(RAFT));
        Files.copy(RAFT.resolve("Election.java"), copied.resolve("Election.java"));
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

    /** Comes to what it is told. */
    private final class StubbedLiveRun implements Confirmation {
        @Override
        public String name() {
            return "live";
        }

        @Override
        public Result carryOut(ChosenExercise.Begun begun, Console console, Console errors) {
            console.line("live nodes of " + begun.exercise().scenario());
            return new Result(live, Map.of("verdict", live));
        }
    }

    static Grade grade(Optional<Finding> finding) {
        return new Grade(
                finding,
                List.of(),
                List.of(
                        new Grade.Tried(0, "two-candidates", "small world", 100, 0),
                        new Grade.Tried(0, "late-votes", "small world", 700, 0)),
                0.7,
                2.1);
    }

    static Finding finding(Kind kind, String rule, String sentence) {
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

    ExercisePlace place() {
        return new ExercisePlace(
                directory.resolve("checkout"),
                directory,
                Map.of("HOME", directory.toString(), "PATH", directory.toString()),
                new ExerciseCatalog(directory.resolve("checkout")),
                (scenario, concept, again) -> new StubbedJudge(),
                launched -> statuses.isEmpty() ? 0 : statuses.removeFirst(),
                new StubbedLiveRun(),
                () -> answer);
    }

    Told dsc(String... words) {
        ExercisePlace place = place();
        String[] arguments = new String[words.length + 1];
        arguments[0] = "exercise";
        System.arraycopy(words, 0, arguments, 1, words.length);
        return Told.by(console -> factory(console, place), arguments);
    }

    static IFactory factory(Console console, ExercisePlace place) {
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

    void start() {
        dsc("init", workbook.toString()).ended(0);
        dsc("start", "tiny").ended(0);
    }

    static void refused(Told told, int status, String words) {
        told.ended(status).saying(words);
        assertThat(told.out()).isEmpty();
        assertThat(told.err().lines().filter(line -> !line.startsWith("See: "))).hasSize(1);
    }
}
