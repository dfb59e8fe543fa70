package dsc.concepts.patterns.replication.eventsourced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.io.File;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EventSourcedSettingsTest {

    private static EventSourcedSettings backoffs(long minMillis, long maxMillis) {
        return new EventSourcedSettings("j", true, Duration.ofMillis(minMillis), Duration.ofMillis(maxMillis));
    }

    @Test
    void theProductsAreReadFromTheirFile() {
        var config = ConfigFactory.parseFile(new File("conf/eventsourced.conf")).getConfig("dsc.eventsourced");
        assertThat(EventSourcedSettings.from(config).directReplication()).isTrue();
    }

    @Test
    void theBackOffDoublesUpToItsMost() {
        EventSourcedSettings settings = backoffs(100, 350);
        assertThat(settings.backoff(1)).hasMillis(100);
        assertThat(settings.backoff(2)).hasMillis(200);
        assertThat(settings.backoff(3)).hasMillis(350);
        assertThat(settings.backoff(Integer.MAX_VALUE)).hasMillis(350);
    }

    @Test
    void aBackOffThatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> backoffs(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> backoffs(2, 1)).hasMessageContaining("journal-backoff-max");
    }
}
