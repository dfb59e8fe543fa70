package dsc.workbench.faults;

import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.NodeId;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A planned fault.
 *
 * @param number its place in the plan, from 1
 * @param atMillis when it begins, in milliseconds from the start of the workload; later if the one before is not over
 * @param durationMillis how long it is in force, in milliseconds; for a kill, how long the node stays down
 * @param aimedAtLeader whether the leader of that moment, if there is one, takes the place of the first node
 * @param nodes the nodes that it concerns: one side of a cut; for delay, loss and duplication, those whose links are
 *     affected
 * @param others the other side; empty for everyone else
 * @param direction which way it works on the links between the two sides
 * @param link what is wrong with those links, for delay, loss and duplication
 * @param clockOffsetMillis by how much the clock is ahead, for a clock fault; negative if it is behind, at most
 *     {@link #CLOCK_OFFSET_MILLIS_MAX} either way; 0 for all others
 */
public record Fault(
        int number,
        FaultKind kind,
        long atMillis,
        long durationMillis,
        boolean aimedAtLeader,
        List<NodeId> nodes,
        List<NodeId> others,
        Direction direction,
        LinkFault link,
        long clockOffsetMillis) {

    /** A day: who reads a time that is further off reads nothing of use. */
    public static final long CLOCK_OFFSET_MILLIS_MAX = 86_400_000;

    /** Which messages between two sides a fault concerns. */
    public enum Direction {
        BOTH,
        /** Those that the nodes send. */
        FROM_NODES,
        /** Those that are sent to the nodes. */
        TO_NODES
    }

    public Fault {
        nodes = List.copyOf(nodes);
        others = List.copyOf(others);
        if (nodes.isEmpty() || atMillis < 0 || durationMillis < 0) {
            throw new IllegalArgumentException("a fault concerns somebody, at some time: " + kind);
        }
        if (!Collections.disjoint(nodes, others)) {
            throw new IllegalArgumentException("nobody is on both sides: " + nodes + " and " + others);
        }
        if (kind == FaultKind.PARTIAL && others.isEmpty()) {
            throw new IllegalArgumentException(
                    "a partial partition is between nodes and others, and both sides are named: " + nodes
                            + " and nobody");
        }
        if ((kind == FaultKind.CLOCK) != (clockOffsetMillis != 0)) {
            throw new IllegalArgumentException(
                    "a clock is set off by some milliseconds, and nothing else is: " + kind + ", " + clockOffsetMillis);
        }
        requireClockOffset(clockOffsetMillis);
    }

    /** A fault on nodes, or between them and everyone else. */
    public Fault(
            int number,
            FaultKind kind,
            long atMillis,
            long durationMillis,
            boolean aimedAtLeader,
            List<NodeId> nodes,
            Direction direction,
            LinkFault link) {
        this(number, kind, atMillis, durationMillis, aimedAtLeader, nodes, List.of(), direction, link, 0);
    }

    /** A fault on nodes, in all directions; its number is 1. */
    public static Fault on(FaultKind kind, long atMillis, long durationMillis, String... nodes) {
        return new Fault(1, kind, atMillis, durationMillis, false, ids(nodes), Direction.BOTH, LinkFault.NONE);
    }

    /** Two nodes cannot hear each other. */
    public static Fault partial(long atMillis, long durationMillis, String one, String other) {
        return new Fault(
                1,
                FaultKind.PARTIAL,
                atMillis,
                durationMillis,
                false,
                ids(one),
                ids(other),
                Direction.BOTH,
                LinkFault.NONE,
                0);
    }

    /** Messages in one direction are lost. */
    public static Fault oneWay(Direction direction, long atMillis, long durationMillis, String... nodes) {
        return new Fault(1, FaultKind.ONE_WAY, atMillis, durationMillis, false, ids(nodes), direction, LinkFault.NONE);
    }

    /** Delay, loss or duplication on every link from or to one of {@code nodes}. */
    public static Fault onLinks(FaultKind kind, LinkFault link, long atMillis, long durationMillis, String... nodes) {
        return new Fault(1, kind, atMillis, durationMillis, false, ids(nodes), Direction.BOTH, link);
    }

    /** The clock of one of {@code nodes}, the first, is ahead by that much, or behind. */
    public static Fault onClock(long clockOffsetMillis, long atMillis, long durationMillis, String... nodes) {
        return new Fault(
                1,
                FaultKind.CLOCK,
                atMillis,
                durationMillis,
                false,
                ids(nodes),
                List.of(),
                Direction.BOTH,
                LinkFault.NONE,
                clockOffsetMillis);
    }

    /**
     * A clock may be off by that much.
     *
     * @throws IllegalArgumentException when it may not; the message says how much is possible
     */
    public static void requireClockOffset(long millis) {
        if (millis < -CLOCK_OFFSET_MILLIS_MAX || millis > CLOCK_OFFSET_MILLIS_MAX) {
            throw new IllegalArgumentException("a clock is off by at most a day, " + CLOCK_OFFSET_MILLIS_MAX
                    + " ms, ahead or behind, not by " + millis + " ms");
        }
    }

    /** The same, but the leader when it begins takes the place of the first node. */
    public Fault atLeader() {
        return aimedAtLeader(true);
    }

    Fault aimedAtLeader(boolean aimed) {
        return changed(number, atMillis, durationMillis, aimed, nodes, others);
    }

    /** The same, at another place of a plan. */
    public Fault numbered(int number) {
        return changed(number, atMillis, durationMillis, aimedAtLeader, nodes, others);
    }

    /** The same, at another time. */
    public Fault beginningAt(long millis) {
        return changed(number, millis, durationMillis, aimedAtLeader, nodes, others);
    }

    /** The same, for another time. */
    public Fault lasting(long millis) {
        return changed(number, atMillis, millis, aimedAtLeader, nodes, others);
    }

    /** The same, hitting other nodes. */
    public Fault hitting(List<NodeId> nodes) {
        return changed(number, atMillis, durationMillis, aimedAtLeader, nodes, others);
    }

    /** The same, between the nodes that it hits and those alone. */
    public Fault towards(String... others) {
        return changed(number, atMillis, durationMillis, aimedAtLeader, nodes, ids(others));
    }

    /** What breaks stays; when, and which nodes it hits, may be other. */
    private Fault changed(
            int number,
            long atMillis,
            long durationMillis,
            boolean aimedAtLeader,
            List<NodeId> nodes,
            List<NodeId> others) {
        return new Fault(
                number,
                kind,
                atMillis,
                durationMillis,
                aimedAtLeader,
                nodes,
                others,
                direction,
                link,
                clockOffsetMillis);
    }

    /** Whether it is about messages between nodes, and not about nodes. */
    public boolean affectsLinks() {
        return switch (kind) {
            case PARTITION, PARTIAL, ISOLATE, ONE_WAY, DELAY, LOSS, DUPLICATE -> true;
            case KILL, PAUSE, TRANSFER, CLOCK, MEMBERSHIP, LEAVE, LIMP, DISK -> false;
        };
    }

    /** What is wrong with every link that it affects; {@link LinkFault#NONE} for a fault on nodes. */
    public LinkFault linkFault() {
        return switch (kind) {
            case PARTITION, PARTIAL, ISOLATE, ONE_WAY -> LinkFault.ofCut();
            case DELAY, LOSS, DUPLICATE -> link;
            case KILL, PAUSE, TRANSFER, CLOCK, MEMBERSHIP, LEAVE, LIMP, DISK -> LinkFault.NONE;
        };
    }

    /**
     * Whether it ails the link from one node to another.
     *
     * @param side the nodes that it hits (see {@link Aim})
     */
    public boolean affects(NodeId from, NodeId to, List<NodeId> side) {
        if (!affectsLinks() || from.equals(to)) {
            return false;
        }
        boolean leaves = side.contains(from) && isOther(to, side) && direction != Direction.TO_NODES;
        boolean enters = isOther(from, side) && side.contains(to) && direction != Direction.FROM_NODES;
        // Delay, loss and duplication ail the links inside of a side as well.
        boolean inside = others.isEmpty()
                && side.contains(from)
                && side.contains(to)
                && !linkFault().cut();
        return leaves || enters || inside;
    }

    /**
     * The other side: those that were named, or else all nodes that it does not hit.
     *
     * @param side the nodes that it hits (see {@link Aim})
     * @param all the nodes of the cluster
     */
    List<NodeId> othersThan(List<NodeId> side, List<NodeId> all) {
        return others.isEmpty()
                ? all.stream().filter(node -> !side.contains(node)).toList()
                : others;
    }

    private boolean isOther(NodeId node, List<NodeId> side) {
        return others.isEmpty() ? !side.contains(node) : others.contains(node);
    }

    private static List<NodeId> ids(String... nodes) {
        return Arrays.stream(nodes).map(NodeId::new).toList();
    }
}
