package dsc.workbench.multijvm;

import dsc.workbench.multijvm.Timings.Part;
import dsc.workbench.multijvm.nodes.Deadline;
import dsc.workbench.multijvm.nodes.Message.Finish;
import dsc.workbench.multijvm.nodes.Message.Idle;
import dsc.workbench.multijvm.nodes.Message.NotPrepared;
import dsc.workbench.multijvm.nodes.Message.Prepare;
import dsc.workbench.multijvm.nodes.Message.Prepared;
import dsc.workbench.multijvm.nodes.NodeDirectories;
import dsc.workbench.multijvm.nodes.NodeJvm;
import dsc.workbench.multijvm.nodes.NodeJvm.Event;
import dsc.workbench.multijvm.nodes.Nodes;
import dsc.workbench.multijvm.nodes.Nodes.Node;
import dsc.workbench.multijvm.nodes.Outcome.Failed;
import dsc.workbench.processes.Ports;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Gets the JVMs of a test's nodes, has each start its actor system, and gives back those that can be used again. */
final class Provision {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration FINISH_TIMEOUT = Duration.ofSeconds(15);
    private static final Pattern CONFIGURING = Pattern.compile("(config\\.(file|resource|url)|pekko\\..+)");
    private static final int PORT_ATTEMPTS = 3;

    private final TestPlan plan;
    private final NodePool pool;
    private final Options options;
    private final NodeDirectories directories;
    private final Timings timings;
    private final Nodes nodes;
    private final Ports ports = new Ports();

    /** The test, as far as it goes on while nodes start. */
    interface Test {
        boolean hasFailed();

        void fail(String role, Failed failure) throws InterruptedException;

        void handle(Event event) throws InterruptedException;
    }

    Provision(
            TestPlan plan, NodePool pool, Options options, NodeDirectories directories, Timings timings, Nodes nodes) {
        this.plan = plan;
        this.pool = pool;
        this.options = options;
        this.directories = directories;
        this.timings = timings;
        this.nodes = nodes;
    }

    /** Gets all their JVMs, which may still be starting. */
    void begin() throws IOException {
        for (String role : plan.suite().roles()) {
            nodes.add(role, ports.next(), acquire(role));
        }
    }

    /** Gets {@code role} another JVM. */
    void again(String role) throws IOException {
        nodes.get(role).restartedIn(acquire(role));
    }

    private NodeJvm acquire(String role) throws IOException {
        List<String> debugging = options.jvmOptions(role);
        if (!debugging.isEmpty()) {
            System.out.println(role + " waits for a debugger on 127.0.0.1:" + options.debugPort());
        }
        List<String> all = new ArrayList<>(plan.suite().jvmOptions());
        all.addAll(debugging);
        return pool.acquire(plan.suite().indexOf(role), all, nodes.events());
    }

    /** Waits until the actor systems of {@code roles} are up; one that does not come up fails the test. */
    void awaitReady(List<String> roles, int conductorPort, Test test, Part connecting, Part preparing)
            throws InterruptedException {
        Deadline deadline = options.deadline(TIMEOUT);
        Set<String> connected = new HashSet<>();
        Map<String, Integer> attempts = new HashMap<>();
        while (!test.hasFailed()
                && !roles.stream().allMatch(role -> nodes.get(role).isReady())) {
            Optional<Event> event = nodes.next(deadline);
            if (event.isEmpty()) {
                String late = roles.stream()
                        .filter(role -> !nodes.get(role).isReady())
                        .findFirst()
                        .orElseThrow();
                test.fail(late, Failed.because(late + " was not ready after " + TIMEOUT.toSeconds() + " s"));
                return;
            }
            Node node = nodes.of(event.get());
            switch (event.get()) {
                case Event.Connected yes -> {
                    connected.add(node.role());
                    if (connected.size() == roles.size()) {
                        timings.spentOn(connecting);
                    }
                    node.send(prepare(node, conductorPort));
                }
                case Event.Said said when said.message() instanceof Prepared prepared -> node.ready(prepared.address());
                case Event.Said said
                when said.message() instanceof NotPrepared not -> {
                    // Somebody took the port between choice and use.
                    boolean again = not.portTaken()
                            && node.incarnation() == 1
                            && attempts.merge(node.role(), 1, Integer::sum) < PORT_ATTEMPTS;
                    if (again) {
                        node.movedTo(ports.next());
                        node.send(prepare(node, conductorPort));
                    } else {
                        test.fail(node.role(), Failed.because(notPrepared(node, not)));
                    }
                }
                case Event.Died died
                when !node.isReady() ->
                    test.fail(
                            node.role(),
                            Failed.because("the JVM of " + node.role() + " ended while it was starting, with "
                                    + Diagnosis.words(died.status())));
                default -> test.handle(event.get());
            }
        }
        timings.spentOn(preparing);
    }

    private static String notPrepared(Node node, NotPrepared not) {
        String advice = not.portTaken()
                ? "; if the test's own configuration sets pekko.remote.artery.canonical.port, leave that out: each node"
                        + " gets a port that is free"
                : "";
        return node.role() + " could not start its actor system: " + not.reason() + advice;
    }

    private Prepare prepare(Node node, int conductorPort) {
        return new Prepare(
                plan.tests(),
                plan.listing(),
                plan.jupiter(),
                configuring(),
                plan.suite().roles(),
                node.role(),
                node.incarnation(),
                plan.suite().system(),
                plan.suite().config(),
                node.port(),
                conductorPort,
                directories.of(node.role()).toString(),
                directories.shared().toString());
    }

    /** The system properties of this JVM that say which configuration Pekko has. */
    private static Map<String, String> configuring() {
        return System.getProperties().stringPropertyNames().stream()
                .filter(name -> CONFIGURING.matcher(name).matches())
                .collect(Collectors.toMap(Function.identity(), System::getProperty));
    }

    /**
     * All actor systems end; JVMs that are as they were before can be used again.
     *
     * @param answers whether a node can be told so
     */
    void end(Predicate<Node> answers) throws InterruptedException {
        List<Node> ending = new ArrayList<>();
        for (Node node : nodes.all()) {
            if (node.isReady() && answers.test(node)) {
                node.send(new Finish());
                ending.add(node);
            } else {
                pool.discard(node.jvm());
            }
        }
        for (Node node : ending) {
            boolean clean = nodes.answer(node.role(), Idle.class, options.deadline(FINISH_TIMEOUT))
                    .filter(idle -> idle.leftover() == null)
                    .isPresent();
            if (clean) {
                pool.release(node.jvm());
            } else {
                pool.discard(node.jvm());
            }
        }
    }
}
