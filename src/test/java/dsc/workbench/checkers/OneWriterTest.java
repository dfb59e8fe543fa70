package dsc.workbench.checkers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.workbench.history.Event;
import dsc.workbench.history.Recorder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OneWriterTest {

    private long nanos;
    private long process;
    private final Recorder recorder = new Recorder(() -> nanos += 1_000_000);

    private Event begin() {
        return recorder.invoke(++process, "write", "k1", null);
    }

    private void acknowledge(Event invocation, String node, long incarnation) {
        recorder.complete(
                invocation, Event.Type.OK, Map.<String, Object>of("node", node, "incarnation", incarnation), null);
    }

    private void write(String node, long incarnation) {
        acknowledge(begin(), node, incarnation);
    }

    private Verdict check() {
        return OneWriter.CHECKER.check(recorder.history(), Duration.ofSeconds(1));
    }

    @Test
    void oneAfterTheOtherIsValid() {
        write("n1", 1);
        write("n1", 1);
        write("n3", 2);
        write("n1", 4);
        assertThat(check().status()).isEqualTo(Verdict.Status.VALID);
        assertThat(check().reason()).isEqualTo("4 writes were acknowledged by 3 incarnations, one after the other");
    }

    @Test
    void aWriteByAnEarlierWriterAfterOneByALaterIsFound() {
        write("n1", 1);
        write("n3", 2);
        write("n1", 1);
        Verdict verdict = check();
        assertThat(verdict.status()).isEqualTo(Verdict.Status.INVALID);
        assertThat(verdict.reason()).contains("incarnation 1 on n1", "incarnation 2 on n3", "1 write ");
        assertThat(verdict.evidence().orElseThrow().stuck())
                .extracting(operation -> operation.invocation().process())
                .containsExactly(3L);
        assertThat(EvidencePrinter.lines(verdict.evidence().orElseThrow()))
                .hasSize(4)
                .startsWith(
                        "Once a later writer has acknowledged a write, no earlier one may acknowledge a write that is"
                                + " asked for after that.")
                .contains("But then:")
                .anyMatch(line -> line.startsWith("  process 2  write k1 → ") && line.contains("\"n3\""))
                .anyMatch(line -> line.startsWith("  process 3  write k1 → ") && line.contains("\"n1\""));
        assertThat(OneWriter.counts(recorder.history())).containsEntry("writes by a superseded writer", 1L);
    }

    /** Holds if the writers do not alternate, too: each side's clients see one writer only. */
    @Test
    void manySuchWritesAreCounted() {
        write("n3", 2);
        write("n1", 1);
        write("n3", 2);
        write("n1", 1);
        assertThat(check().status()).isEqualTo(Verdict.Status.INVALID);
        assertThat(OneWriter.counts(recorder.history()))
                .containsEntry("writes by a superseded writer", 2L)
                .containsEntry("writes acknowledged", 4L)
                // The recorder's clock gives each event a millisecond: the first is acknowledged at 2, the last at 8.
                .containsEntry("two writers at once, ms", 6L);
    }

    /** It may have been written before the later writer was there. */
    @Test
    void aWriteThatWasAskedForBeforeMayBeAcknowledgedLater() {
        Event slow = begin();
        write("n3", 2);
        acknowledge(slow, "n1", 1);
        assertThat(check().status()).isEqualTo(Verdict.Status.VALID);
    }

    @Test
    void aWriteOfUnknownOutcomeSaysNothing() {
        write("n3", 2);
        recorder.complete(begin(), Event.Type.INFO, null, "timeout");
        assertThat(check().status()).isEqualTo(Verdict.Status.VALID);
        assertThat(OneWriter.counts(recorder.history())).containsEntry("writes of unknown outcome", 1L);
    }

    @Test
    void theSameNumberOnTwoNodesIsFound() {
        write("n1", 2);
        write("n3", 2);
        assertThat(check().status()).isEqualTo(Verdict.Status.INVALID);
        assertThat(check().reason()).contains("incarnation 2 on n1", "incarnation 2 on n3");
    }

    @Test
    void withoutAWriteNothingIsKnown() {
        recorder.complete(begin(), Event.Type.FAIL, null, "refused");
        assertThat(check().status()).isEqualTo(Verdict.Status.UNKNOWN);
    }

    @Test
    void whatIsNoHistoryOfWritesIsRefused() {
        recorder.complete(begin(), Event.Type.OK, "done", null);
        assertThatThrownBy(this::check)
                .isInstanceOf(ModelMismatchException.class)
                .hasMessageContaining("not a map with node and incarnation");
    }

    @Test
    void anotherFunctionIsRefused() {
        recorder.invoke(9, "read", "k1", null);
        assertThatThrownBy(this::check)
                .isInstanceOf(ModelMismatchException.class)
                .hasMessageContaining("the function read");
    }
}
