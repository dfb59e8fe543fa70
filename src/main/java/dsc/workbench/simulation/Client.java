package dsc.workbench.simulation;

import dsc.workbench.client.Attempts;
import dsc.workbench.client.Attempts.Next;
import dsc.workbench.client.Attempts.Outcome;
import dsc.workbench.client.ClientState;
import dsc.workbench.history.Event;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.ClientPolicy;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Workload.Turn;
import dsc.workbench.simulation.worlds.WorldSpec;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** A client: one operation at a time, in a session of its own if the scenario has such, at its pace. */
final class Client {

    /** What a client needs of its world. */
    interface Environment {

        long nowNanos();

        Agenda.Entry after(long nanos, Runnable action);

        /** Takes a call to {@code node}; the attempt learns what becomes of it. */
        void ask(Client client, Attempt attempt, NodeId node, Call call);

        /** The next call, or null when clients are to ask no more. */
        Call nextCall(SplittableRandom random, Turn turn);

        Event invoked(Client client, long process, Call call);

        void completed(Client client, Event invocation, Outcome outcome);
    }

    /** One call on its way to one node and back. */
    final class Attempt {
        final NodeId node;

        /** Whether it got to the node. */
        boolean delivered;

        /** Whether the node's answer is on its way back. */
        boolean answered;

        private boolean over;
        private Agenda.Entry timeout;

        private Attempt(NodeId node) {
            this.node = node;
        }

        void onReply(Reply reply) {
            end(() -> attempts.onReply(reply));
        }

        void onUnreachable() {
            end(attempts::onUnreachable);
        }

        void onNoAnswer() {
            end(attempts::onNoAnswer);
        }

        private void end(Supplier<Next> next) {
            if (!over) {
                over = true;
                timeout.cancel();
                shouldContinue(next.get());
            }
        }
    }

    final int place;
    private final Environment world;
    private final Operations<?> operations;
    private final ClientPolicy policy;
    private final int number;
    private final double intervalNanos;
    private final long timeoutNanos;
    private final int clients;
    private final SplittableRandom calls;
    private final SplittableRandom pace;
    private long process;
    private final ClientState state;
    private long session;
    private long sequence;
    private long called;
    private double nextNanos;

    private Call call;
    private Consumer<Outcome> onOutcome;
    private Attempts attempts;
    private Attempt attempt;
    private long deadlineNanos;

    /**
     * @param nodes those that clients ask
     * @param policy how they ask
     */
    Client(
            int number,
            WorldSpec spec,
            List<NodeId> nodes,
            ClientPolicy policy,
            Operations<?> operations,
            Environment world) {
        this.place = spec.conditions().nodes() + number;
        this.world = world;
        this.number = number;
        this.policy = policy;
        this.operations = operations;
        this.clients = spec.conditions().clients();
        this.intervalNanos = spec.conditions().operationsPerSecond() == 0
                ? 0
                : 1e9 * clients / spec.conditions().operationsPerSecond();
        this.timeoutNanos = timeoutNanos(spec, number);
        this.calls = spec.random("calls", number);
        this.pace = spec.random("pace", number);
        this.process = number;
        this.state = new ClientState(policy, nodes, nodes.get(number % nodes.size()), roaming(spec, policy, number));
        this.nextNanos = pace.nextDouble() * intervalNanos;
    }

    private static Optional<RandomGenerator> roaming(WorldSpec spec, ClientPolicy policy, int number) {
        boolean roams = policy.roams() || spec.conditions().roam();
        return roams ? Optional.of(spec.random("roam", number)) : Optional.empty();
    }

    private static long timeoutNanos(WorldSpec spec, int number) {
        long most = Attempts.ATTEMPT_TIMEOUT.toNanos();
        long stated = spec.conditions().timeoutMillis() * 1_000_000;
        return stated > 0 ? stated : spec.random("timeout", number).nextLong(most / 6, most + 1);
    }

    void start() {
        openSession();
    }

    /** The attempt under way, or null. */
    Attempt attempt() {
        return attempt;
    }

    /** Whether a node that gets a call twice carries it out once. */
    boolean mayRepeat() {
        return policy.repeatable();
    }

    private void openSession() {
        if (!policy.usesSessions()) {
            pause();
            return;
        }
        sequence = 0;
        perform(Call.of(Call.OPEN_SESSION, null, null), opened -> {
            if (opened.type() == Event.Type.OK) {
                session = Long.parseLong(opened.value().toString());
                pause();
            } else {
                openSession();
            }
        });
    }

    private void pause() {
        long waitNanos = Math.max(0, (long) nextNanos - world.nowNanos());
        world.after(waitNanos, this::operate);
    }

    private void operate() {
        Call next = world.nextCall(calls, new Turn(number, clients, called));
        if (next == null) {
            return;
        }
        called++;
        sequence++;
        Event invocation = world.invoked(this, process, next);
        Call asked = state.begin(next.in(session, policy.usesSessions() ? sequence : 0));
        perform(asked, outcome -> {
            state.completed(outcome);
            world.completed(this, invocation, outcome.recorded(operations.get(next.function()), next));
            // A client that was held up does not make up for it: it goes on at its pace.
            nextNanos = Math.max(nextNanos + intervalNanos * (0.5 + pace.nextDouble()), world.nowNanos());
            if (outcome.endsProcess()) {
                process += clients;
                openSession();
            } else {
                pause();
            }
        });
    }

    private void perform(Call call, Consumer<Outcome> onOutcome) {
        this.call = call;
        this.onOutcome = onOutcome;
        this.attempts = state.attempts(operations.get(call.function()), policy.repeatable());
        this.deadlineNanos = world.nowNanos() + Attempts.OPERATION_DEADLINE.toNanos();
        ask();
    }

    private void shouldContinue(Next next) {
        state.moved(attempts);
        switch (next) {
            case Next.Done done -> finish(done.outcome());
            case Next.Ask ask when ask.backoff().isZero() -> ask();
            case Next.Ask ask -> world.after(ask.backoff().toNanos(), this::ask);
        }
    }

    private void ask() {
        if (world.nowNanos() >= deadlineNanos) {
            finish(attempts.giveUp());
            return;
        }
        Attempt asking = new Attempt(attempts.asked());
        attempt = asking;
        asking.timeout = world.after(timeoutNanos, asking::onNoAnswer);
        world.ask(this, asking, asking.node, call);
    }

    private void finish(Outcome outcome) {
        attempt = null;
        onOutcome.accept(outcome);
    }
}
