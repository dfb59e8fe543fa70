package dsc.workbench.simulation;

import static dsc.workbench.simulation.Freely.THREE;
import static dsc.workbench.simulation.Freely.foreground;
import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.faults.Fault;
import dsc.workbench.faults.FaultPlan;
import dsc.workbench.faults.LinkFault;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.simulation.worlds.Conditions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a world says that nothing takes effect any more. */
class LivenessTest {

    @Test
    void aFaultThatOutlastsTheLengthLeavesClientsToSeeTheRecovery() {
        Outcome outcome = world(
                new Freely(self -> {}, Freely::answer),
                THREE,
                new FaultPlan(
                        List.of(),
                        List.of(Fault.onLinks(
                                FaultKind.DELAY, LinkFault.ofDelay(5, 10), 2_000, 2_000, "n1", "n2", "n3"))));
        assertThat(outcome.broken()).isEmpty();
    }

    @Test
    void whoServesAgainOnlyAfterTheBoundIsNotLive() {
        Outcome outcome = world(
                new Freely(self -> {}, (self, message) -> {
                    long now = self.node.clock().monotonicNanos();
                    if (now < 1_000_000_000L || now > 20_000_000_000L) {
                        Freely.answer(self, message);
                    }
                }),
                THREE.edit().lengthMillis(30_000).build(),
                foreground(Fault.on(FaultKind.PARTITION, 1_500, 500, "n1")));
        assertThat(outcome.broken()).isEqualTo(Outcome.LIVENESS);
    }

    private static Outcome world(Freely scenario, Conditions conditions, FaultPlan plan) {
        return scenario.world(conditions, plan);
    }
}
