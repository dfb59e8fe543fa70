package dsc.workbench.faults;

import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.NodeId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A planned fault.
 *
 * @param number its place in the plan, from 1
 * @param atMillis when it begins, in milliseconds from the start of the workload; later if the one before is not over
 * @param durationMillis how long it is in force, in milliseconds; for a kill, how long the node stays down
 * @param aimedAtLeader whether the leader of that moment, if there is one, takes the place of the first node
 * @param nodes whom it concerns: the smaller side of a cut; all nodes for what ails links
 * @param direction which way a cut works
 * @param link what ails every link, for delay, loss and duplication
 */
public record Fault(
        int number,
        FaultKind kind,
        long atMillis,
        long durationMillis,
        boolean aimedAtLeader,
        List<NodeId> nodes,
        Direction direction,
        LinkFault link) {

    /** Which messages between a cut's two sides are lost. */
    public enum Direction {
        BOTH,
        /** Those that the nodes send. */
        FROM_NODES,
        /** Those that are sent to the nodes. */
        TO_NODES
    }

    public Fault {
        nodes = List.copyOf(nodes);
        if (nodes.isEmpty() || atMillis < 0 || durationMillis < 0) {
            throw new IllegalArgumentException("a fault concerns somebody, at some time: " + kind);
        }
    }

    /** A fault on nodes, in all directions; its number is 1. */
    public static Fault on(FaultKind kind, long atMillis, long durationMillis, String... nodes) {
        return new Fault(1, kind, atMillis, durationMillis, false, ids(nodes), Direction.BOTH, LinkFault.NONE);
    }

    /** Messages in one direction are lost. */
    public static Fault oneWay(Direction direction, long atMillis, long durationMillis, String... nodes) {
        return new Fault(1, FaultKind.ONE_WAY, atMillis, durationMillis, false, ids(nodes), direction, LinkFault.NONE);
    }

    /** Delay, loss or duplication on every link, whatever {@code nodes} it names. */
    public static Fault onLinks(FaultKind kind, LinkFault link, long atMillis, long durationMillis, String... nodes) {
        return new Fault(1, kind, atMillis, durationMillis, false, ids(nodes), Direction.BOTH, link);
    }

    /** The same, but whoever leads when it begins takes the place of the first node. */
    public Fault atLeader() {
        return new Fault(number, kind, atMillis, durationMillis, true, nodes, direction, link);
    }

    private static List<NodeId> ids(String... nodes) {
        return Arrays.stream(nodes).map(NodeId::new).toList();
    }

    /** In words, before anyone knows who will lead: {@code kill the leader, else n2}. */
    public String describe() {
        String whom = nodes.stream().map(NodeId::value).collect(Collectors.joining(" "));
        return switch (kind) {
            case DELAY -> link.delayMinMillis() + "–" + link.delayMaxMillis() + " ms on all links";
            case LOSS -> link.lossPercent() + " % on all links";
            case DUPLICATE -> link.duplicatePercent() + " % on all links";
            case TRANSFER -> "the leader to " + whom;
            case KILL, PAUSE, PARTITION, ISOLATE, ONE_WAY -> aimedAtLeader ? "the leader, else " + whom : whom;
        };
    }
}
