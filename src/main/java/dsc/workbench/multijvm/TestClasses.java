package dsc.workbench.multijvm;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Which classes are multi-JVM tests, or look as if they should be. */
final class TestClasses {

    private TestClasses() {}

    /** Whether {@link MultiJvmTest} marks it, or would have to. */
    static boolean isOurs(Class<?> type) {
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

    static boolean isMarked(Class<?> type) {
        return type.isAnnotationPresent(MultiJvmTest.class);
    }

    static List<Method> testsOf(Class<?> type) {
        return ReflectionSupport.findMethods(type, TestClasses::isTest, HierarchyTraversalMode.TOP_DOWN);
    }

    static boolean isTest(Method method) {
        return AnnotationSupport.isAnnotated(method, Testable.class);
    }

    private static boolean asksForNode(Method method) {
        return Arrays.asList(method.getParameterTypes()).contains(MultiJvm.class);
    }
}
