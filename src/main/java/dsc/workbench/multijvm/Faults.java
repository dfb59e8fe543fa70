package dsc.workbench.multijvm;

import dsc.workbench.multijvm.Conductor.ConductorException;
import dsc.workbench.multijvm.Suite.MistakeException;
import dsc.workbench.multijvm.nodes.Deadline;
import dsc.workbench.multijvm.nodes.Message.CutInForce;
import dsc.workbench.multijvm.nodes.Message.CutTowards;
import dsc.workbench.multijvm.nodes.NodeJvm;
import dsc.workbench.multijvm.nodes.Nodes;
import dsc.workbench.multijvm.nodes.Nodes.Node;
import dsc.workbench.multijvm.nodes.Step;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What is done to the nodes of one test: to their processes by signals, to their links by the conductor and themselves.
 */
final class Faults {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final long POLL_MILLIS = 20;

    private final Nodes nodes;
    private final Steps steps;
    private final Conductor conductor;
    private final CutLinks links = new CutLinks();

    Faults(Nodes nodes, Steps steps, Conductor conductor) {
        this.nodes = nodes;
        this.steps = steps;
        this.conductor = conductor;
    }

    void partition(Step.Partition partition) throws InterruptedException {
        links.partition(partition.groups());
        applyLinks();
    }

    void cutOneWay(Step.CutOneWay cut) throws InterruptedException {
        links.cutOneWay(cut.from(), cut.to());
        applyLinks();
    }

    void heal() throws InterruptedException {
        links.heal();
        applyLinks();
    }

    /** Nodes that could not be told of all cuts, because they did not run, are told now. */
    void applyLinks() throws InterruptedException {
        Set<String> responsive = nodes.all().stream()
                .filter(node -> node.isReady() && !steps.isStopped(node.role()))
                .map(Node::role)
                .collect(Collectors.toCollection(TreeSet::new));
        conductor.cut(links.bothWays(), responsive);
        for (String role : links.outdated(responsive)) {
            nodes.get(role)
                    .send(new CutTowards(links.oneWayFrom(role).stream()
                            .map(target -> nodes.get(target).address())
                            .collect(Collectors.toSet())));
            CutInForce answer = nodes.answer(role, CutInForce.class, Deadline.in(TIMEOUT))
                    .orElseThrow(() -> new MistakeException(role + " does not answer: its links cannot be cut"));
            if (answer.failure() != null) {
                throw new MistakeException(role + " cannot cut its links: " + answer.failure());
            }
            links.applied(role);
        }
    }

    void kill(Step.Kill kill) throws IOException, InterruptedException {
        refuseIf(steps.isGone(kill.role()), kill, "it is not running");
        gone(kill.role());
        nodes.get(kill.role()).jvm().process().kill();
    }

    void exit(Step.Exit exit) throws IOException, InterruptedException {
        refuseIf(steps.isGone(exit.role()), exit, "it is not running");
        refuseIf(steps.isStopped(exit.role()), exit, "it is stopped");
        gone(exit.role());
        conductor.exit(exit.role());
        NodeJvm jvm = nodes.get(exit.role()).jvm();
        if (!jvm.process().awaitEnd(TIMEOUT.toSeconds())) {
            jvm.process().kill();
        }
    }

    /** Its end is no failure. */
    private void gone(String role) {
        steps.gone(role);
        nodes.get(role).gone();
        conductor.forget(role);
        links.forget(role);
    }

    void pause(Step.Pause pause) throws IOException, InterruptedException {
        refuseIf(steps.isGone(pause.role()), pause, "it is not running");
        refuseIf(steps.isStopped(pause.role()), pause, "it is stopped already");
        nodes.get(pause.role()).jvm().process().pause();
    }

    void resume(Step.Resume resume) throws IOException, InterruptedException {
        refuseIf(!steps.isStopped(resume.role()), resume, "it is not stopped");
        nodes.get(resume.role()).jvm().process().resume();
    }

    void refuseRestartOfRunning(Step.Restart restart) {
        refuseIf(!steps.isGone(restart.role()), restart, "it is running; kill it, or make it exit, before");
    }

    private static void refuseIf(boolean wrong, Step step, String why) {
        if (wrong) {
            throw new MistakeException("cannot " + step + ": " + why);
        }
    }

    /** Waits until somebody else can have this name at the conductor. */
    void awaitFree(String role) throws InterruptedException {
        Deadline deadline = Deadline.in(TIMEOUT);
        while (!conductor.isFree(role)) {
            if (deadline.isOver()) {
                conductor.spoil();
                return;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        conductor.forget(role);
    }

    /** The test is over; the conductor is to know nobody of it any more. */
    void end(List<String> roles) throws InterruptedException {
        try {
            for (String role : roles) {
                awaitFree(role);
            }
        } catch (ConductorException broken) {
            conductor.spoil();
        }
    }
}
