package dsc.workbench.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.workbench.protocol.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeClockTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final NodeClock clock = new NodeClock(new Clock() {
        @Override
        public long monotonicNanos() {
            return 42;
        }

        @Override
        public Instant now() {
            return NOON;
        }
    });

    @Test
    void theTimeOfDayIsOffAndDurationsAreNot() {
        assertThat(clock.now()).isEqualTo(NOON);

        clock.setOffset(5_000);
        assertThat(clock.now()).isEqualTo(NOON.plusSeconds(5));
        assertThat(clock.monotonicNanos()).isEqualTo(42);

        clock.setOffset(-86_400_000);
        assertThat(clock.now()).isEqualTo(NOON.minusSeconds(86_400));

        clock.setOffset(0);
        assertThat(clock.now()).isEqualTo(NOON);
    }

    @ParameterizedTest
    @ValueSource(longs = {86_400_001, -86_400_001, Long.MIN_VALUE, Long.MAX_VALUE})
    void aClockIsOffByAtMostADay(long millis) {
        clock.setOffset(7);

        assertThatThrownBy(() -> clock.setOffset(millis))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most a day");
        assertThat(clock.offsetMillis()).isEqualTo(7);
    }
}
