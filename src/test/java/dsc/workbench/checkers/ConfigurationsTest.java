package dsc.workbench.checkers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConfigurationsTest {

    private record Place(int state, BitSet ordered) {}

    /** Against a list that is searched for a subset each time. */
    @Test
    void aConfigurationIsNewUnlessOneWithFewerPendingCallsWentBefore() {
        for (long seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int words = 1 + random.nextInt(5);
            int pendingWords = random.nextInt(3);
            Configurations configurations = new Configurations(pendingWords);
            Map<Place, List<BitSet>> seen = new HashMap<>();
            for (int count = 0; count < 20_000; count++) {
                int state = random.nextInt(3);
                int first = random.nextInt(64 * words);
                BitSet ordered = new BitSet();
                ordered.set(0, first);
                for (int extra = random.nextInt(3); extra > 0 && first + 1 < 64 * words; extra--) {
                    ordered.set(random.nextInt(first + 1, 64 * words));
                }
                BitSet pending = new BitSet();
                for (int bits = random.nextInt(4); bits > 0 && pendingWords > 0; bits--) {
                    pending.set(random.nextInt(8) * 8 * pendingWords);
                }
                List<BitSet> before = seen.computeIfAbsent(new Place(state, ordered), unseen -> new ArrayList<>());
                boolean isNew = before.stream().noneMatch(one -> contains(pending, one));
                before.add(pending);
                long[] orderedWords = words(ordered, words);
                int end = Math.max(first >>> 6, (ordered.length() + 63) >>> 6);
                assertThat(configurations.add(state, first, orderedWords, end, words(pending, pendingWords)))
                        .as("seed %d, configuration %d", seed, count)
                        .isEqualTo(isNew);
            }
        }
    }

    @Test
    void anEntryMayBeLongerThanAPage() {
        Configurations configurations = new Configurations(1);
        long[] ordered = new long[20_000];
        ordered[19_999] = 1;
        assertThat(configurations.add(0, 0, ordered, 20_000, new long[] {1})).isTrue();
        assertThat(configurations.add(1, 0, ordered, 20_000, new long[] {1})).isTrue();
        assertThat(configurations.add(0, 0, ordered, 20_000, new long[] {3})).isFalse();
        assertThat(configurations.add(2, 5, new long[] {31}, 1, new long[] {0})).isTrue();
        assertThat(configurations.bytes()).isGreaterThan(2 * 20_000 * Long.BYTES);
    }

    private static boolean contains(BitSet all, BitSet some) {
        BitSet rest = (BitSet) some.clone();
        rest.andNot(all);
        return rest.isEmpty();
    }

    private static long[] words(BitSet bits, int length) {
        return java.util.Arrays.copyOf(bits.toLongArray(), length);
    }
}
