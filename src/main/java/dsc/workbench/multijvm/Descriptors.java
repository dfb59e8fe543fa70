package dsc.workbench.multijvm;

import dsc.workbench.multijvm.Suite.MistakeException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;

/**
 * The tree that JUnit shows: Jupiter's, and below each test of it the nodes that run it. A test that Jupiter has is a
 * container here, and each node a test.
 */
final class Descriptors {

    private Descriptors() {}

    /** What all have in common: where Jupiter has them, and its tags. */
    abstract static class Mirrored extends AbstractTestDescriptor {
        private final UniqueId jupiters;
        private final Set<TestTag> tags;

        Mirrored(UniqueId ours, UniqueId jupiters, String displayName, TestSource source, Set<TestTag> tags) {
            super(ours, displayName, source);
            this.jupiters = jupiters;
            this.tags = Set.copyOf(tags);
        }

        /** The unique id that Jupiter gives it. */
        UniqueId jupiters() {
            return jupiters;
        }

        @Override
        public Set<TestTag> getTags() {
            return tags;
        }

        @Override
        public Type getType() {
            return Type.CONTAINER;
        }
    }

    /** A class, an invocation of one, or a container of dynamic tests. */
    static final class OfContainer extends Mirrored {
        private final Optional<MistakeException> mistake;
        private final String legacyName;

        OfContainer(
                UniqueId ours,
                UniqueId jupiters,
                String displayName,
                String legacyName,
                TestSource source,
                Set<TestTag> tags,
                Optional<MistakeException> mistake) {
            super(ours, jupiters, displayName, source, tags);
            this.legacyName = legacyName;
            this.mistake = mistake;
        }

        /** What is wrong with how it is written; nothing below it can be run then. */
        Optional<MistakeException> mistake() {
            return mistake;
        }

        @Override
        public String getLegacyReportingName() {
            return legacyName;
        }

        @Override
        public boolean mayRegisterTests() {
            // Or a class with a mistake would be pruned before it can be told.
            return mistake.isPresent();
        }
    }

    /** A test as all nodes run it together: a method, or an invocation of one. */
    static final class OfTest extends Mirrored {
        private final Suite suite;
        private final TestName name;
        private final MethodSource method;

        OfTest(
                UniqueId ours,
                UniqueId jupiters,
                String displayName,
                MethodSource method,
                Set<TestTag> tags,
                Suite suite) {
            super(ours, jupiters, displayName, method, tags);
            this.suite = suite;
            this.method = method;
            this.name = TestName.of(jupiters, method.getJavaMethod(), method.getJavaClass());
            suite.roles().forEach(role -> addChild(new OfNode(this, role, name, method, tags)));
        }

        Suite suite() {
            return suite;
        }

        TestName name() {
            return name;
        }

        Class<?> testClass() {
            return method.getJavaClass();
        }

        List<OfNode> nodes() {
            return getChildren().stream().map(OfNode.class::cast).toList();
        }
    }

    /** A method or a class of which Jupiter finds out how often it is invoked, and with what, when it runs it. */
    static final class OfTemplate extends Mirrored {
        private final Suite suite;
        private final BiPredicate<UniqueId, Integer> filter;
        private final List<TestDescriptor> prototypes = new ArrayList<>();

        /** @param filter which of the invocations were asked for, by their unique ids and numbers from 0 */
        OfTemplate(
                UniqueId ours,
                UniqueId jupiters,
                String displayName,
                TestSource source,
                Set<TestTag> tags,
                Suite suite,
                BiPredicate<UniqueId, Integer> filter) {
            super(ours, jupiters, displayName, source, tags);
            this.suite = suite;
            this.filter = filter;
        }

        Suite suite() {
            return suite;
        }

        Optional<MethodSource> method() {
            return getSource().filter(MethodSource.class::isInstance).map(MethodSource.class::cast);
        }

        Class<?> testClass() {
            return method().<Class<?>>map(MethodSource::getJavaClass)
                    .orElseGet(() -> ((ClassSource) getSource().orElseThrow()).getJavaClass());
        }

        /** What its nodes do to list its invocations. */
        TestName name() {
            return method().map(method -> TestName.of(jupiters(), method.getJavaMethod(), testClass()))
                    .orElseGet(() -> TestName.of(jupiters(), testClass()));
        }

        /** What of it Jupiter is to be asked for: of a class, the methods that filters have left. */
        List<UniqueId> selected() {
            List<UniqueId> selected =
                    prototypes.stream().flatMap(OfTemplate::selected).toList();
            return selected.isEmpty() ? List.of(jupiters()) : selected;
        }

        private static Stream<UniqueId> selected(TestDescriptor prototype) {
            return switch (prototype) {
                case OfTemplate template -> template.selected().stream();
                case OfTest test -> Stream.of(test.jupiters());
                default -> prototype.getChildren().stream().flatMap(OfTemplate::selected);
            };
        }

        /** What is wrong with how something in it is written. */
        Optional<MistakeException> mistake() {
            return prototypes()
                    .filter(OfContainer.class::isInstance)
                    .flatMap(container -> ((OfContainer) container).mistake().stream())
                    .findFirst();
        }

        private Stream<? extends TestDescriptor> prototypes() {
            return prototypes.stream()
                    .flatMap(prototype -> Stream.concat(Stream.of(prototype), prototype.getDescendants().stream()));
        }

        /** Whether a test below it was asked for. */
        boolean isSelected(UniqueId test) {
            return admits(test)
                    && prototypes()
                            .filter(OfTemplate.class::isInstance)
                            .allMatch(template -> ((OfTemplate) template).admits(test));
        }

        private boolean admits(UniqueId test) {
            int depth = jupiters().getSegments().size();
            if (!test.hasPrefix(jupiters()) || test.getSegments().size() <= depth) {
                return true;
            }
            return filter.test(test, JupiterIds.number(test.getSegments().get(depth)) - 1);
        }

        /**
         * As Jupiter does: what is known of a class before it is run has no place in the tree, only its invocations.
         */
        @Override
        public void prune() {
            for (TestDescriptor child : new LinkedHashSet<>(getChildren())) {
                child.accept(TestDescriptor::prune);
            }
            if (!getChildren().isEmpty()) {
                prototypes.addAll(getChildren());
                prototypes.forEach(this::removeChild);
            }
            super.prune();
        }

        @Override
        public boolean mayRegisterTests() {
            // A class counts if it has tests left.
            return method().isPresent() || !prototypes.isEmpty();
        }
    }

    static final class OfNode extends AbstractTestDescriptor {
        private final String role;
        private final String legacyName;
        private final Set<TestTag> tags;

        OfNode(Mirrored parent, String role, TestName name, MethodSource method, Set<TestTag> tags) {
            super(
                    // Reports name a test by its source where that has no parameters; with some, by the legacy name.
                    parent.getUniqueId().append(JupiterIds.NODE, role),
                    role,
                    MethodSource.from(method.getClassName(), method.getMethodName(), MultiJvm.class.getName()));
            this.role = role;
            this.legacyName = name.inReports(role);
            this.tags = Set.copyOf(tags);
        }

        String role() {
            return role;
        }

        @Override
        public Set<TestTag> getTags() {
            return tags;
        }

        @Override
        public String getLegacyReportingName() {
            return legacyName;
        }

        @Override
        public Type getType() {
            return Type.TEST;
        }
    }
}
