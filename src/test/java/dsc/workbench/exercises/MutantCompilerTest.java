package dsc.workbench.exercises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.concepts.Catalog;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.ShippedSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MutantCompilerTest {

    private static final Scenario<?> PRODUCT = Catalog.scenario("logicalclocks").orElseThrow();
    private static final Edit SUMMARY = new Edit("LogicalClocksScenario.java", "a replicated map", "a broken map");

    private final MutantCompiler compiler = new MutantCompiler(Path.of(""));

    @AfterEach
    void close() throws IOException {
        compiler.close();
    }

    private static Mutant with(Edit... edits) {
        return new Mutant(
                "it",
                Arrays.asList(edits),
                new Breach.OfRule("guarantee", ""),
                Map.of(),
                3,
                Optional.empty(),
                Set.of(),
                Omission.NONE,
                OptionalLong.empty());
    }

    private Scenario<?> mutated(Edit... edits) throws IOException {
        return compiler.scenario(PRODUCT.getClass(), with(edits));
    }

    @Test
    void itsPackageIsLoadedAnewAndTheConceptsIsNot() throws IOException {
        Scenario<?> mutated = mutated(SUMMARY);

        assertThat(mutated.summary()).startsWith("a broken map");
        assertThat(PRODUCT.summary()).startsWith("a replicated map");
        assertThat(mutated.getClass()).isNotSameAs(PRODUCT.getClass());
        assertThat(mutated.getClass().getName()).isEqualTo(PRODUCT.getClass().getName());
        assertThat(mutated.getClass().getSuperclass())
                .isSameAs(PRODUCT.getClass().getSuperclass());
    }

    @Test
    void anEditOfTheConceptLoadsItAnew() throws IOException {
        Scenario<?> mutated = mutated(new Edit("../ReplicaScenario.java", "ofSeconds(10)", "ofSeconds(11)"));

        assertThat(mutated.getClass().getSuperclass())
                .isNotSameAs(PRODUCT.getClass().getSuperclass());
        assertThat(mutated.guarantee(ShippedSettings.of(mutated.id())).recoveryBound())
                .hasSeconds(11);
    }

    @Test
    void anEditOfWhatConceptsShareLoadsTheConceptAnewAsWell() throws Exception {
        Scenario<?> mutated =
                mutated(new Edit("../../../shared/VersionVector.java", "are not negative: ", "are negative: "));
        ClassLoader classes = mutated.getClass().getClassLoader();

        assertThat(classes.loadClass("dsc.concepts.shared.VersionVector").getClassLoader())
                .isSameAs(classes);
        assertThat(mutated.getClass().getSuperclass().getClassLoader()).isSameAs(classes);
        assertThat(classes.loadClass(Scenario.class.getName())).isSameAs(Scenario.class);
    }

    @Test
    void severalEditsOfAFileAllApply() throws IOException {
        Scenario<?> mutated = mutated(
                SUMMARY,
                new Edit(
                        "LogicalClocksScenario.java", "the greatest Lamport timestamp wins\"", "the least one wins\""));

        assertThat(mutated.summary()).isEqualTo("a broken map in which the write with the least one wins");
    }

    @Test
    void anEditThatDoesNotApplyIsRefused() {
        assertThatThrownBy(() -> mutated(new Edit("LamportClock.java", "greatest - 1", "0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mutant \"it\": this does not stand in LamportClock.java:\ngreatest - 1");
        assertThatThrownBy(() -> mutated(new Edit("LamportClock.java", "List<Version>", "")))
                .hasMessageStartingWith("mutant \"it\": this stands more than once in LamportClock.java");
    }

    @Test
    void aFileElsewhereIsRefused() {
        for (String file : List.of(
                "Missing.java",
                "../crdt/Crdt.java",
                "../../consensus/raft/Raft.java",
                "/etc/passwd",
                "../../../../workbench/protocol/Wire.java",
                "../README.md")) {
            assertThatThrownBy(() -> mutated(new Edit(file, "a", "b")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(
                            "mutant \"it\": " + file + " is not a file of the scenario, of its concept");
        }
    }

    @Test
    void whatDoesNotCompileIsRefusedWithTheCompilersWords() {
        assertThatThrownBy(() -> mutated(new Edit("LamportClock.java", "greatest + 1", "greatest +")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("it does not compile")
                .hasMessageContaining("LamportClock.java");
    }
}
