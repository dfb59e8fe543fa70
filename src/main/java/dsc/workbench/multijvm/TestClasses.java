package dsc.workbench.multijvm;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;

/** Which classes are multi-JVM tests, or look as if they should be. */
final class TestClasses {

    private TestClasses() {}

    /** Whether {@link MultiJvmTest} marks the class of this test of Jupiter's or one around it, or would have to. */
    static boolean isOurs(TestDescriptor jupiters) {
        return around(jupiters).anyMatch(TestClasses::isOurs);
    }

    /** The class nearest to this test of Jupiter's, its own or one around it, that {@link MultiJvmTest} marks. */
    static Optional<Class<?>> marked(TestDescriptor jupiters) {
        return around(jupiters).filter(TestClasses::isMarked).findFirst();
    }

    /** The name of its class alone, without the classes around it. */
    static String name(TestDescriptor jupiters) {
        return around(jupiters).findFirst().map(Class::getSimpleName).orElseGet(jupiters::getDisplayName);
    }

    /** By descriptors and not by {@link Class#getEnclosingClass}: a nested class may be inherited. */
    private static Stream<Class<?>> around(TestDescriptor jupiters) {
        return Stream.iterate(Optional.of(jupiters), Optional::isPresent, at -> at.flatMap(TestDescriptor::getParent))
                .flatMap(Optional::stream)
                .flatMap(at -> at.getSource().flatMap(TestClasses::type).stream());
    }

    private static Optional<Class<?>> type(TestSource source) {
        return switch (source) {
            case ClassSource type -> Optional.of(type.getJavaClass());
            case MethodSource method -> Optional.of(method.getJavaClass());
            default -> Optional.empty();
        };
    }

    /** Whether it or a class nested in it is a multi-JVM test, or looks as if it should be one. */
    static boolean isOrHasOurs(Class<?> type) {
        return isOurs(type)
                || ReflectionSupport.findNestedClasses(
                                type, nested -> AnnotationSupport.isAnnotated(nested, Nested.class))
                        .stream()
                        .anyMatch(TestClasses::isOrHasOurs);
    }

    private static boolean isOurs(Class<?> type) {
        if (Modifier.isAbstract(type.getModifiers()) || type.isInterface()) {
            return false;
        }
        try {
            return isMarked(type) || testsOf(type).stream().anyMatch(TestClasses::asksForNode);
        } catch (LinkageError unloadable) {
            // Jupiter tells, as for every class whose methods cannot be looked at.
            return false;
        }
    }

    /** Includes an annotation that {@link MultiJvmTest} marks, or an interface. */
    static boolean isMarked(Class<?> type) {
        return AnnotationSupport.isAnnotated(type, MultiJvmTest.class);
    }

    static List<Method> testsOf(Class<?> type) {
        return ReflectionSupport.findMethods(
                type, method -> AnnotationSupport.isAnnotated(method, Testable.class), HierarchyTraversalMode.TOP_DOWN);
    }

    private static boolean asksForNode(Method method) {
        return Arrays.asList(method.getParameterTypes()).contains(MultiJvm.class);
    }
}
