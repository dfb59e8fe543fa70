package dsc.workbench.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dsc.workbench.simulation.worlds.Latency;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How latencies are distributed. */
class LatencyTest {

    private static final int DRAWS = 20_000;

    /** In milliseconds, ascending. */
    private static double[] draws(String text) {
        Latency latency = Latency.parse(text);
        SplittableRandom random = new SplittableRandom(1);
        return LongStream.generate(() -> latency.drawNanos(random))
                .limit(DRAWS)
                .mapToDouble(nanos -> nanos / 1e6)
                .sorted()
                .toArray();
    }

    @Test
    void uniformOnesAreAnywhereInTheirRangeAlike() {
        double[] draws = draws("uniform:2-12");

        assertThat(draws[0]).isBetween(2.0, 2.1);
        assertThat(draws[DRAWS / 4]).isCloseTo(4.5, within(0.2));
        assertThat(draws[DRAWS / 2]).isCloseTo(7, within(0.2));
        assertThat(draws[DRAWS - 1]).isBetween(11.9, 12.0);
    }

    @Test
    void exponentialOnesHaveNoLongest() {
        double[] draws = draws("exponential:2-12");

        assertThat(draws[0]).isBetween(2.0, 2.1);
        assertThat(draws[DRAWS / 2]).as("median").isCloseTo(2 + 10 * Math.log(2), within(0.3));
        assertThat(draws[DRAWS * 9 / 10]).as("nine of ten").isCloseTo(2 + 10 * Math.log(10), within(1.0));
        assertThat(draws[DRAWS - 1]).isGreaterThan(70);
    }

    @Test
    void someTakeSeveralTimesAsLong() {
        double[] draws = draws("uniform:1-2,10%x50");

        assertThat(draws[DRAWS * 88 / 100]).isLessThanOrEqualTo(2);
        assertThat(draws[DRAWS * 92 / 100]).isBetween(50.0, 100.0);
        assertThat(draws[DRAWS - 1]).isBetween(99.0, 100.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"uniform:0-0", "uniform:0.5-5,2%x10", "exponential:0.25-7", "exponential:1-60000,100%x9999"})
    void whatIsWrittenIsReadAgain(String text) {
        assertThat(Latency.parse(text)).hasToString(text);
    }
}
