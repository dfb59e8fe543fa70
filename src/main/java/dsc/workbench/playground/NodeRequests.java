package dsc.workbench.playground;

import dsc.workbench.faults.Controls.FaultFailedException;
import dsc.workbench.faults.Fault;
import dsc.workbench.faults.Injection;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.terminal.Format;
import dsc.workbench.terminal.LauncherException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is done to single nodes. */
record NodeRequests(Supervisor supervisor, Targets targets) {

    Response handle(Request.OnNodes request) throws FaultFailedException, InterruptedException {
        return switch (request) {
            case Request.Kill kill -> onNodes(kill.nodes(), kill.disk() ? this::killWithDisk : this::kill);
            case Request.Stop stop -> onNodes(stop.nodes(), this::stop);
            case Request.Pause pause -> onNodes(pause.nodes(), this::pause);
            case Request.Limp limp -> onNodes(limp.nodes(), this::limp);
            case Request.Resume resume -> onNodes(targets.orAll(resume.nodes(), "paused", "limping"), this::resume);
            case Request.Restart restart -> onNodes(targets.orAll(restart.nodes(), "down"), this::restart);
            case Request.Skew skew -> skew(skew);
        };
    }

    @FunctionalInterface
    private interface OnNode {
        String act(NodeId node) throws FaultFailedException, InterruptedException;
    }

    private Response onNodes(List<String> names, OnNode action) throws FaultFailedException, InterruptedException {
        List<NodeId> nodes = targets.of(names);
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
        targets.requireAlive(node);
        shouldContinue(node);
        supervisor.faults().begin(Fault.on(FaultKind.KILL, 0, 0, node.value()));
        return "is killed; ./dsc restart " + node + " brings it back";
    }

    private String killWithDisk(NodeId node) throws FaultFailedException, InterruptedException {
        targets.requireAlive(node);
        shouldContinue(node);
        supervisor.faults().begin(Fault.on(FaultKind.DISK, 0, 0, node.value()));
        return "is killed, and what it stored is deleted; ./dsc restart " + node + " brings it back";
    }

    private String stop(NodeId node) throws FaultFailedException, InterruptedException {
        targets.requireAlive(node);
        shouldContinue(node);
        supervisor.faults().begin(Fault.on(FaultKind.LEAVE, 0, 0, node.value()));
        boolean killed = supervisor.cluster().wasKilled(node);
        return (killed ? "did not leave in time, and was killed" : "left the cluster and ended") + "; ./dsc restart "
                + node + " brings it back";
    }

    private String pause(NodeId node) throws FaultFailedException, InterruptedException {
        targets.requireAlive(node);
        requireAtFullSpeed(node);
        supervisor.faults().begin(Fault.on(FaultKind.PAUSE, 0, 0, node.value()));
        return "is paused; ./dsc resume " + node + " continues it";
    }

    private String limp(NodeId node) throws FaultFailedException, InterruptedException {
        targets.requireAlive(node);
        requireAtFullSpeed(node);
        supervisor.faults().begin(Fault.on(FaultKind.LIMP, 0, 0, node.value()));
        return "limps: it runs a fifth of the time; ./dsc resume " + node + " ends that";
    }

    private String resume(NodeId node) throws FaultFailedException, InterruptedException {
        if (!suffers(FaultKind.PAUSE, node) && !suffers(FaultKind.LIMP, node)) {
            throw new LauncherException(node + " is not paused, nor does it limp");
        }
        shouldContinue(node);
        return "resumed";
    }

    private String restart(NodeId node) throws FaultFailedException, InterruptedException {
        if (supervisor.cluster().processState(node).equals("paused")) {
            throw new LauncherException(node + " is paused; ./dsc resume " + node + " continues it");
        }
        shouldContinue(node);
        long startNanos = System.nanoTime();
        supervisor.changes().restart(node);
        return "answers again, after " + Format.duration(System.nanoTime() - startNanos);
    }

    /** Continues a node that is paused or limps. */
    private void shouldContinue(NodeId node) throws FaultFailedException, InterruptedException {
        supervisor.faults().end(injection -> injection.is(FaultKind.PAUSE, node) || injection.is(FaultKind.LIMP, node));
    }

    private void requireAtFullSpeed(NodeId node) {
        if (suffers(FaultKind.PAUSE, node)) {
            throw new LauncherException(node + " is paused already");
        }
        if (suffers(FaultKind.LIMP, node)) {
            throw new LauncherException(node + " limps already; ./dsc resume " + node + " ends that");
        }
    }

    private boolean suffers(FaultKind kind, NodeId node) {
        return supervisor.faults().inForce().stream().anyMatch(injection -> injection.is(kind, node));
    }

    private Response skew(Request.Skew request) throws FaultFailedException, InterruptedException {
        NodeId node = targets.one(request.node());
        if (request.offsetMillis() == 0) {
            boolean was = !supervisor
                    .faults()
                    .end(injection -> injection.is(FaultKind.CLOCK, node))
                    .isEmpty();
            return Response.of(
                    node + (was ? "'s clock is right again" : "'s clock was right already"),
                    Map.of("node", node.value(), "offsetMillis", 0));
        }
        Fault fault = Fault.onClock(request.offsetMillis(), 0, 0, node.value());
        supervisor.faults().end(injection -> injection.is(FaultKind.CLOCK, node));
        Injection begun = supervisor.faults().begin(fault);
        return new Response(
                List.of("clock: " + begun.description(), "@|faint ./dsc skew " + node + " 0s sets it right|@"),
                Map.of("node", node.value(), "offsetMillis", request.offsetMillis()));
    }
}
