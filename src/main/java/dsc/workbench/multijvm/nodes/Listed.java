package dsc.workbench.multijvm.nodes;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestIdentifier;

/**
 * A test or a container that Jupiter comes to know only when it runs what is around it: an invocation of a template, a
 * dynamic test. A node says so of each.
 *
 * @param id Jupiter's unique id
 * @param isTest and no container
 * @param className where it is written, or null
 * @param methodName likewise, or null for a class
 * @param parameterTypes of the method, or null
 * @param skipped why Jupiter does not run this container; empty where it does
 */
public record Listed(
        String id,
        String displayName,
        boolean isTest,
        String className,
        String methodName,
        String parameterTypes,
        Set<String> tags,
        List<String> skipped,
        List<Listed> children)
        implements Serializable {

    public static Listed of(TestIdentifier test) {
        TestSource source = test.getSource().orElse(null);
        String className = switch (source) {
            case MethodSource method -> method.getClassName();
            case ClassSource type -> type.getClassName();
            case null, default -> null;
        };
        MethodSource method = source instanceof MethodSource known ? known : null;
        return new Listed(
                test.getUniqueId(),
                test.getDisplayName(),
                test.isTest(),
                className,
                method == null ? null : method.getMethodName(),
                method == null ? null : method.getMethodParameterTypes(),
                Set.copyOf(test.getTags().stream().map(TestTag::getName).toList()),
                new ArrayList<>(),
                new ArrayList<>());
    }

    public Optional<TestSource> source() {
        if (className == null) {
            return Optional.empty();
        }
        return Optional.of(
                methodName == null
                        ? ClassSource.from(className)
                        : MethodSource.from(className, methodName, parameterTypes));
    }

    /** The ids of the tests at or below it. */
    public Stream<String> tests() {
        return isTest ? Stream.of(id) : children.stream().flatMap(Listed::tests);
    }
}
