package dsc.concepts.foundations.consensus.raft;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.faults.Injection;
import dsc.workbench.launcher.LiveRun;
import dsc.workbench.protocol.FaultKind;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/** Under TLS, links are cut and heal as they do without, and servers that were killed are known again. */
class RaftTlsIT {

    @Test
    void staysLinearizableUnderCutsAndKills() throws Exception {
        LiveRun.Outcome outcome = LiveRun.of("raft")
                .tls()
                .seed(3)
                .seconds(15)
                .drawn(EnumSet.of(FaultKind.KILL, FaultKind.ISOLATE, FaultKind.ONE_WAY, FaultKind.PARTITION))
                .execute();

        assertThat(outcome.verdict().status()).as(outcome.describe()).isEqualTo(Verdict.Status.VALID);
        assertThat(outcome.injections()).as(outcome.describe()).isNotEmpty().allMatch(Injection::confirmed);
        assertThat(outcome.figures().okCount()).isPositive();
    }
}
