package dsc.workbench.checkers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.workbench.history.Event;
import dsc.workbench.history.Operation;
import dsc.workbench.history.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
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

    /** The sentence, word for word: of every pair of writes. */
    @Test
    void agreesWithItsSentenceOnManyHistories() {
        int valid = 0;
        for (long seed = 0; seed < 20_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Recorder drawn = new Recorder(() -> 0);
            List<Event> running = new ArrayList<>();
            for (int left = 1 + random.nextInt(6); left > 0 || !running.isEmpty(); ) {
                if (left > 0 && random.nextBoolean()) {
                    running.add(drawn.invoke(left--, "write", "k" + random.nextInt(2), null));
                } else if (!running.isEmpty()) {
                    Event begun = running.remove(random.nextInt(running.size()));
                    long incarnation = 1 + random.nextInt(3);
                    String node = random.nextInt(20) == 0 ? "n4" : "n" + incarnation;
                    Event.Type type = random.nextInt(4) == 0 ? Event.Type.INFO : Event.Type.OK;
                    drawn.complete(begun, type, Map.of("node", node, "incarnation", incarnation), null);
                }
            }
            List<Operation> writes = drawn.history().operations().stream()
                    .filter(write -> write.outcome() == Operation.Outcome.OK)
                    .toList();
            boolean late = writes.stream()
                    .anyMatch(one -> writes.stream()
                            .anyMatch(other -> one.end() < other.start() && incarnation(one) > incarnation(other)));
            boolean twoNodes = writes.stream()
                    .anyMatch(one -> writes.stream()
                            .anyMatch(other -> incarnation(one) == incarnation(other)
                                    && !((Map<?, ?>) one.result())
                                            .get("node")
                                            .equals(((Map<?, ?>) other.result()).get("node"))));
            Verdict.Status expected = late || twoNodes
                    ? Verdict.Status.INVALID
                    : writes.isEmpty() ? Verdict.Status.UNKNOWN : Verdict.Status.VALID;
            valid += expected == Verdict.Status.VALID ? 1 : 0;
            assertThat(OneWriter.CHECKER
                            .check(drawn.history(), Duration.ofSeconds(1))
                            .status())
                    .as("seed %d", seed)
                    .isEqualTo(expected);
        }
        assertThat(valid).isBetween(2_000, 18_000);
    }

    private static long incarnation(Operation write) {
        return (Long) ((Map<?, ?>) write.result()).get("incarnation");
    }

    @Test
    void anotherFunctionIsRefused() {
        recorder.invoke(9, "read", "k1", null);
        assertThatThrownBy(this::check)
                .isInstanceOf(ModelMismatchException.class)
                .hasMessageContaining("the function read");
    }
}
