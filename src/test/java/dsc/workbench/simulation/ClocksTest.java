package dsc.workbench.simulation;

import static dsc.workbench.simulation.Freely.THREE;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dsc.workbench.faults.Fault;
import dsc.workbench.faults.FaultPlan;
import dsc.workbench.faults.Injection;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.simulation.worlds.Conditions;
import dsc.workbench.simulation.worlds.WorldSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What nodes' clocks say: each is off by something of its own. */
class ClocksTest {

    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    /** By node and world: what its clock is ahead when it starts, in nanoseconds. */
    private static List<TreeMap<String, Long>> aheadAtStart(Conditions conditions, FaultPlan plan) {
        List<TreeMap<String, Long>> worlds = new ArrayList<>();
        Freely scenario = new Freely(
                self -> {
                    long sinceBeginning = self.node.clock().monotonicNanos();
                    Duration shown =
                            Duration.between(BEGINNING, self.node.clock().now());
                    worlds.getLast()
                            .merge(
                                    self.node.self().value(),
                                    shown.minusNanos(sinceBeginning).toNanos(),
                                    (before, after) -> {
                                        assertThat(after)
                                                .as("a restart sets no clock")
                                                .isEqualTo(before);
                                        return after;
                                    });
                },
                Freely::answer);
        try (Simulator<?> simulator = new Simulator<>(scenario, ConfigFactory.empty())) {
            for (long seed = 1; seed <= 20; seed++) {
                worlds.add(new TreeMap<>());
                simulator.run(new WorldSpec(seed, conditions, plan));
            }
        }
        return worlds;
    }

    @Test
    void theTimeOfDayIsOffByUpToWhatIsStated() {
        List<TreeMap<String, Long>> worlds = aheadAtStart(
                THREE.edit().clocks(500, 0).build(), Freely.foreground(Fault.on(FaultKind.KILL, 1_000, 100, "n2")));

        List<Long> all =
                worlds.stream().flatMap(world -> world.values().stream()).toList();
        assertThat(all).hasSize(60).allMatch(nanos -> Math.abs(nanos) <= 500_000_000);
        assertThat(all).anyMatch(nanos -> nanos > 300_000_000).anyMatch(nanos -> nanos < -300_000_000);
        assertThat(worlds).allMatch(world -> world.values().stream().distinct().count() == 3);
    }

    @Test
    void clocksThatAreNotOffAgree() {
        List<TreeMap<String, Long>> worlds = aheadAtStart(THREE, FaultPlan.NONE);

        assertThat(worlds).allMatch(world -> world.values().stream().allMatch(nanos -> nanos == 0));
    }

    /** Between the seconds, so that nothing else happens at the same instant. */
    @Test
    void aClockFaultSetsTheTimeOfDayForAWhileAndNoDuration() {
        Map<Long, Long> aheadMillis = new TreeMap<>();
        Freely scenario = new Freely(
                self -> {
                    if (self.node.self().value().equals("n2")) {
                        self.timers.startTimerAtFixedRate(new Freely.Told("look"), Duration.ofMillis(300));
                    }
                },
                (self, message) -> {
                    Freely.answer(self, message);
                    if (message instanceof Freely.Told) {
                        long sinceBeginning = self.node.clock().monotonicNanos();
                        Duration shown =
                                Duration.between(BEGINNING, self.node.clock().now());
                        aheadMillis.put(
                                sinceBeginning / 1_000_000,
                                shown.minusNanos(sinceBeginning).toMillis());
                    }
                });

        Outcome outcome =
                scenario.world(THREE, new FaultPlan(List.of(), List.of(Fault.onClock(-5_000, 1_000, 1_000, "n2"))));

        assertThat(outcome.injections()).singleElement().matches(Injection::confirmed);
        assertThat(aheadMillis).hasSizeGreaterThan(8);
        aheadMillis.forEach((atMillis, ahead) -> assertThat(ahead)
                .as("at %d ms", atMillis)
                .isEqualTo(atMillis > 1_000 && atMillis < 2_000 ? -5_000 : 0));
    }

    @Test
    void durationsAreTooLongOrTooShortByTheDrift() {
        Agenda agenda = new Agenda();
        HostClock fast = new HostClock(agenda, 7_000_000_000L, 1.25);
        HostClock slow = new HostClock(agenda, -7_000_000_000L, 0.75);

        agenda.passUntil(4_000_000_000L);

        assertThat(fast.monotonicNanos()).isEqualTo(5_000_000_000L);
        assertThat(slow.monotonicNanos()).isEqualTo(3_000_000_000L);
        assertThat(fast.now()).isEqualTo(BEGINNING.plusSeconds(7 + 5));
        assertThat(slow.now()).isEqualTo(BEGINNING.plusSeconds(-7 + 3));
        assertThat(fast.whenItShows(10_000_000_000L)).isEqualTo(8_000_000_000L);
    }
}
