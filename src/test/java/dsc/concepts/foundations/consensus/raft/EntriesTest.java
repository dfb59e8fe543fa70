package dsc.concepts.foundations.consensus.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sequences that share memory, and yet are values. */
class EntriesTest {

    private static List<Entry> entries(int from, int end) {
        return IntStream.range(from, end)
                .mapToObj(number -> LoneServer.entry(1, "v" + number))
                .toList();
    }

    @Test
    void whatIsAppendedToOneIsNotInAnother() {
        Entries first = Entries.of(entries(0, 3));
        Entries second = first.plus(entries(3, 5));
        Entries other = first.plus(entries(10, 12));
        assertThat(first).isEqualTo(entries(0, 3));
        assertThat(second).isEqualTo(entries(0, 5));
        assertThat(other.subList(3, 5)).isEqualTo(entries(10, 12));
    }

    /** Or appending to a log of thousands would copy thousands. */
    @Test
    void sharesWhatWasThere() {
        Entries first = Entries.of(entries(0, 3));
        Entry last = first.getLast();
        Entries second = first.plus(entries(3, 5)).plus(entries(5, 90));
        assertThat(second.get(2)).isSameAs(last);
        assertThat(second.part(0, 90)).isEqualTo(second).isNotSameAs(second);
        assertThat(Entries.of(second)).isSameAs(second);
    }

    @Test
    void aShorterOneDoesNotOverwriteTheLonger() {
        Entries longer = Entries.of(entries(0, 10));
        Entries cut = longer.part(0, 4).plus(entries(20, 30));
        assertThat(longer).isEqualTo(entries(0, 10));
        assertThat(cut.subList(0, 4)).isEqualTo(entries(0, 4));
        assertThat(cut.subList(4, 14)).isEqualTo(entries(20, 30));
    }

    @Test
    void keepsToItsBounds() {
        Entries entries = Entries.of(entries(0, 10)).part(2, 5);
        assertThat(entries.dropBefore(1)).isEqualTo(entries(3, 5));
        assertThatThrownBy(() -> entries.get(3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> entries.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> entries.part(0, 4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> entries.plus(Arrays.asList((Entry) null))).isInstanceOf(NullPointerException.class);
    }

    /** Many versions of one sequence, each held against a plain list that it should equal. */
    @Test
    void everyVersionStaysWhatItWas() {
        for (long seed = 0; seed < 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Entries> versions = new ArrayList<>(List.of(Entries.NONE));
            List<List<Entry>> models = new ArrayList<>(List.of(List.of()));
            for (int step = 0; step < 60; step++) {
                int chosen = random.nextInt(3) == 0 ? random.nextInt(versions.size()) : versions.size() - 1;
                int size = versions.get(chosen).size();
                int first = random.nextInt(4) == 0 ? random.nextInt(size + 1) : 0;
                int end = random.nextInt(4) == 0 ? random.nextInt(first, size + 1) : size;
                List<Entry> added = entries(100 * step, 100 * step + random.nextInt(9));
                versions.add(versions.get(chosen).part(first, end).plus(added));
                List<Entry> model = new ArrayList<>(models.get(chosen).subList(first, end));
                model.addAll(added);
                models.add(model);
            }
            assertThat(versions).as("seed %d", seed).isEqualTo(models);
        }
    }
}
