package dsc.concepts.foundations.consensus.raft;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.protocol.FaultKind;
import dsc.workbench.simulation.Conditions;
import dsc.workbench.simulation.Exploration;
import dsc.workbench.simulation.Simulation;
import dsc.workbench.simulation.Strategy;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Raft keeps its promises in simulated worlds, under all the faults that it tolerates. */
class RaftSimulationTest {

    /** Met in one world of a hundred, and in one of twenty-five. */
    private static final List<String> RARE =
            List.of("a change of the group was rolled back", "a server that a change removes stood for election");

    @Test
    void fiveServersInRandomOrder() throws InterruptedException {
        Exploration worlds = raft().check(1, 300);
        assertMet(worlds, List.of());
        assertThat(worlds.faults().keySet()).isEqualTo(FaultKind.ofPeers());
    }

    @Test
    void fiveServersWithPriorities() throws InterruptedException {
        assertEverythingWasMet(raft().strategy(Strategy.pct(3)).check(1, 100));
    }

    @Test
    void threeServers() throws InterruptedException {
        assertEverythingWasMet(raft().nodes(3).check(1, 100));
    }

    /** Raft does not need the order that Pekko keeps between two nodes. */
    @Test
    void messagesOvertakeEachOther() throws InterruptedException {
        assertEverythingWasMet(
                raft().in(Conditions.DEFAULT.edit().fifo(false).build()).check(1, 50));
    }

    @Test
    void theSameSeedGivesTheSameWorld() {
        assertThat(raft().replay(7).hash()).isEqualTo(raft().replay(7).hash());
        assertThat(raft().replay(8).hash()).isNotEqualTo(raft().replay(7).hash());
    }

    private static Simulation raft() {
        return Simulation.of(new RaftScenario());
    }

    private static void assertEverythingWasMet(Exploration worlds) {
        assertMet(worlds, RARE);
    }

    /** What never happens was not tested. */
    private static void assertMet(Exploration worlds, List<String> rare) {
        assertThat(worlds.sometimes().entrySet().stream()
                        .filter(condition -> condition.getValue().times() == 0)
                        .filter(condition -> !rare.contains(condition.getKey()))
                        .map(condition -> condition.getKey())
                        .collect(Collectors.toList()))
                .as("never met")
                .isEmpty();
        assertThat(worlds.sometimes()).hasSameSizeAs(RaftRules.SOMETIMES);
    }
}
