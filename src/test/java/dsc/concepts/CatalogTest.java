package dsc.concepts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dsc.cli.arguments.KnownCheckers;
import dsc.workbench.protocol.Guarantee;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.ShippedSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogTest {

    static Stream<Scenario<?>> scenarios() {
        return Catalog.scenarios().stream();
    }

    static Stream<String> pages() {
        return Catalog.concepts().stream().map(Concept::page).filter(page -> page != null);
    }

    @Test
    void hasTheEighteenConceptsInTheirOrder() {
        assertThat(Catalog.concepts())
                .extracting(concept -> concept.part() + ": " + concept.name())
                .containsExactly(
                        "Foundations: Communication",
                        "Foundations: Conflict resolution",
                        "Foundations: Consistency models",
                        "Foundations: Coordination",
                        "Foundations: Distributed consensus",
                        "Foundations: Distributed transactions",
                        "Foundations: Fault tolerance",
                        "Foundations: Security",
                        "Foundations: System modes",
                        "Foundations: Topology",
                        "Patterns: Data replication",
                        "Patterns: Messaging",
                        "Patterns: Observability",
                        "Patterns: Scaling",
                        "Patterns: Service discovery",
                        "Infrastructure: Caching",
                        "Infrastructure: Load balancing",
                        "Infrastructure: Proxies");
        assertThat(Catalog.concepts())
                .allSatisfy(concept -> assertThat(concept.about()).isNotBlank());
    }

    @Test
    void noTwoScenariosShareAnId() {
        assertThat(scenarios().map(Scenario::id)).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void findsAScenarioByItsId() {
        assertThat(Catalog.scenario("raft"))
                .map(Catalog::conceptOf)
                .map(Concept::name)
                .hasValue("Distributed consensus");
        assertThat(Catalog.scenario("rafft")).isEmpty();
        assertThat(Catalog.scenario("")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void aScenarioSaysWhatItIsAndPromises(Scenario<?> scenario) {
        assertThat(scenario.id()).matches("[a-z]+");
        assertThat(scenario.summary()).isNotBlank();
        Guarantee guarantee = scenario.guarantee(ShippedSettings.of(scenario.id()));
        assertThat(guarantee.summary()).isNotBlank();
        assertThat(guarantee.sentence()).endsWith(".");
        assertThat(guarantee.recoveryBound()).isPositive();
        assertThat(KnownCheckers.byName()).containsKey(guarantee.checker().name());
        assertThat(guarantee.checker().sentence()).isNotBlank();
        assertThat(Catalog.scenario(scenario.id())).containsInstanceOf(scenario.getClass());
    }

    /** A node's scenario lies where the design says: in a package of its own below its concept's. */
    @ParameterizedTest
    @MethodSource("scenarios")
    void aScenarioLivesInAPackageOfItsOwn(Scenario<?> scenario) {
        Concept concept = Catalog.conceptOf(scenario);

        assertThat(scenario.getClass().getPackageName())
                .startsWith("dsc.concepts." + concept.part().toLowerCase(java.util.Locale.ROOT) + ".")
                .endsWith("." + scenario.id());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aConceptsPageIsThere(String page) throws IOException {
        assumeTrue(Files.exists(Path.of(page)), "not written yet: " + page);

        assertThat(page).startsWith("src/main/java/dsc/concepts/").endsWith("/README.md");
        assertThat(Files.readString(Path.of(page))).startsWith("# ");
    }

    @Test
    void aConceptWithProtocolsNamesItsPage() {
        List<Concept> withProtocols = Catalog.concepts().stream()
                .filter(concept -> !concept.scenarios().isEmpty())
                .toList();

        assertThat(withProtocols)
                .allSatisfy(concept -> assertThat(concept.page()).isNotNull());
    }
}
