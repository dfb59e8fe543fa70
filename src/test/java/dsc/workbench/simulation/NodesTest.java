package dsc.workbench.simulation;

import static dsc.workbench.simulation.Freely.THREE;
import static dsc.workbench.simulation.Freely.foreground;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dsc.workbench.faults.Fault;
import dsc.workbench.faults.FaultPlan;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.simulation.Freely.Asked;
import dsc.workbench.simulation.Freely.Told;
import dsc.workbench.simulation.Step.Kind;
import dsc.workbench.simulation.worlds.Conditions;
import dsc.workbench.simulation.worlds.Latency;
import dsc.workbench.simulation.worlds.WorldSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Nodes that are killed, and actors that fail. */
class NodesTest {

    @Test
    void aNodeIsStartedOnceHoweverOftenItWasKilled() {
        List<String> starts = new ArrayList<>();
        Set<String> talking = new HashSet<>();
        Freely scenario = new Freely(
                self -> {
                    if (self.node.self().value().equals("n1")) {
                        starts.add("start");
                        int number = starts.size();
                        self.role = "start" + number;
                        self.timers.startTimerAtFixedRate(new Told("tick"), Duration.ofMillis(100));
                    }
                },
                (self, message) -> {
                    Freely.answer(self, message);
                    if (message instanceof Told && self.node.clock().monotonicNanos() > 2_600_000_000L) {
                        talking.add(self.role);
                    }
                });
        world(
                scenario,
                THREE,
                new FaultPlan(
                        List.of(Fault.on(FaultKind.KILL, 1_000, 1_000, "n1")),
                        List.of(Fault.on(FaultKind.KILL, 1_500, 1_000, "n1"))));
        assertThat(talking).hasSize(1);
    }

    @Test
    void aHandOverThatTheProtocolDoesNotKnowIsNoCrashOfTheSimulation() {
        Outcome outcome = world(
                new Freely(self -> self.role = "leader", Freely::answer),
                THREE,
                foreground(Fault.on(FaultKind.TRANSFER, 1_000, 0, "n1")));
        assertThat(outcome.broken()).isEmpty();
    }

    @Test
    void aChangeOfAGroupThatIsFixedIsNone() {
        Outcome outcome = world(
                new Freely(self -> self.role = "leader", Freely::answer),
                THREE,
                foreground(Fault.on(FaultKind.MEMBERSHIP, 1_000, 1_000, "n1")));
        assertThat(outcome.broken()).isEmpty();
    }

    @Test
    void anErrorEndsItsWorldOnly() {
        Outcome outcome = world(
                new Freely(self -> {}, (self, message) -> {
                    if (message instanceof Asked) {
                        throw new StackOverflowError("deep");
                    }
                }),
                THREE,
                FaultPlan.NONE);
        assertThat(outcome.broken()).isEqualTo(Outcome.ACTOR_STOPPED);
    }

    /** The disk takes longer than the node is down: what it was writing must not turn up later. */
    @Test
    void whatAChildWasWritingIsOverWithItsNode() {
        Conditions slowDisk = THREE.edit()
                .nodes(1)
                .clients(5)
                .operationsPerSecond(0)
                .disk(new Latency(Latency.Shape.UNIFORM, 200_000, 200_000, 0, 1))
                .build();
        for (long seed = 1; seed <= 10; seed++) {
            TwoJournals scenario = new TwoJournals();
            try (Simulator<?> simulator = new Simulator<>(scenario, ConfigFactory.empty())) {
                Outcome outcome = simulator.run(
                        new WorldSpec(seed, slowDisk, foreground(Fault.on(FaultKind.KILL, 1_090, 20, "n1"))), true);
                assertThat(steps(outcome, Kind.PERSIST, 1.09, 1.29))
                        .as("seed %d", seed)
                        .isZero();
            }
        }
    }

    private static long steps(Outcome outcome, Kind kind, double from, double to) {
        return outcome.steps().stream()
                .filter(step -> step.kind() == kind && step.atNanos() >= from * 1e9 && step.atNanos() < to * 1e9)
                .count();
    }

    private static Outcome world(Freely scenario, Conditions conditions, FaultPlan plan) {
        return scenario.world(conditions, plan);
    }
}
