package dsc.workbench.multijvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that fail on purpose, one of each kind. {@link FailuresIT} and {@link OrphansIT} run them; their names keep
 * Maven from doing so.
 */
final class Failing {

    private Failing() {}

    @MultiJvmTest(
            nodes = 3,
            barrierSeconds = 3,
            config = "pekko.cluster.failure-detector.acceptable-heartbeat-pause = 1s")
    static final class Tests {

        @Test
        void anAssertionOnOneNode(MultiJvm node) {
            node.formCluster();
            node.runOn("n2", () -> {
                System.out.println("n2 looks at its members");
                assertThat(node.cluster().state().members().size()).isEqualTo(4);
            });
            node.barrier("seen");
        }

        @Test
        void aBarrierThatOneNodeDoesNotReach(MultiJvm node) {
            node.runOn("n3", () -> node.await("a message that nobody sends", () -> false));
            node.barrier("elected");
        }

        @Test
        void aBarrierThatOneNodeNeverEnters(MultiJvm node) {
            if (!node.is("n3")) {
                node.barrier("elected");
            }
        }

        @Test
        void differentBarriers(MultiJvm node) {
            node.barrier(node.is("n1") ? "elected" : "Elected");
        }

        @Test
        void aBarrierInsideRunOn(MultiJvm node) {
            node.runOn("n1", () -> node.barrier("elected"));
        }

        @Test
        void aCrash(MultiJvm node) {
            node.runOn("n2", () -> Runtime.getRuntime().halt(9));
            node.barrier("crashed");
        }

        @Test
        void aPartitionThatIsNeverHealed(MultiJvm node) {
            node.formCluster();
            node.partition("n1, n2 | n3");
            node.await(
                    "an unreachable member",
                    () -> !node.cluster().state().getUnreachable().isEmpty());
            node.await(
                    "all reachable again",
                    Duration.ofSeconds(2),
                    () -> node.cluster().state().getUnreachable().isEmpty());
        }

        @Test
        void aRoleThatDoesNotExist(MultiJvm node) {
            node.kill("n9");
        }

        @Test
        void aPartitionThatLeavesANodeOut(MultiJvm node) {
            node.partition("n1 | n2");
        }

        @Test
        void aRestartOfANodeThatRuns(MultiJvm node) {
            node.restart("n2");
        }
    }

    @MultiJvmTest(nodes = 3, timeoutSeconds = 3)
    static final class Hanging {
        @Test
        void aHang(MultiJvm node) throws InterruptedException {
            new CountDownLatch(node.is("n2") ? 1 : 0).await();
        }
    }

    @MultiJvmTest(nodes = 2)
    static final class Endless {
        @Test
        void staysHere(MultiJvm node) throws Exception {
            node.pause("n2");
            Files.createFile(node.shared().resolve("stopped"));
            new CountDownLatch(1).await();
        }
    }

    @MultiJvmTest(nodes = 2, config = "pekko.remote.artery.canonical.port = 25520")
    static final class OnePortForAll {
        @Test
        void cannotStart(MultiJvm node) {
            node.formCluster();
        }
    }

    @MultiJvmTest(nodes = 2, jvmOptions = "-XX:NoSuchOption")
    static final class NoSuchJvm {
        @Test
        void cannotStart(MultiJvm node) {
            node.formCluster();
        }
    }

    @MultiJvmTest(nodes = 1)
    static final class Single {
        @Test
        void isRefused(MultiJvm node) {
            node.formCluster();
        }
    }

    static final class Unmarked {
        @Test
        void isRefused(MultiJvm node) {
            node.formCluster();
        }
    }

    @MultiJvmTest(nodes = 2)
    static final class Empty {
        void hasNoTest(MultiJvm node) {
            node.formCluster();
        }
    }

    @MultiJvmTest(nodes = 2)
    static final class Cleaned {
        @Test
        void aFailureWithACause(MultiJvm node) {
            node.runOn("n2", () -> {
                throw new IllegalStateException("no journal", new IOException("disk full"));
            });
            node.barrier("after");
        }

        @Test
        void anAssumptionOnOneNode(MultiJvm node) {
            assumeTrue(node.is("n1"), "a disk of its own");
            node.barrier("after");
        }

        @AfterEach
        void together(MultiJvm node) {
            node.barrier("cleaned");
        }
    }

    @MultiJvmTest(nodes = 2)
    static final class Invoked {
        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        void aValueThatFails(int value, MultiJvm node) {
            assertThat(node.incarnation()).isEqualTo(1);
            node.runOn("n2", () -> assertThat(value).as("the second value").isNotEqualTo(2));
            node.barrier("after");
        }

        @ParameterizedTest
        @MethodSource("values")
        void otherValuesOnOneNode(String value) {
            assertThat(value).isNotNull();
        }

        @ParameterizedTest
        @MethodSource("none")
        void noValues(int value) {
            assertThat(value).isZero();
        }

        static Stream<String> values() {
            return NodeMain.node().is("n1") ? Stream.of("a", "b") : Stream.of("b");
        }

        static IntStream none() {
            return IntStream.empty();
        }
    }
}
