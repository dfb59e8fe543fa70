package dsc.concepts.patterns.replication.eventsourced;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.faults.Injection;
import dsc.workbench.protocol.ShippedSettings;
import dsc.workbench.runs.LiveRun;
import java.util.EnumSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Replicas on separate JVMs, with clients at all of them, converge and lose nothing that they acknowledged. */
@Tag("thorough")
class EventSourcedLiveIT {

    @Test
    void keepsItsPromiseUnderAllFaultsThatItTolerates() throws Exception {
        assertKept(LiveRun.of("eventsourced")
                .seed(20)
                .seconds(20)
                .drawn(EnumSet.copyOf(new EventSourcedScenario().tolerates(ShippedSettings.of("eventsourced")))));
    }

    private static void assertKept(LiveRun run) throws Exception {
        LiveRun.Outcome outcome = run.execute();
        assertThat(outcome.verdict().status()).as(outcome.describe()).isEqualTo(Verdict.Status.VALID);
        assertThat(outcome.injections()).as(outcome.describe()).isNotEmpty().allMatch(Injection::confirmed);
        assertThat(outcome.counted()).containsEntry("increments lost", 0L).containsEntry("adds lost", 0L);
        assertThat(outcome.counted().get("updates acknowledged")).isPositive();
        assertThat(outcome.counted().get("events written"))
                .isGreaterThanOrEqualTo(outcome.counted().get("updates acknowledged"));
        assertThat(outcome.counted()).containsKey("begun late, p99 ms");
    }
}
