package dsc.workbench.simulation;

import static dsc.workbench.simulation.Freely.THREE;
import static dsc.workbench.simulation.Freely.foreground;
import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.faults.Fault;
import dsc.workbench.faults.FaultPlan;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.simulation.Freely.Told;
import dsc.workbench.simulation.worlds.Conditions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Timers run by the clock of the node that starts them, and stand still while it does. */
class TimersTest {

    @Test
    void repeatedTimersRunByTheNodesClockAndNeverEarly() {
        for (String how : List.of("delay", "rate", "single")) {
            TreeMap<String, List<Long>> ticks = new TreeMap<>();
            Freely scenario = new Freely(
                    self -> {
                        Duration every = Duration.ofMillis(100);
                        switch (how) {
                            case "delay" -> self.timers.startTimerWithFixedDelay(new Told("tick"), every);
                            case "rate" -> self.timers.startTimerAtFixedRate(new Told("tick"), every);
                            default -> self.timers.startSingleTimer(new Told("tick"), every);
                        }
                        ticks.computeIfAbsent(self.node.self().value(), id -> new ArrayList<>())
                                .add(self.node.clock().monotonicNanos());
                    },
                    (self, message) -> {
                        Freely.answer(self, message);
                        if (message instanceof Told) {
                            ticks.get(self.node.self().value())
                                    .add(self.node.clock().monotonicNanos());
                            if (how.equals("single")) {
                                self.timers.startSingleTimer(new Told("tick"), Duration.ofMillis(100));
                            }
                        }
                    });
            world(scenario, THREE.edit().clocks(0, 300_000).build(), FaultPlan.NONE);
            ticks.forEach((node, at) -> {
                assertThat(at).hasSizeGreaterThan(15);
                for (int index = 1; index < at.size(); index++) {
                    assertThat(at.get(index) - at.get(how.equals("rate") ? 0 : index - 1))
                            .as("%s %s tick %d", how, node, index)
                            .isBetween(
                                    100_000_000L * (how.equals("rate") ? index : 1),
                                    100_000_000L * (how.equals("rate") ? index : 1) + 10);
                }
            });
        }
    }

    @Test
    void aPausedNodesRepeatedTimersAreOverdueAsOnALiveNode() {
        for (String how : List.of("delay", "rate")) {
            List<Double> ticks = new ArrayList<>();
            Freely scenario = new Freely(
                    self -> {
                        if (self.node.self().value().equals("n1")) {
                            Duration every = Duration.ofMillis(100);
                            if (how.equals("delay")) {
                                self.timers.startTimerWithFixedDelay(new Told("tick"), every);
                            } else {
                                self.timers.startTimerAtFixedRate(new Told("tick"), every);
                            }
                        }
                    },
                    (self, message) -> {
                        Freely.answer(self, message);
                        if (message instanceof Told) {
                            ticks.add(self.node.clock().monotonicNanos() / 1e9);
                        }
                    });
            world(scenario, THREE, foreground(Fault.on(FaultKind.PAUSE, 1_050, 1_000, "n1")));
            long atResume = ticks.stream().filter(at -> at == 2.05).count();
            // A fixed rate makes up for what it missed; a fixed delay does not.
            assertThat(atResume).as(how).isEqualTo(how.equals("delay") ? 1 : 10);
        }
    }

    private static Outcome world(Freely scenario, Conditions conditions, FaultPlan plan) {
        return scenario.world(conditions, plan);
    }
}
