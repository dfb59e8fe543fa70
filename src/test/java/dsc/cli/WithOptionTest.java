package dsc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dsc.concepts.Catalog;
import dsc.workbench.exercises.EditedDirectory;
import dsc.workbench.protocol.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --with DIR}, in simulations; live nodes: {@code WithIT}. */
class WithOptionTest {

    private static final Scenario<?> RAFT = Catalog.scenario("raft").orElseThrow();

    @TempDir
    private Path directory;

    private Path learner;

    @BeforeEach
    void makeDirectory() throws IOException {
        learner = Files.createDirectory(directory.resolve("mine"));
    }

    private void makeMutant() throws IOException {
        new EditedDirectory(learner).mutant(RAFT, "commits without a majority");
    }

    @Test
    void aMutantIsInvalidAndAllThatComesOfItNamesTheDirectory() throws Exception {
        makeMutant();
        Path out = directory.resolve("out");

        Told told = Told.by(
                "simulate",
                "raft",
                "--with",
                learner.toString(),
                "--seed",
                "1",
                "--no-shrink",
                "--out",
                out.toString());

        told.ended(1)
                .saying("  --with    " + learner + ": Leadership")
                .saying("invalid  seed 1: a majority commits: ")
                .saying("--world " + out.resolve("world.json") + " --trace --with " + learner);
        assertThat(told.out()).doesNotContain("note");
        assertThat(Files.readString(out.resolve("report.html")))
                .contains("<title>raft, edited: invalid</title>", learner + ": Leadership");
        assertThat(Files.readString(out.resolve("result.json"))).contains("\"with\" : \"" + learner + ": Leadership\"");
        assertThat(learner.resolve(".dsc/classes")).isNotEmptyDirectory();

        JsonNode replayed = Told.by(
                        "simulate",
                        "raft",
                        "--world",
                        out.resolve("world.json").toString(),
                        "--with",
                        learner.toString(),
                        "--json")
                .ended(1)
                .json();
        assertThat(replayed.get("notes")).isEmpty();
    }

    @Test
    void aDirectoryInWhichNothingCanBeWrittenServesAsWell() throws IOException {
        makeMutant();
        // A file in its place: the superuser may write into every directory.
        Files.writeString(learner.resolve(".dsc"), "");

        Told.by("simulate", "raft", "--with", learner.toString(), "--seed", "1", "--no-shrink", "--json")
                .ended(1);
    }

    @Test
    void whatWasCompiledByAnotherProcessIsTakenAsItIs() throws Exception {
        makeMutant();
        Told.by("simulate", "raft", "--with", learner.toString(), "--seed", "1", "--hashes")
                .ended(0);
        Path compiled = Files.move(learner.resolve(".dsc/classes"), directory.resolve("classes"));
        new EditedDirectory(learner).file(RAFT, "Leadership.java", "edited meanwhile");

        Told.by(
                        "simulate",
                        "raft",
                        "--seed",
                        "1",
                        "--json",
                        "--with",
                        learner.toString(),
                        "--with-classes",
                        compiled.toString())
                .ended(1);
    }

    @Test
    void columnsOfAComparisonAreSaidToBeEdited() throws Exception {
        Scenario<?> product = Catalog.scenario("lastwritewins").orElseThrow();
        new EditedDirectory(learner).edit(product, "LastWriteWinsScenario.java", "summary() {", "summary() { /**/");

        Told told = Told.by(
                "compare",
                "conflictresolution",
                "--worlds",
                "1",
                "--with",
                learner.toString(),
                "--out",
                directory.resolve("out").toString());

        told.saying("--with  " + learner + ": LastWriteWinsScenario (", " --with " + learner);
        assertThat(told.out()).doesNotContain("(crdt");
    }

    @Test
    void aDirectoryThatIsNoneIsRefused() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        for (List<String> words : List.of(
                List.of("--with", directory.resolve("none").toString(), ": there is no such directory"),
                List.of("--with", file.toString(), " is not a directory"),
                List.of("--with", learner.toString(), " has no Java file of raft, of its concept"))) {
            Told.by("simulate", "raft", words.get(0), words.get(1))
                    .ended(64)
                    .saying("dsc: --with " + words.get(1) + words.get(2));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "up", "simulate", "compare", "bench"})
    void filesOfAnotherProtocolAreRefusedByEveryCommand(String command) throws IOException {
        new EditedDirectory(learner)
                .edit(Catalog.scenario("abd").orElseThrow(), "AbdScenario.java", "package", "package");

        Told.by(command, "raft", "--with", learner.toString())
                .ended(64)
                .saying("has no Java file of raft", "it has ", "AbdScenario.java");
    }

    @Test
    void whatDoesNotCompileIsShownAndNothingIsRun() throws IOException {
        new EditedDirectory(learner).file(RAFT, "Election.java", "\tpakage it;\r\n");

        Told.by("run", "raft", "--with", learner.toString())
                .ended(2)
                .saying("dsc: " + learner + " does not compile:", "Election.java:1");
    }
}
