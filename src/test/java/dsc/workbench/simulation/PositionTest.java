package dsc.workbench.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dsc.workbench.exploration.LocalRegisterScenario;
import dsc.workbench.faults.FaultPlan;
import dsc.workbench.simulation.worlds.Conditions;
import dsc.workbench.simulation.worlds.WorldSpec;
import org.junit.jupiter.api.Test;

class PositionTest {

    private static final WorldSpec WORLD = new WorldSpec(
            1, Conditions.DEFAULT.edit().nodes(1).lengthMillis(1_000).build(), FaultPlan.NONE);

    @Test
    void stepsMayBeLimited() {
        try (Simulator<?> simulator = new Simulator<>(new LocalRegisterScenario(), ConfigFactory.empty())) {
            assertThat(simulator.run(WORLD).broken()).isEmpty();
            long steps = simulator.run(WORLD).actorSteps();

            simulator.limitSteps(steps - 1);
            Outcome ended = simulator.run(WORLD);
            assertThat(ended.broken()).isEqualTo(Outcome.WORK_ENDS);
            assertThat(ended.verdict().reason()).startsWith("work ends: more than " + (steps - 1) + " ");

            simulator.limitSteps(2 * steps);
            assertThat(simulator.run(WORLD).broken()).isEmpty();
            assertThat(simulator.position().task()).isGreaterThan(steps);
        }
    }
}
