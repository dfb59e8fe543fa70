package dsc.workbench.launcher;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.faults.Controls.FaultFailedException;
import dsc.workbench.faults.Fault;
import dsc.workbench.faults.Fault.Direction;
import dsc.workbench.faults.Injection;
import dsc.workbench.faults.LinkFault;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Scenario;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a supervisor does with each request. A request that makes no sense is an {@link IllegalArgumentException}, one
 * that cannot be carried out a {@link LauncherException}; the message says why and what to do.
 */
final class SupervisorRequests {

    private final Supervisor supervisor;

    SupervisorRequests(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    Response handle(Request request) throws IOException, InterruptedException {
        try {
            return switch (request) {
                case Request.Status status -> new Response(List.of(), ClusterStatus.of(supervisor));
                case Request.Call call -> call(call);
                case Request.Kill kill -> onNodes(kill.nodes(), this::kill);
                case Request.Stop stop -> onNodes(stop.nodes(), this::stop);
                case Request.Pause pause -> onNodes(pause.nodes(), this::pause);
                case Request.Resume resume -> onNodes(orAll(resume.nodes(), "paused"), this::resume);
                case Request.Restart restart -> onNodes(orAll(restart.nodes(), "down"), this::restart);
                case Request.Partition partition -> partition(partition);
                case Request.Heal heal -> heal();
                case Request.Slow slow ->
                    disturb(FaultKind.DELAY, slow.nodes(), LinkFault.ofDelay(slow.minMillis(), slow.maxMillis()));
                case Request.Lose lose -> disturb(FaultKind.LOSS, lose.nodes(), LinkFault.ofLoss(lose.percent()));
                case Request.Skew skew -> skew(skew);
                case Request.Add add -> add(add);
                case Request.Remove remove -> remove(remove);
                case Request.Transfer transfer -> transfer(transfer);
                case Request.Report report -> report();
                case Request.Down down -> down(down);
            };
        } catch (FaultFailedException failed) {
            throw new LauncherException(failed.getMessage());
        }
    }

    // Operations

    private Response call(Request.Call request) throws InterruptedException {
        Object value = request.arguments().isEmpty()
                ? null
                : request.arguments().size() == 1 ? request.arguments().getFirst() : request.arguments();
        Call call = Call.of(request.function(), request.key(), value);
        // A call that the scenario does not know is refused before it is recorded.
        supervisor.scenario().call(call, null);
        Optional<NodeId> only = Optional.ofNullable(request.node()).map(this::node);
        ManualCalls.Answered answered = supervisor.calls().call(call, only);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("outcome", word(answered));
        data.put("value", answered.outcome().value());
        data.put("error", answered.outcome().error());
        data.put("node", answered.node().value());
        data.put("millis", answered.tookNanos() / 1_000_000);
        return Response.of(line(answered), data);
    }

    private static String word(ManualCalls.Answered answered) {
        return switch (answered.outcome().type()) {
            case OK -> "ok";
            case FAIL -> "failed";
            case INFO, INVOKE -> "unknown";
        };
    }

    private static String line(ManualCalls.Answered answered) {
        String took = Wording.duration(answered.tookNanos());
        String where = "@|faint (" + answered.node() + ", " + took + ")|@";
        String error = Markup.escaped(answered.outcome().error());
        return switch (answered.outcome().type()) {
            case OK -> "@|bold,green ok|@  " + value(answered.outcome().value()) + "  " + where;
            case FAIL -> "@|bold,yellow failed|@  " + error + ": it did not take effect  " + where;
            case INFO, INVOKE ->
                // Whom it asked last is not who knows.
                "@|bold,red unknown|@  " + error + ": it may take effect, may have, or never will  @|faint (" + took
                        + ")|@";
        };
    }

    private static String value(Object value) {
        return value == null ? "@|faint nothing there|@" : Markup.escaped(value.toString());
    }

    // Nodes

    @FunctionalInterface
    private interface OnNode {
        String act(NodeId node) throws FaultFailedException, InterruptedException;
    }

    private Response onNodes(List<String> names, OnNode action) throws FaultFailedException, InterruptedException {
        List<NodeId> nodes = nodes(names);
        List<String> lines = new ArrayList<>();
        Map<String, Object> data = new LinkedHashMap<>();
        for (NodeId node : nodes) {
            String done = action.act(node);
            lines.add(node + " " + done);
            data.put(node.value(), done);
        }
        return new Response(lines, data);
    }

    private String kill(NodeId node) throws FaultFailedException, InterruptedException {
        requireAlive(node);
        continueIfPaused(node);
        supervisor.faults().begin(Fault.on(FaultKind.KILL, 0, 0, node.value()));
        return "is killed; ./dsc restart " + node + " brings it back";
    }

    private String stop(NodeId node) throws FaultFailedException, InterruptedException {
        requireAlive(node);
        continueIfPaused(node);
        boolean byItself = supervisor.stop(node);
        return (byItself ? "left the cluster and ended" : "did not end by itself in time, and was killed")
                + "; ./dsc restart " + node + " brings it back";
    }

    private String pause(NodeId node) throws FaultFailedException, InterruptedException {
        requireAlive(node);
        if (isPaused(node)) {
            throw new LauncherException(node + " is paused already");
        }
        supervisor.faults().begin(Fault.on(FaultKind.PAUSE, 0, 0, node.value()));
        return "is paused; ./dsc resume " + node + " continues it";
    }

    private String resume(NodeId node) throws FaultFailedException, InterruptedException {
        if (!isPaused(node)) {
            throw new LauncherException(node + " is not paused");
        }
        supervisor.faults().end(fault(FaultKind.PAUSE, node));
        supervisor.cluster().tellOfAll(node);
        return "goes on";
    }

    private String restart(NodeId node) throws FaultFailedException, InterruptedException {
        if (supervisor.cluster().processState(node).equals("paused")) {
            throw new LauncherException(node + " is paused; ./dsc resume " + node + " continues it");
        }
        long startNanos = System.nanoTime();
        supervisor.restart(node);
        return "answers again, after " + Wording.duration(System.nanoTime() - startNanos);
    }

    private void continueIfPaused(NodeId node) throws FaultFailedException, InterruptedException {
        supervisor.faults().end(fault(FaultKind.PAUSE, node));
    }

    private boolean isPaused(NodeId node) {
        return supervisor.faults().inForce().stream().anyMatch(fault(FaultKind.PAUSE, node));
    }

    private void requireAlive(NodeId node) {
        if (supervisor.cluster().processState(node).equals("down")) {
            throw new LauncherException(node + " does not run; ./dsc restart " + node + " starts it");
        }
    }

    // Links

    private Response partition(Request.Partition request) throws FaultFailedException, InterruptedException {
        List<List<NodeId>> groups = new ArrayList<>();
        Set<NodeId> named = new LinkedHashSet<>();
        for (List<String> names : request.groups()) {
            List<NodeId> group = names.stream().map(this::node).toList();
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
        Fault fault = Fault.oneWay(Direction.FROM_NODES, 0, 0, names(groups.getFirst()))
                .towards(names(groups.getLast()));
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
            begun.add(supervisor.faults().begin(Fault.on(FaultKind.PARTITION, 0, 0, names(group))));
        }
        return begun(begun, "");
    }

    private String example() {
        List<NodeId> nodes = supervisor.nodes();
        int half = Math.max(1, (nodes.size() - 1) / 2);
        return "./dsc partition " + String.join(",", names(nodes.subList(0, half))) + " "
                + String.join(",", names(nodes.subList(half, nodes.size())));
    }

    private Response disturb(FaultKind kind, List<String> names, LinkFault link)
            throws FaultFailedException, InterruptedException {
        List<NodeId> nodes = nodes(names);
        supervisor
                .faults()
                .end(injection -> injection.fault().kind() == kind
                        && nodes.containsAll(injection.fault().nodes()));
        return begun(List.of(supervisor.faults().begin(Fault.onLinks(kind, link, 0, 0, names(nodes)))), "");
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

    private Response skew(Request.Skew request) throws FaultFailedException, InterruptedException {
        NodeId node = node(request.node());
        if (request.offsetMillis() == 0) {
            boolean was = !supervisor.faults().end(fault(FaultKind.CLOCK, node)).isEmpty();
            return Response.of(
                    node + (was ? "'s clock is right again" : "'s clock was right already"),
                    Map.of("node", node.value(), "offsetMillis", 0));
        }
        Fault fault = Fault.onClock(request.offsetMillis(), 0, 0, node.value());
        supervisor.faults().end(fault(FaultKind.CLOCK, node));
        Injection begun = supervisor.faults().begin(fault);
        return new Response(
                List.of("clock: " + begun.description(), "@|faint ./dsc skew " + node + " 0s sets it right|@"),
                Map.of("node", node.value(), "offsetMillis", request.offsetMillis()));
    }

    private static boolean isCut(FaultKind kind) {
        return kind == FaultKind.PARTITION || kind == FaultKind.ISOLATE || kind == FaultKind.ONE_WAY;
    }

    // The protocol

    private Response transfer(Request.Transfer request) throws FaultFailedException, InterruptedException {
        Scenario<?> scenario = supervisor.scenario();
        if (!scenario.tolerates().contains(FaultKind.TRANSFER)) {
            throw new IllegalArgumentException(scenario.id() + " has no leader that could hand over");
        }
        NodeId target = request.node() == null ? anyFollower() : node(request.node());
        supervisor.faults().begin(Fault.on(FaultKind.TRANSFER, 0, 0, target.value()));
        List<Injection> done = supervisor.faults().end(fault(FaultKind.TRANSFER, target));
        return Response.of(
                done.getFirst().effect(), Map.of("leader", done.getFirst().effect()));
    }

    private Response add(Request.Add request) throws FaultFailedException, InterruptedException {
        requireGroup();
        List<NodeId> nodes = supervisor.nodes();
        NodeId next = new NodeId("n" + (nodes.size() + 1));
        boolean isNew = request.node() == null || request.node().equals(next.value());
        if (isNew && nodes.size() == ClusterOptions.NODES_MAX) {
            throw new IllegalArgumentException("a cluster has at most " + ClusterOptions.NODES_MAX + " nodes");
        }
        NodeId node = isNew ? next : node(request.node());
        if (!isNew) {
            requireAlive(node);
        }
        return Response.of(node + " is in the group: " + words(supervisor.add(node)), Map.of("node", node.value()));
    }

    private Response remove(Request.Remove request) throws FaultFailedException, InterruptedException {
        requireGroup();
        NodeId node = node(request.node());
        if (supervisor.faults().inForce().stream().anyMatch(fault(FaultKind.MEMBERSHIP, node))) {
            throw new LauncherException(node + " is out of the group already; ./dsc add " + node + " takes it back");
        }
        supervisor.faults().begin(Fault.on(FaultKind.MEMBERSHIP, 0, 0, node.value()));
        return new Response(
                List.of(
                        node + " is out of the group; its process goes on",
                        "@|faint ./dsc add " + node + " takes it back, ./dsc stop " + node + " ends it|@"),
                Map.of("node", node.value()));
    }

    private void requireGroup() {
        if (!supervisor.scenario().groupCanChange()) {
            throw new IllegalArgumentException(supervisor.scenario().id() + " has no group that could change");
        }
    }

    private static String words(List<NodeId> nodes) {
        return nodes.stream().map(NodeId::value).collect(Collectors.joining(" "));
    }

    private NodeId anyFollower() throws InterruptedException {
        Optional<NodeId> leader = supervisor.cluster().leader();
        return supervisor.nodes().stream()
                .filter(node -> supervisor.cluster().isRunning(node))
                .filter(node -> !leader.equals(Optional.of(node)))
                .findFirst()
                .orElseThrow(() -> new LauncherException("no other node runs that could lead"));
    }

    // The record

    private Response report() throws IOException {
        Verdict verdict = supervisor.report();
        return Response.of(
                "report  " + Shell.shown(supervisor.reportFile()),
                Map.of(
                        "report", supervisor.reportFile().toString(),
                        "verdict", verdict.status().toString(),
                        "reason", verdict.reason()));
    }

    /** Ends the nodes; the supervisor itself ends once this is answered. */
    private Response down(Request.Down request) throws IOException, InterruptedException {
        if (request.keep() && !supervisor.spec().journal().survivesKill()) {
            throw new IllegalArgumentException(
                    "its journal is in the nodes' memory: there is nothing to keep; take --journal h2 next time");
        }
        supervisor.endNodes();
        Verdict verdict = supervisor.report();
        List<String> lines = new ArrayList<>();
        lines.add(Wording.count(supervisor.nodes().size(), "node") + " ended");
        int operations = supervisor.recorder().history().operations().size();
        if (operations > 0) {
            lines.add("%s  %s recorded: %s"
                    .formatted(
                            Verdicts.coloured(verdict.status()),
                            Wording.count(operations, "operation"),
                            Markup.escaped(verdict.reason())));
        }
        lines.add("report  " + Shell.shown(supervisor.reportFile()));
        return new Response(
                lines,
                Map.of(
                        "verdict", verdict.status().toString(),
                        "reason", verdict.reason(),
                        "operations", operations,
                        "report", supervisor.reportFile().toString()));
    }

    // Names

    private List<String> orAll(List<String> names, String state) {
        if (!names.isEmpty()) {
            return names;
        }
        List<String> all = supervisor.nodes().stream()
                .filter(node -> supervisor.cluster().processState(node).equals(state))
                .map(NodeId::value)
                .toList();
        if (all.isEmpty()) {
            throw new LauncherException("no node is " + state);
        }
        return all;
    }

    private List<NodeId> nodes(List<String> names) {
        List<NodeId> nodes = new ArrayList<>();
        for (String name : names) {
            NodeId node = node(name);
            if (nodes.contains(node)) {
                throw new IllegalArgumentException(node + " is named twice");
            }
            nodes.add(node);
        }
        return nodes;
    }

    private NodeId node(String name) {
        return supervisor.nodes().stream()
                .filter(node -> node.value().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no node \"" + name + "\"; there are "
                        + supervisor.nodes().stream().map(NodeId::value).collect(Collectors.joining(", "))));
    }

    private static String[] names(List<NodeId> nodes) {
        return nodes.stream().map(NodeId::value).toArray(String[]::new);
    }

    private static Predicate<Injection> fault(FaultKind kind, NodeId node) {
        return injection ->
                injection.fault().kind() == kind && injection.nodes().contains(node);
    }
}
