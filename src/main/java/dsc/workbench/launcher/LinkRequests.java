package dsc.workbench.launcher;

import dsc.workbench.faults.Controls.FaultFailedException;
import dsc.workbench.faults.Fault;
import dsc.workbench.faults.Fault.Direction;
import dsc.workbench.faults.Injection;
import dsc.workbench.faults.LinkFault;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.NodeId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What is done to the links between nodes. */
record LinkRequests(Supervisor supervisor, Targets targets) {

    Response handle(Request.OnLinks request) throws FaultFailedException, InterruptedException {
        return switch (request) {
            case Request.Partition partition -> partition(partition);
            case Request.Heal heal -> heal();
            case Request.Slow slow ->
                disturb(FaultKind.DELAY, slow.nodes(), LinkFault.ofDelay(slow.minMillis(), slow.maxMillis()));
            case Request.Lose lose -> disturb(FaultKind.LOSS, lose.nodes(), LinkFault.ofLoss(lose.percent()));
        };
    }

    private Response partition(Request.Partition request) throws FaultFailedException, InterruptedException {
        List<List<NodeId>> groups = new ArrayList<>();
        Set<NodeId> named = new LinkedHashSet<>();
        for (List<String> names : request.groups()) {
            List<NodeId> group = names.stream().map(targets::one).toList();
            for (NodeId node : group) {
                if (!named.add(node)) {
                    throw new IllegalArgumentException(node + " is named twice; a node is on one side of a cut");
                }
            }
            groups.add(group);
        }
        if (groups.size() < 2) {
            throw new IllegalArgumentException("a partition has two sides or more, such as: " + example());
        }
        return request.oneWay() ? cutOneWay(groups) : cutBothWays(groups, named);
    }

    private Response cutOneWay(List<List<NodeId>> groups) throws FaultFailedException, InterruptedException {
        if (groups.size() != 2) {
            throw new IllegalArgumentException(
                    "--one-way takes two sides: messages from the first to the second are lost");
        }
        Fault fault = Fault.oneWay(Direction.FROM_NODES, 0, 0, Targets.names(groups.getFirst()))
                .towards(Targets.names(groups.getLast()));
        return begun(List.of(supervisor.faults().begin(fault)), "; the other direction is open");
    }

    /** Every group but the last is cut off from all others. What was cut before is cut no longer. */
    private Response cutBothWays(List<List<NodeId>> groups, Set<NodeId> named)
            throws FaultFailedException, InterruptedException {
        String missing = supervisor.nodes().stream()
                .filter(node -> !named.contains(node))
                .map(NodeId::value)
                .collect(Collectors.joining(" and "));
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(missing + " is on no side; name every node, such as: " + example());
        }
        supervisor.faults().end(injection -> isCut(injection.fault().kind()));
        List<Injection> begun = new ArrayList<>();
        for (List<NodeId> group : groups.subList(0, groups.size() - 1)) {
            begun.add(supervisor.faults().begin(Fault.on(FaultKind.PARTITION, 0, 0, Targets.names(group))));
        }
        return begun(begun, "");
    }

    private String example() {
        List<NodeId> nodes = supervisor.nodes();
        int half = Math.max(1, (nodes.size() - 1) / 2);
        return "./dsc partition " + String.join(",", Targets.names(nodes.subList(0, half))) + " "
                + String.join(",", Targets.names(nodes.subList(half, nodes.size())));
    }

    private Response disturb(FaultKind kind, List<String> names, LinkFault link)
            throws FaultFailedException, InterruptedException {
        List<NodeId> nodes = targets.of(names);
        supervisor
                .faults()
                .end(injection -> injection.fault().kind() == kind
                        && nodes.containsAll(injection.fault().nodes()));
        return begun(List.of(supervisor.faults().begin(Fault.onLinks(kind, link, 0, 0, Targets.names(nodes)))), "");
    }

    private static Response begun(List<Injection> begun, String more) {
        List<String> lines = begun.stream()
                .map(injection -> injection.fault().kind() + ": " + injection.description() + more)
                .collect(Collectors.toCollection(ArrayList::new));
        lines.add("@|faint ./dsc heal ends it|@");
        return new Response(
                lines,
                Map.of("faults", begun.stream().map(Injection::description).toList()));
    }

    private Response heal() throws FaultFailedException, InterruptedException {
        List<Injection> ended =
                supervisor.faults().end(injection -> injection.fault().ailsLinks());
        if (ended.isEmpty()) {
            return Response.of("nothing was wrong with any link", Map.of("ended", List.of()));
        }
        return new Response(
                ended.stream()
                        .map(injection -> "over: " + injection.fault().kind() + " " + injection.description()
                                + " @|faint (" + injection.effect() + ")|@")
                        .toList(),
                Map.of("ended", ended.stream().map(Injection::description).toList()));
    }

    private static boolean isCut(FaultKind kind) {
        return kind == FaultKind.PARTITION || kind == FaultKind.ISOLATE || kind == FaultKind.ONE_WAY;
    }
}
