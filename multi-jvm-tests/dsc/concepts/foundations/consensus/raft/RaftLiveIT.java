package dsc.concepts.foundations.consensus.raft;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.faults.Injection;
import dsc.workbench.launcher.LiveRun;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.FaultKind;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/** The Raft of the product keeps its promise on separate JVMs, under all faults that it claims to tolerate. */
class RaftLiveIT {

    @Test
    void staysLinearizableUnderAllFaults() throws Exception {
        LiveRun.Outcome outcome = LiveRun.of("raft")
                .seed(20)
                .seconds(25)
                .drawn(EnumSet.allOf(FaultKind.class))
                .execute();

        assertThat(outcome.verdict().status()).as(outcome.describe()).isEqualTo(Verdict.Status.VALID);
        assertThat(outcome.injections()).as(outcome.describe()).isNotEmpty().allMatch(Injection::confirmed);
        assertThat(outcome.figures().okCount()).isPositive();
    }

    /**
     * The check can fail. §5.3: an entry is committed once a majority has it. Here the leader alone is enough, and a
     * cut loses what it said. (In simulated worlds, {@link RaftVariantsTest} hunts many more.)
     */
    @Test
    void commitsWithoutMajority() throws Exception {
        LiveRun.Outcome outcome = LiveRun.of("raft")
                .classesFirst(BrokenRafts.COMMITS_WITHOUT_MAJORITY.compile())
                // Few reads, since the cut-off leader cannot answer them, and no value twice.
                .workload((random, keys) -> random.nextInt(10) == 0
                        ? Call.of("read", keys.get(random.nextInt(keys.size())), null)
                        : Call.of(
                                "write",
                                keys.get(random.nextInt(keys.size())),
                                Integer.toString(random.nextInt(1_000_000))))
                .seconds(9)
                .fault(FaultKind.ISOLATE, 2_000, 3_000, "leader")
                .execute();

        assertThat(outcome.verdict().status()).as(outcome.describe()).isEqualTo(Verdict.Status.INVALID);
    }
}
