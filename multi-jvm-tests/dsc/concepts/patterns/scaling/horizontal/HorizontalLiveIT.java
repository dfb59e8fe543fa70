package dsc.concepts.patterns.scaling.horizontal;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.faults.Injection;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.runs.LiveRun;
import java.util.EnumSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Accounts lose nothing while nodes are cut off and stopped for so long that the resolver downs them. */
@Tag("thorough")
class HorizontalLiveIT {

    @Test
    void losesNothingWhileNodesAreDowned() throws Exception {
        LiveRun.Outcome outcome = LiveRun.of("horizontal")
                .seed(11)
                .seconds(24)
                .drawn(EnumSet.of(FaultKind.PARTITION, FaultKind.PAUSE))
                .execute();

        assertThat(outcome.verdict().status()).as(outcome.describe()).isEqualTo(Verdict.Status.VALID);
        assertThat(outcome.injections()).as(outcome.describe()).isNotEmpty().allMatch(Injection::confirmed);
        assertThat(outcome.figures().okCount()).isPositive();
    }
}
