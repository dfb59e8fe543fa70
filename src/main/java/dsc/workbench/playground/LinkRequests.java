package dsc.workbench.playground;

import dsc.workbench.faults.Controls.FaultFailedException;
import dsc.workbench.faults.Fault;
import dsc.workbench.faults.Fault.Direction;
import dsc.workbench.faults.Injection;
import dsc.workbench.faults.LinkFault;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.terminal.Typed;
import java.util.ArrayList;
import java.util.Collections;
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
            case Request.PartialPartition partial -> cutBetween(targets.of(partial.nodes()));
            case Request.Heal heal -> heal();
            case Request.Slow slow ->
                affectLinks(FaultKind.DELAY, slow.nodes(), LinkFault.ofDelay(slow.minMillis(), slow.maxMillis()));
            case Request.Lose lose -> affectLinks(FaultKind.LOSS, lose.nodes(), LinkFault.ofLoss(lose.percent()));
        };
    }

    private Response partition(Request.Partition request) throws FaultFailedException, InterruptedException {
        List<List<NodeId>> groups = new ArrayList<>();
        Set<NodeId> named = new LinkedHashSet<>();
        for (List<String> names : request.groups()) {
            List<NodeId> group = Typed.nodes(names).stream().map(targets::one).toList();
            for (NodeId node : group) {
                if (!named.add(node)) {
                    throw new IllegalArgumentException(node + " is named twice; a node is on one side of a cut");
                }
            }
            groups.add(group);
        }
        List<NodeId> others = supervisor.nodes().stream()
                .filter(node -> !named.contains(node))
                .toList();
        if (groups.size() == 1 && !others.isEmpty()) {
            groups.add(others);
            named.addAll(others);
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
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "every node belongs to one side, missing: " + missing + "; such as: " + example());
        }
        supervisor.faults().end(injection -> isCut(injection.fault().kind()));
        List<Injection> begun = new ArrayList<>();
        for (List<NodeId> group : groups.subList(0, groups.size() - 1)) {
            begun.add(supervisor.faults().begin(Fault.on(FaultKind.PARTITION, 0, 0, Targets.names(group))));
        }
        return begun(begun, "");
    }

    /** Beside what is cut already, so that several such cuts make up any network. */
    private Response cutBetween(List<NodeId> two) throws FaultFailedException, InterruptedException {
        if (supervisor.nodes().size() == 2) {
            throw new IllegalArgumentException("in a partial partition both nodes still reach a third, and there are"
                    + " only two; such as: " + example());
        }
        Fault fault = Fault.partial(0, 0, two.getFirst().value(), two.getLast().value());
        return begun(List.of(supervisor.faults().begin(fault)), "; both reach all others");
    }

    private String example() {
        List<NodeId> nodes = supervisor.nodes();
        int half = Math.max(1, (nodes.size() - 1) / 2);
        return "./dsc partition " + String.join(",", Targets.names(nodes.subList(0, half))) + " "
                + String.join(",", Targets.names(nodes.subList(half, nodes.size())));
    }

    private Response affectLinks(FaultKind kind, List<String> names, LinkFault link)
            throws FaultFailedException, InterruptedException {
        requireMessages(kind);
        List<NodeId> nodes = targets.of(names);
        List<Injection> ended = supervisor
                .faults()
                .end(injection -> injection.fault().kind() == kind
                        && !Collections.disjoint(nodes, injection.fault().nodes()));
        List<Injection> begun = goingOnWithout(nodes, ended);
        if (link.equals(LinkFault.NONE)) {
            return over(ended, begun, "no " + kind + " was in force on " + String.join(" ", names));
        }
        begun.add(supervisor.faults().begin(Fault.onLinks(kind, link, 0, 0, Targets.names(nodes))));
        return begun(begun, "");
    }

    /** Only what the protocol's own actors send to each other can be held up or lost one by one. */
    private void requireMessages(FaultKind kind) {
        if (!supervisor.scenario().tolerates(supervisor.settings()).contains(kind)) {
            throw new IllegalArgumentException(supervisor.scenario().id() + " takes no " + kind
                    + ": its messages are those of Pekko's modules, which can only be cut off; see ./dsc partition");
        }
    }

    /** What was in force on other nodes as well stays in force on those. */
    private List<Injection> goingOnWithout(List<NodeId> nodes, List<Injection> ended)
            throws FaultFailedException, InterruptedException {
        List<Injection> begun = new ArrayList<>();
        for (Injection before : ended) {
            List<NodeId> others = before.fault().nodes().stream()
                    .filter(node -> !nodes.contains(node))
                    .toList();
            if (!others.isEmpty()) {
                begun.add(
                        supervisor.faults().begin(before.fault().hitting(others).lasting(0)));
            }
        }
        return begun;
    }

    private static Response begun(List<Injection> begun, String more) {
        List<String> lines = new ArrayList<>(linesOf(begun, more));
        lines.add("@|faint ./dsc heal ends it|@");
        return new Response(lines, Map.of("faults", descriptions(begun)));
    }

    private static List<String> linesOf(List<Injection> begun, String more) {
        return begun.stream()
                .map(injection -> injection.fault().kind() + ": " + injection.description() + more)
                .toList();
    }

    private Response heal() throws FaultFailedException, InterruptedException {
        List<Injection> ended =
                supervisor.faults().end(injection -> injection.fault().affectsLinks());
        return over(ended, List.of(), "nothing was wrong with any link");
    }

    /**
     * @param shouldContinue what stays in force of that
     * @param none what to say when nothing was ended
     */
    private static Response over(List<Injection> ended, List<Injection> shouldContinue, String none) {
        List<String> lines = ended.stream()
                .map(injection -> "over: " + injection.fault().kind() + " " + injection.description() + " @|faint ("
                        + injection.effect() + ")|@")
                .collect(Collectors.toCollection(ArrayList::new));
        lines.addAll(linesOf(shouldContinue, ""));
        return new Response(ended.isEmpty() ? List.of(none) : lines, Map.of("ended", descriptions(ended)));
    }

    private static List<String> descriptions(List<Injection> injections) {
        return injections.stream().map(Injection::description).toList();
    }

    private static boolean isCut(FaultKind kind) {
        return switch (kind) {
            case PARTITION, PARTIAL, ISOLATE, ONE_WAY -> true;
            default -> false;
        };
    }
}
