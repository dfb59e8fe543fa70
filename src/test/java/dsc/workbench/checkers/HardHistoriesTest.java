package dsc.workbench.checkers;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.history.Event;
import dsc.workbench.history.Event.Type;
import dsc.workbench.history.History;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Histories in which many operations are equal end soon: what is counted are steps of the search, and its memory. */
class HardHistoriesTest {

    private static final long MEMORY_BYTES = 16L << 20;

    private final List<Event> events = new ArrayList<>();
    private long process;

    private long begin(String function, Object argument) {
        events.add(event(process, Type.INVOKE, function, argument));
        return process++;
    }

    private void end(long client, String function, Object value) {
        events.add(event(client, Type.OK, function, value));
    }

    private static Event event(long client, Type type, String function, Object value) {
        return new Event(client, type, function, "k", value, Event.NO_TIME, null);
    }

    private void read(Object result) {
        end(begin("read", null), "read", result);
    }

    /** Operations that all begin before the first of them ends. */
    private void atOnce(int count, String function, IntFunction<Object> argument) {
        long first = process;
        for (int at = 0; at < count; at++) {
            begin(function, argument.apply(at));
        }
        for (int at = 0; at < count; at++) {
            end(first + at, function, argument.apply(at));
        }
    }

    private void unknown(int count, String function, IntFunction<Object> argument) {
        for (int at = 0; at < count; at++) {
            begin(function, argument.apply(at));
        }
    }

    private <S> void assertEnds(Model<S> model, Verdict.Status expected, long stepsMax) {
        History history = History.of(events);
        List<Call> calls = history.operations().stream().map(model::call).toList();
        Search<S> search = new Search<>(model, Problem.prefix(model, calls, Integer.MAX_VALUE), MEMORY_BYTES);
        Search.Outcome outcome =
                search.run(System.nanoTime() + Duration.ofMinutes(1).toNanos());
        assertThat(outcome)
                .isEqualTo(expected == Verdict.Status.VALID ? Search.Outcome.ORDERED : Search.Outcome.IMPOSSIBLE);
        assertThat(search.tried()).as("steps").isLessThanOrEqualTo(stepsMax);
        assertThat(search.bytes()).as("bytes").isLessThan(MEMORY_BYTES);
        assertThat(Linearizability.of(model)
                        .check(history, Duration.ofMinutes(1))
                        .status())
                .isEqualTo(expected);
    }

    @SuppressWarnings("unchecked")
    private void assertRegisterEnds(Verdict.Status expected, long stepsMax) {
        assertEnds((Model<Object>) Models.KV, expected, stepsMax);
    }

    @SuppressWarnings("unchecked")
    private void assertStringsEnd(Verdict.Status expected, long stepsMax) {
        assertEnds((Model<Object>) Models.APPEND_KV, expected, stepsMax);
    }

    @Test
    void knownWritesOfAFewValuesAtOnceAndTwoReadsThatDisagree() {
        atOnce(20, "write", at -> at % 3L);
        read(0L);
        read(1L);
        assertRegisterEnds(Verdict.Status.INVALID, 10_000);
    }

    @Test
    void knownWritesOfAFewValuesAtOnceAndTwoReadsThatAgree() {
        atOnce(20, "write", at -> at % 3L);
        read(2L);
        read(2L);
        assertRegisterEnds(Verdict.Status.VALID, 10_000);
    }

    @Test
    void knownWritesOfValuesThatNobodySaw() {
        atOnce(40, "write", at -> (long) at);
        read(0L);
        read(1L);
        assertRegisterEnds(Verdict.Status.INVALID, 10_000);
    }

    @Test
    void knownCompareAndSetsAtOnce() {
        Random random = new Random(1);
        List<Object> pairs = new ArrayList<>();
        for (int at = 0; at < 20; at++) {
            pairs.add(List.of((long) random.nextInt(3), (long) random.nextInt(3)));
        }
        end(begin("write", 0L), "write", 0L);
        atOnce(20, "cas", pairs::get);
        assertRegisterEnds(Verdict.Status.INVALID, 10_000);
    }

    @Test
    void manyWritesOfUnknownOutcomeAndManyReads() {
        Random random = new Random(1);
        unknown(200, "write", at -> at % 5L);
        for (int reads = 0; reads < 150; reads++) {
            read((long) random.nextInt(5));
        }
        assertRegisterEnds(Verdict.Status.VALID, 10_000);
    }

    @Test
    void manyWritesOfUnknownOutcomeAndMoreReadsThanTheyCanExplain() {
        Random random = new Random(1);
        unknown(100, "write", at -> at % 5L);
        for (int reads = 0; reads < 150; reads++) {
            read((long) random.nextInt(5));
        }
        assertRegisterEnds(Verdict.Status.INVALID, 10_000);
    }

    @Test
    void manyWritesOfUnknownOutcomeAndReadsAtOnce() {
        Random random = new Random(1);
        unknown(60, "write", at -> at % 5L);
        for (int round = 0; round < 15; round++) {
            List<Object> results = new ArrayList<>();
            for (int at = 0; at < 10; at++) {
                results.add((long) random.nextInt(5));
            }
            long first = process;
            unknown(10, "read", at -> null);
            for (int at = 0; at < 10; at++) {
                end(first + at, "read", results.get(at));
            }
        }
        assertRegisterEnds(Verdict.Status.VALID, 10_000);
    }

    @Test
    void writesAndCompareAndSetsOfUnknownOutcome() {
        Random random = new Random(1);
        unknown(100, "write", at -> (long) random.nextInt(5));
        unknown(100, "cas", at -> List.of((long) random.nextInt(5), (long) random.nextInt(5)));
        for (int reads = 0; reads < 150; reads++) {
            read((long) random.nextInt(5));
        }
        assertRegisterEnds(Verdict.Status.VALID, 10_000);
    }

    @Test
    void equalAppendsAtOnce() {
        atOnce(20, "append", at -> at % 2 == 0 ? "a" : "b");
        read("ab".repeat(9) + "bb");
        assertStringsEnd(Verdict.Status.INVALID, 100_000);
    }

    @Test
    void appendsThatNobodySaw() {
        long early = begin("read", null);
        atOnce(20, "append", at -> Character.toString('a' + at));
        end(early, "read", "ab");
        read("ab");
        assertStringsEnd(Verdict.Status.INVALID, 10_000);
    }

    @Test
    void equalAppendsOfUnknownOutcome() {
        Random random = new Random(1);
        unknown(30, "append", at -> at % 2 == 0 ? "a" : "b");
        String text = "";
        for (int reads = 0; reads < 29; reads++) {
            text += random.nextBoolean() ? "a" : "b";
            read(text);
        }
        assertStringsEnd(Verdict.Status.INVALID, 10_000);
    }
}
