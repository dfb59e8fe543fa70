package dsc.concepts.foundations.coordination.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.shared.Portion;
import dsc.workbench.protocol.NodeId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RumourSetTest {

    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");

    private static Rumour rumour(NodeId origin, long number) {
        return new Rumour(new Rumour.Id(origin, number), new Rumour.Letter("k", origin + "-" + number));
    }

    private static RumourSet heard(long... numbers) {
        RumourSet heard = RumourSet.EMPTY;
        for (long number : numbers) {
            heard = heard.plus(rumour(N1, number));
        }
        return heard;
    }

    @Test
    void aDigestSaysWhatLiesBehindAGap() {
        Digest digest = Digest.of(heard(0, 1, 3, 6), 1_000);

        assertThat(digest.of(N1)).isEqualTo(new Digest.Entry(2, List.of(3L, 6L)));
        assertThat(digest.of(N2)).isEqualTo(Digest.Entry.NONE);
        assertThat(Digest.of(heard(0, 1, 3, 2), 1_000).of(N1)).isEqualTo(new Digest.Entry(4, List.of()));
    }

    @Test
    void whatDoesNotFitIntoADigestIsNotClaimed() {
        assertThat(Digest.of(heard(2, 4, 6), 20).of(N1)).isEqualTo(new Digest.Entry(0, List.of(2L)));
    }

    @Test
    void whatDoesNotFitIntoAMessageComesNextTime() {
        RumourSet heard = heard(0, 1, 2, 4);

        Portion<Rumour> part = heard.unclaimed(Digest.of(heard(1), 1_000), 10);
        assertThat(part.taken()).containsExactly(rumour(N1, 0), rumour(N1, 2));
        assertThat(part.isAll()).isFalse();
        assertThat(heard.unclaimed(Digest.of(heard(0, 1, 2), 1_000), 1).taken())
                .as("one at least")
                .containsExactly(rumour(N1, 4));
        Portion<Rumour> nothing = heard.unclaimed(Digest.of(heard, 1_000), 10);
        assertThat(nothing.taken()).isEmpty();
        assertThat(nothing.isAll()).isTrue();
    }

    @Test
    void thoseOfOneKeyAreInOneOrderHoweverTheyCame() {
        RumourSet one = heard(0, 1).plus(rumour(N2, 0));
        RumourSet other =
                RumourSet.EMPTY.plus(rumour(N2, 0)).plus(rumour(N1, 1)).plus(rumour(N1, 0));

        assertThat(other.letters("k")).containsExactly("n1-0", "n1-1", "n2-0").isEqualTo(one.letters("k"));
        assertThat(other.letters("other")).isEmpty();
        assertThat(other.plus(rumour(N1, 1))).isSameAs(other);
    }

    /** Two nodes that compare again and again, whatever each has heard, come to have the same. */
    @Test
    void comparingEndsWithTheSame() {
        Random random = new Random(3);
        for (int trial = 0; trial < 200; trial++) {
            RumourSet one = RumourSet.EMPTY;
            RumourSet other = RumourSet.EMPTY;
            for (int at = 0; at < 30; at++) {
                Rumour rumour = rumour(random.nextBoolean() ? N1 : N2, random.nextInt(20));
                one = random.nextBoolean() ? one.plus(rumour) : one;
                other = random.nextBoolean() ? other.plus(rumour) : other;
            }
            int all = one.count() + other.without(one).size();
            for (int round = 0; round < 40 && one.count() + other.count() < 2 * all; round++) {
                for (Rumour rumour : one.unclaimed(Digest.of(other, 1_000), 15).taken()) {
                    other = other.plus(rumour);
                }
                for (Rumour rumour : other.unclaimed(Digest.of(one, 1_000), 15).taken()) {
                    one = one.plus(rumour);
                }
            }
            assertThat(one).isEqualTo(other);
            assertThat(one.count()).isEqualTo(all);
            assertThat(one.lacksSomeOf(Digest.of(other, 1_000))).isFalse();
        }
    }

    @Test
    void aDigestThatClaimsMoreIsSeen() {
        RumourSet heard = heard(0, 3);

        assertThat(heard.lacksSomeOf(new Digest(new TreeMap<>(Map.of(N1, new Digest.Entry(1, List.of(3L)))))))
                .isFalse();
        assertThat(heard.lacksSomeOf(new Digest(new TreeMap<>(Map.of(N1, new Digest.Entry(2, List.of()))))))
                .isTrue();
        assertThat(heard.lacksSomeOf(new Digest(new TreeMap<>(Map.of(N1, new Digest.Entry(1, List.of(4L)))))))
                .isTrue();
    }
}
