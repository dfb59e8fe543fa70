package dsc.workbench.simulation;

import com.typesafe.config.Config;
import dsc.workbench.checkers.Judgement;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.client.Attempts;
import dsc.workbench.client.FinalReadResults;
import dsc.workbench.client.FinalRounds;
import dsc.workbench.faults.Injection;
import dsc.workbench.history.Event;
import dsc.workbench.history.FaultNote;
import dsc.workbench.history.History;
import dsc.workbench.history.Recorder;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.ClientPolicy;
import dsc.workbench.protocol.Guarantee;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.protocol.Workload;
import dsc.workbench.protocol.Workload.Turn;
import dsc.workbench.simulation.worlds.Hazard;
import dsc.workbench.simulation.worlds.WorldSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.dispatch.Mailbox;

/**
 * One simulated world, from its beginning to its verdict. It does one thing after the other: while a mailbox has
 * something to do, no time passes; when none has, time goes on to what is due next.
 *
 * @param <M> the protocol's messages
 */
final class World<M> implements Client.Environment, StateWatch.Listener {

    /** Time passes in steps of at most this, so that a world in which nothing is due any more ends as well. */
    private static final long TICK_NANOS = Duration.ofMillis(100).toNanos();

    /** Between two rounds of asking all nodes in the end. */
    private static final long FINAL_ROUNDS_NANOS = Duration.ofMillis(50).toNanos();

    private static final long USUAL_SETTLE_NANOS =
            ClientPolicy.DEFAULT.settleTime().toNanos() * 2 / 3;

    /** Before the first of them; longer than the steps in which time passes. */
    private static final long FINAL_QUIET_NANOS = 2 * TICK_NANOS;

    private static final Duration CHECK_BUDGET = Duration.ofSeconds(20);

    private final Engine engine;
    private final Scenario<M> scenario;
    private final WorldSpec spec;
    private final Operations<M> operations;
    private final Guarantee guarantee;
    private final Workload workload;

    /**
     * For how long the world goes on after the last fault: two thirds of what a live run does, since nothing here is
     * slow by accident. Clients go on until they are served, and for what this is longer than usual.
     */
    private final long settleNanos;

    private final Recorder recorder;
    private final Trace trace;
    private final Schedule schedule;
    private final Network network;
    private final StateWatch<M> watch;
    private final Hosts<M> hosts;
    private final Nemesis nemesis;
    private final List<Client> clients = new ArrayList<>();

    private String broken = "";
    private Verdict verdict;
    private Throwable failure;
    private long lastFaultEndNanos = -1;

    /** When the first operation took effect since the last fault was over, or -1. */
    private long servedNanos = -1;

    private long lastOkNanos = -1;

    private int operationsLeft;
    private boolean clientsAreDone;
    private int openOperations;

    World(
            Engine engine,
            ActorSystem<?> system,
            Probes probes,
            Codec codec,
            Scenario<M> scenario,
            Config settings,
            WorldSpec spec,
            boolean recording,
            long stepsMax) {
        this.engine = engine;
        this.scenario = scenario;
        this.spec = spec;
        engine.agenda.clear();
        this.recorder = new Recorder(engine.agenda::nowNanos);
        this.operationsLeft = spec.conditions().operationsMax();
        List<String> places =
                new ArrayList<>(spec.nodeIds().stream().map(NodeId::value).toList());
        places.addAll(spec.clientNames());
        this.trace = new Trace(places, recording);
        this.schedule = Schedule.of(spec, engine.agenda, places.size());
        this.network = new Network(spec, engine.agenda, trace, schedule, places.size());
        this.watch = new StateWatch<>(engine, scenario, settings, trace, this, stepsMax);
        codec.use(spec.conditions().has(Hazard.CODEC));
        this.hosts = new Hosts<>(
                engine, system, probes, scenario, settings, spec, network, trace, watch, codec, this::breakConnections);
        this.nemesis = new Nemesis(new WorldControls(engine.agenda, spec, hosts, network, this::onFault), spec);
        Settings own = Settings.of(scenario.id(), settings);
        this.operations = scenario.operations();
        this.guarantee = scenario.guarantee(own);
        this.workload = scenario.workload(own);
        this.settleNanos = scenario.clients().settleTime().toNanos() * 2 / 3;
        List<NodeId> entryNodes = scenario.clients().entryNodes(spec.nodeIds(), own);
        for (int number = 0; number < spec.conditions().clients(); number++) {
            clients.add(new Client(number, spec, entryNodes, scenario.clients(), operations, this));
        }
    }

    Outcome run() {
        try {
            hosts.startAll();
            clients.forEach(Client::start);
            nemesis.start();
            while (verdict == null && !isOver()) {
                step();
            }
            close();
            return outcome();
        } finally {
            hosts.stopAll();
        }
    }

    private void breakConnections(NodeId node) {
        clients.forEach(client -> hosts.traffic().breakConnection(client, node));
    }

    /** See {@link Operations#finalReads}. */
    private void close() {
        List<Call> calls = operations.finalReads(spec.keyNames());
        if (calls.isEmpty()) {
            return;
        }
        clientsAreDone = servedNanos < 0;
        stepUntil(() -> openOperations == 0, nowNanos() + Attempts.OPERATION_DEADLINE.toNanos());
        // Counted from what is the same in every JVM; when it was noticed that the world is over, may not be.
        stepUntil(() -> false, lastEventNanos() + FINAL_QUIET_NANOS);
        long deadlineNanos = nowNanos() + recoveryBoundNanos();
        FinalRounds rounds = new FinalRounds(operations);
        network.onFinalReads();
        FinalReadResults answers = askAll(calls);
        while (verdict == null && !rounds.areOver(answers, nowNanos()) && nowNanos() < deadlineNanos) {
            stepUntil(() -> false, nowNanos() + FINAL_ROUNDS_NANOS);
            answers = askAll(calls);
        }
        answers.record(recorder);
    }

    private long lastEventNanos() {
        List<Event> events = recorder.history().events();
        return events.isEmpty() ? nowNanos() : events.getLast().timeNanos();
    }

    private FinalReadResults askAll(List<Call> calls) {
        FinalReadResults answers = new FinalReadResults();
        for (NodeId node : spec.nodeIds()) {
            for (Call call : calls) {
                List<Reply> replies = new ArrayList<>();
                hosts.traffic().question(node, call, replies::add);
                stepUntil(() -> !replies.isEmpty(), nowNanos() + Attempts.ATTEMPT_TIMEOUT.toNanos());
                answers.put(node, call, outcome(replies));
            }
        }
        return answers;
    }

    private static Attempts.Outcome outcome(List<Reply> replies) {
        return !replies.isEmpty() && replies.getFirst() instanceof Reply.Ok ok
                ? Attempts.Outcome.of(ok)
                : Attempts.Outcome.failed(replies.isEmpty() ? "no answer" : replies.toString());
    }

    /** Ends at its time exactly, whatever else is due: what else that is may differ from one JVM to another. */
    private void stepUntil(BooleanSupplier reached, long untilNanos) {
        boolean[] over = {false};
        Agenda.Entry end = engine.agenda.at(untilNanos, () -> over[0] = true);
        while (verdict == null && !over[0] && !reached.getAsBoolean()) {
            step();
        }
        end.cancel();
    }

    private Outcome outcome() {
        String foreignThread = engine.takeForeignThread();
        if (foreignThread != null) {
            onBroken(
                    Outcome.DETERMINISM,
                    "an actor handed work to another thread, \"" + foreignThread
                            + "\": in which order that is done is not repeated",
                    -1);
        }
        History history = recorder.history();
        Verdict reached = judge(history);
        return new Outcome(
                spec,
                reached,
                broken,
                history,
                nemesis.injections(),
                trace.hash(),
                watch.steps(),
                network.messages(),
                network.messagesOfOperations(),
                engine.stores.eventsWritten(),
                engine.agenda.nowNanos(),
                watch.sometimes(),
                trace.steps(),
                trace.violation(),
                Optional.ofNullable(failure));
    }

    private void step() {
        if (engine.ready.isEmpty()) {
            long dueNanos = Math.min(engine.agenda.nextNanos(), engine.agenda.nowNanos() + TICK_NANOS);
            if (!schedule.deliverBefore(dueNanos)) {
                engine.agenda.runUntil(dueNanos);
            }
            return;
        }
        int next = engine.ready.size() == 1 ? 0 : schedule.pick(engine.ready);
        Runnable task = engine.ready.get(next);
        try {
            engine.runReady(next);
        } catch (StackOverflowError | LinkageError fatal) {
            // Pekko lets such pass; they end a live node.
            Host host = task instanceof Mailbox mailbox ? Engine.hostOf(mailbox) : null;
            if (host == null) {
                throw fatal;
            }
            onActorStopped(host, fatal);
        }
        watch.countStep(network.messages());
        if (task instanceof Mailbox mailbox) {
            hosts.onStep(mailbox);
        }
    }

    /** As in a live run: the time is up, faults are over, and it was seen whether operations complete again. */
    private boolean isOver() {
        long now = engine.agenda.nowNanos();
        long lengthNanos = spec.conditions().lengthMillis() * 1_000_000;
        if (now < lengthNanos || !nemesis.isOver()) {
            return false;
        }
        if (!asksOn()) {
            return openOperations == 0 || now > lengthNanos + Attempts.OPERATION_DEADLINE.toNanos();
        }
        boolean longEnough = lastFaultEndNanos < 0 || now >= lastFaultEndNanos + settleNanos;
        boolean inVain = now > lastFaultEndNanos + recoveryBoundNanos();
        return longEnough && (servedNanos >= 0 || inVain);
    }

    /** Whether clients go on until the end; if not, nobody can tell whether they would be served again. */
    private boolean asksOn() {
        return spec.conditions().operationsMax() == Integer.MAX_VALUE;
    }

    private long recoveryBoundNanos() {
        return guarantee.recoveryBound().toNanos();
    }

    @Override
    public void onActorStopped(Host host, Throwable cause) {
        failure = verdict == null ? cause : failure;
        String how = cause == null ? " stopped" : " failed: " + cause;
        onBroken(Outcome.ACTOR_STOPPED, "the actor of " + host.node + how, host.place);
    }

    @Override
    public void onBroken(String rule, String how, int place) {
        if (verdict == null) {
            broken = rule;
            verdict = Verdict.invalid(rule + ": " + how);
            trace.add(engine.agenda.nowNanos(), Step.Kind.VIOLATION, place, -1, rule, -1, () -> rule + ": " + how);
        }
    }

    private Verdict judge(History history) {
        if (verdict != null) {
            return verdict;
        }
        Verdict safety = Judgement.of(guarantee.checker(), history, CHECK_BUDGET);
        if (safety.status() == Verdict.Status.INVALID) {
            onBroken(Outcome.GUARANTEE, safety.reason(), -1);
            return safety;
        }
        boolean stalled = asksOn()
                && lastFaultEndNanos >= 0
                && (servedNanos < 0 || servedNanos > lastFaultEndNanos + recoveryBoundNanos());
        if (stalled) {
            onBroken(
                    Outcome.LIVENESS,
                    "no operation took effect within "
                            + guarantee.recoveryBound().toSeconds() + " s after the last fault",
                    -1);
            return verdict;
        }
        long lengthNanos = spec.conditions().lengthMillis() * 1_000_000;
        boolean ended = asksOn() && lastOkNanos >= 0 && lengthNanos - lastOkNanos > recoveryBoundNanos();
        return ended && safety.status() == Verdict.Status.VALID
                ? Judgement.serviceEnded(lastOkNanos, lengthNanos)
                : safety;
    }

    @Override
    public long nowNanos() {
        return engine.agenda.nowNanos();
    }

    @Override
    public Agenda.Entry after(long nanos, Runnable action) {
        return engine.agenda.after(nanos, action);
    }

    @Override
    public void ask(Client client, Client.Attempt attempt, NodeId node, Call call) {
        hosts.traffic().ask(client, attempt, node, call);
    }

    @Override
    public Call nextCall(SplittableRandom random, Turn turn) {
        if (clientsAreDone) {
            return null;
        }
        boolean timeIsUp = nowNanos() >= spec.conditions().lengthMillis() * 1_000_000;
        boolean settled = lastFaultEndNanos < 0 || nowNanos() >= lastFaultEndNanos + settleNanos - USUAL_SETTLE_NANOS;
        if (timeIsUp && nemesis.isOver() && servedNanos >= 0 && settled || operationsLeft <= 0) {
            return null;
        }
        operationsLeft--;
        return workload.next(random, spec.keyNames(), turn);
    }

    @Override
    public Event invoked(Client client, long process, Call call) {
        openOperations++;
        trace.add(nowNanos(), Step.Kind.INVOKE, client.place, -1, call.function(), -1, () -> TraceFormat.ofCall(call));
        return recorder.invoke(process, call.function(), call.key(), call.value());
    }

    @Override
    public void completed(Client client, Event invocation, Attempts.Outcome outcome) {
        openOperations--;
        trace.add(
                nowNanos(),
                Step.Kind.COMPLETE,
                client.place,
                -1,
                outcome.type().name(),
                -1,
                () -> TraceFormat.ofOutcome(invocation, outcome));
        recorder.complete(invocation, outcome.type(), outcome.value(), outcome.error());
        if (outcome.type() == Event.Type.OK) {
            servedNanos = servedNanos < 0 ? nowNanos() : servedNanos;
            lastOkNanos = nowNanos();
        }
    }

    private void onFault(Injection injection) {
        boolean begins = injection.inForce();
        FaultNote note = injection.note(injection.description(), spec.nodeIds());
        if (begins) {
            recorder.faultBegins(note);
        } else {
            lastFaultEndNanos = nowNanos();
            servedNanos = -1;
            recorder.faultEnds(note);
        }
        trace.add(
                nowNanos(),
                begins ? Step.Kind.FAULT : Step.Kind.HEAL,
                -1,
                -1,
                injection.fault().kind().toString(),
                -1,
                () -> injection.fault().kind() + " " + injection.description());
    }
}
