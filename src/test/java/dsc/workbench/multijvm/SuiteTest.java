package dsc.workbench.multijvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What one can write at a class, and what is wrong with the rest. */
class SuiteTest {

    @MultiJvmTest(nodes = 3, config = "a = 1", jvmOptions = "-Dx=y")
    private static final class Sound {}

    @MultiJvmTest(roles = {"seed", "client"})
    private static final class Named {}

    @MultiJvmTest
    private static final class Uncounted {}

    @MultiJvmTest(nodes = 1)
    private static final class Single {}

    @MultiJvmTest(nodes = 30)
    private static final class Crowd {}

    @MultiJvmTest(nodes = -2)
    private static final class Negative {}

    @MultiJvmTest(nodes = 2, roles = "n1")
    private static final class Both {}

    @MultiJvmTest(roles = {"n1", "n1"})
    private static final class Twice {}

    @MultiJvmTest(roles = {"n1", "n 2"})
    private static final class Spaced {}

    @MultiJvmTest(nodes = 2, config = "a = {")
    private static final class Unreadable {}

    @MultiJvmTest(nodes = 2, configFiles = "conf/nosuch.conf")
    private static final class Missing {}

    @MultiJvmTest(nodes = 2, timeoutSeconds = 0)
    private static final class Hasty {}

    @MultiJvmTest(nodes = 2, system = "my system")
    private static final class Nameless {}

    @MultiJvmTest(nodes = 2)
    private static final class Scala implements org.scalatest.Suite {}

    @Test
    void rolesAreNumbersUnlessTheyAreNamed() {
        Suite suite = Suite.of(Sound.class);
        assertThat(suite.roles()).containsExactly("n1", "n2", "n3");
        assertThat(suite.indexOf("n2")).isEqualTo(2);
        assertThat(suite.config()).isEqualTo("{\"a\":1}");
        assertThat(suite.jvmOptions()).containsExactly("-Dx=y");
        assertThat(suite.timeout()).isEqualTo(Duration.ofSeconds(120));
        assertThat(Suite.of(Named.class).roles()).containsExactly("seed", "client");
    }

    @Test
    void mistakesAreNamedWithWhatToChange() {
        assertMistake(Uncounted.class, "say how many nodes there are, such as @MultiJvmTest(nodes = 3)");
        assertMistake(Single.class, "1 node needs no multi-JVM test", "2 to 8", "ActorTestKit");
        assertMistake(Crowd.class, "30 nodes are too many", "2 to 8");
        assertMistake(Negative.class, "-2 nodes");
        assertMistake(Both.class, "either nodes or roles");
        assertMistake(Twice.class, "names one twice");
        assertMistake(Spaced.class, "letters, digits or hyphens", "\"n 2\"");
        assertMistake(Unreadable.class, "its configuration cannot be read");
        assertMistake(Missing.class, "its configuration cannot be read", "nosuch.conf");
        assertMistake(Hasty.class, "timeoutSeconds and barrierSeconds are 1 or more");
        assertMistake(Nameless.class, "\"my system\"");
        assertMistake(Scala.class, "is a ScalaTest class", "@Test method that takes a MultiJvm");
    }

    private static void assertMistake(Class<?> testClass, String... words) {
        assertThatThrownBy(() -> Suite.of(testClass))
                .isInstanceOf(Suite.MistakeException.class)
                .hasMessageStartingWith(testClass.getSimpleName())
                .hasMessageContainingAll(words);
    }
}
