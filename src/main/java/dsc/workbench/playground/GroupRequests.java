package dsc.workbench.playground;

import dsc.workbench.faults.Controls.FaultFailedException;
import dsc.workbench.faults.Fault;
import dsc.workbench.nodes.NodeOptions;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.terminal.LauncherException;
import dsc.workbench.terminal.Typed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is done to the protocol's group and its leadership. */
record GroupRequests(Supervisor supervisor, Targets targets) {

    Response handle(Request.OnGroup request) throws FaultFailedException, InterruptedException {
        return switch (request) {
            case Request.Add add -> add(add);
            case Request.Remove remove -> remove(remove);
            case Request.Transfer transfer -> transfer(transfer);
        };
    }

    private Response transfer(Request.Transfer request) throws FaultFailedException, InterruptedException {
        Scenario<?> scenario = supervisor.scenario();
        if (!scenario.tolerates(supervisor.settings()).contains(FaultKind.TRANSFER)) {
            throw new IllegalArgumentException(scenario.id() + " has no leader that could hand over");
        }
        Optional<NodeId> named = Optional.ofNullable(request.node()).map(targets::one);
        if (named.isPresent() && supervisor.cluster().leader().equals(named)) {
            return leads(named.get(), " leads already");
        }
        NodeId target = named.isPresent() ? named.get() : anyFollower();
        supervisor.faults().begin(Fault.on(FaultKind.TRANSFER, 0, 0, target.value()));
        supervisor.faults().end(injection -> injection.is(FaultKind.TRANSFER, target));
        NodeId leader = supervisor
                .awaitLeader()
                .orElseThrow(() -> new LauncherException("leadership was handed over, and nobody leads yet"));
        if (named.isPresent() && !leader.equals(target)) {
            throw new LauncherException(
                    leader + " leads now, not " + target + "; ./dsc transfer " + target + " tries again");
        }
        return leads(leader, " leads");
    }

    private static Response leads(NodeId leader, String words) {
        return Response.of(leader + words, Map.of("leader", leader.value()));
    }

    private Response add(Request.Add request) throws FaultFailedException, InterruptedException {
        Scenario<?> scenario = supervisor.scenario();
        if (!scenario.deployment().groupCanChange() && !scenario.deployment().nodesCanJoin()) {
            throw new IllegalArgumentException(scenario.id() + " takes no more nodes: who takes part is given once");
        }
        NodeId next = new NodeId("n" + (supervisor.nodes().size() + 1));
        NodeId node = request.node() == null
                ? outOfGroup().orElse(next)
                : Typed.node(request.node()).equals(next.value()) ? next : targets.one(request.node());
        if (node.equals(next)) {
            requireRoom();
            requireSoundLinks();
        }
        return scenario.deployment().groupCanChange() ? takeIn(node, node.equals(next)) : join(node, node.equals(next));
    }

    private Response join(NodeId node, boolean isNew) throws FaultFailedException, InterruptedException {
        if (!isNew) {
            throw new LauncherException(node + " is a node already; ./dsc restart " + node + " starts it again");
        }
        supervisor.changes().join(node);
        return Response.of(node + " joined the cluster: " + words(supervisor.nodes()), Map.of("node", node.value()));
    }

    private Response takeIn(NodeId node, boolean isNew) throws FaultFailedException, InterruptedException {
        if (!isNew) {
            targets.requireAlive(node);
        }
        try {
            return Response.of(
                    node + " is in the group: " + words(supervisor.changes().add(node)), Map.of("node", node.value()));
        } catch (FaultFailedException failed) {
            if (!supervisor.nodes().contains(node) || !supervisor.cluster().isRunning(node)) {
                throw failed;
            }
            throw new LauncherException(
                    failed.getMessage() + ". " + node + " runs, in no group; ./dsc add " + node + " tries again");
        }
    }

    /** A node that runs and that the group could not take in, or was told to leave out. */
    private Optional<NodeId> outOfGroup() throws InterruptedException {
        // Only a leader knows.
        supervisor.awaitLeader();
        Optional<List<NodeId>> group = supervisor.cluster().groupChanges().group();
        return supervisor.nodes().stream()
                .filter(node -> supervisor.cluster().isRunning(node))
                .filter(node -> group.isPresent() && !group.get().contains(node))
                .findFirst();
    }

    private void requireRoom() {
        if (supervisor.nodes().size() == NodeOptions.COUNT_MAX) {
            throw new IllegalArgumentException("a cluster has at most " + NodeOptions.COUNT_MAX + " nodes");
        }
    }

    /** Which links a fault ails is given when it begins: a new node would be on no side of a cut, and bridge it. */
    private void requireSoundLinks() {
        supervisor.faults().inForce().stream()
                .filter(injection -> injection.fault().affectsLinks())
                .findFirst()
                .ifPresent(injection -> {
                    throw new LauncherException(injection.fault().kind() + " " + injection.description()
                            + " is in force, and would not concern a new node; ./dsc heal ends it, then add");
                });
    }

    private Response remove(Request.Remove request) throws FaultFailedException, InterruptedException {
        requireGroup();
        NodeId node = targets.one(request.node());
        if (supervisor.faults().inForce().stream().anyMatch(injection -> injection.is(FaultKind.MEMBERSHIP, node))) {
            throw new LauncherException(node + " is out of the group already; ./dsc add " + node + " takes it back");
        }
        supervisor.faults().begin(Fault.on(FaultKind.MEMBERSHIP, 0, 0, node.value()));
        return new Response(
                List.of(
                        node + " is out of the group; its process keeps running",
                        "@|faint ./dsc add " + node + " takes it back, ./dsc stop " + node + " ends it|@"),
                Map.of("node", node.value()));
    }

    private void requireGroup() {
        if (!supervisor.scenario().deployment().groupCanChange()) {
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
}
