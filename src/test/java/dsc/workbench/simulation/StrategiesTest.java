package dsc.workbench.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.simulation.worlds.Strategy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Probabilistic concurrency testing finds what drawing latencies hardly ever does. */
class StrategiesTest {

    private static final int WORLDS = 1_000;

    /** {@link MeasureSimulation} tells how many worlds each takes, over many searches. */
    @Test
    void aRareOrderOfFourMessagesIsFoundByPriorities() throws Exception {
        // Without a change of priorities, and with as many as --strategy pct has by default.
        for (int changePoints : List.of(0, 3)) {
            Optional<Outcome> found = search(Strategy.pct(changePoints));

            assertThat(found).as("%d change points", changePoints).isPresent();
            assertThat(found.get().broken()).isEqualTo("not in reverse");
        }
    }

    @Test
    void andNotInAsManyWorldsByLatenciesThatAreDrawn() throws Exception {
        assertThat(search(Strategy.RANDOM)).isEmpty();
    }

    private static Optional<Outcome> search(Strategy strategy) throws InterruptedException {
        return Simulation.of(new Relay())
                .plain()
                .in(Relay.conditions(strategy))
                .faults()
                .firstInvalid(1, WORLDS);
    }
}
