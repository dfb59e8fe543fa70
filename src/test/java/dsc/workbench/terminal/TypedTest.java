package dsc.workbench.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.cli.arguments.Delay;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedTest {

    @ParameterizedTest
    @CsvSource({"n1, n1", "1, n1", "N1, n1", "n12, n12", "03, n3", "x, x", "n, n", "n0, n0", "leader, leader"})
    void aNodeIsMeantByItsNumberAsWell(String typed, String node) {
        assertThat(Typed.node(typed)).isEqualTo(node);
    }

    @ParameterizedTest
    @ValueSource(strings = {"n1,n2", "n1 n2", "n1, n2", "n1 ,n2", "1 2", "N1,,2,", " n1  n2 "})
    void nodesAreSeparatedByCommasOrBlanks(String typed) {
        assertThat(Typed.nodes(List.of(typed))).containsExactly("n1", "n2");
        assertThat(Typed.nodes(List.of(typed.split(" ")))).containsExactly("n1", "n2");
    }

    @ParameterizedTest
    @CsvSource({
        "200ms, 200",
        "200 ms, 200",
        "0.2s, 200",
        ".2s, 200",
        "1.5s, 1500",
        "1.5 S, 1500",
        "2min, 120000",
        "2m, 120000",
        "-5s, -5000",
        "+5s, 5000",
        "1h, 3600000",
        "0s, 0",
        "3 seconds, 3000"
    })
    void aDurationHasAUnit(String typed, long millis) {
        assertThat(Typed.millis(typed)).isEqualTo(OptionalLong.of(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "fast", "1.2.3s", "0.0001ms", "5 parsecs", "--5s", "1,5s", "s", "5us"})
    void whatIsNoDurationIsNone(String typed) {
        assertThat(Typed.millis(typed)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "20%, 20",
        "20 %, 20",
        "20, 20",
        "0.2, 20",
        ".2, 20",
        "0.25, 25",
        "0, 0",
        "0%, 0",
        "1%, 1",
        "100, 100",
        "1.0%, 1"
    })
    void aShareIsAPercentageOrAFraction(String typed, int percent) {
        assertThat(Typed.percent(typed)).isEqualTo(percent);
    }

    @ParameterizedTest
    @CsvSource({
        "1, '1 may mean 1 % or all of them: say 1% or 100%'",
        "1.0, may mean 1 % or all of them",
        "1.5, 'more than all of them as a fraction; as a percentage, say 1%'",
        "0.125, 'a whole number of percent, not 0.125'",
        "0.5%, 'a whole number of percent, not 0.5%'",
        "101, 'at most 100%, not 101'",
        "many, 'a share looks like 20% or 0.2, not many'",
        "-20%, 'a share looks like 20% or 0.2, not -20%'"
    })
    void aShareThatIsNoneOrTwoIsRefused(String typed, String because) {
        assertThatThrownBy(() -> Typed.percent(typed)).hasMessageContaining(because);
    }

    @ParameterizedTest
    @CsvSource({
        "n1 200ms, n1, 200, 200",
        "n1 0.2s, n1, 200, 200",
        "n1 200 ms, n1, 200, 200",
        "n1 n2 1.5s, n1 n2, 1500, 1500",
        "'n1,n2 100ms-300ms', 'n1,n2', 100, 300",
        "n1 100-300ms, n1, 100, 300",
        "n1 0.1-0.3s, n1, 100, 300",
        "n1 100..300ms, n1, 100, 300",
        "n1 100ms-1s, n1, 100, 1000",
        "all 0, all, 0, 0",
        "n1 0ms, n1, 0, 0",
        "1 1min, 1, 60000, 60000"
    })
    void aDelayIsWhoseMessagesWaitHowLong(String typed, String nodes, int min, int max) {
        assertThat(Delay.of(List.of(typed.split(" ")))).isEqualTo(new Delay(List.of(nodes.split(" ")), min, max));
    }

    @ParameterizedTest
    @CsvSource({
        "n1 fast, 'a delay looks like 200ms, 0.2s or 100ms-300ms, not fast'",
        "n1 200, 'a delay has a unit, such as 200ms or 200s; not 200'",
        "n1 300ms-100ms, begins with the shorter delay",
        "n1 2min, at most 60s",
        "n1 -5s, a delay looks like",
        "200 ms, 'whose messages, and for how long?'"
    })
    void aDelayThatIsNoneIsRefused(String typed, String because) {
        assertThatThrownBy(() -> Delay.of(List.of(typed.split(" ")))).hasMessageContaining(because);
    }
}
