package dsc.concepts.foundations.faulttolerance.splitbrain;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.faults.Fault;
import dsc.workbench.faults.Injection;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.runs.LiveRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * There is one writer while nodes are cut off, with a resolver; without one, there are two, which the history shows.
 */
@Tag("thorough")
class SplitBrainLiveIT {

    /** The oldest, on which the writer is, is cut off for so long that another one starts elsewhere. */
    private static LiveRun cut(String strategy) {
        return LiveRun.of("splitbrain")
                .seconds(18)
                .planned(Fault.on(FaultKind.ISOLATE, 2_000, 13_000, "n1"))
                .set("dsc.splitbrain.strategy", strategy);
    }

    @Test
    void aResolverLeavesOneWriter() throws Exception {
        LiveRun.Outcome outcome = cut("keep-majority").execute();

        assertThat(outcome.verdict().status()).as(outcome.describe()).isEqualTo(Verdict.Status.VALID);
        assertThat(outcome.injections()).as(outcome.describe()).isNotEmpty().allMatch(Injection::confirmed);
        assertThat(outcome.figures().okCount()).isPositive();
    }

    @Test
    void twoWriteWhereEachSideGivesUpTheOther() throws Exception {
        LiveRun.Outcome outcome = cut("auto-down").execute();

        assertThat(outcome.verdict().status()).as(outcome.describe()).isEqualTo(Verdict.Status.INVALID);
        assertThat(outcome.verdict().reason()).contains("two writers at once");
    }
}
