package dsc.workbench.multijvm;

import dsc.workbench.multijvm.Suite.MistakeException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;

/** The tree that JUnit shows: a class, its methods, and for each the nodes that run it. */
final class Descriptors {

    static final String CLASS = "class";
    static final String METHOD = "method";
    static final String NODE = "node";

    private Descriptors() {}

    static final class OfClass extends AbstractTestDescriptor {
        private final Class<?> type;

        OfClass(UniqueId parent, Class<?> type) {
            super(parent.append(CLASS, type.getName()), type.getSimpleName(), ClassSource.from(type));
            this.type = type;
        }

        Class<?> type() {
            return type;
        }

        /** @throws MistakeException when something is wrong with it */
        Suite suite() {
            if (!TestClasses.isMarked(type)) {
                throw new MistakeException(
                        type.getSimpleName() + " has tests that take a MultiJvm, but nothing says how many nodes there"
                                + " are: add @MultiJvmTest(nodes = 3), or as many as you need, to the"
                                + " class");
            }
            return Suite.of(type);
        }

        /** The nodes' roles; none when something is wrong with the class, which is told when it is run. */
        List<String> roles() {
            try {
                return suite().roles();
            } catch (MistakeException toldLater) {
                return List.of();
            }
        }

        @Override
        public String getLegacyReportingName() {
            return type.getName();
        }

        @Override
        public Type getType() {
            return Type.CONTAINER;
        }

        @Override
        public boolean mayRegisterTests() {
            // Or a class with a mistake would be pruned before it can be told.
            return true;
        }
    }

    static final class OfMethod extends AbstractTestDescriptor {
        private final Class<?> type;
        private final Method method;

        OfMethod(OfClass parent, Method method) {
            super(
                    parent.getUniqueId().append(METHOD, signature(method)),
                    method.getName(),
                    MethodSource.from(parent.type(), method));
            this.type = parent.type();
            this.method = method;
            parent.roles().forEach(role -> addChild(new OfNode(this, role)));
        }

        Method method() {
            return method;
        }

        TestRun.TestMethod test() {
            return new TestRun.TestMethod(type.getName(), type.getName() + "#" + signature(method));
        }

        @Override
        public Type getType() {
            return Type.CONTAINER;
        }
    }

    static final class OfNode extends AbstractTestDescriptor {
        private final String role;
        private final String legacyName;

        OfNode(OfMethod parent, String role) {
            super(
                    parent.getUniqueId().append(NODE, role),
                    role,
                    // Reports name a test by its source where that has no parameters; with some, by the legacy name.
                    MethodSource.from(
                            parent.type.getName(), parent.method.getName(), "dsc.workbench.multijvm.MultiJvm"));
            this.role = role;
            this.legacyName = parent.method.getName() + "[" + role + "]";
        }

        String role() {
            return role;
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

    static String signature(Method method) {
        return method.getName() + "("
                + Arrays.stream(method.getParameterTypes()).map(Class::getName).collect(Collectors.joining(", ")) + ")";
    }
}
