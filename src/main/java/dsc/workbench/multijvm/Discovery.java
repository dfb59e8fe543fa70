package dsc.workbench.multijvm;

import dsc.workbench.multijvm.Descriptors.OfContainer;
import dsc.workbench.multijvm.Descriptors.OfTemplate;
import dsc.workbench.multijvm.Descriptors.OfTest;
import dsc.workbench.multijvm.Suite.MistakeException;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.jupiter.engine.descriptor.Filterable;
import org.junit.platform.engine.EngineDiscoveryListener;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.engine.support.discovery.EngineDiscoveryRequestResolver;
import org.junit.platform.engine.support.discovery.SelectorResolver;

/**
 * Finds what Jupiter finds of multi-JVM tests, by asking it: nested and inherited tests, templates and factories, in
 * its order and with its tags. If one node is asked for, all are found: they need each other.
 */
final class Discovery {

    private final EngineDiscoveryRequest request;
    private final TestDescriptor engine;
    private final Map<Class<?>, Suite> suites = new HashMap<>();

    private Discovery(EngineDiscoveryRequest request, TestDescriptor engine) {
        this.request = request;
        this.engine = engine;
    }

    /** Adds to {@code engine} what {@code request} asks for. */
    static void discover(EngineDiscoveryRequest request, TestDescriptor engine) {
        Discovery discovery = new Discovery(request, engine);
        JupiterRequest jupiters = new JupiterRequest(request, engine.getUniqueId(), request.getDiscoveryListener());
        if (!jupiters.isEmpty()) {
            new JupiterTestEngine()
                    .discover(jupiters, JupiterIds.ROOT)
                    .getChildren()
                    .forEach(child -> discovery.mirror(child, engine));
            discovery.addMarkedWithoutTests();
        }
    }

    private void mirror(TestDescriptor jupiters, TestDescriptor parent) {
        TestDescriptor mirrored = mirrored(jupiters);
        if (!(mirrored instanceof OfTest) && mistake(mirrored).isEmpty()) {
            jupiters.getChildren().forEach(child -> mirror(child, mirrored));
        }
        // A class of ordinary tests is here only for a nested class that is ours.
        if (TestClasses.isOurs(jupiters) || !mirrored.getChildren().isEmpty()) {
            parent.addChild(mirrored);
        }
    }

    private static Optional<MistakeException> mistake(TestDescriptor mirrored) {
        return mirrored instanceof OfContainer container ? container.mistake() : Optional.empty();
    }

    private TestDescriptor mirrored(TestDescriptor jupiters) {
        if (!TestClasses.isOurs(jupiters)) {
            return container(jupiters, Optional.empty());
        }
        try {
            Suite suite = suite(jupiters);
            TestSource source = jupiters.getSource().orElseThrow();
            UniqueId id = JupiterIds.ours(jupiters.getUniqueId(), engine.getUniqueId());
            return switch (jupiters) {
                case Filterable template ->
                    new OfTemplate(
                            id,
                            jupiters.getUniqueId(),
                            jupiters.getDisplayName(),
                            source,
                            jupiters.getTags(),
                            suite,
                            template.getDynamicDescendantFilter());
                case TestDescriptor test
                when source instanceof MethodSource method ->
                    new OfTest(id, test.getUniqueId(), test.getDisplayName(), method, test.getTags(), suite);
                default -> container(jupiters, Optional.empty());
            };
        } catch (MistakeException toldWhenItIsRun) {
            return container(jupiters, Optional.of(toldWhenItIsRun));
        }
    }

    private OfContainer container(TestDescriptor jupiters, Optional<MistakeException> mistake) {
        return new OfContainer(
                JupiterIds.ours(jupiters.getUniqueId(), engine.getUniqueId()),
                jupiters.getUniqueId(),
                jupiters.getDisplayName(),
                jupiters.getLegacyReportingName(),
                jupiters.getSource().orElse(null),
                jupiters.getTags(),
                mistake);
    }

    private Suite suite(TestDescriptor jupiters) {
        Class<?> marked = TestClasses.marked(jupiters)
                .orElseThrow(() -> new MistakeException(
                        TestClasses.name(jupiters) + " has tests that take a MultiJvm, but nothing says how many nodes"
                                + " there are: add @MultiJvmTest(nodes = 3), or as many as you need, to the class"));
        refuseOtherNodesWithinInvocations(jupiters, marked);
        return suites.computeIfAbsent(marked, Suite::of);
    }

    /** All of an invocation of a class runs on the nodes that have listed it. */
    private static void refuseOtherNodesWithinInvocations(TestDescriptor jupiters, Class<?> marked) {
        for (Optional<TestDescriptor> at = jupiters.getParent();
                at.isPresent();
                at = at.get().getParent()) {
            if (at.get() instanceof Filterable
                    && TestClasses.marked(at.get()).filter(marked::equals).isEmpty()) {
                throw new MistakeException(marked.getSimpleName() + " has a @MultiJvmTest of its own within "
                        + at.get().getDisplayName()
                        + ", whose invocations run on the nodes of that class: leave it out,"
                        + " or take the class out of there");
            }
        }
    }

    /** A class that looks like a multi-JVM test and has none is a mistake, not a success. */
    private void addMarkedWithoutTests() {
        EngineDiscoveryRequestResolver.<TestDescriptor>builder()
                .addClassContainerSelectorResolver(TestClasses::isMarked)
                .addSelectorResolver(new MarkedWithoutTests())
                .build()
                .resolve(new JupiterRequest(request, engine.getUniqueId(), EngineDiscoveryListener.NOOP), engine);
    }

    private final class MarkedWithoutTests implements SelectorResolver {
        @Override
        public Resolution resolve(ClassSelector selector, Context context) {
            Class<?> type = selector.getJavaClass();
            boolean standsAlone = !Modifier.isAbstract(type.getModifiers())
                    && (!type.isMemberClass() || Modifier.isStatic(type.getModifiers()));
            if (!standsAlone || !TestClasses.isMarked(type) || isFound(type)) {
                return Resolution.unresolved();
            }
            return context.addToParent(parent -> Optional.of(withoutTests(type)))
                    .map(found -> Resolution.match(Match.exact(found)))
                    .orElseGet(Resolution::unresolved);
        }

        private boolean isFound(Class<?> type) {
            return engine.getDescendants().stream()
                    .anyMatch(found -> found.getSource()
                            .filter(source -> source instanceof ClassSource known
                                    && known.getClassName().equals(type.getName()))
                            .isPresent());
        }

        private OfContainer withoutTests(Class<?> type) {
            UniqueId jupiters = JupiterIds.ROOT.append("class", type.getName());
            return new OfContainer(
                    JupiterIds.ours(jupiters, engine.getUniqueId()),
                    jupiters,
                    type.getSimpleName(),
                    type.getName(),
                    ClassSource.from(type),
                    Set.of(),
                    Optional.of(mistake(type)));
        }

        private MistakeException mistake(Class<?> type) {
            try {
                Suite.of(type);
                return new MistakeException(type.getSimpleName() + " is a multi-JVM test in which JUnit finds no test:"
                        + " give it a @Test method that takes a MultiJvm; neither it nor the class is private");
            } catch (MistakeException other) {
                return other;
            }
        }
    }
}
