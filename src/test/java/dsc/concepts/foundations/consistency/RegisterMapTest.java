package dsc.concepts.foundations.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.MalformedCallException;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Workload.Turn;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegisterMapTest {

    private final Operations<RegisterMap.Operation> operations = RegisterMap.operations(
            Operations.<RegisterMap.Operation>named("registers"), (operation, replyTo) -> operation);

    @Test
    void callsBecomeOperationsWithTheirContext() {
        assertThat(operations.message(Call.of("read", "x", null), null)).isEqualTo(new RegisterMap.Read("x", null));
        assertThat(operations.message(Call.of("write", "x", "1").withContext("7"), null))
                .isEqualTo(new RegisterMap.Write("x", "1", "7"));
        assertThat(operations.message(Call.of("snapshot", null, null).withContext("7"), null))
                .isEqualTo(new RegisterMap.Snapshot("7"));
        assertThat(operations.finalReads(List.of("x", "y"))).containsExactly(Call.of("snapshot", null, null));
    }

    @Test
    void clientsMixTheOperationsAndWriteNothingTwice() {
        SplittableRandom random = new SplittableRandom(1);
        List<Call> calls = IntStream.range(0, 1_000)
                .mapToObj(number ->
                        RegisterMap.workload().next(random, List.of("k1", "k2"), new Turn(number % 3, 3, number / 3)))
                .toList();
        calls.forEach(operations::require);
        assertThat(calls.stream().collect(Collectors.groupingBy(Call::function, Collectors.counting())))
                .hasEntrySatisfying("write", count -> assertThat(count).isBetween(350L, 450L))
                .hasEntrySatisfying("snapshot", count -> assertThat(count).isBetween(350L, 450L))
                .hasEntrySatisfying("read", count -> assertThat(count).isBetween(150L, 250L));
        assertThat(calls.stream().filter(call -> call.value() != null).map(Call::value))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "write x|write needs a value",
                "snapshot x|snapshot takes no arguments",
                "read|read needs a key",
                "cas x 1 2|has no operation \"cas\""
            })
    void whatDoesNotFitIsRefused(String line, String because) {
        assertThatThrownBy(() -> operations.parse(List.of(line.split(" "))))
                .isInstanceOf(MalformedCallException.class)
                .hasMessageContaining(because);
    }

    @Test
    void aValueAndAKeyHaveTheirLimits() {
        for (String value : List.of("", "v".repeat(1_025))) {
            assertThatThrownBy(() -> operations.parse(List.of("write", "x", value)))
                    .isInstanceOf(MalformedCallException.class)
                    .hasMessageContaining("a value has 1 to 1024 characters, not " + value.length());
        }
        assertThatThrownBy(() -> operations.parse(List.of("read", "k".repeat(257))))
                .isInstanceOf(MalformedCallException.class)
                .hasMessageContaining("a key has 1 to 256 characters, not 257");
    }
}
