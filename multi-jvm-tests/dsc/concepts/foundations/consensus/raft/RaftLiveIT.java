package dsc.concepts.foundations.consensus.raft;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.faults.Injection;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.ShippedSettings;
import dsc.workbench.runs.LiveRun;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The Raft of the product keeps its promise on separate JVMs, under all faults that it claims to tolerate. */
class RaftLiveIT {

    @Test
    void staysLinearizableUnderAllFaults() throws Exception {
        Set<FaultKind> faults = EnumSet.copyOf(new RaftScenario().tolerates(ShippedSettings.of("raft")));
        faults.add(FaultKind.LEAVE);
        LiveRun.Outcome outcome =
                LiveRun.of("raft").seed(20).seconds(25).drawn(faults).execute();

        assertThat(outcome.verdict().status()).as(outcome.describe()).isEqualTo(Verdict.Status.VALID);
        assertThat(outcome.injections()).as(outcome.describe()).isNotEmpty().allMatch(Injection::confirmed);
        assertThat(outcome.figures().okCount()).isPositive();
    }
}
