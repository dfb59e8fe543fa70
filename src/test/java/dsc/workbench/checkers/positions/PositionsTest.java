package dsc.workbench.checkers.positions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.workbench.checkers.ModelMismatchException;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.history.Event;
import dsc.workbench.history.Operation;
import dsc.workbench.history.Recorder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PositionsTest {

    private long nanos;
    private final Recorder recorder = new Recorder(() -> nanos += 1_000_000);

    private Event write(long process, String value) {
        return recorder.invoke(process, "write", "x", value);
    }

    private Event read(long process) {
        return recorder.invoke(process, "read", "x", null);
    }

    private void answer(Event invocation, String value, Object position) {
        recorder.complete(invocation, Event.Type.OK, Arrays.asList(value, position), null);
    }

    private Verdict check() {
        return Positions.ORDERED.check(recorder.history(), Duration.ofSeconds(5));
    }

    private Verdict checkLinearizable() {
        return Positions.LINEARIZABLE.check(recorder.history(), Duration.ofSeconds(5));
    }

    @Test
    void anOldReadIsInOrderAndNotLinearizable() {
        answer(write(1, "a"), "a", List.of(1L, 1L));
        answer(write(1, "b"), "b", List.of(2L, 1L));
        answer(read(2), "a", List.of(1L, 7L));
        assertThat(check().status()).isEqualTo(Verdict.Status.VALID);
        assertThat(check().reason())
                .isEqualTo("the positions are an order that explains every result: 2 updates and 1 read of 1 key");
        assertThat(checkLinearizable().status()).isEqualTo(Verdict.Status.INVALID);
        assertThat(checkLinearizable().reason())
                .isEqualTo("event 5 tells 1.7, and 2.1 had been told before that was asked for (event 3)");
        assertThat(checkLinearizable().evidence().orElseThrow().stuck())
                .extracting(Operation::process)
                .containsExactly(2L);
    }

    @Test
    void aProcessThatGoesBackIsFound() {
        answer(write(1, "a"), "a", 4L);
        answer(read(1), null, 3L);
        assertThat(check().reason()).isEqualTo("process 1 was told 4 and then 3");
    }

    @Test
    void anUpdateBelowWhatWasToldIsFound() {
        answer(read(2), null, 3L);
        answer(write(1, "a"), "a", 2L);
        assertThat(check().reason()).contains("tells 2, and 3 had been told before");
    }

    @Test
    void twoUpdatesAtOnePositionAreFound() {
        Event one = write(1, "a");
        Event other = write(2, "b");
        answer(one, "a", 2L);
        answer(other, "b", 2L);
        assertThat(check().reason()).isEqualTo("two updates were told that they are at 2");
    }

    @Test
    void aCompareAndSetFindsWhatItExpectsRightBefore() {
        Event cas = recorder.invoke(2, "cas", "x", List.of("a", "c"));
        answer(write(1, "a"), "a", 1L);
        answer(write(1, "b"), "b", 2L);
        answer(cas, "c", 3L);
        assertThat(check().reason()).contains("at 3, event 5 found \"a\" under \"x\", where \"b\" was at 2");
    }

    @Test
    void anUpdateOfUnknownOutcomeExplainsOneChange() {
        recorder.complete(write(1, "a"), Event.Type.INFO, "a", "no answer");
        answer(read(2), "a", 3L);
        assertThat(check().status()).isEqualTo(Verdict.Status.VALID);
        answer(write(3, "b"), "b", 4L);
        answer(read(2), "a", 5L);
        assertThat(check().reason()).contains("at 5, event 7 found \"a\"").contains("\"b\" was at 4");
    }

    @Test
    void anUpdateThatWasAskedForLaterExplainsNothing() {
        answer(read(2), "a", 3L);
        recorder.complete(write(1, "a"), Event.Type.INFO, "a", "no answer");
        assertThat(check().reason()).contains("where nothing was written before");
    }

    @Test
    void anUpdateAnswersWhatItLeft() {
        answer(write(1, "a"), "b", 1L);
        assertThat(check().reason()).contains("was answered \"b\", which is not what it was to leave");
    }

    @Test
    void refusesWhatHasNoPositions() {
        recorder.complete(write(1, "a"), Event.Type.OK, "a", null);
        assertThatThrownBy(this::check)
                .isInstanceOf(ModelMismatchException.class)
                .hasMessage("event 1 answers \"a\", which is not [value position], where a position is a whole number"
                        + " or a list of some");
    }

    @Test
    void refusesOtherFunctions() {
        recorder.invoke(1, "add", "x", "a");
        assertThatThrownBy(this::check)
                .isInstanceOf(ModelMismatchException.class)
                .hasMessage("event 0 is of the function add; a history with positions has read, write, cas");
    }
}
