package dsc.workbench.workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.workbench.exercises.Exercise;
import dsc.workbench.exercises.SmallExercise;
import dsc.workbench.exercises.Submission;
import dsc.workbench.processes.PrivateFiles;
import dsc.workbench.terminal.LauncherException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a learner wrote survives whatever happens to the exercise. */
class WorkbookTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final String FILE = "Voter.java";
    private static final String LAID = "one\ntwo\nthree\nfour\nfive\nsix\nseven\n";
    private static final String EDITED = LAID.replace("two", "two, by the learner");

    @TempDir
    private Path directory;

    private Path home;
    private Workbook workbook;
    private Exercise exercise;
    private LaidExercise laid;

    @BeforeEach
    void begin() throws IOException, InterruptedException {
        home = Files.createDirectories(directory.resolve("checkout"));
        Path own = Files.createDirectories(home.resolve("src/exercises/some/voting"));
        Files.writeString(own.resolve("README.md"), "the page\n");
        exercise = SmallExercise.voting(own, FILE);
        workbook = Workbook.create(directory.resolve("workbook"), home);
        laid = workbook.laid(exercise, WorkbookTest.class);
        laid.lay(workbook, skeleton(LAID), NOW);
    }

    private static Submission skeleton(String text) {
        return new Submission("skeleton", Map.of(FILE, text));
    }

    private void edit() throws IOException {
        Files.writeString(laid.source(FILE), EDITED);
    }

    private String edited() throws IOException {
        return Files.readString(laid.source(FILE));
    }

    @Test
    void theFilesToEditAreLaidAndNoOthers() throws IOException {
        assertThat(edited()).isEqualTo(LAID);
        assertThat(laid.source(FILE)).hasToString(laid.directory() + "/src/main/java/dsc/workbench/workbook/" + FILE);
        assertThat(laid.page()).hasContent("the page");
        assertThat(workbook.directory().resolve("pom.xml"))
                .content()
                .contains("<module>voting</module>", "<dsc.home>" + home + "</dsc.home>");
        assertThat(workbook.progress().latest()).contains("voting");
        assertThat(laid.others()).isEmpty();
    }

    @Test
    void whatCannotBeLaidLeavesNothing() throws IOException {
        PrivateFiles.remove(laid.directory());
        Files.delete(exercise.page());

        assertThatThrownBy(() -> laid.lay(workbook, skeleton(LAID), NOW)).isInstanceOf(NoSuchFileException.class);

        assertThat(laid.directory()).doesNotExist();
    }

    @Test
    void startLeavesWhatIsThere() throws IOException {
        edit();

        assertThatThrownBy(() -> laid.lay(workbook, skeleton("new"), NOW))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("was begun already")
                .hasMessageContaining("./dsc exercise reset voting");
        assertThat(edited()).isEqualTo(EDITED);
    }

    @Test
    void resetKeepsWhatItReplaces() throws IOException {
        edit();
        List<Path> kept = laid.reset(skeleton(LAID));
        edit();
        List<Path> again = laid.reset(skeleton(LAID));

        assertThat(edited()).isEqualTo(LAID);
        assertThat(kept).singleElement().asString().endsWith("Voter.java.before");
        assertThat(again).singleElement().asString().endsWith("Voter.java.before-2");
        assertThat(kept.getFirst()).hasContent(EDITED);
        assertThat(laid.reset(skeleton(LAID))).isEmpty();
    }

    @Test
    void anUpdateMergesWhatBothChanged() throws IOException, InterruptedException {
        edit();
        Submission changed = skeleton(LAID.replace("six", "six, by the product"));

        assertThat(laid.isOutdated(changed)).isTrue();
        assertThat(laid.update(changed)).containsExactly(Map.entry(FILE, LaidExercise.Merge.MERGED));
        assertThat(edited()).isEqualTo(EDITED.replace("six", "six, by the product"));
        assertThat(laid.source(FILE).resolveSibling("Voter.java.before")).hasContent(EDITED);
        assertThat(laid.isOutdated(changed)).isFalse();
        assertThat(laid.update(changed)).isEmpty();
    }

    @Test
    void anUpdateKeepsTheEndsOfLinesThatAnEditorMade() throws IOException, InterruptedException {
        Files.writeString(laid.source(FILE), EDITED.replace("\n", "\r\n"));

        assertThat(laid.update(skeleton(LAID.replace("six", "six, by the product"))))
                .containsExactly(Map.entry(FILE, LaidExercise.Merge.MERGED));
        assertThat(edited())
                .isEqualTo(EDITED.replace("six", "six, by the product").replace("\n", "\r\n"));
    }

    @Test
    void anUpdateOfTheSameLinesLeavesTheLearners() throws IOException, InterruptedException {
        edit();
        String changed = LAID.replace("two", "two, by the product");

        assertThat(laid.update(skeleton(changed))).containsExactly(Map.entry(FILE, LaidExercise.Merge.BESIDE));
        assertThat(edited()).isEqualTo(EDITED);
        assertThat(laid.source(FILE).resolveSibling("Voter.java.new")).hasContent(changed);
    }

    @Test
    void anUpdateReplacesWhatWasNotEdited() throws IOException, InterruptedException {
        Files.writeString(exercise.page(), "another page\n");

        assertThat(laid.update(skeleton("new\n"))).containsExactly(Map.entry(FILE, LaidExercise.Merge.REPLACED));
        assertThat(edited()).isEqualTo("new\n");
        assertThat(laid.page()).hasContent("another page");
    }

    @Test
    void aPageWithNotesIsLeft() throws IOException, InterruptedException {
        Files.writeString(laid.page(), "the page\nwith notes\n");
        Files.writeString(exercise.page(), "another page\n");

        laid.update(skeleton(LAID));

        assertThat(laid.page()).content().contains("with notes");
    }

    @Test
    void progressOfAnExerciseThatIsGoneIsKept() throws IOException {
        Path file = workbook.directory().resolve("progress.json");
        Files.writeString(
                file, Files.readString(file).replace("\"exercises\" : {", "\"exercises\" : { \"gone\": {\"old\": 1},"));
        Progress progress = workbook.progress();
        progress.checked("voting", NOW, Optional.of("hash"));
        progress.hintsSeen("voting", 2);
        progress.write();

        Progress read = workbook.progress();
        assertThat(read.all()).contains("gone", "voting");
        assertThat(read.passed("voting")).contains(NOW.toString());
        assertThat(read.checks("voting")).isOne();
        assertThat(read.hintsSeen("voting")).isEqualTo(2);
        assertThat(file).content().contains("\"old\" : 1");
    }

    @Test
    void progressOfANewerVersionIsRefused() throws IOException {
        Path file = workbook.directory().resolve("progress.json");
        Files.writeString(file, "{\"workbook\": 2, \"exercises\": {}}");

        assertThatThrownBy(() -> Workbook.open(workbook.directory()))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("is of version 2, and this checkout reads version 1");

        Files.writeString(file, "{\n\"workbook\": ");
        assertThatThrownBy(() -> Workbook.open(workbook.directory()))
                .hasMessageContaining("progress.json:2 is not JSON");
    }

    @Test
    void aMissingFileIsNamedWithTheOneThatIsThere() throws IOException {
        Files.move(laid.source(FILE), laid.source(FILE).resolveSibling("Voters.java"));

        assertThatThrownBy(() -> laid.submission())
                .hasMessageStartingWith(FILE + " is gone from ")
                .hasMessageContaining("(Voters.java is there; was it renamed?)")
                .hasMessageEndingWith("./dsc exercise reset voting");
        assertThat(laid.others()).singleElement().asString().endsWith("Voters.java");
    }

    @Test
    void aFileInAnotherEncodingIsRefusedWithItsLine() throws IOException {
        Files.write(laid.source(FILE), "one\ntwo\n// Größe\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> laid.submission()).hasMessageContaining(FILE + ":3: a character that is not in UTF-8");
    }

    @Test
    void aWorkbookLiesNeitherInTheCheckoutNorInAnother() {
        assertThatThrownBy(() -> Workbook.create(home.resolve("workbook"), home))
                .hasMessageContaining("in the checkout");
        assertThatThrownBy(() -> Workbook.create(workbook.directory().resolve("inner"), home))
                .hasMessageContaining("lies in the workbook");
        assertThatThrownBy(() -> Workbook.create(workbook.directory(), home)).hasMessageContaining("already");
    }

    @Test
    void aCheckoutThatMovedIsFollowed() throws IOException {
        assertThat(workbook.follow(home)).isFalse();
        assertThat(workbook.follow(directory.resolve("moved"))).isTrue();
        assertThat(workbook.directory().resolve("pom.xml")).content().contains("/moved</dsc.home>");
    }

    @Test
    void theLastWorkbookIsFoundFromElsewhere() throws IOException, InterruptedException {
        Map<String, String> environment = Map.of("HOME", directory.toString());
        WorkbookFinder elsewhere = new WorkbookFinder(directory, environment);
        assertThat(elsewhere.any(Optional.empty())).isEmpty();
        assertThatThrownBy(() -> elsewhere.find(Optional.empty())).hasMessageContaining("./dsc exercise init");

        elsewhere.remember(workbook);
        assertThat(elsewhere.find(Optional.empty()).directory()).isEqualTo(workbook.directory());
        Workbook other = Workbook.create(directory.resolve("other"), home);
        assertThat(new WorkbookFinder(other.directory(), environment)
                        .find(Optional.empty())
                        .directory())
                .isEqualTo(other.directory());

        Files.delete(workbook.directory().resolve("progress.json"));
        assertThatThrownBy(() -> elsewhere.find(Optional.empty())).hasMessageContaining("is gone; --in DIR");
    }

    @Test
    void theExerciseIsFoundFromItsDirectory() {
        assertThat(workbook.exerciseAt(laid.source(FILE).getParent())).contains("voting");
        assertThat(workbook.exerciseAt(workbook.directory())).isEmpty();
        assertThat(workbook.exerciseAt(workbook.directory().resolve("notes"))).isEmpty();
    }
}
