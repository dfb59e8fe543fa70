package dsc.concepts.foundations.consistency.eventual;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.foundations.consistency.Stamp;
import dsc.concepts.foundations.consistency.eventual.Copies.Copy;
import dsc.workbench.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What two nodes find by comparing is what differs, in however many messages their digests go. */
class DigestTest {

    private static final List<String> KEYS = List.of("a", "bb", "c", "dddd", "e");

    private static Copies copies(RandomGenerator random) {
        Copies copies = Copies.EMPTY;
        for (String key : KEYS) {
            if (random.nextInt(4) > 0) {
                Stamp stamp = new Stamp(1 + random.nextInt(3), new NodeId("n" + (1 + random.nextInt(2))));
                copies = copies.with(key, new Copy("of " + stamp, stamp));
            }
        }
        return copies;
    }

    @Test
    void allThatDiffersIsFoundOnce() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 2_000; round++) {
            Copies here = copies(random);
            Copies there = copies(random);
            List<String> newer = new ArrayList<>();
            List<String> older = new ArrayList<>();
            for (Digest digest : Digest.of(there, 1 + random.nextInt(100))) {
                newer.addAll(here.newerThan(digest));
                older.addAll(here.olderThan(digest));
            }
            assertThat(newer).containsExactlyElementsOf(older(there, here));
            assertThat(older).containsExactlyElementsOf(older(here, there));
        }
    }

    /** The keys under which {@code one} holds something older, or nothing. */
    private static List<String> older(Copies one, Copies other) {
        return KEYS.stream()
                .filter(key -> other.of(key)
                        .filter(copy -> one.of(key)
                                .filter(own -> own.stamp().compareTo(copy.stamp()) >= 0)
                                .isEmpty())
                        .isPresent())
                .toList();
    }

    @Test
    void aLongDigestHasSeveralParts() {
        Copies copies = Copies.EMPTY;
        for (String key : KEYS) {
            copies = copies.with(key, new Copy("1", new Stamp(1, new NodeId("n1"))));
        }
        assertThat(Digest.of(copies, 60)).hasSize(3);
        assertThat(Digest.of(copies, 1)).hasSize(5);
        assertThat(Digest.of(Copies.EMPTY, 1)).hasSize(1);
    }
}
