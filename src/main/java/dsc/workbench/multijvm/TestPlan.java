package dsc.workbench.multijvm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.platform.engine.UniqueId;

/**
 * What all nodes are to run.
 *
 * @param suite on which nodes
 * @param testClasses the names of the classes in which it is written
 * @param tests Jupiter's unique ids
 * @param listing whether only to find out what tests there are below these
 * @param jupiter Jupiter's configuration
 */
record TestPlan(
        Suite suite, List<String> testClasses, List<String> tests, boolean listing, Map<String, String> jupiter) {

    static TestPlan running(Suite suite, Class<?> testClass, UniqueId test, Map<String, String> jupiter) {
        return new TestPlan(suite, written(testClass), List.of(test.toString()), false, jupiter);
    }

    static TestPlan listing(Suite suite, Class<?> testClass, List<UniqueId> tests, Map<String, String> jupiter) {
        return new TestPlan(
                suite,
                written(testClass),
                tests.stream().map(UniqueId::toString).toList(),
                true,
                jupiter);
    }

    /** A test may be inherited, also from an interface. */
    private static List<String> written(Class<?> testClass) {
        List<String> classes = new ArrayList<>();
        for (Class<?> type = testClass; type != null && type != Object.class; type = type.getSuperclass()) {
            classes.add(type.getName());
            Arrays.stream(type.getInterfaces()).map(Class::getName).forEach(classes::add);
        }
        return classes;
    }
}
