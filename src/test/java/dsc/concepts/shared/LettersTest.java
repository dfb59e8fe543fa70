package dsc.concepts.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LettersTest {

    private final Operations<Letters.Operation> operations =
            Letters.operations(Operations.<Letters.Operation>named("post"), (operation, replyTo) -> operation);

    @Test
    void clientsSendFourOfFiveAndNoLetterTwice() {
        SplittableRandom random = new SplittableRandom(1);
        List<Call> sends = new ArrayList<>();
        for (int number = 0; number < 1_000; number++) {
            Call call =
                    Letters.workload().next(random, List.of("k1", "k2"), new Workload.Turn(number % 3, 3, number / 3));
            operations.require(call);
            if (call.function().equals("send")) {
                sends.add(call);
            }
        }
        assertThat(sends).hasSizeBetween(750, 850);
        assertThat(sends).extracting(Call::value).doesNotHaveDuplicates();
    }

    @Test
    void theResultOfASendIsRecordedAndEveryNodeAsksUntilNothingChanges() {
        Call send = operations.parse(List.of("send", "inbox", "hello"));
        assertThat(operations.message(send, null)).isEqualTo(new Letters.Send("inbox", "hello"));
        assertThat(operations.get("send").isAnswerRecorded(send)).isTrue();
        List<Call> last = operations.finalReads(List.of("inbox"));
        assertThat(last).containsExactly(Call.of("received", "inbox", null));
        assertThat(operations.isPerNode(last.getFirst())).isTrue();
    }

    @Test
    void aLetterHasSomethingInItAndIsNotLong() {
        assertThatThrownBy(() -> operations.parse(List.of("send", "inbox")))
                .hasMessage("send needs a letter: send KEY LETTER");
        assertThatThrownBy(() -> operations.parse(List.of("send", "inbox", "x".repeat(1025))))
                .hasMessage("a letter has 1 to 1024 characters, not 1025: send KEY LETTER");
    }
}
