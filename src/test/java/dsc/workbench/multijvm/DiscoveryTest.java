package dsc.workbench.multijvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectIteration;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import dsc.workbench.multijvm.Descriptors.OfTemplate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.Filter;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Which multi-JVM tests JUnit is told of, and as what, before any is run; with both engines, as builds have them. */
class DiscoveryTest {

    private static final int NODES = 2;

    static final class Ordinary {
        @Test
        void isJupiters() {
            assertThat(NODES).isEqualTo(2);
        }
    }

    @MultiJvmTest(nodes = 2)
    static final class Empty {}

    @MultiJvmTest(nodes = 2)
    @ParameterizedClass
    @ValueSource(ints = {1, 2})
    record OtherNodesWithin(int value) {
        @Nested
        @MultiJvmTest(nodes = 3)
        class OnThree {
            @Test
            void nested(MultiJvm node) {
                node.barrier("here");
            }
        }
    }

    @MultiJvmTest(nodes = 2)
    static final class Cases {
        @Test
        void likeThis(MultiJvm node) {
            node.barrier("here");
        }

        @Test
        void likethis(MultiJvm node) {
            node.barrier("here");
        }

        @Test
        void likethis(MultiJvm node, List<String> names) {
            node.barrier("here");
        }

        @Test
        void likethis(MultiJvm node, java.awt.List names) {
            node.barrier("here");
        }
    }

    @Test
    void whatJupiterWouldRunIsFoundOnceAndForAllNodes() {
        TestPlan plan = found(selectClass(Kinds.All.class));
        assertThat(names(plan))
                .contains("Inner.nested[n1]", "OnThree.nested[n3]", "ofAnInterface[n2]", "ofASuperclass[n1]")
                .contains("NestedInBase.ofANestedClassOfASuperclass[n2]", "disabled[n1]")
                .contains("overloaded(MultiJvm)[n1]", "overloaded(MultiJvm, TestInfo)[n1]");
        assertThat(templates(plan)).containsExactly("factory", "parameterized", "repeated");
        assertThat(plan.getChildren(jupiter(plan))).as("left for Jupiter").isEmpty();
        assertThat(found(selectClass(Ordinary.class)).countTestIdentifiers(TestIdentifier::isTest))
                .isEqualTo(1);
    }

    @Test
    void tagsAreThoseOfTheMethodAndWhatIsAroundIt() {
        TestPlan plan = found(selectClass(Kinds.All.class));
        assertThat(tags(plan, "Inner.nested[n1]")).containsExactly("quick", "slow");
        assertThat(tags(plan, "ofASuperclass[n2]")).containsExactly("quick", "slow");
        assertThat(tags(plan, "ofAnInterface[n1]")).containsExactly("quick");
    }

    @Test
    void tagsChooseTests() {
        assertThat(names(found(List.of(TagFilter.includeTags("slow")), selectClass(Kinds.All.class))))
                .containsExactly("Inner.nested[n1]", "Inner.nested[n2]", "ofASuperclass[n1]", "ofASuperclass[n2]");
        TestPlan without = found(List.of(TagFilter.excludeTags("slow")), selectClass(Kinds.All.class));
        assertThat(names(without))
                .contains("ofAnInterface[n1]")
                .doesNotContain("Inner.nested[n1]", "ofASuperclass[n1]");
        TestPlan none = found(
                List.of(TagFilter.excludeTags("quick")),
                selectClass(Kinds.All.class),
                selectClass(Kinds.OfClasses.class));
        assertThat(none.containsTests()).as("templates as well").isFalse();
    }

    @Test
    void selectorsFindTheSame() throws Exception {
        TestPlan all = found(selectClass(Kinds.All.class));
        String node = id(all, "Inner.nested[n2]");
        assertThat(names(found(selectUniqueId(node)))).containsExactly("Inner.nested[n1]", "Inner.nested[n2]");
        DiscoverySelector method = selectMethod(
                Kinds.All.class, Kinds.All.class.getDeclaredMethod("overloaded", MultiJvm.class, TestInfo.class));
        assertThat(names(found(method)))
                .containsExactly("overloaded(MultiJvm, TestInfo)[n1]", "overloaded(MultiJvm, TestInfo)[n2]");
        DiscoverySelector template = selectMethod(
                Kinds.All.class, Kinds.All.class.getDeclaredMethod("parameterized", String.class, MultiJvm.class));
        assertThat(templates(found(selectIteration(template, 1)))).containsExactly("parameterized");
    }

    @Test
    void noTwoTestsShareANameOrADirectory() {
        Set<String> names = names(found(selectClass(Cases.class)));
        assertThat(names)
                .containsExactlyInAnyOrder(
                        "likeThis(MultiJvm)[n1]",
                        "likeThis(MultiJvm)[n2]",
                        "likethis(MultiJvm)[n1]",
                        "likethis(MultiJvm)[n2]",
                        "likethis(dsc.workbench.multijvm.MultiJvm, java.util.List)[n1]",
                        "likethis(dsc.workbench.multijvm.MultiJvm, java.util.List)[n2]",
                        "likethis(dsc.workbench.multijvm.MultiJvm, java.awt.List)[n1]",
                        "likethis(dsc.workbench.multijvm.MultiJvm, java.awt.List)[n2]");
        Set<String> directories = names.stream()
                .map(name -> new TestName("a.Test", name).directory().toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.toSet());
        assertThat(directories).hasSize(names.size()).allMatch(name -> name.matches("[a-z0-9._/-]+"));
        assertThat(new TestName("a.Test", "plain").directory()).isEqualTo("a.Test/plain");
        assertThat(new TestName("b.Test", "plain").directory()).isNotEqualTo("a.Test/plain");
        assertThat(new TestName("a.Test", "x".repeat(1_000)).directory()).hasSizeLessThan(200);
    }

    @Test
    void aClassWithoutTestsIsFoundToTellThat() {
        assertThat(found(selectClass(Empty.class)).containsTests()).isTrue();
        assertThat(found(selectClass(OtherNodesWithin.class)).containsTests()).isTrue();
    }

    /** One that no filter has touched yet: Jupiter's tree, mirrored. */
    @Test
    void aNestedClassCannotHaveOtherNodesThanAnInvocationAroundIt() {
        TestDescriptor engine = new MultiJvmEngine()
                .discover(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(OtherNodesWithin.class))
                                .build(),
                        UniqueId.forEngine(MultiJvmEngine.ID));
        engine.accept(TestDescriptor::prune);
        OfTemplate template = (OfTemplate) engine.getChildren().iterator().next();
        assertThat(template.mistake())
                .hasValueSatisfying(mistake ->
                        assertThat(mistake).hasMessageStartingWith("OnThree has a @MultiJvmTest of its own within"));
    }

    private static TestPlan found(DiscoverySelector... selectors) {
        return found(List.of(), selectors);
    }

    private static TestPlan found(List<PostDiscoveryFilter> filters, DiscoverySelector... selectors) {
        return LauncherFactory.create()
                .discover(LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectors)
                        .filters(filters.toArray(Filter[]::new))
                        .build());
    }

    private static TestIdentifier jupiter(TestPlan plan) {
        return plan.getRoots().stream()
                .filter(root -> root.getUniqueId().contains("junit-jupiter"))
                .findFirst()
                .orElseThrow();
    }

    private static List<TestIdentifier> all(TestPlan plan) {
        return plan.getRoots().stream()
                .flatMap(root -> plan.getDescendants(root).stream())
                .toList();
    }

    private static Set<String> names(TestPlan plan) {
        return all(plan).stream()
                .filter(TestIdentifier::isTest)
                .map(TestIdentifier::getLegacyReportingName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> templates(TestPlan plan) {
        return all(plan).stream()
                .filter(test -> test.isContainer()
                        && plan.getChildren(test).isEmpty()
                        && test.getDisplayName().contains("("))
                .map(test -> test.getDisplayName().replaceAll("\\(.*", ""))
                .sorted()
                .toList();
    }

    private static List<String> tags(TestPlan plan, String name) {
        return named(plan, name).getTags().stream()
                .map(TestTag::getName)
                .sorted()
                .toList();
    }

    private static String id(TestPlan plan, String name) {
        return named(plan, name).getUniqueId();
    }

    private static TestIdentifier named(TestPlan plan, String name) {
        return all(plan).stream()
                .filter(test -> test.isTest() && test.getLegacyReportingName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
