package dsc.workbench.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.faults.Fault;
import dsc.workbench.faults.Fault.Direction;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.NodeId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptedPlanTest {

    private static final Fault KILL = Fault.on(FaultKind.KILL, 60_000, 2_000, "n1");
    private static final Fault CUT =
            Fault.oneWay(Direction.FROM_NODES, 61_000, 100_000, "n2").towards("n4");

    @Test
    void quietTimesAreShortenedAndTheRestStaysAsItWas() {
        ScriptedPlan withGapsCapped = new ScriptedPlan(List.of(KILL, CUT)).withGapsCapped(5_000);
        assertThat(withGapsCapped.faults())
                .containsExactly(KILL.beginningAt(5_000), CUT.beginningAt(6_000).lasting(6_000));
        assertThat(withGapsCapped.endMillis()).isEqualTo(12_000);
    }

    @Test
    void shortTimesStay() {
        ScriptedPlan plan = new ScriptedPlan(List.of(Fault.on(FaultKind.PAUSE, 1_000, 2_000, "n1")));
        assertThat(plan.withGapsCapped(5_000)).isEqualTo(plan);
    }

    @Test
    void namesTheNodesThatAreMissing() {
        List<NodeId> three = List.of(new NodeId("n1"), new NodeId("n2"), new NodeId("n3"));
        assertThat(new ScriptedPlan(List.of(KILL, CUT)).unknown(three)).containsExactly(new NodeId("n4"));
        assertThat(new ScriptedPlan(List.of(KILL)).unknown(three)).isEmpty();
    }
}
