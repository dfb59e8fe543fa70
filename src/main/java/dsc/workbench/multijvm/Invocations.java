package dsc.workbench.multijvm;

import dsc.workbench.multijvm.Descriptors.OfContainer;
import dsc.workbench.multijvm.Descriptors.OfNode;
import dsc.workbench.multijvm.Descriptors.OfTemplate;
import dsc.workbench.multijvm.Descriptors.OfTest;
import dsc.workbench.multijvm.nodes.Listed;
import dsc.workbench.multijvm.nodes.Outcome;
import dsc.workbench.multijvm.nodes.Outcome.Failed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.MethodSource;

/** The tests below a template, as the nodes listed them, in the tree that JUnit shows. */
final class Invocations {

    private final OfTemplate template;

    Invocations(OfTemplate template) {
        this.template = template;
    }

    /**
     * Why they cannot be run, since each invocation runs on all nodes at once: not all nodes list the same.
     *
     * @return the failure, by the role that lists others than the first does
     */
    Optional<Map<String, Outcome>> disagreement(Map<String, List<Listed>> listed) {
        String first = template.suite().roles().getFirst();
        for (String role : template.suite().roles()) {
            if (!ids(listed.get(role)).equals(ids(listed.get(first)))) {
                return Optional.of(Map.of(
                        role,
                        Failed.because(role + " has other invocations of " + template.getDisplayName() + " than "
                                + first + ": " + names(listed.get(role)) + ", there " + names(listed.get(first))
                                + "; each runs on all nodes at once, so give all nodes the same")));
            }
        }
        return Optional.empty();
    }

    private static List<String> ids(List<Listed> listed) {
        return listed.stream().flatMap(Listed::tests).toList();
    }

    private static List<String> names(List<Listed> listed) {
        return listed.stream().map(Listed::displayName).toList();
    }

    /** For the report of what went wrong before there were any. */
    List<OfNode> nodes() {
        List<OfNode> nodes = template.suite().roles().stream()
                .map(role -> new OfNode(template, role, template.name(), source(template), template.getTags()))
                .toList();
        nodes.forEach(template::addChild);
        return nodes;
    }

    private MethodSource source(OfTemplate of) {
        return of.method()
                .orElseGet(() -> MethodSource.from(
                        of.testClass().getName(), of.testClass().getSimpleName()));
    }

    /** Adds it to {@code parent}, if it or what is below it was asked for. */
    Optional<TestDescriptor> add(Listed listed, TestDescriptor parent) {
        boolean selected = listed.tests().map(UniqueId::parse).anyMatch(template::isSelected)
                || listed.tests().findAny().isEmpty();
        if (!selected) {
            return Optional.empty();
        }
        UniqueId jupiters = UniqueId.parse(listed.id());
        UniqueId ours = parent.getUniqueId().append(jupiters.getLastSegment());
        Optional<TestSource> own = JupiterIds.isDynamic(jupiters.getLastSegment()) ? Optional.empty() : listed.source();
        TestSource source = own.or(parent::getSource).orElseThrow();
        Set<TestTag> tags = listed.tags().stream().map(TestTag::create).collect(Collectors.toSet());
        TestDescriptor descriptor = listed.isTest()
                ? new OfTest(
                        ours,
                        jupiters,
                        listed.displayName(),
                        source instanceof MethodSource method ? method : source(template),
                        tags,
                        template.suite())
                : new OfContainer(
                        ours, jupiters, listed.displayName(), listed.displayName(), source, tags, Optional.empty());
        parent.addChild(descriptor);
        return Optional.of(descriptor);
    }
}
