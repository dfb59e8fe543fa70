package dsc.concepts.foundations.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.concepts.shared.KeyValue;
import dsc.workbench.checkers.ModelMismatchException;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.history.Event;
import dsc.workbench.history.Recorder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class IncrementsTest {

    private final Recorder recorder = new Recorder(() -> 0);

    private Event begins(int process) {
        return recorder.invoke(process, Increments.FUNCTION, "x", null);
    }

    private void returned(Event increment, Object count) {
        recorder.complete(increment, Event.Type.OK, count, null);
    }

    private void reads(String value) {
        recorder.complete(recorder.invoke(9, "read", "x", null), Event.Type.OK, value, null);
    }

    private Verdict.Status verdict() {
        return new Increments(KeyValue.LINEARIZABLE)
                .check(recorder.history(), Duration.ofSeconds(1))
                .status();
    }

    @Test
    void twoAtTheSameTimeMayReturnOneCount() {
        Event first = begins(1);
        Event second = begins(2);
        returned(first, "1");
        returned(second, "1");
        reads("1");

        assertThat(verdict()).isEqualTo(Verdict.Status.VALID);
        assertThat(Increments.figures(recorder.history()))
                .containsEntry("increments acknowledged", 2L)
                .containsEntry("counts given twice", 1L);
    }

    @Test
    void oneAfterAnotherMayNot() {
        returned(begins(1), "5");
        returned(begins(2), "5");

        assertThat(verdict()).isEqualTo(Verdict.Status.INVALID);
    }

    @Test
    void oneOfUnknownOutcomeExplainsWhatItCanHaveWritten() {
        returned(begins(1), "1");
        reads("1");
        Event lost = begins(2);
        recorder.complete(lost, Event.Type.INFO, null, "no answer");
        reads("2");
        assertThat(verdict()).isEqualTo(Verdict.Status.VALID);

        reads("7");
        assertThat(verdict()).isEqualTo(Verdict.Status.INVALID);
    }

    @Test
    void anIncrementOfAnotherModelIsRefused() {
        returned(begins(1), "eleven");

        assertThatThrownBy(this::verdict)
                .isInstanceOf(ModelMismatchException.class)
                .hasMessageContaining("increment with \"eleven\", which is not a whole number");
    }
}
