package dsc.concepts.foundations.faulttolerance.splitbrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.Settings;
import dsc.workbench.protocol.ShippedSettings;
import org.junit.jupiter.api.Test;

class SplitBrainScenarioTest {

    private final SplitBrainScenario scenario = new SplitBrainScenario();

    private static Settings settings(String overrides) {
        return ShippedSettings.with("splitbrain", "dsc.splitbrain { " + overrides + " }");
    }

    private void require(String overrides, int nodes) {
        scenario.deployment().require("splitbrain", settings(overrides), nodes);
    }

    private void assertRefused(String overrides, int nodes, String... words) {
        assertThatThrownBy(() -> require(overrides, nodes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(words)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void theDefaultsMakeSense() {
        assertThatCode(() -> require("", 3)).doesNotThrowAnyException();
        assertThatCode(() -> require("strategy = static-quorum", 3)).doesNotThrowAnyException();
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
        assertThatCode(() -> require("strategy = keep-oldest, quorum-size = 2", 4))
                .doesNotThrowAnyException();
    }

    @Test
    void timesAndSizesOutOfRangeAreRefused() {
        assertRefused("quorum-size = 0", 3, "quorum-size");
        assertRefused("stable-after = 0s", 3, "stable-after");
        assertRefused("ask-timeout = soon", 3, "dsc.splitbrain.ask-timeout", "not \"soon\"");
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
