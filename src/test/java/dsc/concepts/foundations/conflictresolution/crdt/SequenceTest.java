package dsc.concepts.foundations.conflictresolution.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SequenceTest {

    private static final int HISTORIES = 500;
    private static final int EDITS = 40;
    private static final String ME = "n1/1";
    private static final String YOU = "n2/1";

    private static Sequence typed(Sequence text, String writer, int position, String typed) {
        Sequence now = text;
        for (int at = 0; at < typed.length(); at++) {
            now = now.insert(writer, now.idBefore(position + at), typed.substring(at, at + 1));
        }
        return now;
    }

    /** Three replicas that edit at random places, and merge states or deltas now and then. */
    private static List<Sequence> drawn(long seed) {
        Random random = new Random(seed);
        List<Sequence> replicas = new ArrayList<>(Collections.nCopies(3, Sequence.EMPTY));
        for (int edit = 0; edit < EDITS; edit++) {
            int at = random.nextInt(3);
            Sequence text = replicas.get(at);
            Sequence changed;
            switch (random.nextInt(4)) {
                case 0 -> changed = text.mergeData(replicas.get(random.nextInt(3)));
                case 1 ->
                    changed = text.length() == 0
                            ? text
                            : text.erase(text.idBefore(1 + random.nextInt(text.length()))
                                    .orElseThrow());
                default -> {
                    String letter = String.valueOf((char) ('a' + random.nextInt(26)));
                    changed = text.resetDelta()
                            .insert("n" + (at + 1) + "/1", text.idBefore(random.nextInt(text.length() + 1)), letter);
                    int other = random.nextInt(3);
                    if (random.nextBoolean()) {
                        replicas.set(
                                other,
                                replicas.get(other)
                                        .mergeDeltaData(changed.deltaData().orElseThrow()));
                    }
                    changed = other == at ? replicas.get(at).mergeData(changed) : changed;
                }
            }
            replicas.set(at, changed);
        }
        return replicas;
    }

    @Test
    void mergingIsCommutativeAssociativeIdempotentAndInflationary() {
        for (long seed = 1; seed <= HISTORIES; seed++) {
            List<Sequence> replicas = drawn(seed);
            Sequence a = replicas.get(0);
            Sequence b = replicas.get(1);
            Sequence c = replicas.get(2);
            Sequence ab = a.mergeData(b);
            assertThat(b.mergeData(a)).as("seed %d", seed).isEqualTo(ab);
            assertThat(a.mergeData(b.mergeData(c))).as("seed %d", seed).isEqualTo(ab.mergeData(c));
            assertThat(a.mergeData(a)).as("seed %d", seed).isEqualTo(a);
            assertThat(ab.mergeData(a)).as("seed %d", seed).isEqualTo(ab);
            isInsertedWhereItWasPut(ab.mergeData(c), new Random(seed));
        }
    }

    private static void isInsertedWhereItWasPut(Sequence text, Random random) {
        String before = text.text();
        int position = random.nextInt(before.length() + 1);
        assertThat(text.insert(ME, text.idBefore(position), "!").text())
                .isEqualTo(before.substring(0, position) + "!" + before.substring(position));
    }

    @Test
    void deltasComeToTheStateInAnyOrderAndAnyNumber() {
        for (long seed = 1; seed <= HISTORIES; seed++) {
            Random random = new Random(seed);
            Sequence writer = Sequence.EMPTY;
            List<Sequence.Delta> deltas = new ArrayList<>();
            for (int edit = 0; edit < EDITS; edit++) {
                Sequence before = writer.resetDelta();
                writer = before.length() > 0 && random.nextInt(4) == 0
                        ? before.erase(before.idBefore(1 + random.nextInt(before.length()))
                                .orElseThrow())
                        : before.insert(ME, before.idBefore(random.nextInt(before.length() + 1)), "x");
                deltas.add(writer.deltaData().orElseThrow());
            }
            // As a replicator sends them: some together.
            for (int first = 0; first + 2 < EDITS; first += 5) {
                Sequence.Delta group = (Sequence.Delta) deltas.get(first).merge(deltas.get(first + 2));
                deltas.set(first, group);
            }
            deltas.addAll(deltas.subList(0, EDITS / 2));
            Collections.shuffle(deltas, random);
            Sequence reader = Sequence.EMPTY;
            for (Sequence.Delta delta : deltas) {
                reader = reader.mergeDeltaData(delta);
            }
            assertThat(reader).as("seed %d", seed).isEqualTo(writer);
            assertThat(reader.text()).isEqualTo(writer.text());
        }
    }

    @Test
    void wordsThatWereTypedForwardsAtTheSamePlaceDoNotMix() {
        Sequence common = typed(Sequence.EMPTY, ME, 0, "ab");

        Sequence merged = typed(common, ME, 1, "123").mergeData(typed(common, YOU, 1, "xyz"));

        assertThat(merged.text()).isIn("a123xyzb", "axyz123b");
    }

    /** A known anomaly of growable arrays; the page says so. */
    @Test
    void wordsThatWereTypedBackwardsMay() {
        Sequence left = Sequence.EMPTY;
        Sequence right = Sequence.EMPTY;
        for (String letter : "tfel".split("")) {
            left = left.insert(ME, Optional.empty(), letter);
        }
        for (String letter : "thgir".split("")) {
            right = right.insert(YOU, Optional.empty(), letter);
        }

        assertThat(left.mergeData(right).text())
                .isEqualTo(right.mergeData(left).text())
                .isEqualTo("rilgehftt");
    }

    /** Ids are unique; were they not, replicas would still become equal. */
    @Test
    void twoCharactersWithOneIdBecomeOne() {
        Sequence one = Sequence.EMPTY.insert(ME, Optional.empty(), "x");
        Sequence other = Sequence.EMPTY.insert(ME, Optional.empty(), "y");

        assertThat(one.mergeData(other)).isEqualTo(other.mergeData(one));
    }

    @Test
    void whatWasPutAfterAnErasedCharacterStaysWhereItWasPut() {
        Sequence common = typed(Sequence.EMPTY, ME, 0, "abc");
        Sequence erased = common.erase(common.idBefore(2).orElseThrow());
        Sequence inserted = common.insert(YOU, common.idBefore(2), "!");

        assertThat(erased.mergeData(inserted).text()).isEqualTo("a!c");
    }

    @Test
    void aCharacterWhosePredecessorHasNotComeIsShownLater() {
        Sequence one = Sequence.EMPTY.insert(ME, Optional.empty(), "a");
        Sequence two = one.resetDelta().insert(ME, one.idBefore(1), "b");

        Sequence early = Sequence.EMPTY.mergeDeltaData(two.deltaData().orElseThrow());
        assertThat(early.text()).isEmpty();
        assertThat(early.mergeDeltaData(one.deltaData().orElseThrow()).text()).isEqualTo("ab");
    }
}
