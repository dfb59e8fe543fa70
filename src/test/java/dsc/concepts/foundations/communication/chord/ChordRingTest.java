package dsc.concepts.foundations.communication.chord;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.faults.Fault;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.simulation.Exploration;
import dsc.workbench.simulation.Simulation;
import org.junit.jupiter.api.Test;

/**
 * Zave (2017) proves Chord correct where a dead node is always taken for dead and a live one never, where the r + 1
 * nodes of the base stay, and where at most r nodes of a list die before it is mended. In plans that keep to that, her
 * invariants hold at every moment. The ring of eight nodes is n2 n8 n6 n5 n1 n7 n3 n4, and n1 to n3 are the base.
 */
class ChordRingTest {

    private static final int NODES = 8;
    private static final int SECONDS = 10;
    private static final int CLIENTS = 4;

    /** About when nodes that start together join. */
    private static final int JOINING_MILLIS = 230;

    /** When a node starts again, and joins in front of one that dies before the two have exchanged a word. */
    private static final int AGAIN_MILLIS = 4_700;

    /** The time that it takes to join, which is less than the shortest wait before a look at the successor. */
    private static final int JUST_JOINED_MILLIS = 30;

    @Test
    void isOneOrderedRingWhileNodesJoinAndDie() throws InterruptedException {
        Exploration worlds = Simulation.of(new WatchedRing())
                .plain()
                .nodes(NODES)
                .clients(CLIENTS)
                .seconds(SECONDS)
                .foreground(
                        kill(JOINING_MILLIS, 700, "n5"),
                        kill(AGAIN_MILLIS - 700, 700, "n8"),
                        kill(AGAIN_MILLIS + JUST_JOINED_MILLIS, 2_000, "n6"),
                        kill(8_500, 700, "n7"))
                .check(1, 6);

        assertThat(worlds.sometimes().get("a dead successor was skipped").worlds())
                .isPositive();
        assertThat(worlds.sometimes().get("a node joined between two others").worlds())
                .isPositive();
        assertThat(worlds.sometimes().get("a node was left alone").worlds()).isZero();
    }

    private static Fault kill(long atMillis, long durationMillis, String node) {
        return Fault.on(FaultKind.KILL, atMillis, durationMillis, node);
    }
}
