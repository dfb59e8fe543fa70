package dsc.workbench.exploration;

import com.typesafe.config.Config;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.simulation.Outcome;
import dsc.workbench.simulation.Simulator;
import dsc.workbench.simulation.worlds.WorldSpec;

/** A simulator that starts with the first world it is given: when nothing is broken, no world is run once more. */
final class LazySimulator implements AutoCloseable {

    private final Scenario<?> scenario;
    private final Config settings;
    private Simulator<?> simulator;

    LazySimulator(Scenario<?> scenario, Config settings) {
        this.scenario = scenario;
        this.settings = settings;
    }

    /** As {@link Simulator#run(WorldSpec, boolean)}. */
    Outcome run(WorldSpec world, boolean recording) {
        if (simulator == null) {
            simulator = new Simulator<>(scenario, settings);
        }
        return simulator.run(world, recording);
    }

    @Override
    public void close() {
        if (simulator != null) {
            simulator.close();
        }
    }
}
