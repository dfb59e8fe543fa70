package dsc.workbench.multijvm;

import dsc.workbench.multijvm.Conductor.ConductorException;
import dsc.workbench.multijvm.Message.Arrived;
import dsc.workbench.multijvm.Message.Begin;
import dsc.workbench.multijvm.Message.Compute;
import dsc.workbench.multijvm.Message.Computed;
import dsc.workbench.multijvm.Message.CutInForce;
import dsc.workbench.multijvm.Message.CutTowards;
import dsc.workbench.multijvm.Message.Ended;
import dsc.workbench.multijvm.Message.Finish;
import dsc.workbench.multijvm.Message.Here;
import dsc.workbench.multijvm.Message.Idle;
import dsc.workbench.multijvm.Message.NotPrepared;
import dsc.workbench.multijvm.Message.Prepare;
import dsc.workbench.multijvm.Message.Prepared;
import dsc.workbench.multijvm.Message.Release;
import dsc.workbench.multijvm.Message.StepTaken;
import dsc.workbench.multijvm.Message.Where;
import dsc.workbench.multijvm.NodeJvm.Event;
import dsc.workbench.multijvm.Outcome.Aborted;
import dsc.workbench.multijvm.Outcome.Failed;
import dsc.workbench.multijvm.Outcome.Passed;
import dsc.workbench.multijvm.Suite.MistakeException;
import dsc.workbench.multijvm.Timings.Part;
import dsc.workbench.processes.Ports;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One test method on all its nodes: gets their JVMs, has each start an actor system and run the method, takes the steps
 * that they come to together, and ends it for all when one fails. Everything happens on the thread that calls
 * {@link #execute}; what JVMs say and do comes to it as events.
 */
final class TestRun {

    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final Duration RELEASE_PATIENCE = Duration.ofSeconds(5);
    private static final Duration FINISH_PATIENCE = Duration.ofSeconds(15);
    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final int PORT_ATTEMPTS = 3;

    private final Suite suite;
    private final String testClass;
    private final String method;
    private final NodePool pool;
    private final Conductor conductor;
    private final Options options;
    private final NodeDirectories directories;
    private final Timings timings;

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Deque<Event> deferred = new ArrayDeque<>();
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
    private final Steps steps;
    private final CutLinks links = new CutLinks();
    private final Ports ports = new Ports();
    private boolean deciding;
    private boolean failed;
    private Optional<Deadline> waitingDeadline = Optional.empty();
    private Deadline testDeadline;
    private Deadline releaseDeadline;

    /** One node: its JVM of now, and what stays the same over restarts. */
    private static final class Node {
        private NodeJvm jvm;
        private int port;
        private int incarnation = 1;
        private String address;
        private Optional<StepTaken> owed = Optional.empty();
        private boolean ready;

        void send(Message message) {
            jvm.send(message);
        }
    }

    TestRun(
            Suite suite,
            Class<?> testClass,
            String method,
            NodePool pool,
            Conductor conductor,
            Options options,
            NodeDirectories directories,
            Timings timings) {
        this.suite = suite;
        this.testClass = testClass.getName();
        this.method = method;
        this.pool = pool;
        this.conductor = conductor;
        this.options = options;
        this.directories = directories;
        this.timings = timings;
        this.steps = new Steps(suite.roles());
    }

    /** Runs the test to its end, on all nodes; returns what it came to on each. */
    Map<String, Outcome> execute() throws InterruptedException {
        timings.begin();
        try {
            for (String role : suite.roles()) {
                Node node = new Node();
                node.port = ports.next();
                nodes.put(role, node);
                node.jvm = acquire(role);
            }
            awaitReady(suite.roles(), Part.JVMS, Part.SYSTEMS);
            if (!failed) {
                begin(suite.roles());
                testDeadline = deadline(suite.timeout());
                run();
            }
            timings.spentOn(Part.TESTS);
        } catch (IOException cannotStart) {
            failAll("a node's JVM cannot be started: " + cannotStart.getMessage());
        } catch (ConductorException cannot) {
            failAll(cannot.getMessage() + ": " + cannot.getCause());
        } finally {
            finish();
            timings.spentOn(Part.ENDS);
        }
        return outcomes;
    }

    private NodeJvm acquire(String role) throws IOException {
        List<String> jvmOptions = new ArrayList<>(suite.jvmOptions());
        jvmOptions.addAll(options.jvmOptions(role));
        if (jvmOptions.size() > suite.jvmOptions().size()) {
            System.out.println(role + " waits for a debugger on 127.0.0.1:" + options.debugPort());
        }
        return pool.acquire(suite.indexOf(role), jvmOptions, events);
    }

    /** Waits until the actor systems of {@code roles} are up; one that does not come up fails the test. */
    private void awaitReady(List<String> roles, Part connecting, Part preparing) throws InterruptedException {
        Deadline deadline = deadline(START_PATIENCE);
        Set<String> connected = new HashSet<>();
        Map<String, Integer> attempts = new LinkedHashMap<>();
        while (!failed && !roles.stream().allMatch(role -> nodes.get(role).ready)) {
            Optional<Event> event = next(deadline);
            if (event.isEmpty()) {
                String late = roles.stream()
                        .filter(role -> !nodes.get(role).ready)
                        .findFirst()
                        .orElseThrow();
                fail(
                        late,
                        Failed.because(late + " was not ready after " + START_PATIENCE.toSeconds() + " s", noStack()));
                return;
            }
            String role = roleOf(event.get());
            Node node = nodes.get(role);
            switch (event.get()) {
                case Event.Connected yes -> {
                    connected.add(role);
                    if (connected.size() == roles.size()) {
                        timings.spentOn(connecting);
                    }
                    node.send(plan(role));
                }
                case Event.Said said
                when said.message() instanceof Prepared prepared -> {
                    node.address = prepared.address();
                    node.ready = true;
                }
                case Event.Said said
                when said.message() instanceof NotPrepared not -> {
                    boolean drawn = !suite.config().contains("\"canonical\":{")
                            || !suite.config().contains("\"port\"");
                    if (not.portTaken()
                            && drawn
                            && node.incarnation == 1
                            && attempts.merge(role, 1, Integer::sum) < PORT_ATTEMPTS) {
                        node.port = ports.next();
                        node.send(plan(role));
                    } else {
                        fail(role, Failed.because(notPrepared(role, not, drawn), noStack()));
                    }
                }
                case Event.Died died
                when !node.ready ->
                    fail(
                            role,
                            Failed.because(
                                    "the JVM of " + role + " ended while it was starting, with exit status "
                                            + died.status() + wording(died.status()),
                                    noStack()));
                default -> handle(event.get());
            }
        }
        timings.spentOn(preparing);
    }

    private static String notPrepared(String role, NotPrepared not, boolean drawn) {
        String port = drawn
                ? ""
                : "; the test's own configuration sets the port: leave it out, and each node gets one that is free";
        return role + " could not start its actor system: " + not.reason() + (not.portTaken() ? port : "");
    }

    private Prepare plan(String role) {
        Node node = nodes.get(role);
        return new Prepare(
                testClass,
                method,
                suite.roles(),
                role,
                node.incarnation,
                suite.system(),
                suite.config(),
                node.port,
                conductor.port(),
                directories.of(role).toString(),
                directories.shared().toString());
    }

    private void begin(List<String> roles) {
        Map<String, String> addresses = new LinkedHashMap<>();
        nodes.forEach((role, node) -> addresses.put(role, node.address));
        roles.forEach(role -> nodes.get(role).send(new Begin(addresses)));
    }

    private void run() throws InterruptedException, IOException {
        while (!isOver()) {
            Optional<Event> event = next(nextDeadline());
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

    private boolean isOver() {
        return outcomes.size() == nodes.size();
    }

    private Deadline nextDeadline() {
        if (failed) {
            return releaseDeadline;
        }
        return waitingDeadline.map(testDeadline::orEarlier).orElse(testDeadline);
    }

    private void mindDeadlines() throws InterruptedException {
        if (failed) {
            for (String role : unfinished()) {
                pool.discard(nodes.get(role).jvm);
                ended(
                        role,
                        new Aborted("another node failed; this one did not stop within " + RELEASE_PATIENCE.toSeconds()
                                + " s and was killed"));
            }
        } else if (testDeadline.isOver()) {
            List<String> culprits = steps.missing().isEmpty() ? unfinished() : steps.missing();
            failAt(
                    culprits,
                    role -> role + " did not end the test within "
                            + suite.timeout().toSeconds() + " s (timeoutSeconds)");
        } else {
            List<String> waiting = steps.waiting();
            Step step = steps.arrivedAt(waiting.getFirst()).orElseThrow();
            failAt(
                    steps.missing(),
                    role -> role + " did not come to " + step + " within "
                            + suite.barrierTimeout().toSeconds() + " s (barrierSeconds); " + String.join(", ", waiting)
                            + (waiting.size() == 1 ? " waits" : " wait") + " there");
        }
    }

    private void handle(Event event) throws InterruptedException {
        String role = roleOf(event);
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
                    case Ended end -> onEnded(role, end.outcome());
                    default -> {
                        // An answer that came too late for whoever waited for it.
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
        if (outcomes.containsKey(role)) {
            return;
        }
        if (outcome instanceof Failed failure && !failed) {
            fail(role, failure);
        } else {
            steps.ended(role);
            ended(role, outcome);
        }
    }

    private void onDeath(String role, int status) throws InterruptedException {
        if (steps.isGone(role) || outcomes.containsKey(role)) {
            return;
        }
        if (failed) {
            ended(role, new Aborted("its JVM ended with exit status " + status));
        } else {
            fail(
                    role,
                    Failed.because(
                            "the JVM of " + role + " ended by itself, with exit status " + status + wording(status),
                            noStack()));
        }
    }

    private static String wording(int status) {
        return switch (status) {
            case 3 -> " (out of memory)";
            case 134 -> " (it crashed)";
            case 137 -> " (somebody killed it)";
            default -> "";
        };
    }

    /** Takes the step that is due, or ends the test if none can be any more. */
    private void advance() throws InterruptedException, IOException {
        Optional<String> deadlock = steps.deadlock();
        if (deadlock.isPresent()) {
            failAt(steps.waiting(), role -> deadlock.get());
            return;
        }
        Optional<Step> due = steps.due();
        if (due.isEmpty()) {
            return;
        }
        waitingDeadline = Optional.empty();
        try {
            carryOut(due.get());
        } catch (MistakeException mistake) {
            failAt(steps.waiting(), role -> mistake.getMessage());
        }
    }

    private void carryOut(Step step) throws InterruptedException, IOException {
        switch (step) {
            case Step.Barrier barrier -> release(null);
            case Step.Decide decide -> {
                deciding = true;
                nodes.get(steps.waiting().getFirst()).send(new Compute());
            }
            case Step.Partition partition -> {
                links.partition(partition.groups());
                applyLinks();
                release(null);
            }
            case Step.CutOneWay cut -> {
                links.cutOneWay(cut.from(), cut.to());
                applyLinks();
                release(null);
            }
            case Step.Heal heal -> {
                links.heal();
                applyLinks();
                release(null);
            }
            case Step.Kill kill -> {
                refuseIf(steps.isGone(kill.role()), step, "it is not running");
                gone(kill.role());
                nodes.get(kill.role()).jvm.process().kill();
                release(null);
            }
            case Step.Exit exit -> {
                refuseIf(steps.isGone(exit.role()), step, "it is not running");
                refuseIf(steps.isStopped(exit.role()), step, "it is stopped");
                gone(exit.role());
                exit(exit.role());
                release(null);
            }
            case Step.Restart restart -> {
                refuseIf(!steps.isGone(restart.role()), step, "it is running; kill it, or make it exit, before");
                restart(restart.role());
            }
            case Step.Pause pause -> {
                refuseIf(steps.isGone(pause.role()), step, "it is not running");
                refuseIf(steps.isStopped(pause.role()), step, "it is stopped already");
                List<String> goOn = new ArrayList<>(steps.take(null));
                steps.stopped(pause.role());
                nodes.get(pause.role()).jvm.process().pause();
                nodes.get(pause.role()).owed = Optional.of(new StepTaken(null));
                goOn.remove(pause.role());
                goOn.forEach(role -> nodes.get(role).send(new StepTaken(null)));
            }
            case Step.Resume resume -> {
                refuseIf(!steps.isStopped(resume.role()), step, "it is not stopped");
                release(null);
                Node node = nodes.get(resume.role());
                node.jvm.process().resume();
                steps.resumed(resume.role());
                applyLinks();
                node.owed.ifPresent(node::send);
                node.owed = Optional.empty();
            }
        }
    }

    private static void refuseIf(boolean wrong, Step step, String why) {
        if (wrong) {
            throw new MistakeException("cannot " + step + ": " + why);
        }
    }

    /** The step that is due was taken. */
    private void release(String value) {
        steps.take(value).forEach(role -> nodes.get(role).send(new StepTaken(value)));
    }

    /** What this node was to do in the test, it has done: it is killed or made to exit as planned. */
    private void gone(String role) {
        steps.gone(role);
        nodes.get(role).ready = false;
        conductor.forget(role);
        links.forget(role);
        ended(role, new Passed());
    }

    private void exit(String role) throws InterruptedException, IOException {
        conductor.exit(role);
        NodeJvm jvm = nodes.get(role).jvm;
        if (!jvm.process().awaitEnd(ANSWER_PATIENCE.toSeconds())) {
            jvm.process().kill();
        }
    }

    private void restart(String role) throws InterruptedException, IOException {
        Deadline deadline = deadline(ANSWER_PATIENCE);
        while (!conductor.isFree(role) && !deadline.isOver()) {
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        }
        Node node = nodes.get(role);
        node.jvm.detach();
        node.incarnation++;
        node.jvm = acquire(role);
        outcomes.remove(role);
        awaitReady(List.of(role), Part.TESTS, Part.TESTS);
        if (!failed) {
            applyLinks();
            release(null);
            steps.restarted(role);
            begin(List.of(role));
        }
    }

    private void applyLinks() throws InterruptedException {
        Set<String> responsive = nodes.entrySet().stream()
                .filter(entry -> entry.getValue().ready && !steps.isStopped(entry.getKey()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        conductor.cut(links.bothWays(), responsive);
        for (String role : links.outdated(responsive)) {
            Set<String> targets = links.oneWayFrom(role);
            nodes.get(role)
                    .send(new CutTowards(targets.stream()
                            .map(target -> nodes.get(target).address)
                            .collect(Collectors.toSet())));
            CutInForce answer = answer(role, CutInForce.class)
                    .orElseThrow(() -> new MistakeException(role + " does not answer: its links cannot be cut"));
            if (answer.failure() != null) {
                throw new MistakeException(role + " cannot cut its links: " + answer.failure());
            }
            links.applied(role);
        }
    }

    /** The next message of this kind from {@code role}; whatever else happens meanwhile is handled later. */
    private <T extends Message> Optional<T> answer(String role, Class<T> kind) throws InterruptedException {
        Deadline deadline = deadline(ANSWER_PATIENCE);
        while (true) {
            Event event = events.poll(deadline.leftNanos(), TimeUnit.NANOSECONDS);
            if (event == null) {
                return Optional.empty();
            }
            if (event instanceof Event.Said said
                    && said.jvm() == nodes.get(role).jvm
                    && kind.isInstance(said.message())) {
                return Optional.of(kind.cast(said.message()));
            }
            deferred.add(event);
            if (event instanceof Event.Died died && died.jvm() == nodes.get(role).jvm) {
                return Optional.empty();
            }
        }
    }

    /** {@code role} failed by itself: the others are told to stop. */
    private void fail(String role, Failed failure) throws InterruptedException {
        failed = true;
        releaseDeadline = deadline(RELEASE_PATIENCE);
        List<String> others =
                unfinished().stream().filter(other -> !other.equals(role)).toList();
        List<String> lines = new ArrayList<>();
        for (String other : others) {
            lines.add("  " + other + " " + doing(other));
        }
        String meanwhile = lines.isEmpty() ? "" : "\nMeanwhile:\n" + String.join("\n", lines);
        ended(
                role,
                failure.saying(
                        meanwhile + directories.tail(role, nodes.get(role).jvm.console())));
        for (String other : others) {
            Node node = nodes.get(other);
            if (steps.isStopped(other) || !node.ready) {
                pool.discard(node.jvm);
                ended(other, new Aborted(role + " failed"));
            } else {
                node.send(new Release(role + " failed, while this node "
                        + lines.get(others.indexOf(other)).strip().substring(other.length() + 1)));
            }
        }
    }

    /** The test cannot go on, and these nodes show why. */
    private void failAt(List<String> roles, Function<String, String> why) throws InterruptedException {
        String first = roles.getFirst();
        Here here = answerWhere(first);
        fail(
                first,
                Failed.because(
                        why.apply(first) + (here.doing() == null && !hasTestFrame(here) ? "" : "; it " + wording(here)),
                        here.stack()));
        nodes.get(first).send(new Release("it was ended: " + why.apply(first)));
    }

    private void failAll(String why) throws InterruptedException {
        if (!failed) {
            fail(suite.roles().getFirst(), Failed.because(why, noStack()));
        }
        mindDeadlines();
    }

    private String doing(String role) throws InterruptedException {
        if (steps.isStopped(role)) {
            return "is stopped";
        }
        if (!nodes.get(role).ready) {
            return "was starting";
        }
        Optional<Step> step = steps.arrivedAt(role);
        return step.isPresent() ? "waited at " + step.get() : "was in: " + wording(answerWhere(role));
    }

    private Here answerWhere(String role) throws InterruptedException {
        nodes.get(role).send(new Where());
        return answer(role, Here.class).orElseGet(() -> new Here("does not answer", noStack()));
    }

    /** What a node does, in a few words: what it waits for, and the line of the test that does. */
    private String wording(Here here) {
        Optional<StackTraceElement> frame = frame(here);
        String doing = here.doing() == null ? "is" : here.doing();
        return frame.map(line -> doing + " at " + line.getFileName() + ":" + line.getLineNumber())
                .orElse(here.doing() == null ? "has not begun, or has just ended" : doing);
    }

    private boolean hasTestFrame(Here here) {
        return frame(here).isPresent();
    }

    private Optional<StackTraceElement> frame(Here here) {
        for (StackTraceElement element : here.stack()) {
            if (element.getClassName().startsWith(testClass)) {
                return Optional.of(element);
            }
        }
        return Optional.empty();
    }

    private void ended(String role, Outcome outcome) {
        outcomes.put(role, outcome);
    }

    private List<String> unfinished() {
        return suite.roles().stream()
                .filter(role -> !outcomes.containsKey(role))
                .toList();
    }

    /** All actor systems end; JVMs that are as they were before can be used again. */
    private void finish() throws InterruptedException {
        List<String> ending = new ArrayList<>();
        nodes.forEach((role, node) -> {
            if (node.jvm != null && node.jvm.process().isAlive() && node.ready && !steps.isStopped(role)) {
                node.send(new Finish());
                ending.add(role);
            } else if (node.jvm != null) {
                pool.discard(node.jvm);
            }
        });
        for (String role : ending) {
            NodeJvm jvm = nodes.get(role).jvm;
            if (finished(role)) {
                pool.release(jvm);
            } else {
                pool.discard(jvm);
            }
        }
        awaitFree();
        directories.clean(outcomes.values().stream().allMatch(Passed.class::isInstance));
    }

    private boolean finished(String role) throws InterruptedException {
        Deadline deadline = deadline(FINISH_PATIENCE);
        for (Event event : List.copyOf(deferred)) {
            if (event instanceof Event.Said said
                    && said.jvm() == nodes.get(role).jvm
                    && said.message() instanceof Idle idle) {
                return idle.leftover() == null;
            }
        }
        while (!deadline.isOver()) {
            Optional<Idle> idle = answer(role, Idle.class);
            if (idle.isPresent()) {
                return idle.get().leftover() == null;
            }
            if (!nodes.get(role).jvm.process().isAlive()) {
                return false;
            }
        }
        return false;
    }

    /** The next test's nodes have the same names for the conductor. */
    private void awaitFree() throws InterruptedException {
        Deadline deadline = deadline(ANSWER_PATIENCE);
        for (String role : suite.roles()) {
            conductor.forget(role);
            while (!conductor.isFree(role) && !deadline.isOver()) {
                TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
            }
        }
    }

    private Optional<Event> next(Deadline deadline) throws InterruptedException {
        while (true) {
            Event event =
                    deferred.isEmpty() ? events.poll(deadline.leftNanos(), TimeUnit.NANOSECONDS) : deferred.poll();
            if (event == null) {
                return Optional.empty();
            }
            // What a JVM said before its node got another one concerns nobody any more.
            if (nodes.values().stream().anyMatch(node -> node.jvm == event.jvm())) {
                return Optional.of(event);
            }
        }
    }

    private String roleOf(Event event) {
        return nodes.entrySet().stream()
                .filter(entry -> entry.getValue().jvm == event.jvm())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private Deadline deadline(Duration patience) {
        return options.debugged().isPresent() ? Deadline.NEVER : Deadline.in(patience);
    }

    private static StackTraceElement[] noStack() {
        return new StackTraceElement[0];
    }
}
