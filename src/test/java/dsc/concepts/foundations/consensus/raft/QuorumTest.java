package dsc.concepts.foundations.consensus.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dsc.workbench.protocol.NodeId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Majorities (§5.2, §5.3). */
class QuorumTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 2", "4, 3", "5, 3"})
    void isAMajority(int servers, int size) {
        Quorum quorum = new Quorum(servers);
        assertThat(quorum.size()).isEqualTo(size);
        assertThat(quorum.isReachedBy(size)).isTrue();
        assertThat(quorum.isReachedBy(size - 1)).isFalse();
        assertThat(2 * size).as("any two majorities have a member in common").isGreaterThan(servers);
    }

    @Test
    void aGroupIsNotEmpty() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Quorum(0));
    }

    /** The highest value that at least a majority has: no other definition of it. */
    @Test
    void findsWhatAMajorityHasReached() {
        for (long seed = 0; seed < 500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int servers = random.nextInt(1, 8);
            long[] values = random.longs(servers, 0, 6).toArray();
            Map<NodeId, Progress> others = new HashMap<>();
            for (int other = 1; other < servers; other++) {
                others.put(new NodeId("n" + other), Progress.assumed(9, 0).acknowledged(values[other]));
            }
            Quorum quorum = new Quorum(servers);
            long reached = quorum.reached(values[0], others, Progress::matchIndex);
            assertThat(quorum.isReachedBy((int) Arrays.stream(values)
                            .filter(value -> value >= reached)
                            .count()))
                    .as("seed %d", seed)
                    .isTrue();
            assertThat(quorum.isReachedBy((int) Arrays.stream(values)
                            .filter(value -> value > reached)
                            .count()))
                    .as("seed %d", seed)
                    .isFalse();
        }
    }
}
