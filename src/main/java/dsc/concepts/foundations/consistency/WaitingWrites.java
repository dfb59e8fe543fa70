package dsc.concepts.foundations.consistency;

import dsc.concepts.foundations.consistency.SpreadingView.Happening;
import dsc.concepts.shared.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes of other nodes that wait for what they depend on. They wait in memory and not in the journal: nothing may be
 * shown of them, and what a crash takes away comes again. Belongs to a node's actor.
 */
final class WaitingWrites {

    private final int most;
    private final Tally<Happening> tally;
    private final SortedMap<Dot, StampedWrite> waiting = new TreeMap<>();

    /** @param most those beyond so many are not kept, and come again */
    WaitingWrites(int most, Tally<Happening> tally) {
        this.most = most;
        this.tally = tally;
    }

    void clear() {
        waiting.clear();
    }

    int count() {
        return waiting.size();
    }

    /**
     * The writes that may be shown now, of those that wait and those that arrived, in an order in which they may.
     *
     * @param here what the node has
     * @param arrived those of a node that has what they depend on are taken in their order
     */
    List<StampedWrite> take(Registers here, List<StampedWrite> arrived) {
        List<StampedWrite> candidates = new ArrayList<>(arrived);
        candidates.addAll(waiting.values());
        List<StampedWrite> taken = new ArrayList<>();
        Registers now = here;
        int before;
        do {
            before = taken.size();
            for (StampedWrite write : candidates) {
                if (isReady(now, write)) {
                    taken.add(write);
                    now = now.after(write);
                }
            }
        } while (taken.size() > before);
        keep(now, arrived);
        return taken;
    }

    /** The predecessor of its sender alone would be FIFO, and not causal: all that it depends on must be here. */
    private static boolean isReady(Registers now, StampedWrite write) {
        return now.isNext(write) && now.seen().includes(write.dependencies());
    }

    private void keep(Registers now, List<StampedWrite> arrived) {
        waiting.keySet().removeIf(now::has);
        for (StampedWrite write : arrived) {
            if (!now.has(write.dot()) && waiting.size() < most && waiting.putIfAbsent(write.dot(), write) == null) {
                tally.add(
                        now.isNext(write)
                                ? Happening.A_WRITE_WAITED_FOR_A_DEPENDENCY
                                : Happening.A_WRITE_WAITED_FOR_ITS_PREDECESSOR);
            }
        }
    }
}
