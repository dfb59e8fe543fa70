package dsc.concepts.foundations.consensus.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The log as a value (§5.3, §5.4.1, §7). */
class LogTest {

    private static final byte[] DATA = {1, 2};

    /** Entries of these terms behind the snapshot. */
    private static Log log(Snapshot snapshot, long... terms) {
        return new Log(snapshot, entries(terms));
    }

    private static Log log(long... terms) {
        return log(Snapshot.EMPTY, terms);
    }

    private static List<Entry> entries(long... terms) {
        return LongStream.of(terms)
                .mapToObj(term -> LoneServer.entry(term, "v"))
                .toList();
    }

    private static List<Long> terms(Log log) {
        return log.entries().stream().map(Entry::term).toList();
    }

    @Test
    void beginsEmpty() {
        assertThat(Log.EMPTY.firstIndex()).isEqualTo(1);
        assertThat(Log.EMPTY.lastIndex()).isZero();
        assertThat(Log.EMPTY.lastTerm()).isZero();
        assertThat(Log.EMPTY.term(0)).isZero();
        assertThat(Log.EMPTY.matches(0, 0)).isTrue();
        assertThat(Log.EMPTY.matches(1, 1)).isFalse();
        assertThat(Log.EMPTY.isCoveredBy(0, 0)).isTrue();
        assertThat(Log.EMPTY.batch(1, 10, 1_000)).isEmpty();
    }

    @Test
    void numbersEntriesFromOneOrBehindTheSnapshot() {
        assertThat(log(1, 1, 2).term(3)).isEqualTo(2);
        Log behind = log(new Snapshot(10, 3, Configuration.NONE, DATA), 3, 4);
        assertThat(behind.firstIndex()).isEqualTo(11);
        assertThat(behind.lastIndex()).isEqualTo(12);
        assertThat(behind.term(10)).isEqualTo(3);
        assertThat(behind.term(12)).isEqualTo(4);
        assertThat(log(new Snapshot(10, 3, Configuration.NONE, DATA)).lastTerm())
                .isEqualTo(3);
    }

    @Test
    void appendsAtTheEnd() {
        assertThat(terms(log(1).append(1, entries(1, 2)))).containsExactly(1L, 1L, 2L);
        assertThat(log(1).append(1, List.of())).isEqualTo(log(1));
    }

    @Test
    void entriesInTheMiddleReplaceAllThatFollows() {
        assertThat(terms(log(1, 1, 1, 1).append(2, entries(2)))).containsExactly(1L, 1L, 2L);
        assertThat(terms(log(1, 1).append(0, entries(2)))).containsExactly(2L);
        Log behind = log(new Snapshot(10, 3, Configuration.NONE, DATA), 3, 3).append(10, entries(5));
        assertThat(terms(behind)).containsExactly(5L);
        assertThat(behind.lastIndex()).isEqualTo(11);
    }

    @Test
    void refusesAGap() {
        assertThatIllegalArgumentException().isThrownBy(() -> log(1).append(2, entries(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        log(new Snapshot(10, 3, Configuration.NONE, DATA), 3).append(9, entries(3)));
    }

    @Test
    void refusesTermsThatFall() {
        assertThatIllegalArgumentException().isThrownBy(() -> log(2).append(1, entries(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> log(new Snapshot(10, 3, Configuration.NONE, DATA), 2));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> log(new Snapshot(10, 3, Configuration.NONE, DATA)).append(10, entries(2)));
    }

    @Test
    void noEntryHasTermZero() {
        assertThatIllegalArgumentException().isThrownBy(() -> LoneServer.entry(0, "v"));
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, 1", "1, 0", "1, -1"})
    void noSnapshotEndsThere(long lastIndex, long lastTerm) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Snapshot(lastIndex, lastTerm, Configuration.NONE, DATA));
    }

    @Test
    void aSnapshotIsItsContents() {
        assertThat(new Snapshot(1, 1, Configuration.NONE, new byte[] {1}))
                .isEqualTo(new Snapshot(1, 1, Configuration.NONE, new byte[] {1}))
                .hasSameHashCodeAs(new Snapshot(1, 1, Configuration.NONE, new byte[] {1}))
                .isNotEqualTo(new Snapshot(1, 1, Configuration.NONE, new byte[] {2}))
                .isNotEqualTo(new Snapshot(2, 1, Configuration.NONE, new byte[] {1}));
    }

    /** What the snapshot covers is committed, whatever term is asked for; its last entry is compared. */
    @ParameterizedTest
    @CsvSource({"9, 1, true", "0, 0, true", "10, 3, true", "10, 2, false", "11, 3, true", "11, 4, false", "13, 4, false"
    })
    void matchesEntriesByTerm(long index, long term, boolean matches) {
        assertThat(log(new Snapshot(10, 3, Configuration.NONE, DATA), 3, 4).matches(index, term))
                .isEqualTo(matches);
    }

    /** §5.4.1. */
    @ParameterizedTest
    @CsvSource({"3, 2, true", "4, 2, true", "2, 2, false", "100, 1, false", "1, 3, true"})
    void isCoveredByTheLaterTermThenTheLongerLog(long index, long term, boolean covered) {
        assertThat(log(1, 1, 2).isCoveredBy(index, term)).isEqualTo(covered);
        assertThat(log(new Snapshot(3, 2, Configuration.NONE, DATA)).isCoveredBy(index, term))
                .isEqualTo(covered);
    }

    @Test
    void batchesByCount() {
        assertThat(log(1, 2, 3, 4).batch(2, 2, 1_000)).extracting(Entry::term).containsExactly(2L, 3L);
        assertThat(log(1, 2, 3, 4).batch(4, 2, 1_000)).hasSize(1);
        assertThat(log(1, 2, 3, 4).batch(5, 2, 1_000)).isEmpty();
        assertThat(log(1, 2).batch(1, 0, 1_000)).isEmpty();
        assertThat(log(new Snapshot(10, 3, Configuration.NONE, DATA), 3, 4).batch(11, 9, 1_000))
                .hasSize(2);
    }

    @Test
    void batchesByBytesButNeverNothing() {
        int one = entries(1).getFirst().command().sizeBytes();
        assertThat(log(1, 1, 1).batch(1, 9, 2 * one)).hasSize(2);
        assertThat(log(1, 1, 1).batch(1, 9, 2 * one - 1)).hasSize(1);
        assertThat(log(1, 1, 1).batch(1, 9, 1)).hasSize(1);
    }

    /** §5.3, last part. */
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "4, 2", "5, 5"})
    void findsWhereATermBegins(long index, long first) {
        assertThat(log(1, 2, 2, 2, 3).firstIndexOfTermAt(index)).isEqualTo(first);
    }

    /** The term may begin in the snapshot: then the first entry that is still there. */
    @Test
    void findsWhereATermBeginsUpToTheSnapshot() {
        Log log = log(new Snapshot(10, 3, Configuration.NONE, DATA), 3, 3, 4);
        assertThat(log.firstIndexOfTermAt(12)).isEqualTo(11);
        assertThat(log.firstIndexOfTermAt(11)).isEqualTo(11);
        assertThat(log.firstIndexOfTermAt(13)).isEqualTo(13);
        assertThat(log.firstIndexOfTermAt(10)).isEqualTo(10);
    }

    /** §7. */
    @Test
    void compactsItsBeginning() {
        Log log = log(1, 1, 2, 2).compact(new Snapshot(3, 2, Configuration.NONE, DATA));
        assertThat(log).isEqualTo(log(new Snapshot(3, 2, Configuration.NONE, DATA), 2));
        assertThat(log.compact(new Snapshot(4, 2, Configuration.NONE, DATA)))
                .isEqualTo(log(new Snapshot(4, 2, Configuration.NONE, DATA)));
        assertThat(log.compact(new Snapshot(3, 2, Configuration.NONE, DATA))).isEqualTo(log);
    }

    /** §7: what is behind a snapshot that is none of its own may conflict. */
    @Test
    void dropsEverythingForASnapshotOfAnotherLog() {
        assertThat(log(1, 1, 1).compact(new Snapshot(2, 3, Configuration.NONE, DATA)))
                .isEqualTo(log(new Snapshot(2, 3, Configuration.NONE, DATA)));
        assertThat(log(1, 1, 1).compact(new Snapshot(9, 1, Configuration.NONE, DATA)))
                .isEqualTo(log(new Snapshot(9, 1, Configuration.NONE, DATA)));
    }

    /** The log is a value: what was made from it, or what it was made of, does not change it. */
    @Test
    void keepsItsEntriesToItself() {
        List<Entry> mutable = new ArrayList<>(entries(1, 2));
        Log log = new Log(Snapshot.EMPTY, mutable);
        mutable.clear();
        log.append(0, entries(7));
        assertThat(terms(log)).containsExactly(1L, 2L);
    }

    /** Appending, cutting and compacting in any order is the same as doing it to a plain list. */
    @Test
    void behavesAsAPlainList() {
        for (long seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Log log = Log.EMPTY;
            List<Entry> model = new ArrayList<>();
            long term = 1;
            for (int step = 0; step < 40; step++) {
                term += random.nextInt(2);
                if (random.nextInt(4) == 0 && log.lastIndex() > 0) {
                    long index = random.nextLong(log.snapshot().lastIndex(), log.lastIndex() + 1);
                    log = index == 0
                            ? log
                            : log.compact(new Snapshot(index, log.term(index), Configuration.NONE, DATA));
                } else {
                    long previous = random.nextLong(log.snapshot().lastIndex(), log.lastIndex() + 1);
                    List<Entry> added = List.of(LoneServer.entry(term, "s" + step), LoneServer.entry(term, "t" + step));
                    log = log.append(previous, added);
                    model.subList((int) previous, model.size()).clear();
                    model.addAll(added);
                }
                assertThat(log.lastIndex()).as("seed %d", seed).isEqualTo(model.size());
                assertThat(log.entries())
                        .as("seed %d", seed)
                        .isEqualTo(model.subList((int) log.snapshot().lastIndex(), model.size()));
            }
        }
    }
}
