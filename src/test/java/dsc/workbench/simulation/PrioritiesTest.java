package dsc.workbench.simulation;

import static dsc.workbench.simulation.Freely.THREE;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dsc.workbench.faults.Fault;
import dsc.workbench.faults.FaultPlan;
import dsc.workbench.faults.LinkFault;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.simulation.Freely.Told;
import dsc.workbench.simulation.Step.Kind;
import dsc.workbench.simulation.worlds.Conditions;
import dsc.workbench.simulation.worlds.Latency;
import dsc.workbench.simulation.worlds.Strategy;
import dsc.workbench.simulation.worlds.WorldSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Priorities decide which message is first, within what time and latencies allow. */
class PrioritiesTest {

    @Test
    void timersFireInTimeThoughMessagesAreDelayedAndOvertakeEachOther() {
        for (boolean fifo : List.of(true, false)) {
            List<Long> late = new ArrayList<>();
            Freely scenario = new Freely(
                    self -> self.timers.startTimerAtFixedRate(new Told("tick"), Duration.ofMillis(10)),
                    (self, message) -> {
                        Freely.answer(self, message);
                        if (message instanceof Told told && told.text().equals("tick")) {
                            late.add(self.node.clock().monotonicNanos() % 10_000_000);
                            self.node
                                    .peers()
                                    .others()
                                    .forEach(peer -> self.node.peers().tell(peer, new Told("hello")));
                        }
                    });
            FaultPlan delays = new FaultPlan(
                    List.of(),
                    List.of(Fault.onLinks(FaultKind.DELAY, LinkFault.ofDelay(5, 135), 100, 2_000, "n1", "n2", "n3")));
            world(scenario, THREE.edit().strategy(Strategy.pct(3)).fifo(fifo).build(), delays);
            assertThat(late).as("fifo %s", fifo).containsOnly(0L);
        }
    }

    @Test
    void messagesArriveByTheirLatestAlsoUnderPriorities() {
        for (boolean fifo : List.of(true, false)) {
            Freely scenario = new Freely(
                    self -> self.timers.startTimerAtFixedRate(new Told("tick"), Duration.ofMillis(10)),
                    (self, message) -> {
                        Freely.answer(self, message);
                        if (message instanceof Told told && told.text().equals("tick")) {
                            self.node
                                    .peers()
                                    .others()
                                    .forEach(peer -> self.node.peers().tell(peer, new Told("hello")));
                        }
                    });
            FaultPlan delays = new FaultPlan(
                    List.of(),
                    List.of(Fault.onLinks(FaultKind.DELAY, LinkFault.ofDelay(5, 135), 100, 2_000, "n1", "n2", "n3")));
            Outcome outcome = world(
                    scenario, THREE.edit().strategy(Strategy.pct(3)).fifo(fifo).build(), delays);
            TreeMap<Long, Long> sent = new TreeMap<>();
            long longest = 0;
            for (Step step : outcome.steps()) {
                if (step.kind() == Kind.SEND) {
                    sent.put(step.message(), step.atNanos());
                } else if (step.kind() == Kind.RECEIVE) {
                    longest = Math.max(longest, step.atNanos() - sent.get(step.message()));
                }
            }
            assertThat(longest).isLessThanOrEqualTo(135_000_000L + 50_000_000L);
        }
    }

    /** A message is sent, then another follows from a timer 2 ms later; the first may take 50 ms. */
    @Test
    void aMessageMayBeOvertakenByOneThatATimerCausesUnderPriorities() {
        Set<List<String>> orders = new HashSet<>();
        Freely scenario = new Freely(
                self -> {
                    if (self.node.self().value().equals("n1")) {
                        self.node.peers().tell(self.node.peers().others().getLast(), new Told("first"));
                    }
                    if (self.node.self().value().equals("n2")) {
                        self.timers.startSingleTimer(new Told("now"), Duration.ofMillis(2));
                    }
                },
                (self, message) -> {
                    Freely.answer(self, message);
                    if (message instanceof Told told) {
                        if (told.text().equals("now")) {
                            self.node.peers().tell(self.node.peers().others().getLast(), new Told("second"));
                        } else {
                            self.lines.add(told.text());
                            if (self.lines.size() == 2) {
                                orders.add(List.copyOf(self.lines));
                            }
                        }
                    }
                });
        try (Simulator<?> simulator = new Simulator<>(scenario, ConfigFactory.empty())) {
            for (long seed = 1; seed < 50; seed++) {
                simulator.run(new WorldSpec(
                        seed,
                        THREE.edit().strategy(Strategy.pct(0)).lengthMillis(100).build(),
                        FaultPlan.NONE));
            }
        }
        assertThat(orders).hasSize(2);
    }

    @Test
    void noTimeForMessagesIsNoReasonToBeInvalid() {
        for (Strategy strategy : List.of(Strategy.RANDOM, Strategy.pct(0))) {
            Outcome outcome = world(
                    new Freely(self -> {}, Freely::answer),
                    THREE.edit()
                            .operationsPerSecond(0)
                            .lengthMillis(200)
                            .network(new Latency(Latency.Shape.UNIFORM, 0, 5_000, 0, 1))
                            .strategy(strategy)
                            .build(),
                    FaultPlan.NONE);
            assertThat(outcome.broken()).as("%s", strategy).isEmpty();
        }
    }

    private static Outcome world(Freely scenario, Conditions conditions, FaultPlan plan) {
        return scenario.world(conditions, plan);
    }
}
