package dsc.workbench.multijvm;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A class of tests, each of which runs in several JVMs at once, in each as one node. A test method takes a
 * {@link MultiJvm}, the node that it runs as:
 *
 * <pre>{@code
 * @MultiJvmTest(nodes = 3)
 * class MembershipIT {
 *     @Test
 *     void allSeeEachOther(MultiJvm node) {
 *         node.formCluster();
 *         node.awaitMembers("n1, n2, n3");
 *     }
 * }
 * }</pre>
 *
 * <p>Every node has an actor system of its own for each test, with {@code provider = cluster} on a free port of
 * 127.0.0.1. JVMs are used again for the next test, unless it needs other options. In each JVM, JUnit's Jupiter runs
 * the method with all its lifecycle methods and extensions; {@code @BeforeAll} runs once a test method there. Each
 * invocation of a {@code @ParameterizedTest} or {@code @RepeatedTest}, and each test of a {@code @TestFactory}, is a
 * test of its own.
 *
 * <p>Also for an annotation of one's own, which then marks classes in the same way. A {@code @Nested} class runs on the
 * nodes of the class around it, or has this annotation itself.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({MultiJvmParameter.class, NodeExtension.class})
public @interface MultiJvmTest {

    /** How many nodes there are, 2 to {@value Suite#NODES_MAX}, with the roles n1, n2, …. Instead of {@link #roles}. */
    int nodes() default 0;

    /** The roles, one a node: 1 to 32 letters, digits and hyphens each. Instead of {@link #nodes}. */
    String[] roles() default {};

    /** The name of the actor systems. */
    String system() default "multi-jvm";

    /** Lines of HOCON over everything else. */
    String[] config() default {};

    /** HOCON files, relative to the working directory, the later over the earlier, and over what nodes have anyway. */
    String[] configFiles() default {};

    /** Further options of the nodes' JVMs. */
    String[] jvmOptions() default {};

    /** How many seconds a test may take from when all nodes are ready. */
    int timeoutSeconds() default 120;

    /** How many seconds a node waits at a barrier for the others. */
    int barrierSeconds() default 30;
}
