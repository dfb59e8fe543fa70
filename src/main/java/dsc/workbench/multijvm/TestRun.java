package dsc.workbench.multijvm;

import dsc.workbench.multijvm.Conductor.ConductorException;
import dsc.workbench.multijvm.Suite.MistakeException;
import dsc.workbench.multijvm.Timings.Part;
import dsc.workbench.multijvm.nodes.Deadline;
import dsc.workbench.multijvm.nodes.Listed;
import dsc.workbench.multijvm.nodes.Message.Arrived;
import dsc.workbench.multijvm.nodes.Message.Begin;
import dsc.workbench.multijvm.nodes.Message.Compute;
import dsc.workbench.multijvm.nodes.Message.Computed;
import dsc.workbench.multijvm.nodes.Message.Ended;
import dsc.workbench.multijvm.nodes.Message.Here;
import dsc.workbench.multijvm.nodes.Message.Release;
import dsc.workbench.multijvm.nodes.Message.StepTaken;
import dsc.workbench.multijvm.nodes.NodeDirectories;
import dsc.workbench.multijvm.nodes.NodeJvm;
import dsc.workbench.multijvm.nodes.NodeJvm.Event;
import dsc.workbench.multijvm.nodes.Nodes;
import dsc.workbench.multijvm.nodes.Nodes.Node;
import dsc.workbench.multijvm.nodes.Outcome;
import dsc.workbench.multijvm.nodes.Outcome.Aborted;
import dsc.workbench.multijvm.nodes.Outcome.Failed;
import dsc.workbench.multijvm.nodes.Outcome.Passed;
import dsc.workbench.multijvm.nodes.Step;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One test on all its nodes: gets their JVMs, has each start an actor system and run the test, takes the steps that
 * they come to together, and ends it for all when one fails. Everything happens on the thread that calls
 * {@link #execute}; what JVMs say and do comes to it as events.
 */
final class TestRun implements Provision.Test {

    private static final Duration RELEASE_TIMEOUT = Duration.ofSeconds(5);

    private final Suite suite;
    private final Conductors conductors;
    private final Options options;
    private final NodeDirectories directories;
    private final Timings timings;

    private final Nodes nodes = new Nodes();
    private final Steps steps;
    private final Diagnosis diagnosis;
    private final Outcomes outcomes;
    private final Provision provision;
    private final Map<String, List<Listed>> listed = new LinkedHashMap<>();
    private Conductor conductor;
    private Faults faults;
    private boolean begun;
    private boolean deciding;
    private boolean failed;
    private Optional<Deadline> waitingDeadline = Optional.empty();
    private Deadline testDeadline = Deadline.NEVER;
    private Deadline releaseDeadline = Deadline.NEVER;

    /** Gives a conductor that knows nobody; the first time that takes as long as an actor system takes to start. */
    @FunctionalInterface
    interface Conductors {
        Conductor get() throws InterruptedException;
    }

    TestRun(
            TestPlan plan,
            NodePool pool,
            Conductors conductors,
            Options options,
            NodeDirectories directories,
            Timings timings) {
        this.suite = plan.suite();
        this.conductors = conductors;
        this.options = options;
        this.directories = directories;
        this.timings = timings;
        this.steps = new Steps(suite.roles());
        this.outcomes = new Outcomes(suite.roles());
        this.diagnosis = new Diagnosis(nodes, steps, plan.testClasses());
        this.provision = new Provision(plan, pool, options, directories, timings, nodes);
    }

    /** What tests there are, as each node listed them. */
    Map<String, List<Listed>> listed() {
        return listed;
    }

    /** Runs the test to its end, on all nodes; returns what it came to on each. */
    Map<String, Outcome> execute() throws InterruptedException {
        timings.begin();
        try {
            provision.begin();
            // While their JVMs start.
            conductor = conductors.get();
            faults = new Faults(nodes, steps, conductor);
            provision.awaitReady(suite.roles(), conductor.port(), this, Part.JVMS, Part.SYSTEMS);
            if (!failed) {
                begun = true;
                testDeadline = deadline(suite.timeout());
                begin(suite.roles());
            }
            run();
            timings.spentOn(Part.TESTS);
        } catch (IOException | IllegalStateException | ConductorException broken) {
            outcomes.putIfAbsent(suite.roles().getFirst(), Failed.by(broken));
            outcomes.missing().forEach(role -> outcomes.put(role, new Aborted("the test could not continue")));
        } finally {
            finish();
            timings.spentOn(Part.ENDS);
        }
        return outcomes.byRole();
    }

    private void begin(List<String> roles) {
        Begin begin = new Begin(nodes.addresses());
        roles.forEach(role -> nodes.get(role).send(begin));
    }

    private void run() throws InterruptedException, IOException {
        while (!outcomes.missing().isEmpty()) {
            Optional<Event> event = nodes.next(nextDeadline());
            if (event.isPresent()) {
                handle(event.get());
            } else {
                mindDeadlines();
            }
            if (!failed && !deciding) {
                advance();
            }
        }
    }

    private Deadline nextDeadline() {
        return failed
                ? releaseDeadline
                : waitingDeadline.map(testDeadline::orEarlier).orElse(testDeadline);
    }

    private void mindDeadlines() throws InterruptedException {
        if (failed) {
            for (String role : outcomes.missing()) {
                nodes.get(role).jvm().end();
                outcomes.put(
                        role,
                        new Aborted("another node failed; this one did not stop within " + RELEASE_TIMEOUT.toSeconds()
                                + " s and was killed"));
            }
        } else if (testDeadline.isOver()) {
            String late = (steps.missing().isEmpty() ? outcomes.missing() : steps.missing()).getFirst();
            failBecause(late, diagnosis.lateForTheEnd(late, suite.timeout()));
        } else {
            String late = steps.missing().getFirst();
            failBecause(late, diagnosis.lateForTheStep(late, suite.barrierTimeout()));
        }
    }

    @Override
    public void handle(Event event) throws InterruptedException {
        String role = nodes.of(event).role();
        switch (event) {
            case Event.Connected early -> {}
            case Event.Died died -> onDeath(role, died.status());
            case Event.Said said -> {
                switch (said.message()) {
                    case Arrived arrived -> onArrived(role, arrived.step());
                    case Computed computed -> {
                        deciding = false;
                        release(computed.value());
                    }
                    case Ended end -> {
                        listed.put(role, end.listed());
                        onEnded(role, end.outcome());
                    }
                    default -> {
                        // An answer that came too late to be waited for.
                    }
                }
            }
        }
    }

    private void onArrived(String role, Step step) {
        Optional<Steps.Taken> before = steps.arrive(role, step);
        before.ifPresent(taken -> nodes.get(role).send(new StepTaken(taken.value())));
        if (waitingDeadline.isEmpty() && before.isEmpty()) {
            waitingDeadline = Optional.of(deadline(suite.barrierTimeout()));
        }
    }

    private void onEnded(String role, Outcome outcome) throws InterruptedException {
        if (outcomes.has(role)) {
            return;
        }
        if (outcome instanceof Failed failure && !failed) {
            fail(role, failure);
        } else {
            steps.ended(role);
            outcomes.put(role, outcome);
        }
    }

    private void onDeath(String role, int status) throws InterruptedException {
        nodes.get(role).gone();
        if (outcomes.has(role)) {
            return;
        }
        if (failed) {
            outcomes.put(role, new Aborted("its JVM ended with " + Diagnosis.words(status)));
        } else {
            fail(role, Failed.because("the JVM of " + role + " ended by itself, with " + Diagnosis.words(status)));
        }
    }

    /** Takes the step that is due, or ends the test if none can be any more. */
    private void advance() throws InterruptedException, IOException {
        Optional<String> deadlock = steps.deadlock();
        if (deadlock.isPresent() && outcomes.areGivenUp(steps.ended())) {
            giveUp();
            return;
        }
        if (deadlock.isPresent()) {
            failBecause(steps.waiting().getFirst(), deadlock.get());
            return;
        }
        Optional<Step> due = steps.due();
        if (due.isEmpty()) {
            return;
        }
        waitingDeadline = Optional.empty();
        try {
            take(due.get());
        } catch (MistakeException mistake) {
            failBecause(steps.waiting().getFirst(), mistake.getMessage());
        }
    }

    private void take(Step step) throws InterruptedException, IOException {
        switch (step) {
            case Step.Barrier barrier -> release(null);
            case Step.Decide decide -> {
                deciding = true;
                nodes.get(steps.waiting().getFirst()).send(new Compute());
            }
            case Step.Partition partition -> {
                faults.partition(partition);
                release(null);
            }
            case Step.CutOneWay cut -> {
                faults.cutOneWay(cut);
                release(null);
            }
            case Step.Heal heal -> {
                faults.heal();
                release(null);
            }
            case Step.Kill kill -> {
                faults.kill(kill);
                outcomes.put(kill.role(), new Passed());
                release(null);
            }
            case Step.Exit exit -> {
                faults.exit(exit);
                outcomes.put(exit.role(), new Passed());
                release(null);
            }
            case Step.Restart restart -> restart(restart);
            case Step.Pause pause -> {
                faults.pause(pause);
                nodes.get(pause.role()).owe(new StepTaken(null));
                List<String> others = new ArrayList<>(steps.take(null));
                steps.stopped(pause.role());
                others.remove(pause.role());
                others.forEach(role -> nodes.get(role).send(new StepTaken(null)));
            }
            case Step.Resume resume -> {
                faults.resume(resume);
                release(null);
                steps.resumed(resume.role());
                faults.applyLinks();
                nodes.get(resume.role()).pay();
            }
        }
    }

    /** The step that is due was taken. */
    private void release(String value) {
        steps.take(value).forEach(role -> nodes.get(role).send(new StepTaken(value)));
    }

    private void restart(Step.Restart restart) throws InterruptedException, IOException {
        String role = restart.role();
        faults.refuseRestartOfRunning(restart);
        faults.awaitFree(role);
        outcomes.remove(role);
        provision.again(role);
        provision.awaitReady(List.of(role), conductor.port(), this, Part.TESTS, Part.TESTS);
        if (!failed) {
            faults.applyLinks();
            release(null);
            steps.restarted(role);
            begin(List.of(role));
        }
    }

    /** The test cannot go on, and what {@code role} does shows why. */
    private void failBecause(String role, String why) throws InterruptedException {
        Here here = diagnosis.ask(role);
        fail(role, Failed.because(why + "; " + role + " " + diagnosis.words(here), here.stack()));
        nodes.get(role).send(new Release(why));
    }

    /** A node that gave the test up, by an assumption or a condition, will never be where others wait: so do these. */
    private void giveUp() throws InterruptedException {
        String role = steps.ended().getFirst();
        String why = outcomes.reason(role);
        stop(role + " gave the test up" + (why.isBlank() ? "" : " (" + why.strip() + ")"), doing(role));
    }

    /** {@code role} failed: the others are told to stop. */
    @Override
    public void fail(String role, Failed failure) throws InterruptedException {
        Map<String, String> others = doing(role);
        StringBuilder meanwhile = new StringBuilder("\n  on ").append(role).append(diagnosis.words(failure));
        others.forEach((other, doing) ->
                meanwhile.append("\n  meanwhile ").append(other).append(' ').append(doing));
        NodeJvm jvm = nodes.get(role).jvm();
        outcomes.put(role, failure.saying(meanwhile + directories.tail(role, jvm.console())));
        stop(role + " failed", others);
    }

    @Override
    public boolean hasFailed() {
        return failed;
    }

    /** What all are doing that run the test, {@code role} aside. */
    private Map<String, String> doing(String role) throws InterruptedException {
        Map<String, String> others = new LinkedHashMap<>();
        for (String other : outcomes.missing()) {
            if (!other.equals(role)) {
                others.put(other, diagnosis.doing(other));
            }
        }
        return others;
    }

    private void stop(String why, Map<String, String> others) {
        failed = true;
        releaseDeadline = deadline(RELEASE_TIMEOUT);
        others.forEach((other, doing) -> {
            Node node = nodes.get(other);
            String reason = why + "; at that time " + other + " " + doing;
            if (begun && node.isReady() && !steps.isStopped(other)) {
                node.send(new Release(reason));
            } else {
                outcomes.put(other, new Aborted(reason));
            }
        });
    }

    /** All actor systems end; JVMs that are as they were before can be used again. */
    private void finish() throws InterruptedException {
        provision.end(node -> !steps.isStopped(node.role()));
        if (faults != null) {
            faults.end(suite.roles());
        }
        directories.clean(outcomes.allPassed());
    }

    private Deadline deadline(Duration timeout) {
        return options.deadline(timeout);
    }
}
