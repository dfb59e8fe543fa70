package dsc.workbench.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.faults.Fault;
import dsc.workbench.faults.FaultPlan;
import dsc.workbench.faults.LinkFault;
import dsc.workbench.history.Recorder;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.simulation.Freely.Asked;
import dsc.workbench.simulation.Freely.Told;
import dsc.workbench.simulation.Freely.ToldAll;
import dsc.workbench.simulation.Step.Kind;
import dsc.workbench.simulation.worlds.Conditions;
import dsc.workbench.simulation.worlds.Hazard;
import dsc.workbench.simulation.worlds.Strategy;
import dsc.workbench.simulation.worlds.Swarm;
import dsc.workbench.simulation.worlds.WorldSpec;
import dsc.workbench.simulation.worlds.Worlds;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds of all hazards: which worlds have them, that worlds with them repeat, and what messages contain. */
class HazardsTest extends NotebookWorlds {

    private static final FaultPlan STORM = new FaultPlan(
            List.of(
                    Fault.on(FaultKind.KILL, 500, 300, "n1"),
                    Fault.on(FaultKind.PARTITION, 1_000, 300, "n2"),
                    Fault.on(FaultKind.KILL, 1_800, 300, "n2", "n3")),
            List.of(Fault.onLinks(FaultKind.LOSS, LinkFault.ofLoss(20), 0, 2_500, "n1", "n2", "n3")));

    private static final Conditions ALL = THREE.edit()
            .lengthMillis(10_000)
            .operationsPerSecond(100)
            .hazards(Hazard.all())
            .build();

    @Test
    void aWorldWithAllHazardsRepeatsOnAFreshSimulatorAndOnAUsedOne() {
        for (Conditions conditions : List.of(
                ALL,
                ALL.edit().strategy(Strategy.pct(3)).build(),
                ALL.edit().fifo(false).build())) {
            for (int seed = 1; seed <= 3; seed++) {
                WorldSpec spec = new WorldSpec(seed * APART, conditions, STORM);
                Outcome used = simulator.run(spec, true);
                try (Simulator<?> fresh = simulatorOf("note")) {
                    Outcome first = fresh.run(spec, true);
                    for (int step = 0; step < used.steps().size(); step++) {
                        assertThat(first.steps().get(step))
                                .as("step %d of seed %d", step, spec.seed())
                                .isEqualTo(used.steps().get(step));
                    }
                    assertThat(first.hash()).isEqualTo(used.hash());
                }
                assertThat(simulator.run(spec.withSeed(seed + 100)).hash()).isNotEqualTo(used.hash());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Hazard.class)
    void leavingOneOutLeavesTheOthers(Hazard hazard) {
        Swarm usual = Swarm.usual(new Notebook("note").deployment());
        Set<Hazard> without = EnumSet.complementOf(EnumSet.of(hazard));
        Worlds with = new Worlds(Conditions.DEFAULT, FaultKind.ofPeers(), Optional.empty(), usual);
        Worlds less = new Worlds(Conditions.DEFAULT, FaultKind.ofPeers(), Optional.empty(), usual.withHazards(without));
        int met = 0;
        for (long seed = 1; seed <= 200; seed++) {
            WorldSpec world = with.world(seed);
            Set<Hazard> left = EnumSet.noneOf(Hazard.class);
            left.addAll(world.conditions().hazards());
            met += left.remove(hazard) ? 1 : 0;
            Conditions expected = world.conditions().edit().hazards(left).build();
            assertThat(less.world(seed)).isEqualTo(world.with(expected));
        }
        assertThat(met).isBetween(hazard.percent() / 2, 3 * hazard.percent());
    }

    @Test
    void whatIsNotNeededIsDroppedWhenAWorldIsReduced() {
        WorldSpec spec = new WorldSpec(1, ALL, FaultPlan.NONE);
        for (Hazard needed : List.of(Hazard.CRASH_LOSS, Hazard.CODEC, Hazard.LATE_START)) {
            Outcome result = new Shrinker(
                            each -> outcome(each, each.conditions().has(needed)), 3_000, () -> true, s -> {})
                    .shrink(outcome(spec, true));
            assertThat(result.spec().conditions().hazards()).containsExactly(needed);
        }
    }

    private static Outcome outcome(WorldSpec spec, boolean invalid) {
        return new Outcome(
                spec,
                invalid ? Verdict.invalid("as stated") : Verdict.valid("as stated"),
                "rule",
                new Recorder(() -> 0).history(),
                List.of(),
                spec.hashCode(),
                0,
                100,
                100,
                0,
                spec.conditions().lengthMillis() * 1_000_000,
                Map.of(),
                List.of(),
                -1,
                Optional.empty());
    }

    /** n1 tells n2 something at the start. */
    private static Freely telling(Told told) {
        return new Freely(
                self -> {
                    if (self.node.self().value().equals("n1")) {
                        self.node.peers().tell(new NodeId("n2"), told);
                    }
                },
                Freely::answer);
    }

    @Test
    void worldsThatDifferInAMessageAloneDifferInTheirHash() {
        long one = telling(new Told("one")).world(Freely.THREE, FaultPlan.NONE).hash();
        assertThat(telling(new Told("one")).world(Freely.THREE, FaultPlan.NONE).hash())
                .isEqualTo(one);
        assertThat(telling(new Told("two")).world(Freely.THREE, FaultPlan.NONE).hash())
                .isNotEqualTo(one);
    }

    private static final Conditions ENCODED =
            Freely.THREE.edit().hazards(Set.of(Hazard.CODEC)).build();

    @Test
    void nothingIsSharedBetweenTwoNodes() {
        Freely sharing = new Freely(self -> {}, (self, message) -> {
            if (message instanceof Asked) {
                List<String> texts = new ArrayList<>(List.of("said"));
                self.node.peers().others().forEach(peer -> self.node.peers().tell(peer, new ToldAll(texts)));
                texts.add("only thought");
                Freely.answer(self, message);
            } else if (message instanceof ToldAll all) {
                self.lines.addAll(all.texts());
            }
        });

        assertThat(lastStates(sharing.world(Freely.THREE, FaultPlan.NONE))).anyMatch(text -> text.contains("thought"));
        assertThat(lastStates(sharing.world(ENCODED, FaultPlan.NONE)))
                .anyMatch(text -> text.contains("said"))
                .noneMatch(text -> text.contains("thought"));
    }

    private static List<String> lastStates(Outcome outcome) {
        return outcome.steps().stream()
                .map(Step::state)
                .filter(state -> state != null)
                .toList();
    }

    @Test
    void aMessageThatFitsNoFrameIsLost() {
        String long300 = "x".repeat(300_000);
        assertThat(steps(
                        telling(new Told(long300)).world(Freely.THREE, FaultPlan.NONE),
                        Kind.RECEIVE,
                        step -> "Told".equals(step.type())))
                .hasSize(1);

        Outcome encoded = telling(new Told(long300)).world(ENCODED, FaultPlan.NONE);
        assertThat(steps(encoded, Kind.RECEIVE, step -> "Told".equals(step.type())))
                .isEmpty();
        assertThat(steps(encoded, Kind.LOSE, step -> step.text().contains("more than a frame holds")))
                .hasSize(1);
        assertThat(steps(
                        telling(new Told("x".repeat(200_000))).world(ENCODED, FaultPlan.NONE),
                        Kind.RECEIVE,
                        step -> "Told".equals(step.type())))
                .hasSize(1);
    }

    /** As soon as messages are encoded, sending something other than a Wire ends the node. */
    @Test
    void aMessageThatCannotBeEncodedBreaksItsWorld() {
        Freely wrong = new Freely(self -> {}, (self, message) -> {
            if (message instanceof Asked asked && self.lines.isEmpty()) {
                self.lines.add("once");
                self.node.peers().others().forEach(peer -> self.node.peers().tell(peer, asked));
                Freely.answer(self, message);
            }
        });
        assertThat(wrong.world(Freely.THREE.edit().operationsMax(1).build(), FaultPlan.NONE)
                        .isInvalid())
                .isFalse();
        assertThat(wrong.world(ENCODED, FaultPlan.NONE).broken()).isEqualTo(Outcome.ACTOR_STOPPED);
    }

    @Test
    void manyNodesAndClientsTakeLittleMemory() {
        Conditions large = ALL.edit()
                .nodes(Conditions.NODES_MAX)
                .clients(Conditions.CLIENTS_MAX)
                .lengthMillis(50)
                .operationsPerSecond(0)
                .build();
        WorldSpec spec = new WorldSpec(1, large, FaultPlan.NONE);
        long hash = simulator.run(spec).hash();
        assertThat(IntStream.range(0, 3).mapToObj(again -> simulator.run(spec).hash()))
                .containsOnly(hash);
    }
}
