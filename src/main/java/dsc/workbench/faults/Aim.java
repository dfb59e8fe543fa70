package dsc.workbench.faults;

import dsc.workbench.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whom a fault hits, decided at the moment when it begins.
 *
 * @param nodes whom it concerns; if it is aimed at the leader of that moment, that one in place of the first
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
        if (!fault.aimedAtLeader() || leader.isEmpty() || fault.nodes().contains(leader.get())) {
            return fault.nodes();
        }
        List<NodeId> aimed = new ArrayList<>(fault.nodes());
        aimed.set(0, leader.get());
        return aimed;
    }

    private static String describe(Fault fault, List<NodeId> nodes, Optional<NodeId> leader, List<NodeId> all) {
        String inside = names(nodes, leader);
        String outside =
                names(all.stream().filter(node -> !nodes.contains(node)).toList(), leader);
        return switch (fault.kind()) {
            case DELAY, LOSS, DUPLICATE -> fault.describe();
            case KILL, PAUSE -> inside;
            case TRANSFER -> leader.map(now -> now + " to " + inside).orElse("to " + inside);
            case PARTITION, ISOLATE, ONE_WAY ->
                switch (fault.direction()) {
                    case BOTH -> inside + " | " + outside;
                    case FROM_NODES -> inside + " → " + outside;
                    case TO_NODES -> outside + " → " + inside;
                };
        };
    }

    private static String names(List<NodeId> nodes, Optional<NodeId> leader) {
        return nodes.stream()
                .map(node -> leader.filter(node::equals).isPresent() ? node + " (leader)" : node.value())
                .collect(Collectors.joining(" "));
    }
}
