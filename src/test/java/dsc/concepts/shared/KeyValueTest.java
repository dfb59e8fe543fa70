package dsc.concepts.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.history.Event;
import dsc.workbench.history.Recorder;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KeyValueTest {

    private static final List<String> KEYS = List.of("k1", "k2");

    private final Operations<KeyValue.Operation> operations =
            KeyValue.operations(Operations.<KeyValue.Operation>named("kv"), (operation, replyTo) -> operation);

    private static List<Call> calls(Workload workload) {
        SplittableRandom random = new SplittableRandom(1);
        List<Call> calls = new ArrayList<>();
        for (int number = 0; number < 1_000; number++) {
            calls.add(workload.next(random, KEYS, new Workload.Turn(number % 3, 3, number / 3)));
        }
        return calls;
    }

    @Test
    void callsBecomeOperationsWithTheirSession() {
        assertThat(operations.message(Call.of("read", "x", null), null)).isEqualTo(new KeyValue.Read("x"));
        assertThat(operations.message(Call.of("write", "x", "1").in(7, 2), null))
                .isEqualTo(new KeyValue.Write(7, 2, "x", "1"));
        assertThat(operations.message(Call.of("cas", "x", List.of("1", "2")).in(7, 3), null))
                .isEqualTo(new KeyValue.CompareAndSet(7, 3, "x", Optional.of("1"), "2"));
        List<String> neverWritten = new ArrayList<>();
        neverWritten.add(null);
        neverWritten.add("2");
        assertThat(operations.message(Call.of("cas", "x", neverWritten), null))
                .isEqualTo(new KeyValue.CompareAndSet(0, 0, "x", Optional.empty(), "2"));
    }

    @Test
    void clientsMixReadsWritesAndCompareAndSets() {
        List<Call> calls = calls(KeyValue.workload());
        calls.forEach(operations::require);
        assertThat(calls.stream().filter(call -> call.function().equals("read")))
                .hasSizeBetween(400, 600);
        assertThat(calls.stream().filter(call -> call.function().equals("cas"))).hasSizeBetween(150, 350);
    }

    @Test
    void uniqueWritesAreUnique() {
        List<Call> calls = calls(KeyValue.readsAndUniqueWrites());
        assertThat(calls).extracting(Call::function).containsOnly("read", "write");
        assertThat(calls.stream().filter(call -> call.value() != null).map(Call::value))
                .hasSizeBetween(400, 600)
                .doesNotHaveDuplicates();
    }

    @Test
    void aReadOfWhatNobodyWroteIsCaught() {
        Recorder recorder = new Recorder(() -> 0);
        Event read = recorder.invoke(1, "read", "x", null);
        recorder.complete(read, Event.Type.OK, "1", null);
        assertThat(KeyValue.LINEARIZABLE.name()).isEqualTo("kv");
        assertThat(KeyValue.LINEARIZABLE
                        .check(recorder.history(), Duration.ofSeconds(1))
                        .status())
                .isEqualTo(Verdict.Status.INVALID);
    }
}
