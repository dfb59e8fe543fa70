package dsc.workbench.simulation;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Peers;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Scenario;
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
import org.apache.pekko.actor.typed.internal.TimerSchedulerImpl;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.dispatch.Mailbox;

/**
 * The nodes of a simulated world: their actors, started, crashed and stopped, and what is sent to and from them.
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
    private final Operations<M> operations;
    private final Config settings;
    private final WorldSpec spec;
    private final Network network;
    private final Trace trace;
    private final Judge judge;
    private final RulesWatch<?> rules;
    private final Probes probes;
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
        this.operations = scenario.operations();
        this.settings = settings;
        this.spec = spec;
        this.network = network;
        this.trace = trace;
        this.judge = judge;
        this.rules = new RulesWatch<>(scenario.rules(), ChosenRules.from(settings));
        this.probes = probes;
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

    private String persistenceId(NodeId node) {
        return scenario.id() + "-" + node;
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
        NodeContext<M> context = new NodeContext<>(
                node, peers(host), host.clock, spec.random("node-" + node, start), persistenceId(node), settings());
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

    private Config settings() {
        String path = "dsc." + scenario.id();
        return settings.hasPath(path) ? settings.getConfig(path) : ConfigFactory.empty();
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

    private Peers<M> peers(Host host) {
        List<NodeId> others =
                nodes.stream().filter(other -> !other.equals(host.node)).toList();
        return new Peers<>() {
            @Override
            public List<NodeId> others() {
                return others;
            }

            @Override
            public void tell(NodeId to, M message) {
                if (!others.contains(to)) {
                    throw new IllegalArgumentException("no peer is named " + to + "; known: " + others);
                }
                if (host.alive && !engine.isForeign()) {
                    network.send(host.place, place(to), new ToPeer(host.place, place(to), message));
                }
            }
        };
    }

    /** A message from one node's protocol to another's. */
    private final class ToPeer implements Network.Message {
        private final int from;
        private final int to;
        private final M message;

        ToPeer(int from, int to, M message) {
            this.from = from;
            this.to = to;
            this.message = message;
        }

        @Override
        public String type() {
            return message.getClass().getSimpleName();
        }

        @Override
        public String text() {
            return Texts.of(message);
        }

        @Override
        public void arrive(long number) {
            Host host = hosts.get(to);
            if (host.alive && host.protocol != null) {
                deliver(host, message, number, from);
            } else {
                network.lose(from, to, this, number, host.node + " is down");
            }
        }
    }

    private void deliver(Host host, M message, long number, int from) {
        engine.delivering = number << 8 | from;
        try {
            host.protocol.tell(message);
        } finally {
            engine.delivering = -1;
        }
    }

    /** A client's call, and the node's answer. */
    void ask(Client client, Client.Attempt attempt, NodeId node, Call call) {
        int to = place(node);
        network.send(client.place, to, new Network.Message() {
            @Override
            public String type() {
                return call.function();
            }

            @Override
            public String text() {
                return Texts.ofCall(call);
            }

            @Override
            public void arrive(long number) {
                Host host = hosts.get(to);
                if (!host.alive || host.protocol == null) {
                    network.lose(client.place, to, this, number, node + " is down");
                    engine.agenda.after(spec.conditions().network().minNanos(), attempt::onUnreachable);
                    return;
                }
                attempt.delivered = true;
                ActorRef<Reply> replyTo = probes.probe(reply -> answer(host, client, attempt, reply));
                deliver(host, operations.message(call, replyTo), number, client.place);
            }
        });
    }

    private void answer(Host host, Client client, Client.Attempt attempt, Reply reply) {
        if (!host.alive || attempt.answered || engine.isForeign()) {
            return;
        }
        attempt.answered = true;
        network.send(host.place, client.place, new Network.Message() {
            @Override
            public String type() {
                return reply.getClass().getSimpleName();
            }

            @Override
            public String text() {
                return Texts.of(reply);
            }

            @Override
            public void arrive(long number) {
                trace.add(now(), Step.Kind.RECEIVE, client.place, host.place, type(), number, this::text);
                attempt.onReply(reply);
            }
        });
    }

    /** A client that waits for an answer of a node that crashes is told that the connection broke. */
    void breakConnection(Client client, NodeId node) {
        Client.Attempt attempt = client.attempt();
        if (attempt != null && attempt.node.equals(node) && attempt.delivered && !attempt.answered) {
            engine.agenda.after(spec.conditions().network().minNanos(), attempt::onNoAnswer);
        }
    }

    /** Sets a node's clock of day forward, or back if it is negative. */
    void shiftClock(NodeId node, long millis) {
        clocks.get(node).shift(millis * 1_000_000);
    }

    void transferLeadership(NodeId target) {
        leader().ifPresent(leader -> {
            NodeId to = !leader.equals(target) ? target : nodes.get((nodes.indexOf(leader) + 1) % nodes.size());
            order(leader, Call.of(Call.TRANSFER_LEADERSHIP, null, to.value()));
        });
    }

    /** See {@link Nemesis.Controls#changeGroup}. */
    boolean changeGroup(NodeId node, boolean into) {
        if (!scenario.groupCanChange()) {
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
            order(leader.get(), Call.of(into ? Call.ADD_SERVER : Call.REMOVE_SERVER, null, node.value()));
        }
        return decided;
    }

    /** Asks a node what the network and its faults have no part in; a node that is down does not answer. */
    void question(NodeId node, Call call, Consumer<Reply> onReply) {
        Host host = hosts.get(place(node));
        if (host.alive && host.protocol != null) {
            ActorRef<Reply> replyTo = probes.probe(onReply::accept);
            host.protocol.tell(operations.message(call, replyTo));
        }
    }

    /** Makes a call at once, and does not wait for the answer. */
    private void order(NodeId node, Call call) {
        Host host = hosts.get(place(node));
        ActorRef<Reply> nobody = probes.probe(reply -> {});
        try {
            host.protocol.tell(operations.message(call, nobody));
        } catch (IllegalArgumentException refused) {
            // A protocol that has no such call, as a client on a live cluster is told.
            trace.add(now(), Step.Kind.LOSE, host.place, -1, call.function(), -1, refused::getMessage);
        }
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
            String text = Texts.ofState(state);
            if (before == null || !text.equals(Texts.ofState(before))) {
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
            host.lastStep =
                    trace.add(now(), Step.Kind.RECEIVE, host.place, from, type, label >> 8, () -> Texts.of(message));
        } else if (message instanceof TimerSchedulerImpl.TimerMsg timer) {
            host.lastStep = trace.add(
                    now(), Step.Kind.HANDLE, host.place, -1, "timer", -1, () -> "timer " + Texts.of(timer.key()));
        } else if (!message.getClass().getName().startsWith("org.apache.pekko.")) {
            String type = message.getClass().getSimpleName();
            host.lastStep = trace.add(now(), Step.Kind.HANDLE, host.place, -1, type, -1, () -> Texts.of(message));
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
