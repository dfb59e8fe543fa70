package dsc.workbench.protocol;

import java.util.EnumSet;
import java.util.Set;

/** What can be done to a running cluster. */
public enum FaultKind {
    /** The process of a node, now and then of a majority, is killed (SIGKILL) and started again. */
    KILL("kill a node, now and then a majority (SIGKILL), and restart it"),
    /** A node's process is stopped (SIGSTOP) and continued (SIGCONT). */
    PAUSE("stop a node (SIGSTOP) and continue it"),
    /** A majority and a minority cannot talk to each other. */
    PARTITION("cut a minority off from the majority"),
    /** Two nodes, the leader being one of them if there is one, cannot talk to each other; both reach all others. */
    PARTIAL("cut two nodes off from each other; both still reach all others"),
    /** One node, the leader if there is one, can talk to nobody. */
    ISOLATE("cut one node, the leader if there is one, off"),
    /** Messages from one side to the other are lost, the other way they arrive. */
    ONE_WAY("cut the messages in one direction only"),
    /** Messages between peers take longer, and may overtake each other. */
    DELAY("delay messages between peers; they may overtake each other"),
    /** Some messages between peers are lost. */
    LOSS("lose messages between peers"),
    /** Some messages between peers arrive twice. */
    DUPLICATE("send messages between peers twice"),
    /** The leader is asked to hand leadership over. */
    TRANSFER("make the leader hand over"),
    /** A node's clock of day ({@link Clock#now()}) is ahead or behind by a while. */
    CLOCK("set a node's time of day ahead or back"),
    /** A server or a minority, the leader itself now and then, is taken out of the group, and back in. */
    MEMBERSHIP("take servers, now and then the leader, out of the group, and back in"),
    /** A node leaves the cluster in order, its process ends, and another one joins in its place. */
    LEAVE("shut a node down cleanly, so that it leaves the cluster, and let it join again"),
    /** A node is slow, and not dead: its process is stopped for 80 ms of every 100 (SIGSTOP, SIGCONT). */
    LIMP("slow a node down: it runs a fifth of the time"),
    /** A node's process is killed and what it stored is gone; it starts again with an empty disk. */
    DISK("kill a node, delete what it stored, and restart it");

    private final String summary;

    FaultKind(String summary) {
        this.summary = summary;
    }

    /**
     * Those that need no cluster, so that peers can meet them in the simulation as well. Written out, as every set of
     * kinds is: nothing tolerates a new kind until its author says so.
     */
    public static Set<FaultKind> ofPeers() {
        return EnumSet.of(
                KILL, PAUSE, PARTITION, PARTIAL, ISOLATE, ONE_WAY, DELAY, LOSS, DUPLICATE, TRANSFER, CLOCK, MEMBERSHIP);
    }

    /**
     * What befalls processes, links and clocks: the faults that most peer protocols tolerate. A kind that is added
     * later is not among them: each protocol says for itself whether it tolerates it.
     */
    public static Set<FaultKind> ofProcessesLinksAndClocks() {
        return EnumSet.of(KILL, PAUSE, PARTITION, PARTIAL, ISOLATE, ONE_WAY, DELAY, LOSS, DUPLICATE, CLOCK);
    }

    /** Whether a node's process ends, and has to be started again. */
    public boolean endsNode() {
        return this == KILL || this == LEAVE || this == DISK;
    }

    /**
     * Whether a guarantee that holds under {@code tolerated} holds under this kind as well: leaving is a gentle kill,
     * and a node that limps is paused again and again.
     */
    public boolean isToleratedWith(Set<FaultKind> tolerated) {
        return tolerated.contains(this)
                || this == LEAVE && tolerated.contains(KILL)
                || this == LIMP && tolerated.contains(PAUSE);
    }

    /** What it does, in a few words. */
    public String summary() {
        return summary;
    }

    /** As written on the command line, such as {@code one-way}. */
    @Override
    public String toString() {
        return Words.of(this);
    }
}
