package dsc.workbench.exercises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.concepts.Catalog;
import dsc.workbench.exercises.EditedSources.UncompilableException;
import dsc.workbench.faults.FaultPlan;
import dsc.workbench.processes.EditedClasses;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.ShippedSettings;
import dsc.workbench.simulation.SettingsFiles;
import dsc.workbench.simulation.Simulator;
import dsc.workbench.simulation.worlds.Conditions;
import dsc.workbench.simulation.worlds.Hazard;
import dsc.workbench.simulation.worlds.WorldSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditedSourcesTest {

    private static final Scenario<?> PRODUCT = Catalog.scenario("logicalclocks").orElseThrow();
    private static final String FILE = "LogicalClocksScenario.java";

    @TempDir
    private Path directory;

    private EditedDirectory learner;

    @BeforeEach
    void makeDirectory() {
        learner = new EditedDirectory(directory);
    }

    private EditedSources found() throws IOException {
        return EditedSources.find(directory, PRODUCT.getClass());
    }

    private Scenario<?> edited() throws Exception {
        return EditedScenario.of(PRODUCT, found().compile());
    }

    private void refusedWith(String... words) {
        assertThatThrownBy(() -> found().compile())
                .isInstanceOf(UncompilableException.class)
                .message()
                .contains(words);
    }

    private static String broken() throws IOException {
        return EditedDirectory.text(PRODUCT, FILE).replace("a replicated map", "a broken map");
    }

    @Test
    void filesThatLieAsInTheProductTakeThePlaceOfItsOwn() throws Exception {
        learner.edit(PRODUCT, FILE, "a replicated map", "a broken map")
                .edit(PRODUCT, "../ReplicaScenario.java", "ofSeconds(10)", "ofSeconds(11)")
                .edit(PRODUCT, "../../../shared/VersionVector.java", "are not negative: ", "are negative: ");

        Scenario<?> edited = edited();

        assertThat(edited.summary()).startsWith("a broken map");
        assertThat(edited.guarantee(ShippedSettings.of(edited.id())).recoveryBound())
                .isEqualTo(Duration.ofSeconds(11));
        ClassLoader classes = edited.getClass().getClassLoader();
        assertThat(classes.loadClass("dsc.concepts.shared.VersionVector").getClassLoader())
                .isSameAs(classes);
        assertThat(PRODUCT.summary()).startsWith("a replicated map");
        assertThat(Files.exists(directory.resolve(".dsc"))).isFalse();
    }

    @Test
    void whatTheySendInWorldsTheirOwnSerializerEncodes() throws Exception {
        Scenario<?> raft = Catalog.scenario("raft").orElseThrow();
        String method = "public byte[] toBinary(Object record) {";
        learner.edit(
                raft,
                "RaftSerializer.java",
                method,
                method + " if (record != null) throw new IllegalArgumentException(\"not encoded\");");
        Scenario<?> edited = EditedScenario.of(
                raft, EditedSources.find(directory, raft.getClass()).compile());
        Conditions encoded =
                Conditions.DEFAULT.edit().hazards(Set.of(Hazard.CODEC)).build();

        try (Simulator<?> simulator =
                new Simulator<>(edited, SettingsFiles.load(Path.of(""), raft.id(), Optional.empty(), Map.of()))) {
            assertThat(simulator
                            .run(new WorldSpec(1, encoded, FaultPlan.NONE))
                            .verdict()
                            .reason())
                    .contains("not encoded");
        }
    }

    @Test
    void filesInTheDirectoryItselfAreToldByTheirNames() throws Exception {
        learner.flat(FILE, broken())
                .flat("ReplicaScenario.java", EditedDirectory.text(PRODUCT, "../ReplicaScenario.java"))
                .flat("Helper.java", "package " + PRODUCT.getClass().getPackageName() + ";\nfinal class Helper {}\n")
                .flat("Stranger.java", "package elsewhere;\nclass Stranger {}\n");

        EditedSources sources = found();

        assertThat(sources.files()).hasSize(3);
        assertThat(sources.others()).containsExactly(directory.resolve("Stranger.java"));
        assertThat(edited().summary()).startsWith("a broken map");
    }

    @Test
    void otherEditorsLineEndsTabsAndMarksMakeNoDifference() throws Exception {
        learner.flat(FILE, "\uFEFF" + broken().replace("    ", "\t").replace("\n", "\r\n"));

        assertThat(edited().summary()).startsWith("a broken map");
    }

    @Test
    void filesOfAnotherProtocolAreNotTaken() throws IOException {
        Scenario<?> other = Catalog.scenario("raft").orElseThrow();
        learner.file(other, "Election.java", "whatever");

        assertThat(found().isEmpty()).isTrue();
        assertThat(found().others()).containsExactly(directory.resolve(EditedDirectory.place(other, "Election.java")));
    }

    @Test
    void anEmptyDirectoryHasNone() throws IOException {
        assertThat(found().isEmpty()).isTrue();
        assertThat(found().others()).isEmpty();
    }

    @Test
    void whatDoesNotCompileIsShownWithItsLine() throws IOException {
        learner.flat(
                FILE, broken().replace("    ", "\t").replace("\treturn \"a broken map", "\treturn = \"a broken map"));

        refusedWith(directory.resolve(FILE) + ":", "return = \"a broken map", "^");
    }

    @Test
    void anErrorInTheFirstLineIsShown() throws IOException {
        learner.flat(FILE, broken().replaceFirst("package ", "pakage "));

        refusedWith(directory.resolve(FILE) + ":1", "pakage dsc.concepts");
    }

    @Test
    void atMostFiveErrorsAreShown() throws Exception {
        learner.flat(FILE, broken().replace(";", ";;;int;"));

        assertThatThrownBy(() -> found().compile())
                .isInstanceOf(UncompilableException.class)
                .satisfies(wrong -> assertThat(wrong.getMessage()
                                .lines()
                                .filter(line -> line.strip().equals("^")))
                        .hasSizeLessThanOrEqualTo(5));
    }

    @Test
    void aFileMayHaveNoClassButItsOwn() throws IOException {
        learner.flat(FILE, broken() + "\nclass LogicalClocks {}\n");

        refusedWith("LogicalClocks");
    }

    @Test
    void aFileWithAnotherPackageIsRefused() throws IOException {
        learner.flat(FILE, broken().replaceFirst("package [\\w.]+;", "package elsewhere;"));

        refusedWith(FILE);
    }

    @Test
    void aFileThatIsNotInUtf8IsRefused() throws IOException {
        Files.write(directory.resolve(FILE), ("//\n// é\n" + broken()).getBytes(StandardCharsets.ISO_8859_1));

        refusedWith(directory.resolve(FILE) + ":2: ", "UTF-8");
    }

    @Test
    void aScenarioThatCannotBeMadeIsSaidToBe() throws Exception {
        EditedClasses without =
                new EditedClasses(directory, Map.of(PRODUCT.getClass().getName(), new byte[] {1, 2, 3}));

        assertThatThrownBy(() -> EditedScenario.of(PRODUCT, without))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no LogicalClocksScenario with the classes of " + directory);
    }
}
