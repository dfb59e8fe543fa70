package dsc.workbench.checkers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.workbench.checkers.Verdict.Status;
import dsc.workbench.history.Event;
import dsc.workbench.history.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StreamsTest {

    private long nanos;
    private long process;
    private Recorder recorder = new Recorder(() -> nanos += 1_000_000);

    private void operation(String function, String key, Object argument, Event.Type type, Object result) {
        Event invocation = recorder.invoke(++process, function, key, argument);
        recorder.complete(invocation, type, result, null);
    }

    private void send(String value, int offset) {
        operation("send", "k", value, Event.Type.OK, List.of(0, offset));
    }

    private void end(List<String> log, List<List<Object>> view) {
        operation("final-log", null, "n1", Event.Type.OK, Map.of("0", log));
        operation("final-view", null, "n1", Event.Type.OK, Map.of("0", view));
    }

    private static List<Object> line(long offset, String value, long generation) {
        return List.of(offset, value, generation, "n" + generation);
    }

    private Verdict check(Streams checker) {
        return checker.check(recorder.history(), Duration.ofSeconds(1));
    }

    private void assertInvalid(Streams checker, String reason) {
        assertThat(check(checker).status()).as(check(checker).reason()).isEqualTo(Status.INVALID);
        assertThat(check(checker).reason()).startsWith(reason);
    }

    private void assertValid(Streams... checkers) {
        for (Streams checker : checkers) {
            assertThat(check(checker).status()).as(check(checker).reason()).isEqualTo(Status.VALID);
        }
    }

    @Test
    void eachRecordOnceAndInOrderIsWhatAllPromise() {
        send("a", 0);
        operation("send", "k", "b", Event.Type.INFO, null);
        operation("send", "k", "c", Event.Type.FAIL, null);
        end(List.of("a", "b"), List.of(line(0, "a", 1), line(1, "b", 2)));

        assertValid(Streams.EXACTLY_ONCE, Streams.AT_LEAST_ONCE, Streams.AT_MOST_ONCE);
    }

    @Test
    void whatWasAcknowledgedIsAtItsOffset() {
        send("a", 0);
        send("b", 1);
        end(List.of("a"), List.of(line(0, "a", 1)));

        assertInvalid(Streams.EXACTLY_ONCE, "an acknowledged record is lost: \"b\" was said to be at offset 1");
        assertThat(Streams.figures(recorder.history())).containsEntry("records lost", 1L);
    }

    @Test
    void nothingIsThereTwiceOrWithoutASend() {
        send("a", 0);
        end(List.of("a", "a"), List.of());
        assertInvalid(Streams.AT_MOST_ONCE, "a record is in the log twice");

        recorder = new Recorder(() -> nanos += 1_000_000);
        end(List.of("x"), List.of());
        assertInvalid(Streams.AT_MOST_ONCE, "a record that nobody sent is there");

        recorder = new Recorder(() -> nanos += 1_000_000);
        operation("send", "k", "c", Event.Type.FAIL, null);
        end(List.of("c"), List.of());
        assertInvalid(Streams.AT_MOST_ONCE, "a record whose send failed is there");
    }

    @Test
    void offsetsRespectRealTimeAndNothingElse() {
        Event early = recorder.invoke(100, "send", "k", "a");
        send("b", 0);
        recorder.complete(early, Event.Type.OK, List.of(0, 1), null);
        end(List.of("b", "a"), List.of(line(0, "b", 1), line(1, "a", 1)));
        assertValid(Streams.EXACTLY_ONCE);

        recorder = new Recorder(() -> nanos += 1_000_000);
        send("a", 1);
        send("b", 0);
        end(List.of("b", "a"), List.of(line(0, "b", 1), line(1, "a", 1)));
        assertInvalid(Streams.EXACTLY_ONCE, "a later record has a smaller offset");
    }

    @Test
    void howOftenEachIsProcessedIsJudgedAsPromised() {
        send("a", 0);
        send("b", 1);
        end(List.of("a", "b"), List.of(line(0, "a", 1), line(0, "a", 2), line(1, "b", 2)));
        assertInvalid(Streams.EXACTLY_ONCE, "a record was processed twice");
        assertValid(Streams.AT_LEAST_ONCE);
        assertInvalid(Streams.AT_MOST_ONCE, "a record was processed twice");

        recorder = new Recorder(() -> nanos += 1_000_000);
        send("a", 0);
        send("b", 1);
        end(List.of("a", "b"), List.of(line(1, "b", 1)));
        assertInvalid(Streams.EXACTLY_ONCE, "a record was skipped");
        assertInvalid(Streams.AT_LEAST_ONCE, "a record was skipped");
        assertValid(Streams.AT_MOST_ONCE);

        recorder = new Recorder(() -> nanos += 1_000_000);
        send("a", 0);
        end(List.of("a"), List.of());
        assertInvalid(Streams.AT_LEAST_ONCE, "a record was never processed: \"a\"");
        assertValid(Streams.AT_MOST_ONCE);
    }

    @Test
    void generationsDoNotFall() {
        send("a", 0);
        send("b", 1);
        end(List.of("a", "b"), List.of(line(0, "a", 2), line(1, "b", 1)));

        assertInvalid(Streams.AT_MOST_ONCE, "generations fall");
    }

    @Test
    void whatNobodyToldIsUnknown() {
        send("a", 0);
        assertThat(check(Streams.EXACTLY_ONCE).status()).isEqualTo(Status.UNKNOWN);

        operation("final-log", null, "n1", Event.Type.INFO, null);
        assertThat(check(Streams.EXACTLY_ONCE).reason()).contains("n1 did not answer final-log");
        assertThatThrownBy(() -> {
                    send("a", 0);
                    check(Streams.EXACTLY_ONCE);
                })
                .isInstanceOf(ModelMismatchException.class)
                .hasMessageContaining("told apart");
    }

    /**
     * Every list of at most four lines about a log of at most two records, beside the sentence written as it is read.
     */
    @Test
    void everySmallViewIsJudgedAsTheSentenceSays() {
        int judged = 0;
        for (int size = 0; size <= 2; size++) {
            for (int length = 0; length <= 4; length++) {
                int all = (int) Math.pow(4, length);
                for (int code = 0; code < all; code++) {
                    List<int[]> lines = new ArrayList<>();
                    for (int at = 0, rest = code; at < length; at++, rest /= 4) {
                        lines.add(new int[] {rest % 2, 1 + rest / 2 % 2});
                    }
                    recorder = new Recorder(() -> nanos += 1_000_000);
                    List<String> log = List.of("a", "b").subList(0, size);
                    IntStream.range(0, size).forEach(offset -> send(log.get(offset), offset));
                    List<List<Object>> view = new ArrayList<>();
                    lines.forEach(line -> view.add(line(line[0], line[0] == 0 ? "a" : "b", line[1])));
                    end(log, view);
                    for (Streams checker : List.of(Streams.EXACTLY_ONCE, Streams.AT_LEAST_ONCE, Streams.AT_MOST_ONCE)) {
                        assertThat(check(checker).status() == Status.VALID)
                                .as("%s of %s with %s", checker.name(), log, view)
                                .isEqualTo(holds(checker, size, lines));
                        judged++;
                    }
                }
            }
        }
        assertThat(judged).isGreaterThan(3_000);
    }

    private static boolean holds(Streams checker, int size, List<int[]> lines) {
        List<Integer> offsets = lines.stream().map(line -> line[0]).toList();
        List<Integer> all = IntStream.range(0, size).boxed().toList();
        List<Integer> generations = lines.stream().map(line -> line[1]).toList();
        if (!generations.equals(generations.stream().sorted().toList())
                || offsets.stream().anyMatch(offset -> offset >= size)) {
            return false;
        }
        if (checker == Streams.EXACTLY_ONCE) {
            return offsets.equals(all);
        }
        return checker == Streams.AT_LEAST_ONCE
                ? offsets.stream().distinct().toList().equals(all)
                : offsets.equals(offsets.stream().distinct().sorted().toList());
    }

    /** A valid history stays valid until one thing in it is changed. */
    @Test
    void oneChangeOfAValidHistoryIsFound() {
        SplittableRandom random = new SplittableRandom(5);
        for (int trial = 0; trial < 300; trial++) {
            int size = 2 + random.nextInt(20);
            int broken = random.nextInt(5);
            int at = random.nextInt(size - 1);
            recorder = new Recorder(() -> nanos += 1_000_000);
            List<String> log = new ArrayList<>();
            List<List<Object>> view = new ArrayList<>();
            for (int offset = 0; offset < size; offset++) {
                send("v" + offset, offset);
                log.add("v" + offset);
                view.add(line(offset, "v" + offset, 1 + offset / 3));
            }
            switch (broken) {
                case 0 -> log.remove(at);
                case 1 -> log.add(log.get(at));
                case 2 -> view.remove(at);
                case 3 -> view.add(at, view.get(at));
                case 4 -> view.set(at + 1, line(at + 1, "v" + (at + 1), 0));
                default -> throw new IllegalStateException();
            }
            end(log, view);
            assertThat(check(Streams.EXACTLY_ONCE).status())
                    .as("change " + broken)
                    .isEqualTo(Status.INVALID);
        }
    }
}
