package dsc.workbench.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.junit.jupiter.api.Test;

class DurableTest {

    private static Durable durable(Config config) {
        NodeId self = new NodeId("n1");
        return Durable.of(new NodeContext<>(
                self,
                List.of(self),
                null,
                Clock.system(),
                new SplittableRandom(1),
                "toy-n1",
                Settings.of("toy", config)));
    }

    private static Durable durable(long minMillis, long maxMillis) {
        return durable(ConfigFactory.parseString(
                "dsc.journal { backoff-min = " + minMillis + "ms, backoff-max = " + maxMillis + "ms }"));
    }

    @Test
    void theBackOffOfTheProductIsInOneFile() {
        Durable durable = durable(ShippedSettings.config("raft", ""));
        assertThat(durable.backoffMin()).hasMillis(200);
        assertThat(durable.backoffMax()).hasSeconds(2);
        Durable plain = durable(ConfigFactory.parseFile(new java.io.File("conf/plain.conf")));
        assertThat(plain).as("with --conf plain").isEqualTo(durable);
    }

    @Test
    void theBackOffDoublesUpToItsMost() {
        Durable durable = durable(100, 350);
        assertThat(durable.backoff(1)).hasMillis(100);
        assertThat(durable.backoff(2)).hasMillis(200);
        assertThat(durable.backoff(3)).hasMillis(350);
        assertThat(durable.backoff(Integer.MAX_VALUE)).hasMillis(350);
    }

    @Test
    void aBackOffThatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> durable(0, 1)).hasMessage("dsc.journal.backoff-min is longer than 0, not 0ms");
        assertThatThrownBy(() -> durable(2, 1))
                .hasMessage("dsc.journal.backoff-max is at least dsc.journal.backoff-min, 2ms, not 1ms");
    }

    @Test
    void partsOfANodesStateHaveIdsOfTheirOwn() {
        Durable durable = durable(100, 350);
        assertThat(durable.id()).isEqualTo(PersistenceId.ofUniqueId("toy-n1"));
        assertThat(durable.part("log").id()).isEqualTo(PersistenceId.ofUniqueId("toy-n1-log"));
        assertThat(durable.under(PersistenceId.ofUniqueId("x")).backoffMax()).hasMillis(350);
    }
}
