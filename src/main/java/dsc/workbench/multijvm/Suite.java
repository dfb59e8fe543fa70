package dsc.workbench.multijvm;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import java.io.File;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What {@link MultiJvmTest} says of a class, checked.
 *
 * @param roles one a node, in order
 * @param config over what every node has anyway, as HOCON
 */
record Suite(
        List<String> roles,
        String system,
        String config,
        List<String> jvmOptions,
        Duration timeout,
        Duration barrierTimeout) {

    static final int NODES_MAX = 8;

    private static final int NODES_MIN = 2;

    /** Something is wrong with how a test is written; the message says what to change. */
    static final class MistakeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MistakeException(String message) {
            super(message);
        }
    }

    /** @throws MistakeException when the annotation makes no sense */
    static Suite of(Class<?> testClass) {
        MultiJvmTest annotation =
                AnnotationSupport.findAnnotation(testClass, MultiJvmTest.class).orElseThrow();
        String name = testClass.getSimpleName();
        refuseScalaTest(testClass, name);
        if (annotation.timeoutSeconds() < 1 || annotation.barrierSeconds() < 1) {
            throw new MistakeException(name + ": timeoutSeconds and barrierSeconds are 1 or more");
        }
        if (!annotation.system().matches("[A-Za-z0-9][A-Za-z0-9_-]*")) {
            throw new MistakeException(name + ": an actor system's name is letters, digits, - and _, not \""
                    + annotation.system() + "\"; change system");
        }
        return new Suite(
                roles(annotation, name),
                annotation.system(),
                config(annotation, name),
                List.of(annotation.jvmOptions()),
                Duration.ofSeconds(annotation.timeoutSeconds()),
                Duration.ofSeconds(annotation.barrierSeconds()));
    }

    private static List<String> roles(MultiJvmTest annotation, String name) {
        List<String> roles = List.of(annotation.roles());
        if (!roles.isEmpty() && annotation.nodes() != 0) {
            throw new MistakeException(name + ": give either nodes or roles, not both");
        }
        int count = roles.isEmpty() ? annotation.nodes() : roles.size();
        if (count == 0) {
            throw new MistakeException(
                    name + ": say how many nodes there are, such as @MultiJvmTest(nodes = 3), or name their roles");
        }
        if (count < NODES_MIN) {
            throw new MistakeException(name + ": " + count + (count == 1 ? " node needs" : " nodes need")
                    + " no multi-JVM test: give 2 to " + NODES_MAX
                    + " nodes, or use an ordinary @Test with Pekko's ActorTestKit");
        }
        if (count > NODES_MAX) {
            throw new MistakeException(name + ": " + count + " nodes are too many: each is a JVM, and this machine has "
                    + Runtime.getRuntime().availableProcessors() + " processors; give 2 to " + NODES_MAX);
        }
        for (String role : roles) {
            if (!role.matches("[A-Za-z0-9-]{1,32}")) {
                throw new MistakeException(
                        name + ": a role is 1 to 32 letters, digits or hyphens, not \"" + role + "\"");
            }
        }
        if (new HashSet<>(roles).size() < roles.size()) {
            throw new MistakeException(name + ": each role is one node, but roles names one twice: " + roles);
        }
        return roles.isEmpty()
                ? IntStream.rangeClosed(1, count)
                        .mapToObj(number -> "n" + number)
                        .toList()
                : roles;
    }

    private static String config(MultiJvmTest annotation, String name) {
        try {
            Config config = ConfigFactory.empty();
            for (String file : annotation.configFiles()) {
                config = ConfigFactory.parseFile(
                                new File(file).getAbsoluteFile(),
                                ConfigParseOptions.defaults().setAllowMissing(false))
                        .withFallback(config);
            }
            return ConfigFactory.parseString(String.join("\n", annotation.config()))
                    .withFallback(config)
                    .root()
                    .render(ConfigRenderOptions.concise());
        } catch (ConfigException malformed) {
            throw new MistakeException(name + ": its configuration cannot be read: " + malformed.getMessage());
        }
    }

    private static void refuseScalaTest(Class<?> testClass, String name) {
        for (Class<?> type = testClass; type != null; type = type.getSuperclass()) {
            if (type.getName().startsWith("org.scalatest")
                    || Arrays.stream(type.getInterfaces())
                            .anyMatch(face -> face.getName().startsWith("org.scalatest"))) {
                throw new MistakeException(name + " is a ScalaTest class (" + type.getName()
                        + "): here JUnit 5 runs the tests. Make each of its cases a @Test method that takes a"
                        + " MultiJvm");
            }
        }
    }

    /** The number by which a role's JVM is known, from 1. */
    int indexOf(String role) {
        return roles.indexOf(role) + 1;
    }
}
