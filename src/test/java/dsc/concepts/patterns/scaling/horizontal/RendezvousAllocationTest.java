package dsc.concepts.patterns.scaling.horizontal;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.shared.Homes;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What rendezvous hashing promises (Thaler and Ravishankar 1998, §III). */
class RendezvousAllocationTest {

    private static final List<String> FOUR = nodes(4);
    private static final List<String> FIVE = nodes(5);
    private static final List<String> SHARDS =
            IntStream.range(0, 1_000).mapToObj(Integer::toString).toList();

    private static List<String> nodes(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "127.0.0.1:" + (25_520 + number))
                .toList();
    }

    private static String winner(String shard, List<String> nodes) {
        return nodes.stream()
                .max(Comparator.comparingLong(node -> Homes.weight(shard, node)))
                .orElseThrow();
    }

    @Test
    void eachNodeCarriesAboutItsShare() {
        Map<String, Long> carried = SHARDS.stream()
                .map(shard -> winner(shard, FOUR))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertThat(carried).hasSize(4);
        assertThat(carried.values()).allMatch(count -> count > 200 && count < 300);
    }

    @Test
    void aNodeThatJoinsTakesFromAllAndNothingElseMoves() {
        List<String> moved = SHARDS.stream()
                .filter(shard -> !winner(shard, FOUR).equals(winner(shard, FIVE)))
                .toList();

        assertThat(moved)
                .hasSizeBetween(150, 250)
                .allMatch(shard -> winner(shard, FIVE).equals(FIVE.getLast()));
    }
}
