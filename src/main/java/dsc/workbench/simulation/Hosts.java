package dsc.workbench.simulation;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.simulation.worlds.Hazard;
import dsc.workbench.simulation.worlds.WorldSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.pekko.actor.InternalActorRef;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.dispatch.Mailbox;
import org.apache.pekko.persistence.typed.EventRejectedException;

/**
 * The nodes of a simulated world: their actors, started, paused, crashed and stopped, and what is seen of their states.
 *
 * @param <M> the protocol's messages
 */
final class Hosts<M> {

    /** A process that was given up ends at most so long after its successor started. */
    private static final long OVERLAP_NANOS_MAX = Duration.ofMillis(300).toNanos();

    private static final int OVERLAP_PERCENT = 50;

    /** A node whose actor stopped since its journal rejected an event is started again after this. */
    private static final long RESTART_NANOS = Duration.ofMillis(500).toNanos();

    /** A node that starts late does so within this. */
    private static final long LATE_START_NANOS_MAX = Duration.ofMillis(2_500).toNanos();

    private final Engine engine;
    private final ActorSystem<?> system;
    private final Scenario<M> scenario;
    private final Config settings;
    private final WorldSpec spec;
    private final Network network;
    private final Trace trace;
    private final StateWatch<M> watch;
    private final Consumer<NodeId> onDown;
    private final SplittableRandom crashes;
    private final Probes probes;
    private final PeerNetwork<M> traffic;
    private final List<NodeId> nodes;
    private final Map<NodeId, HostClock> clocks = new TreeMap<>();
    private final Map<NodeId, Integer> starts = new TreeMap<>();

    /** Each node's latest start, at its place. */
    private final List<Host> hosts = new ArrayList<>();

    Hosts(
            Engine engine,
            ActorSystem<?> system,
            Probes probes,
            Scenario<M> scenario,
            Config settings,
            WorldSpec spec,
            Network network,
            Trace trace,
            StateWatch<M> watch,
            Codec codec,
            Consumer<NodeId> onDown) {
        this.engine = engine;
        this.system = system;
        this.scenario = scenario;
        this.settings = settings;
        this.spec = spec;
        this.network = network;
        this.trace = trace;
        this.watch = watch;
        this.onDown = onDown;
        this.crashes = spec.random("crash", 1);
        this.probes = probes;
        this.traffic =
                new PeerNetwork<>(engine, probes, scenario.operations(), spec, network, trace, codec, hosts::get);
        this.nodes = spec.nodeIds();
        engine.stores.reset(spec, codec, watch);
        for (int place = 0; place < nodes.size(); place++) {
            SplittableRandom random = spec.random("clock", place);
            long offset = signed(random, spec.conditions().clockOffsetMillisMax() * 1_000_000);
            double rate = 1 + signed(random, spec.conditions().clockDriftPpmMax()) / 1e6;
            clocks.put(nodes.get(place), new HostClock(engine.agenda, offset, rate));
            hosts.add(null);
        }
    }

    private static long signed(SplittableRandom random, long most) {
        return most == 0 ? 0 : random.nextLong(-most, most + 1);
    }

    /** What is sent to the nodes and by them. */
    PeerNetwork<M> traffic() {
        return traffic;
    }

    int place(NodeId node) {
        return nodes.indexOf(node);
    }

    /** Starts all nodes, one of them late where a node can be. */
    void startAll() {
        SplittableRandom random = spec.random("late-start", 0);
        int late = spec.conditions().has(Hazard.LATE_START) && nodes.size() > 2 ? random.nextInt(nodes.size()) : -1;
        for (NodeId node : nodes) {
            if (place(node) == late) {
                engine.agenda.at(random.nextLong(LATE_START_NANOS_MAX), () -> start(node));
            } else {
                start(node);
            }
        }
    }

    /** The leader of the highest term among the nodes that run. */
    Optional<NodeId> leader() {
        return hosts.stream()
                .filter(host -> host != null
                        && host.isUp()
                        && !host.paused
                        && host.state != null
                        && host.state.role().equals("leader"))
                .max(Comparator.comparingLong(host -> host.state.term()))
                .map(host -> host.node);
    }

    /** Starts a node that does not run. */
    void start(NodeId node) {
        int place = place(node);
        Host before = hosts.get(place);
        if (before != null && before.isUp()) {
            // Two faults took it down, and one of them is over already.
            return;
        }
        if (before != null && before.givenUp) {
            overlap(before);
        }
        int start = starts.merge(node, 1, Integer::sum);
        Host host = new Host(node, place, "world" + probes.next() + "-" + node + "-" + start, clocks.get(node), watch);
        host.lastStep = trace.add(now(), Step.Kind.START, place, -1, "start", -1, () -> start == 1 ? "" : "again");
        hosts.set(place, host);
        engine.hosts.put(host.name, host);
        host.viewer = probes.probe(view -> watch.onState(host, view));
        NodeContext<M> context = NodeContext.of(
                scenario, settings, node, nodes, traffic.peers(host), host.clock, spec.random("node-" + node, start));
        Behavior<M> behavior;
        try {
            behavior = scenario.behavior(context);
        } catch (ConfigException | IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    scenario.id() + " cannot start with these settings: " + wrong.getMessage(), wrong);
        }
        Host running = engine.running;
        engine.running = host;
        try {
            host.guardian = system.systemActorOf(guardian(host, behavior), host.name, Props.empty());
        } finally {
            engine.running = running;
        }
    }

    /** The process that was given up goes on for a moment, in which its journal is another's. */
    private void overlap(Host old) {
        engine.stores.crash(old);
        if (old.alive) {
            goOn(old);
            engine.agenda.after(crashes.nextLong(OVERLAP_NANOS_MAX), () -> endGivenUp(old));
        }
    }

    private void endGivenUp(Host old) {
        if (old.alive) {
            network.crash(old);
            end(old);
            trace.add(now(), Step.Kind.CRASH, old.place, -1, "crash", -1, () -> "the process that was given up");
        }
    }

    private Behavior<Void> guardian(Host host, Behavior<M> behavior) {
        return Behaviors.setup(actor -> {
            ActorRef<M> protocol = actor.spawn(behavior, scenario.id());
            actor.watch(protocol);
            host.protocol = protocol.unsafeUpcast();
            return Behaviors.receive(Void.class)
                    .onSignal(Terminated.class, ended -> {
                        onProtocolEnded(host, ended instanceof ChildFailed failed ? failed.getCause() : null);
                        return Behaviors.same();
                    })
                    .build();
        });
    }

    private void onProtocolEnded(Host host, Throwable cause) {
        if (host.alive && host.givenUp) {
            endGivenUp(host);
        } else if (host.alive && cause instanceof EventRejectedException) {
            crash(host.node);
            engine.agenda.after(RESTART_NANOS, () -> start(host.node));
        } else if (host.alive) {
            watch.onActorStopped(host, cause);
        }
    }

    /** Sets a node's clock of day forward, or back if it is negative. */
    void shiftClock(NodeId node, long millis) {
        clocks.get(node).shift(millis * 1_000_000);
    }

    void transferLeadership(NodeId target) {
        leader().ifPresent(leader -> {
            NodeId to = !leader.equals(target) ? target : nodes.get((nodes.indexOf(leader) + 1) % nodes.size());
            traffic.order(leader, Call.of(Call.TRANSFER_LEADERSHIP, null, to.value()));
        });
    }

    /** See {@link Nemesis.Controls#changeGroup}. */
    boolean changeGroup(NodeId node, boolean into) {
        if (!scenario.deployment().groupCanChange()) {
            return true;
        }
        Optional<NodeId> leader = leader();
        if (leader.isEmpty()) {
            return false;
        }
        Map<String, Object> details = hosts.get(place(leader.get())).state.details();
        boolean decided = details.get(NodeView.NEXT_GROUP) == null
                && ((List<?>) details.get(NodeView.GROUP)).contains(node.value()) == into;
        if (!decided) {
            traffic.order(leader.get(), Call.of(into ? Call.ADD_SERVER : Call.REMOVE_SERVER, null, node.value()));
        }
        return decided;
    }

    /**
     * Stops the actors of a node that runs, at once: what they were about to do does not happen, what was under way is
     * lost.
     */
    void crash(NodeId node) {
        Host host = hosts.get(place(node));
        if (host == null || !host.isUp()) {
            return;
        }
        boolean overlaps =
                spec.conditions().has(Hazard.OVERLAP) && crashes.nextInt(100) < OVERLAP_PERCENT && !host.paused;
        if (overlaps) {
            giveUp(host);
        } else {
            die(host);
        }
    }

    /** The same, and what the node stored is gone. */
    void loseDisk(NodeId node) {
        Host host = hosts.get(place(node));
        if (host != null && host.isUp()) {
            die(host);
        }
        engine.stores.lose(place(node));
    }

    /**
     * Lets a node die between two sends, the next time that it sends several messages in one step; by {@code byNanos}
     * at the latest.
     */
    void crashInStep(NodeId node, long byNanos) {
        Host host = hosts.get(place(node));
        if (host == null || !host.isUp()) {
            return;
        }
        host.dieAfterSends(1 + crashes.nextInt(Math.max(1, nodes.size() - 1)));
        engine.agenda.at(byNanos, () -> {
            if (host.alive && hosts.get(place(node)) == host) {
                crash(node);
            }
        });
    }

    private void giveUp(Host host) {
        onDown.accept(host.node);
        host.givenUp = true;
        host.paused = true;
        trace.add(now(), Step.Kind.CRASH, host.place, -1, "given up", -1, () -> "given up, though it still runs");
    }

    private void die(Host host) {
        if (!host.givenUp) {
            onDown.accept(host.node);
        }
        network.crash(host);
        end(host);
        engine.stores.crash(host);
        trace.add(now(), Step.Kind.CRASH, host.place, -1, "crash", -1, () -> host.dying ? "within a step" : "");
    }

    /** After every step of an actor. */
    void onStep(Mailbox mailbox) {
        Host host = Engine.hostOf(mailbox);
        if (host != null && host.dying) {
            die(host);
            host.dying = false;
        } else {
            watch.onStep(mailbox);
        }
    }

    private void end(Host host) {
        host.alive = false;
        host.paused = false;
        host.overdue.clear();
        // Not through its parent, which would take steps until the order gets there.
        for (ActorRef<?> actor : Arrays.asList(host.protocol, host.guardian)) {
            if (actor != null) {
                ((InternalActorRef) Adapter.toClassic(actor)).stop();
            }
        }
        engine.ready.addAll(host.held);
        host.held.clear();
        runOnly(host);
        engine.hosts.remove(host.name);
    }

    /** Lets the actors of {@code host} go on, and no others. */
    private void runOnly(Host host) {
        for (int index = engine.ready.size() - 1; index >= 0; index = Math.min(index - 1, engine.ready.size() - 1)) {
            if (engine.ready.get(index) instanceof Mailbox mailbox && Engine.hostOf(mailbox) == host) {
                engine.runReady(index);
                index = engine.ready.size();
            }
        }
    }

    void stopAll() {
        List.copyOf(engine.hosts.values()).forEach(this::end);
        engine.drain();
        engine.agenda.clear();
        engine.hosts.clear();
    }

    void pause(NodeId node) {
        Host host = hosts.get(place(node));
        if (host == null || !host.alive || host.paused) {
            return;
        }
        host.paused = true;
        trace.add(now(), Step.Kind.PAUSE, host.place, -1, "pause", -1, () -> "");
    }

    void resume(NodeId node) {
        Host host = hosts.get(place(node));
        if (host == null || !host.paused || host.givenUp) {
            return;
        }
        trace.add(now(), Step.Kind.RESUME, host.place, -1, "resume", -1, () -> "");
        goOn(host);
    }

    private void goOn(Host host) {
        host.paused = false;
        engine.ready.addAll(host.held);
        host.held.clear();
        List<Runnable> overdue = List.copyOf(host.overdue);
        host.overdue.clear();
        overdue.forEach(Runnable::run);
    }

    private long now() {
        return engine.agenda.nowNanos();
    }
}
