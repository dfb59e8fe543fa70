package dsc.workbench.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.workbench.exercises.Exercise;
import dsc.workbench.exercises.SmallExercise;
import dsc.workbench.exercises.Submission;
import dsc.workbench.grading.Finding;
import dsc.workbench.grading.Grade;
import dsc.workbench.grading.Seeds;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A class hands in what classes hand in; the judge looks for one word. */
class BatchTest {

    private static final String FILE = "Voter.java";

    private static final Exercise EXERCISE = SmallExercise.voting(Path.of("voting"), FILE);

    @TempDir
    private Path directory;

    private Path handedIn;
    private Path out;
    private final List<String> judged = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void handIn() throws IOException {
        handedIn = Files.createDirectory(directory.resolve("handed-in"));
        out = directory.resolve("grades");
    }

    private void write(String path, String text) throws IOException {
        Path file = handedIn.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void zip(String name, Map<String, String> entries) throws IOException {
        try (OutputStream file = Files.newOutputStream(handedIn.resolve(name));
                ZipOutputStream zip = new ZipOutputStream(file)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private List<HandIn> handIns() throws IOException {
        return new HandIns(EXERCISE).in(handedIn);
    }

    private HandIn only() throws IOException {
        assertThat(handIns()).hasSize(1);
        return handIns().getFirst();
    }

    /** Passes what says so, and fails where a submission says that. */
    private final class Reader implements Batch.Judge {
        @Override
        public Grade grade(Submission submission, Seeds seeds, Path where) {
            judged.add(submission.name());
            String text = submission.files().get(FILE);
            if (text.contains("grader fails")) {
                throw new IllegalStateException("on purpose");
            }
            Optional<Finding> finding = text.contains("right")
                    ? Optional.empty()
                    : Optional.of(new Finding(
                            Finding.Kind.BROKEN,
                            0,
                            "a check",
                            seeds.seed("voting", 7),
                            7,
                            100,
                            "one vote",
                            "n1, \"the leader\", and n2",
                            List.of(),
                            Map.of(),
                            List.of()));
            return new Grade(
                    finding, List.of(), List.of(new Grade.Tried(0, "a check", "small world", 100, 0)), 0.1, 0.2);
        }

        @Override
        public void close() {}
    }

    private List<GradeRow> grade(String context, int jobs) throws IOException, InterruptedException {
        return batch(context).run(handIns(), jobs, Reader::new, row -> {});
    }

    private Batch batch(String context) {
        return new Batch(EXERCISE, context, name -> Seeds.OPEN, out, (grade, where) -> "what was found\n");
    }

    private void handInAClass() throws IOException {
        write("ada/src/main/java/a/Voter.java", "right");
        write("bob/Voter.java", "wrong");
        zip("cyd.zip", Map.of("work/Voter.java", "right", "work/notes.txt", ""));
        Files.createDirectory(handedIn.resolve("dan"));
        write("eve/Voter.java", "the grader fails");
        Files.write(Files.createDirectory(handedIn.resolve("fay")).resolve(FILE), new byte[] {(byte) 0xff, 0, 1});
        write("=gus/Voter.java", "right");
        write("notes.txt", "");
        for (int number = 10; number < 33; number++) {
            write("s" + number + "/Voter.java", number % 2 == 0 ? "right" : "wrong");
        }
    }

    @Test
    void aClassIsATable() throws IOException, InterruptedException {
        handInAClass();
        List<GradeRow> rows = grade("", 2);

        assertThat(rows).hasSize(30);
        assertThat(Files.readString(out.resolve("grades.csv")).split("\r\n"))
                .hasSize(31)
                .startsWith(
                        "submission,status,parts passed,parts,tries,kind,rule,seed,reason",
                        "'=gus,passed,1,1,100,,,,",
                        "ada,passed,1,1,100,,,,",
                        "bob,broken,0,1,100,broken,one vote,7,\"n1, \"\"the leader\"\", and n2\"",
                        "cyd,passed,1,1,100,,,,",
                        "dan,not judged,0,1,0,not judged,,,it has no Voter.java",
                        "eve,not judged,0,1,0,not judged,,,"
                                + "the grader failed: java.lang.IllegalStateException: on purpose",
                        "fay,not judged,0,1,0,not judged,,,Voter.java is not in UTF-8");
        assertThat(out.resolve("bob/feedback.txt")).hasContent("what was found");
        assertThat(out.resolve("grades.json")).content().contains("\"ignored\" : [ \"work/notes.txt\" ]");
    }

    @Test
    void whatWasJudgedIsNotJudgedAgain() throws IOException, InterruptedException {
        handInAClass();
        Batch batch = batch("");
        AtomicReference<Integer> told = new AtomicReference<>(0);
        assertThatThrownBy(() -> batch.run(handIns(), 1, Reader::new, row -> {
                    if (told.accumulateAndGet(1, Integer::sum) == 11) {
                        batch.stop();
                    }
                }))
                .isInstanceOf(InterruptedException.class);
        assertThat(out.resolve("grades.csv")).doesNotExist();
        int before = judged.size();

        grade("", 2);
        assertThat(judged).doesNotHaveDuplicates().hasSizeGreaterThan(before);
        String csv = Files.readString(out.resolve("grades.csv"));

        judged.clear();
        grade("", 2);
        assertThat(judged).isEmpty();
        write("bob/Voter.java", "right");
        grade("", 2);
        assertThat(judged).containsExactly("bob");
        write("bob/Voter.java", "wrong");
        grade("another key", 2);
        assertThat(judged).hasSizeGreaterThan(20);
        assertThat(out.resolve("grades.csv")).hasContent(csv);
    }

    @Test
    void aDirectoryAndAZipOfOneNameAreTwo() throws IOException {
        write("ada/Voter.java", "right");
        zip("ada.zip", Map.of("Voter.java", "wrong"));

        assertThat(handIns()).extracting(HandIn::name).containsExactly("ada", "ada.zip");
    }

    @Test
    void aZipThatLeavesItsDirectoryIsRefused() throws IOException {
        zip("ada.zip", Map.of("../../Voter.java", "right"));

        assertThat(only().unusable()).contains("its zip file leaves its directory: ../../Voter.java");
    }

    @Test
    void whatIsNotAZipIsSaidToBeNone() throws IOException {
        write("ada.zip", "not a zip file");

        assertThat(only().unusable()).hasValueSatisfying(why -> assertThat(why).startsWith("it cannot be read: "));
    }

    @Test
    void tooManyFilesAreNotLookedAt() throws IOException {
        try (OutputStream file = Files.newOutputStream(handedIn.resolve("ada.zip"));
                ZipOutputStream zip = new ZipOutputStream(file)) {
            for (int number = 0; number <= HandIns.FILES_MAX; number++) {
                zip.putNextEntry(new ZipEntry("f" + number));
            }
        }

        assertThat(only().unusable()).contains("it has more than 10,000 files");
    }

    @Test
    void aFileOfMoreThanAMebibyteIsNotRead() throws IOException {
        write("ada/Voter.java", "x".repeat((1 << 20) + 1));

        assertThat(only().unusable()).contains("Voter.java is larger than 1 MiB");
    }

    @Test
    void ofAWholeWorkbookTheExercisesOwnFileIsTaken() throws IOException {
        write("ada/voting/src/Voter.java", "right");
        write("ada/voting/.dsc/base/Voter.java", "laid");
        write("ada/another/src/Voter.java", "wrong");

        assertThat(only().files()).containsExactly(Map.entry(FILE, "right"));
        assertThat(only().ignored()).containsExactly("voting/.dsc/base/Voter.java", "another/src/Voter.java");

        write("ada/voting/old/Voter.java", "wrong");
        assertThat(only().unusable()).hasValueSatisfying(why -> assertThat(why).startsWith("it has several files"));
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        Path secret = Files.writeString(directory.resolve(FILE), "secret");
        Files.createSymbolicLink(Files.createDirectory(handedIn.resolve("ada")).resolve(FILE), secret);

        assertThat(only().unusable()).contains("it has no Voter.java");
    }

    @Test
    void aKeyDecidesTheSeedsAndIsNotToldByThem() {
        KeyedSeeds one = new KeyedSeeds("one".getBytes(StandardCharsets.UTF_8));
        KeyedSeeds other = new KeyedSeeds("other".getBytes(StandardCharsets.UTF_8));

        assertThat(one.of("").seed("voting", 1))
                .isEqualTo(one.of("").seed("voting", 1))
                .isPositive()
                .isNotEqualTo(one.of("").seed("voting", 2))
                .isNotEqualTo(one.of("").seed("another", 1))
                .isNotEqualTo(one.of("ada").seed("voting", 1))
                .isNotEqualTo(other.of("").seed("voting", 1));
        assertThat(one.id()).isNotEqualTo(other.id()).hasSize(16);
        assertThatThrownBy(() -> new KeyedSeeds(" \n".getBytes(StandardCharsets.UTF_8)))
                .hasMessage("the key is empty");
    }
}
