package dsc.concepts.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HomesTest {

    private static final List<String> FOUR = List.of("n1", "n2", "n3", "n4");

    private static Stream<String> keys() {
        return IntStream.rangeClosed(1, 2_000).mapToObj(number -> "k" + number);
    }

    private static String home(String key, List<String> nodes) {
        return Homes.of(key, nodes, Function.identity());
    }

    /** Journals and recordings of other versions rely on it. */
    @Test
    void theHashStaysWhatItIs() {
        assertThat(Homes.hash("")).isEqualTo(8_832_978_290_816_513_101L);
        assertThat(Homes.hash("k1@n1")).isEqualTo(6_032_090_620_275_924_639L);
        assertThat(Homes.weight("k1", "n1")).isEqualTo(Homes.hash("k1@n1"));
    }

    @Test
    void eachNodeIsHomeToItsShare() {
        Map<String, Integer> counts = new HashMap<>();
        keys().forEach(key -> counts.merge(home(key, FOUR), 1, Integer::sum));
        assertThat(counts.values())
                .hasSize(4)
                .allSatisfy(count -> assertThat(count).isBetween(400, 600));
    }

    @Test
    void aNodeThatLeavesMovesItsOwnKeysOnly() {
        List<String> three = List.of("n4", "n1", "n3");
        assertThat(keys().filter(key -> !home(key, FOUR).equals("n2")))
                .allSatisfy(key -> assertThat(home(key, three)).isEqualTo(home(key, FOUR)));
        assertThatThrownBy(() -> home("k", List.of())).isInstanceOf(NoSuchElementException.class);
    }
}
