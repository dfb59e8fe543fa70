package dsc.workbench.faults;

import dsc.workbench.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The nodes that a fault hits, decided at the moment when it begins.
 *
 * @param nodes the nodes that it concerns; if it is aimed at the leader of that moment, that one in place of the first
 * @param description in words, such as {@code n1 (leader) | n2 n3}
 */
public record Aim(List<NodeId> nodes, String description) {

    public Aim {
        nodes = List.copyOf(nodes);
    }

    /**
     * @param leader who leads now, if anyone does
     * @param all the nodes of the cluster
     */
    public static Aim of(Fault fault, Optional<NodeId> leader, List<NodeId> all) {
        List<NodeId> nodes = nodes(fault, leader);
        return new Aim(nodes, describe(fault, nodes, leader, all));
    }

    private static List<NodeId> nodes(Fault fault, Optional<NodeId> leader) {
        boolean elsewhere = leader.isPresent()
                && !fault.nodes().contains(leader.get())
                && !fault.others().contains(leader.get());
        if (!fault.aimedAtLeader() || !elsewhere) {
            return fault.nodes();
        }
        List<NodeId> aimed = new ArrayList<>(fault.nodes());
        aimed.set(0, leader.get());
        return aimed;
    }

    private static String describe(Fault fault, List<NodeId> nodes, Optional<NodeId> leader, List<NodeId> all) {
        String inside = names(nodes, leader);
        LinkFault link = fault.link();
        return switch (fault.kind()) {
            case DELAY -> delay(link) + " on " + links(fault, all);
            case LOSS -> link.lossPercent() + " % on " + links(fault, all);
            case DUPLICATE -> link.duplicatePercent() + " % on " + links(fault, all);
            case KILL, PAUSE, LEAVE, LIMP, DISK -> inside;
            case CLOCK -> names(nodes.subList(0, 1), leader) + " " + ClockReading.describe(fault.clockOffsetMillis());
            case TRANSFER -> handOver(nodes.getFirst(), leader);
            case MEMBERSHIP -> "without " + inside;
            case PARTITION, PARTIAL, ISOLATE, ONE_WAY ->
                sides(fault.direction(), inside, names(fault.othersThan(nodes, all), leader));
        };
    }

    /** A leader that is the target itself hands over all the same, to whichever node it chooses. */
    private static String handOver(NodeId target, Optional<NodeId> leader) {
        String to = leader.filter(target::equals).isPresent() ? "to another node" : "to " + target;
        return leader.map(now -> now + " " + to).orElse(to);
    }

    private static String delay(LinkFault link) {
        boolean fixed = link.delayMinMillis() == link.delayMaxMillis();
        return link.delayMinMillis() + (fixed ? "" : "–" + link.delayMaxMillis()) + " ms";
    }

    private static String sides(Fault.Direction direction, String inside, String outside) {
        return switch (direction) {
            case BOTH -> inside + " | " + outside;
            case FROM_NODES -> inside + " → " + outside;
            case TO_NODES -> outside + " → " + inside;
        };
    }

    private static String links(Fault fault, List<NodeId> all) {
        if (fault.others().isEmpty() && fault.nodes().containsAll(all)) {
            return "all links";
        }
        String nodes = names(fault.nodes(), Optional.empty());
        return fault.others().isEmpty()
                ? "the links of " + nodes
                : "the links " + sides(fault.direction(), nodes, names(fault.others(), Optional.empty()));
    }

    private static String names(List<NodeId> nodes, Optional<NodeId> leader) {
        return nodes.stream()
                .map(node -> leader.filter(node::equals).isPresent() ? node + " (leader)" : node.value())
                .collect(Collectors.joining(" "));
    }
}
