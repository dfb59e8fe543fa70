package dsc.workbench.simulation;

import com.typesafe.config.Config;
import dsc.workbench.protocol.Answered;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Scenario;
import java.time.Duration;
import java.util.Map;
import org.apache.pekko.actor.typed.internal.TimerSchedulerImpl;
import org.apache.pekko.dispatch.Mailbox;
import org.apache.pekko.persistence.JournalProtocol;
import org.apache.pekko.persistence.SnapshotProtocol;

/**
 * What is seen of the nodes of a simulated world: what their protocols handle, and after each step the state that they
 * are in, which is held against the scenario's rules.
 *
 * @param <M> the protocol's messages
 */
final class StateWatch<M> implements Host.Listener {

    /** Is told what was broken, and at which place, or -1. */
    interface Listener {
        void onBroken(String rule, String how, int place);

        /** @param cause null if an actor stopped itself */
        void onActorStopped(Host host, Throwable cause);
    }

    /** After this many steps at one moment, actors only keep each other busy. */
    private static final long STEPS_AT_ONCE_MAX = 100_000;

    /** A node that has not answered for so long, such as one whose actor was restarting, is asked again. */
    private static final long ASK_AGAIN_NANOS = Duration.ofMillis(20).toNanos();

    private final Engine engine;
    private final Scenario<M> scenario;
    private final Trace trace;
    private final Listener listener;
    private final RulesWatch<?> rules;
    private final long stepsMax;
    private long steps;
    private long stepsAtOnce;
    private long momentNanos;

    StateWatch(Engine engine, Scenario<M> scenario, Config settings, Trace trace, Listener listener, long stepsMax) {
        this.engine = engine;
        this.scenario = scenario;
        this.trace = trace;
        this.listener = listener;
        this.stepsMax = stepsMax;
        this.rules = new RulesWatch<>(scenario.rules(), ChosenRules.from(settings));
    }

    void onActorStopped(Host host, Throwable cause) {
        listener.onActorStopped(host, cause);
    }

    Map<String, Long> sometimes() {
        return rules.counts();
    }

    /**
     * Counts a step of any actor; too many are broken, be it in all or without time passing.
     *
     * @param messages how many nodes and clients have sent each other
     */
    void countStep(long messages) {
        stepsAtOnce = now() == momentNanos ? stepsAtOnce + 1 : 0;
        momentNanos = now();
        if (Math.max(++steps, messages) > stepsMax) {
            String what = steps > stepsMax ? " steps in " : " messages in ";
            String time = now() / 1_000_000 + " ms of virtual time";
            listener.onBroken(Outcome.WORK_ENDS, "more than " + stepsMax + what + time, -1);
        } else if (stepsAtOnce > STEPS_AT_ONCE_MAX) {
            listener.onBroken(Outcome.TIME_PASSES, "actors were busy without end at one moment of virtual time", -1);
        }
    }

    long steps() {
        return steps;
    }

    /** After every step of an actor: if it was a node's protocol, its state is looked at. */
    void onStep(Mailbox mailbox) {
        if (!(mailbox.messageQueue() instanceof VirtualMailbox.Queue queue) || !queue.ofProtocol || !queue.handled) {
            return;
        }
        queue.handled = false;
        Host host = queue.host;
        boolean asked = host.askedNanos >= 0 && now() - host.askedNanos < ASK_AGAIN_NANOS;
        if (!host.isUp() || asked || host.protocol == null) {
            return;
        }
        host.askedNanos = now();
        engine.looking = true;
        try {
            host.protocol.tell(scenario.inspect(host.viewer));
        } finally {
            engine.looking = false;
        }
        engine.runNow(mailbox);
        if (!host.answers.isEmpty()) {
            // While it writes, it answers nobody, and so has not said yet in what state it is.
            onAnswered(host, host.askedNanos >= 0 && !host.heardStore);
        }
    }

    private void onAnswered(Host host, boolean isWriting) {
        for (Map.Entry<Call, Reply> answer : host.answers) {
            rules.onAnswered(new Answered(host.node, answer.getKey(), answer.getValue(), isWriting))
                    .ifPresent(found -> listener.onBroken(found.rule(), found.how(), host.place));
        }
    }

    void onState(Host host, NodeView state) {
        host.askedNanos = -1;
        // What a process does that was given up breaks no promise by itself; what follows from it may.
        if (!host.isUp()) {
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
                .ifPresent(found -> listener.onBroken(found.rule(), found.how(), host.place));
    }

    @Override
    public void onHandling(Host host, Object message, long label) {
        if (isFailureOfJournal(message)) {
            // The actor starts again, and what it had in memory is gone, as when a node starts.
            host.state = null;
        }
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

    private static boolean isFailureOfJournal(Object message) {
        return message instanceof JournalProtocol.WriteMessageFailure
                || message instanceof JournalProtocol.ReplayMessagesFailure
                || message instanceof SnapshotProtocol.LoadSnapshotFailed;
    }

    /** @param text how many events became durable, or what failed */
    void onStored(Host host, String text) {
        host.lastStep = trace.add(now(), Step.Kind.PERSIST, host.place, -1, "persist", -1, () -> text);
    }

    /** Adds what was stored to what makes two worlds the same. */
    void onContents(long contents) {
        trace.contents(contents);
    }

    private long now() {
        return engine.agenda.nowNanos();
    }
}
