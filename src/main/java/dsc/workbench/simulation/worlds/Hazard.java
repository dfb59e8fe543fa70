package dsc.workbench.simulation.worlds;

import dsc.workbench.protocol.Words;
import java.util.EnumSet;
import java.util.Set;

/**
 * What may happen in a world besides the faults of its plan, as it does on real machines. Each world is drawn some, so
 * that what one hides shows in worlds that go without it.
 */
public enum Hazard {
    /** A crash takes the messages that have not left the node: on each link, those sent first arrive. */
    CRASH_LOSS("a crash loses messages that have not left", 75),
    /** A node that is to be killed dies between two sends of one step. */
    CRASH_IN_STEP("a node dies between two sends of one step", 40),
    /** A write to the journal fails or is rejected, and may be durable all the same; so do snapshots and reads. */
    JOURNAL_FAILURES("writes to a journal, and reads, fail; some of these writes are durable", 20),
    /** A node that starts takes a while to read its journal. */
    SLOW_RECOVERY("reading a journal takes a while", 25),
    /** All that a node stores shares one disk, which is slow for a while. */
    SLOW_DISK("a node's disk is slow for a while", 15),
    /** Messages, events and snapshots are encoded and decoded, and may be too large. */
    CODEC("messages and events are encoded and decoded", 12),
    /** Clients stand beside a node, and suffer what its links suffer. */
    CLIENT_LINKS("clients' links are slow, lossy and cut", 25),
    /** A message arrives seconds late, maybe after its sender crashed. */
    LATE_MESSAGES("a few messages arrive seconds late", 20),
    /** Loss, duplication and delay are worse on some links than on others. */
    UNEVEN_LINKS("loss and delay differ from link to link", 30),
    /** Links are cut one after the other, and mended in another order. */
    GRADUAL_CUTS("links are cut and mended one after the other", 25),
    /** A node that was given up is still running for a moment when its successor starts. */
    OVERLAP("two processes of one node run at a time for a moment", 15),
    /** One node starts later than the others. */
    LATE_START("one node starts late", 10);

    private final String summary;
    private final int percent;

    Hazard(String summary, int percent) {
        this.summary = summary;
        this.percent = percent;
    }

    /** Every one of them. */
    public static Set<Hazard> all() {
        return EnumSet.allOf(Hazard.class);
    }

    /** What it does, in a few words. */
    public String summary() {
        return summary;
    }

    /** In how many worlds of a hundred it may happen. */
    public int percent() {
        return percent;
    }

    /** As written on the command line, such as {@code crash-loss}. */
    @Override
    public String toString() {
        return Words.of(this);
    }
}
