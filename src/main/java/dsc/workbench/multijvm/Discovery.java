package dsc.workbench.multijvm;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dsc.workbench.multijvm.Descriptors.OfClass;
import dsc.workbench.multijvm.Descriptors.OfMethod;
import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.discovery.MethodSelector;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.engine.support.discovery.SelectorResolver;

/** Finds classes and methods by what JUnit is asked for. Whoever asks for one node gets all: they need each other. */
final class Discovery implements SelectorResolver {

    @Override
    public Resolution resolve(ClassSelector selector, Context context) {
        Class<?> type = selector.getJavaClass();
        if (!TestClasses.isOurs(type)) {
            return Resolution.unresolved();
        }
        return context.addToParent(parent -> Optional.of(new OfClass(parent.getUniqueId(), type)))
                .map(found -> Resolution.match(Match.exact(found, () -> methodsOf(type))))
                .orElseGet(Resolution::unresolved);
    }

    private static Set<DiscoverySelector> methodsOf(Class<?> type) {
        Set<DiscoverySelector> methods = new LinkedHashSet<>();
        TestClasses.testsOf(type).forEach(method -> methods.add(selectMethod(type, method)));
        return methods;
    }

    @Override
    public Resolution resolve(MethodSelector selector, Context context) {
        Class<?> type = selector.getJavaClass();
        Method method = selector.getJavaMethod();
        if (!TestClasses.isOurs(type) || !TestClasses.isTest(method)) {
            return Resolution.unresolved();
        }
        return context.addToParent(
                        () -> selectClass(type), parent -> Optional.of(new OfMethod((OfClass) parent, method)))
                .map(found -> Resolution.match(Match.exact(found)))
                .orElseGet(Resolution::unresolved);
    }

    @Override
    public Resolution resolve(UniqueIdSelector selector, Context context) {
        Optional<Class<?>> type = Optional.empty();
        Optional<DiscoverySelector> found = Optional.empty();
        for (UniqueId.Segment segment : selector.getUniqueId().getSegments()) {
            switch (segment.getType()) {
                case Descriptors.CLASS -> {
                    type = ReflectionSupport.tryToLoadClass(segment.getValue()).toOptional();
                    found = type.map(known -> selectClass(known));
                }
                case Descriptors.METHOD ->
                    found = type.flatMap(known -> TestClasses.testsOf(known).stream()
                            .filter(method -> Descriptors.signature(method).equals(segment.getValue()))
                            .findFirst()
                            .map(method -> selectMethod(known, method)));
                default -> {
                    // The engine's own segment, and a node's.
                }
            }
        }
        return found.map(one -> Resolution.selectors(Set.of(one))).orElseGet(Resolution::unresolved);
    }
}
