package dsc.workbench.simulation;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.simulation.worlds.WorldSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.pekko.actor.InternalActorRef;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.internal.TimerSchedulerImpl;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.dispatch.Mailbox;

/**
 * The nodes of a simulated world: their actors, started, paused, crashed and stopped, and what is seen of their states.
 *
 * @param <M> the protocol's messages
 */
final class Hosts<M> {

    /** Is told what was broken, and at which place, or -1. */
    @FunctionalInterface
    interface Judge {
        void onBroken(String rule, String how, int place);
    }

    private final Engine engine;
    private final ActorSystem<?> system;
    private final Scenario<M> scenario;
    private final Config settings;
    private final WorldSpec spec;
    private final Trace trace;
    private final Judge judge;
    private final RulesWatch<?> rules;
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
            Judge judge) {
        this.engine = engine;
        this.system = system;
        this.scenario = scenario;
        this.settings = settings;
        this.spec = spec;
        this.trace = trace;
        this.judge = judge;
        this.rules = new RulesWatch<>(scenario.rules(), ChosenRules.from(settings));
        this.probes = probes;
        this.traffic = new PeerNetwork<>(engine, probes, scenario.operations(), spec, network, trace, hosts::get);
        this.nodes = spec.nodeIds();
        SplittableRandom disk = spec.random("disk", 0);
        engine.stores.reset(() -> spec.conditions().disk().drawNanos(disk), disk::nextBoolean, this::onPersisted);
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

    Map<String, Long> sometimes() {
        return rules.counts();
    }

    /** The leader of the highest term among the nodes that run. */
    Optional<NodeId> leader() {
        return hosts.stream()
                .filter(host -> host.alive
                        && !host.paused
                        && host.state != null
                        && host.state.role().equals("leader"))
                .max(Comparator.comparingLong(host -> host.state.term()))
                .map(host -> host.node);
    }

    /** Starts a node that does not run. */
    void start(NodeId node) {
        int place = place(node);
        if (hosts.get(place) != null && hosts.get(place).alive) {
            // Two faults took it down, and one of them is over already.
            return;
        }
        int start = starts.merge(node, 1, Integer::sum);
        Host host = new Host(
                node, place, "world" + probes.next() + "-" + node + "-" + start, clocks.get(node), this::onHandling);
        host.lastStep = trace.add(now(), Step.Kind.START, place, -1, "start", -1, () -> start == 1 ? "" : "again");
        hosts.set(place, host);
        engine.hosts.put(host.name, host);
        host.viewer = probes.probe(view -> onState(host, view));
        NodeContext<M> context = NodeContext.of(
                scenario, settings, node, nodes, traffic.peers(host), host.clock, spec.random("node-" + node, start));
        Behavior<M> behavior;
        try {
            behavior = scenario.behavior(context);
        } catch (ConfigException | IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    scenario.id() + " cannot start with these settings: " + wrong.getMessage(), wrong);
        }
        Host before = engine.running;
        engine.running = host;
        try {
            host.guardian = system.systemActorOf(guardian(host, behavior), host.name, Props.empty());
        } finally {
            engine.running = before;
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
        if (host.alive) {
            judge.onBroken(
                    Outcome.ACTOR_STOPPED,
                    "the actor of " + host.node + (cause == null ? " stopped" : " failed: " + cause),
                    host.place);
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
        if (!host.alive) {
            return;
        }
        end(host);
        engine.stores.crash(host);
        trace.add(now(), Step.Kind.CRASH, host.place, -1, "crash", -1, () -> "");
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
        hosts.stream().filter(host -> host != null && host.alive).forEach(this::end);
        engine.drain();
        engine.agenda.clear();
        engine.hosts.clear();
    }

    void pause(NodeId node) {
        Host host = hosts.get(place(node));
        if (!host.alive || host.paused) {
            return;
        }
        host.paused = true;
        trace.add(now(), Step.Kind.PAUSE, host.place, -1, "pause", -1, () -> "");
    }

    void resume(NodeId node) {
        Host host = hosts.get(place(node));
        if (!host.paused) {
            return;
        }
        host.paused = false;
        trace.add(now(), Step.Kind.RESUME, host.place, -1, "resume", -1, () -> "");
        engine.ready.addAll(host.held);
        host.held.clear();
        List<Runnable> overdue = List.copyOf(host.overdue);
        host.overdue.clear();
        overdue.forEach(Runnable::run);
    }

    /** After every step of an actor: if it was a node's protocol, its state is looked at. */
    void onStep(Mailbox mailbox) {
        if (!(mailbox.messageQueue() instanceof VirtualMailbox.Queue queue) || !queue.ofProtocol || !queue.handled) {
            return;
        }
        queue.handled = false;
        Host host = queue.host;
        if (!host.alive || host.looking || host.protocol == null) {
            return;
        }
        host.looking = true;
        engine.looking = true;
        try {
            host.protocol.tell(scenario.inspect(host.viewer));
        } finally {
            engine.looking = false;
        }
        engine.runNow(mailbox);
    }

    private void onState(Host host, NodeView state) {
        host.looking = false;
        if (!host.alive) {
            return;
        }
        NodeView before = host.state;
        host.state = state;
        if (trace.isRecording()) {
            String text = TraceFormat.ofState(state);
            if (before == null || !text.equals(TraceFormat.ofState(before))) {
                trace.state(host.lastStep, text);
            }
        }
        rules.onState(host.node, before, state)
                .ifPresent(found -> judge.onBroken(found.rule(), found.how(), host.place));
    }

    private void onHandling(Host host, Object message, long label) {
        if (label >= 0) {
            int from = (int) (label & 0xFF);
            String type = message.getClass().getSimpleName();
            host.lastStep = trace.add(
                    now(), Step.Kind.RECEIVE, host.place, from, type, label >> 8, () -> TraceFormat.of(message));
        } else if (message instanceof TimerSchedulerImpl.TimerMsg timer) {
            host.lastStep = trace.add(
                    now(), Step.Kind.HANDLE, host.place, -1, "timer", -1, () -> "timer " + TraceFormat.of(timer.key()));
        } else if (!message.getClass().getName().startsWith("org.apache.pekko.")) {
            String type = message.getClass().getSimpleName();
            host.lastStep = trace.add(now(), Step.Kind.HANDLE, host.place, -1, type, -1, () -> TraceFormat.of(message));
        }
    }

    private void onPersisted(Host host, int events) {
        host.lastStep = trace.add(
                now(),
                Step.Kind.PERSIST,
                host.place,
                -1,
                "persist",
                -1,
                () -> events == 1 ? "1 event" : events + " events");
    }

    private long now() {
        return engine.agenda.nowNanos();
    }
}
