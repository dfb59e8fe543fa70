package dsc.concepts.foundations.faulttolerance.splitbrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import dsc.workbench.protocol.Call;
import java.io.File;
import org.junit.jupiter.api.Test;

class SplitBrainScenarioTest {

    private final SplitBrainScenario scenario = new SplitBrainScenario();

    private static Config settings(String overrides) {
        return ConfigFactory.parseString(overrides)
                .withFallback(ConfigFactory.parseFile(new File("conf/splitbrain.conf"))
                        .resolve(ConfigResolveOptions.defaults().setAllowUnresolved(true))
                        .getConfig("dsc.splitbrain"));
    }

    private void assertRefused(String overrides, int nodes, String... words) {
        assertThatThrownBy(() -> scenario.requireSettings(settings(overrides), nodes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(words)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void theDefaultsMakeSense() {
        assertThatCode(() -> scenario.requireSettings(settings(""), 3)).doesNotThrowAnyException();
        assertThatCode(() -> scenario.requireSettings(settings("strategy = static-quorum"), 3))
                .doesNotThrowAnyException();
    }

    @Test
    void aStrategyThatDoesNotExistIsRefusedWithThoseThatDo() {
        assertRefused("strategy = keep-mayority", 3, "keep-mayority", "keep-majority", "auto-down");
    }

    @Test
    void aQuorumThatNobodyCanHaveIsRefused() {
        assertRefused("strategy = static-quorum, quorum-size = 4", 3, "cluster of 3", "quorum-size=2");
    }

    @Test
    void aQuorumThatTwoSidesCanHaveIsRefused() {
        assertRefused("strategy = static-quorum, quorum-size = 2", 4, "two sides of a cut could have", "quorum-size=3");
        assertThatCode(() -> scenario.requireSettings(settings("strategy = keep-oldest, quorum-size = 2"), 4))
                .doesNotThrowAnyException();
    }

    @Test
    void timesAndSizesOutOfRangeAreRefused() {
        assertRefused("quorum-size = 0", 3, "quorum-size");
        assertRefused("stable-after = 0s", 3, "stable-after");
        assertRefused("journal-backoff-max = 1ms", 3, "journal-backoff-max");
    }

    @Test
    void aCallThatIsNoneIsRefused() {
        assertThatThrownBy(() -> scenario.operations().message(Call.of("read", "k1", null), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("it has write");
        assertThatThrownBy(() -> scenario.operations().message(Call.of("write", "k1", "7"), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("write takes nothing after a key, but \"7\" was given: write KEY");
        assertThat(scenario.operations().message(Call.of("write", "k".repeat(256), null), null))
                .isNotNull();
    }
}
