package dsc.workbench.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.URI;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of each kind that Jupiter has. {@link KindsIT} runs them, and {@link DiscoveryTest} looks at what is found. */
final class Kinds {

    private Kinds() {}

    @MultiJvmTest(nodes = 2)
    @Tag("quick")
    @Retention(RetentionPolicy.RUNTIME)
    @interface OnTwoNodes {}

    interface Inherited {
        @Test
        default void ofAnInterface(MultiJvm node) {
            node.barrier("here");
        }
    }

    abstract static class Base implements Inherited {
        @Test
        @Tag("slow")
        void ofASuperclass(MultiJvm node) {
            node.barrier("here");
        }

        @Nested
        class NestedInBase {
            @Test
            void ofANestedClassOfASuperclass(MultiJvm node) {
                node.barrier("here");
            }
        }
    }

    @OnTwoNodes
    static final class All extends Base {
        private String before = "nothing";

        @BeforeEach
        void begin(MultiJvm node) throws Exception {
            before = node.role();
            // Each test has directories and actor systems of its own.
            Files.createFile(node.directory().resolve("begun"));
            assertThat(node.incarnation()).isEqualTo(1);
        }

        @Test
        void overloaded(MultiJvm node) {
            node.barrier("here");
        }

        @Test
        void overloaded(MultiJvm node, TestInfo info) {
            assertThat(info.getTags()).contains("quick");
        }

        @ParameterizedTest(name = "value {0}")
        @ValueSource(strings = {"a", "b"})
        void parameterized(String value, MultiJvm node) {
            assertThat(node.decide("the value", () -> value)).isEqualTo(value);
        }

        @RepeatedTest(2)
        void repeated(RepetitionInfo info, MultiJvm node) {
            node.barrier("repetition " + info.getCurrentRepetition());
        }

        @TestFactory
        Stream<DynamicNode> factory(MultiJvm node) {
            node.barrier("before the tests");
            return Stream.of(
                    DynamicTest.dynamicTest("one", URI.create("file:///of/one"), () -> node.barrier("one")),
                    DynamicContainer.dynamicContainer(
                            "more", Stream.of(DynamicTest.dynamicTest("two", () -> node.barrier("two")))));
        }

        @Test
        @Disabled("not now")
        void disabled(MultiJvm node) {
            throw new AssertionError(node.role());
        }

        @Test
        @EnabledIfSystemProperty(named = "no.such.property", matches = "x")
        void conditional(MultiJvm node) {
            throw new AssertionError(node.role());
        }

        @Nested
        @Tag("slow")
        class Inner {
            @Test
            void nested(MultiJvm node) {
                assertThat(before).as("set up by the class around it").isEqualTo(node.role());
            }
        }

        @Nested
        @MultiJvmTest(nodes = 3)
        @TestInstance(TestInstance.Lifecycle.PER_CLASS)
        class OnThree {
            private int prepared;

            @BeforeAll
            void prepare(MultiJvm node) {
                prepared = node.roles().size();
            }

            @Test
            void nested(MultiJvm node) {
                assertThat(prepared).isEqualTo(3);
                node.barrier("here");
            }
        }
    }

    @OnTwoNodes
    @ParameterizedClass
    @ValueSource(ints = {1, 2})
    static final class OfClasses {
        private final int value;

        OfClasses(int value) {
            this.value = value;
        }

        @Test
        void method(MultiJvm node) {
            assertThat(node.decide("the value", () -> value + "")).isEqualTo(value + "");
        }

        @ParameterizedTest
        @ValueSource(ints = {7, 8})
        @Tag("slow")
        void parameterized(int factor) {
            assertThat(factor * value).isPositive();
        }
    }
}
