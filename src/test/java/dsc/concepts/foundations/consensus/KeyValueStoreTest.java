package dsc.concepts.foundations.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.concepts.foundations.consensus.KeyValueStore.Outcome;
import dsc.concepts.foundations.consensus.KeyValueStore.Result;
import dsc.concepts.shared.KeyValue.CompareAndSet;
import dsc.concepts.shared.KeyValue.Update;
import dsc.concepts.shared.KeyValue.Write;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The state machine as a value: its commands, its sessions (thesis, §6.3), and its image. */
class KeyValueStoreTest {

    private static final int SESSIONS_MAX = 1_000;

    private final KeyValueStore store = new KeyValueStore(SESSIONS_MAX);

    private static Result refused() {
        return new Result(Outcome.REFUSED, "mismatch");
    }

    @Test
    void writesAndReads() {
        assertThat(store.get("k")).isNull();
        assertThat(store.apply(new Write(0, 0, "k", "1"))).isEqualTo(Result.done("1"));
        assertThat(store.get("k")).isEqualTo("1");
    }

    @Test
    void comparesAndSets() {
        assertThat(store.apply(new CompareAndSet(0, 0, "k", Optional.of("1"), "2")))
                .isEqualTo(refused());
        assertThat(store.get("k")).isNull();
        assertThat(store.apply(new CompareAndSet(0, 0, "k", Optional.empty(), "1")))
                .isEqualTo(Result.done("1"));
        assertThat(store.apply(new CompareAndSet(0, 0, "k", Optional.empty(), "2")))
                .isEqualTo(refused());
        assertThat(store.apply(new CompareAndSet(0, 0, "k", Optional.of("1"), "2")))
                .isEqualTo(Result.done("2"));
        assertThat(store.get("k")).isEqualTo("2");
    }

    /** A session is known by the index of the entry that opened it. */
    @Test
    void opensSessions() {
        assertThat(store.openSession(7)).isEqualTo(Result.done("7"));
        assertThat(store.openSession(9)).isEqualTo(Result.done("9"));
        assertThat(store.sessionCount()).isEqualTo(2);
    }

    /** The repeated command gets the first answer, even where it would come to something else now. */
    @Test
    void aRepeatedCommandHasNoSecondEffect() {
        store.openSession(1);
        Write write = new Write(1, 1, "k", "1");
        assertThat(store.apply(write)).isEqualTo(Result.done("1"));
        store.apply(new Write(0, 0, "k", "other"));
        assertThat(store.apply(write)).isEqualTo(Result.done("1"));
        assertThat(store.get("k")).isEqualTo("other");

        CompareAndSet cas = new CompareAndSet(1, 2, "k", Optional.of("1"), "2");
        assertThat(store.apply(cas)).isEqualTo(refused());
        store.apply(new Write(0, 0, "k", "1"));
        assertThat(store.apply(cas)).isEqualTo(refused());
        assertThat(store.get("k")).isEqualTo("1");
    }

    /** Without a session nobody can tell a repetition. */
    @Test
    void withoutASessionEveryCommandTakesEffect() {
        store.apply(new Write(0, 1, "k", "1"));
        store.apply(new Write(0, 0, "k", "2"));
        store.apply(new Write(0, 1, "k", "1"));
        assertThat(store.get("k")).isEqualTo("1");
    }

    @Test
    void anOlderCommandHasNoEffectAndItsAnswerIsForgotten() {
        store.openSession(1);
        store.apply(new Write(1, 1, "k", "1"));
        store.apply(new Write(1, 2, "k", "2"));
        assertThat(store.apply(new Write(1, 1, "k", "1")).outcome()).isEqualTo(Outcome.FORGOTTEN);
        assertThat(store.get("k")).isEqualTo("2");
    }

    @Test
    void aCommandOfAnUnknownSessionHasNoEffect() {
        assertThat(store.apply(new Write(5, 1, "k", "1")).outcome()).isEqualTo(Outcome.FORGOTTEN);
        assertThat(store.get("k")).isNull();
    }

    /** One more than are remembered: the one that was used least recently goes, a repetition being a use. */
    @Test
    void forgetsTheSessionUsedLeastRecently() {
        int max = SESSIONS_MAX;
        for (int index = 1; index <= max; index++) {
            store.openSession(index);
        }
        store.apply(new Write(1, 1, "k", "1"));
        store.apply(new Write(2, 1, "k", "2"));
        store.apply(new Write(1, 1, "k", "1"));
        for (int more = 0; more < max - 2; more++) {
            store.openSession(max + 4 + more);
        }
        assertThat(store.sessionCount()).isEqualTo(max);
        assertThat(store.apply(new Write(3, 1, "k", "3")).outcome()).isEqualTo(Outcome.FORGOTTEN);
        store.openSession(3 * max + 1);
        assertThat(store.apply(new Write(2, 2, "k", "2")).outcome()).isEqualTo(Outcome.FORGOTTEN);
        assertThat(store.apply(new Write(1, 2, "k", "1")).outcome()).isEqualTo(Outcome.DONE);
    }

    @Test
    void anEmptyArrayIsTheEmptyStore() {
        assertThat(KeyValueStore.of(new byte[0], SESSIONS_MAX).image())
                .isEqualTo(new KeyValueStore(SESSIONS_MAX).image());
    }

    @Test
    void refusesATruncatedImage() {
        store.apply(new Write(0, 0, "k", "value"));
        byte[] image = store.image();
        assertThatThrownBy(() -> KeyValueStore.of(Arrays.copyOf(image, image.length - 2), SESSIONS_MAX))
                .isInstanceOf(UncheckedIOException.class);
    }

    /**
     * A replica that was restored from an image and one that executed everything are the same, down to which session
     * goes next: the rest of the commands gives the same answers, and the same image in the end.
     */
    @Test
    void aReplicaRestoredFromAnImageGoesOnAlike() {
        for (long seed = 0; seed < 30; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Optional<Update>> commands = commands(random);
            int cut = random.nextInt(commands.size());
            KeyValueStore all = new KeyValueStore(SESSIONS_MAX);
            KeyValueStore restored = null;
            for (int at = 0; at < commands.size(); at++) {
                if (at == cut) {
                    restored = KeyValueStore.of(all.image(), SESSIONS_MAX);
                    assertThat(restored.image()).as("seed %d", seed).isEqualTo(all.image());
                }
                Result result = apply(all, at + 1, commands.get(at));
                if (restored != null) {
                    assertThat(apply(restored, at + 1, commands.get(at)))
                            .as("seed %d, command %d", seed, at)
                            .isEqualTo(result);
                }
            }
            assertThat(restored.image()).as("seed %d", seed).isEqualTo(all.image());
            assertThat(all.sessionCount()).as("seed %d", seed).isEqualTo(SESSIONS_MAX);
        }
    }

    /** @param update empty if a session is opened */
    private static Result apply(KeyValueStore store, long index, Optional<Update> update) {
        return update.map(store::apply).orElseGet(() -> store.openSession(index));
    }

    /** Enough sessions to forget many; sequences that repeat, go back and leave gaps. */
    private static List<Optional<Update>> commands(SplittableRandom random) {
        List<Optional<Update>> commands = new ArrayList<>();
        for (int index = 1; index <= 3 * SESSIONS_MAX; index++) {
            long session = random.nextInt(index);
            long sequence = random.nextInt(1, 4);
            String key = "k" + random.nextInt(3);
            String value = random.nextBoolean() ? Integer.toString(random.nextInt(3)) : "ä😀";
            Optional<String> expected = random.nextBoolean() ? Optional.empty() : Optional.of("1");
            commands.add(
                    switch (random.nextInt(4)) {
                        case 0 -> Optional.of(new Write(session, sequence, key, value));
                        case 1 -> Optional.of(new CompareAndSet(session, sequence, key, expected, value));
                        default -> Optional.empty();
                    });
        }
        return commands;
    }

    @Test
    void anEffectThatIsDecidedInOnePlaceIsDoneInAnotherWithItsPosition() {
        KeyValueStore decides = new KeyValueStore(2);
        KeyValueStore does = new KeyValueStore(2);
        decides.openSession(1);
        does.openSession(1);
        Update write = new Write(1, 1, "x", "a");

        does.apply(decides.effect(write), 7);

        assertThat(decides.get("x")).isNull();
        assertThat(does.get("x")).isEqualTo("a");
        KeyValueStore restored = KeyValueStore.of(does.image(), 2);
        assertThat(restored.answered(write)).hasValue(new KeyValueStore.Answer(KeyValueStore.Result.done("a"), 7));
        assertThat(restored.image()).isEqualTo(does.image());
    }
}
