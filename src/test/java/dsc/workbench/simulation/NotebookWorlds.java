package dsc.workbench.simulation;

import com.typesafe.config.ConfigFactory;
import dsc.workbench.faults.Fault;
import dsc.workbench.faults.FaultPlan;
import dsc.workbench.simulation.Step.Kind;
import dsc.workbench.simulation.worlds.Conditions;
import dsc.workbench.simulation.worlds.WorldSpec;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Worlds of three {@link Notebook}s, for tests of what a simulated world does to actors. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class NotebookWorlds {

    static final Conditions THREE = Conditions.DEFAULT
            .edit()
            .nodes(3)
            .clients(2)
            .lengthMillis(4_000)
            .clocks(0, 0)
            .build();

    /** Between two seeds: neighbours draw the same numbers, one step apart. */
    static final long APART = 7_919;

    /** One for each test class, since these run side by side. */
    final Simulator<?> simulator = simulatorOf("note");

    @AfterAll
    void close() {
        simulator.close();
    }

    static Simulator<?> simulatorOf(String says) {
        return new Simulator<>(new Notebook(says), ConfigFactory.empty());
    }

    Outcome world(long seed, Conditions conditions, FaultPlan plan) {
        return simulator.run(new WorldSpec(seed, conditions, plan), true);
    }

    static FaultPlan plan(Fault... foreground) {
        return new FaultPlan(List.of(foreground), List.of());
    }

    static List<Step> steps(Outcome outcome, Kind kind, Predicate<Step> which) {
        return outcome.steps().stream()
                .filter(step -> step.kind() == kind)
                .filter(which)
                .toList();
    }

    static double seconds(Step step) {
        return step.atNanos() / 1e9;
    }
}
