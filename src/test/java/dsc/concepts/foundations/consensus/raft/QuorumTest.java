package dsc.concepts.foundations.consensus.raft;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.protocol.NodeId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Majorities (§5.2, §5.3). */
class QuorumTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 2", "4, 3", "5, 3"})
    void isAMajority(int servers, int size) {
        Quorum quorum = quorum(servers);
        assertThat(quorum.size()).isEqualTo(size);
        assertThat(quorum.isReachedBy(nodes(1, size))).isTrue();
        assertThat(quorum.isReachedBy(nodes(1, size - 1))).isFalse();
        assertThat(2 * size).as("any two majorities have a member in common").isGreaterThan(servers);
    }

    @Test
    void nobodyIsNoMajorityOfNobody() {
        assertThat(quorum(0).isReachedBy(List.of())).isFalse();
        assertThat(quorum(0).isReachedBy(nodes(1, 9))).isFalse();
    }

    /** Thesis, §4.2.2. */
    @Test
    void aServerOutsideOfTheGroupDoesNotCountItself() {
        Quorum quorum = new Quorum(new Configuration(nodes(1, 3)), new NodeId("n4"));
        assertThat(quorum.isReachedBy(List.of(new NodeId("n4"), new NodeId("n1"))))
                .isFalse();
        Map<NodeId, Progress> others = new HashMap<>();
        for (int other = 1; other <= 3; other++) {
            others.put(new NodeId("n" + other), Progress.assumed(9, 0).acknowledged(other));
        }
        assertThat(quorum.reached(9, others, Progress::matchIndex)).isEqualTo(2);
    }

    /** Such as one that is catching up, or one that a change removes. */
    @Test
    void whoIsNotInTheGroupDoesNotCount() {
        Quorum quorum = quorum(3);
        assertThat(quorum.isReachedBy(nodes(3, 5))).isFalse();
        Map<NodeId, Progress> others = new HashMap<>();
        others.put(new NodeId("n2"), Progress.assumed(9, 0).acknowledged(2));
        others.put(new NodeId("n3"), Progress.assumed(9, 0).acknowledged(3));
        others.put(new NodeId("n4"), Progress.assumed(9, 0).acknowledged(9));
        assertThat(quorum.reached(9, others, Progress::matchIndex)).isEqualTo(3);
    }

    private static Quorum quorum(int servers) {
        return new Quorum(new Configuration(nodes(1, servers)), new NodeId("n1"));
    }

    private static List<NodeId> nodes(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(number -> new NodeId("n" + number))
                .toList();
    }

    /** The highest value that at least a majority has: no other definition of it. */
    @Test
    void findsWhatAMajorityHasReached() {
        for (long seed = 0; seed < 500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int servers = random.nextInt(1, 8);
            long[] values = random.longs(servers, 0, 6).toArray();
            Map<NodeId, Progress> others = new HashMap<>();
            for (int other = 2; other <= servers; other++) {
                others.put(new NodeId("n" + other), Progress.assumed(9, 0).acknowledged(values[other - 1]));
            }
            long reached = quorum(servers).reached(values[0], others, Progress::matchIndex);
            assertThat(Arrays.stream(values).filter(value -> value >= reached).count())
                    .as("seed %d", seed)
                    .isGreaterThan(servers / 2);
            assertThat(Arrays.stream(values).filter(value -> value > reached).count())
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(servers / 2);
        }
    }
}
