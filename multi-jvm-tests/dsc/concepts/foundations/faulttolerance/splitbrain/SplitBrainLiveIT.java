package dsc.concepts.foundations.faulttolerance.splitbrain;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.faults.Injection;
import dsc.workbench.launcher.LiveRun;
import dsc.workbench.protocol.FaultKind;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/**
 * There is one writer while nodes are cut off, with a resolver; without one, there are two, which the history shows.
 */
class SplitBrainLiveIT {

    private static LiveRun cuts(String strategy) {
        return LiveRun.of("splitbrain")
                .seed(11)
                .seconds(30)
                .drawn(EnumSet.of(FaultKind.PARTITION, FaultKind.ISOLATE))
                .set("dsc.splitbrain.strategy", strategy);
    }

    @Test
    void aResolverLeavesOneWriter() throws Exception {
        LiveRun.Outcome outcome = cuts("keep-majority").execute();

        assertThat(outcome.verdict().status()).as(outcome.describe()).isEqualTo(Verdict.Status.VALID);
        assertThat(outcome.injections()).as(outcome.describe()).isNotEmpty().allMatch(Injection::confirmed);
        assertThat(outcome.figures().okCount()).isPositive();
    }

    @Test
    void twoWriteWhereEachSideGivesUpTheOther() throws Exception {
        LiveRun.Outcome outcome = cuts("auto-down").execute();

        assertThat(outcome.verdict().status()).as(outcome.describe()).isEqualTo(Verdict.Status.INVALID);
        assertThat(outcome.verdict().reason()).contains("two writers at once");
    }

    /** The same, where what is written to refuses whoever was superseded. */
    @Test
    void oneOfTheTwoIsFenced() throws Exception {
        LiveRun.Outcome outcome =
                cuts("auto-down").set("dsc.splitbrain.fencing", "on").execute();

        assertThat(outcome.verdict().reason()).as(outcome.describe()).doesNotContain("two writers at once");
        assertThat(outcome.verdict().status()).as(outcome.describe()).isNotEqualTo(Verdict.Status.INVALID);
    }
}
