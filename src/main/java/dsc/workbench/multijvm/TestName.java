package dsc.workbench.multijvm;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.platform.engine.UniqueId;

/**
 * What a test is called in reports and in the file system. No two tests have the same name: neither those whose methods
 * have the same name, nor the invocations of one method, nor those of classes that are nested in one, or have the same
 * simple name in different packages.
 *
 * @param className the outermost class, with its package
 * @param inReports within that class: {@code Nested.method(parameters)[invocation]}, of which only the method's name is
 *     always there
 */
record TestName(String className, String inReports) {

    private static final int FILE_LENGTH_MAX = 100;

    /** @param jupiters the unique id that Jupiter gives the test */
    static TestName of(UniqueId jupiters, Method method, Class<?> testClass) {
        return of(jupiters, label(method, testClass), testClass);
    }

    /** The name of a class that is a template. */
    static TestName of(UniqueId jupiters, Class<?> testClass) {
        return of(jupiters, testClass.getSimpleName(), testClass);
    }

    private static TestName of(UniqueId jupiters, String label, Class<?> testClass) {
        String outermost = testClass.getName();
        StringBuilder name = new StringBuilder();
        StringBuilder numbers = new StringBuilder();
        for (UniqueId.Segment segment : jupiters.getSegments()) {
            String value = segment.getValue();
            if (segment.getType().equals("class") || segment.getType().equals("class-template")) {
                outermost = value;
            } else if (segment.getType().contains("nested-class")) {
                name.append(value.substring(value.lastIndexOf('.') + 1)).append('.');
            } else if (JupiterIds.isNumber(segment)) {
                numbers.append('[').append(JupiterIds.number(segment)).append(']');
            }
        }
        return new TestName(outermost, name + label + numbers);
    }

    /** With its parameters only where another test's name is the same, or differs by the case of letters alone. */
    private static String label(Method method, Class<?> testClass) {
        List<Method> namesakes = TestClasses.testsOf(testClass).stream()
                .filter(other -> other.getName().equalsIgnoreCase(method.getName()))
                .toList();
        if (namesakes.size() <= 1) {
            return method.getName();
        }
        String brief = label(method, Class::getSimpleName);
        boolean ambiguous = namesakes.stream()
                        .filter(other -> label(other, Class::getSimpleName).equals(brief))
                        .count()
                > 1;
        return ambiguous ? label(method, Class::getName) : brief;
    }

    private static String label(Method method, Function<Class<?>, String> parameter) {
        return method.getName()
                + Arrays.stream(method.getParameterTypes()).map(parameter).collect(Collectors.joining(", ", "(", ")"));
    }

    /** As a report has it: each node is a test of its own. */
    String inReports(String role) {
        return inReports + "[" + role + "]";
    }

    /** Below the directory of all tests, with a slash: nothing in it that a shell or a file system would mind. */
    String directory() {
        return file(className) + "/" + file(inReports);
    }

    /** With a hash of the whole where something had to be left out or replaced. */
    private static String file(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9._-]+", "_").replaceAll("[_.]$", "");
        if (plain.equals(name) && plain.length() <= FILE_LENGTH_MAX) {
            return plain;
        }
        return plain.substring(0, Math.min(plain.length(), FILE_LENGTH_MAX)) + "-"
                + Integer.toHexString(name.hashCode());
    }
}
