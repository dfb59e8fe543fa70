package dsc.concepts.foundations.transactions.saga;

import dsc.concepts.foundations.transactions.Audits;
import dsc.concepts.foundations.transactions.Bank;
import dsc.concepts.foundations.transactions.Change;
import dsc.concepts.foundations.transactions.Doubts;
import dsc.concepts.foundations.transactions.TransactionId;
import dsc.concepts.foundations.transactions.saga.SagaState.Began;
import dsc.concepts.foundations.transactions.saga.SagaState.Compensating;
import dsc.concepts.foundations.transactions.saga.SagaState.Ended;
import dsc.concepts.foundations.transactions.saga.SagaState.Event;
import dsc.concepts.foundations.transactions.saga.SagaState.StepDone;
import dsc.concepts.foundations.transactions.saga.SagaView.Happening;
import dsc.concepts.shared.DurablePeer;
import dsc.concepts.shared.Homes;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Wire;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.persistence.typed.javadsl.Effect;

/**
 * A home of accounts that does and undoes steps, and the orchestrator of the sagas that it is asked for (Garcia-Molina,
 * Salem 1987). A node sends messages to itself as to others. {@code rule 1} to {@code rule 7} are those of the package.
 *
 * <p>Legal transitions of a saga: doing step 1 → doing step 2 → ended, all steps done; doing step 1 or 2 → undoing step
 * 1 → ended, none done; doing step 1 → ended, when it was refused. What becomes of a step at its home: {@link Deed}.
 */
final class Sagas extends DurablePeer<Sagas.Message, Event, SagaState> {

    public sealed interface Message permits Request, Inspect, PeerMessage, RetryDue, Surveys.AskAgain {}

    /** A client's operation. */
    public record Request(Bank.Operation operation, ActorRef<Reply> replyTo) implements Message {}

    public record Inspect(ActorRef<NodeView> replyTo) implements Message {}

    public sealed interface PeerMessage extends Message, Wire
            permits Do, Did, Refused, Undo, Undone, Surveys.Question, Surveys.Answered, Audit {}

    /** @param horizon all sagas of the orchestrator before that one have ended */
    public record Do(TransactionId saga, TransactionId horizon, int step, Change change) implements PeerMessage {}

    public record Did(TransactionId saga, int step) implements PeerMessage {}

    public record Refused(TransactionId saga, int step, String why) implements PeerMessage {}

    /** @param horizon all sagas of the orchestrator before that one have ended */
    public record Undo(TransactionId saga, TransactionId horizon, int step) implements PeerMessage {}

    public record Undone(TransactionId saga, int step) implements PeerMessage {}

    /** A question for a ledger, or a part of its answer. */
    public record Audit(Audits.Message message) implements PeerMessage {}

    private record RetryDue(TransactionId saga) implements Message {}

    /** What this node has in memory of a saga that it orchestrates. */
    private static final class Run {
        private final long sinceNanos;

        /** Null if the node was started again since it was asked. */
        private final ActorRef<Reply> replyTo;

        private boolean wasRefused;

        private Run(long sinceNanos, ActorRef<Reply> replyTo) {
            this.sinceNanos = sinceNanos;
            this.replyTo = replyTo;
        }

        private boolean isRestored() {
            return replyTo == null;
        }
    }

    private final Options options;
    private final Tally<Happening> tally = new Tally<>(Happening.class);
    private final Doubts flights = new Doubts("in flight");
    private final Home home;
    private final Surveys surveys;
    private final Audits<Message> audits;
    private final Map<TransactionId, Run> runs = new HashMap<>();

    /** That of sagas which this node begins now. */
    private long incarnation;

    /** How many sagas it has begun in this incarnation. */
    private long begun;

    static Behavior<Message> create(NodeContext<Message> node) {
        return start(node, setup -> new Sagas(setup, Options.from(node.settings())));
    }

    private Sagas(Setup<Message> setup, Options options) {
        super(setup, SagaState.EMPTY, SagaState::after, options.snapshotEvents());
        this.options = options;
        this.home = new Home(options.limit(), tally);
        this.surveys = new Surveys(setup, options, this::ask, tally);
        this.audits = new Audits<>(setup, options.pageChars(), options.operationTimeout(), Audit::new);
    }

    /** Goes on with what was begun, forward or back as it was (rule 5). */
    @Override
    protected void onRecovered(SagaState state) {
        runs.clear();
        surveys.clear();
        audits.clear();
        incarnation = state.incarnation() + 1;
        begun = 0;
        flights.restart(state.sagas().keySet(), now());
        state.sagas().keySet().forEach(saga -> {
            runs.put(saga, new Run(now(), null));
            tell(node.self(), new RetryDue(saga));
            retryLater(saga);
        });
    }

    @Override
    protected Effect<Event, SagaState> onMessage(SagaState state, Message message) {
        return switch (message) {
            case Request request -> onRequest(state, request);
            case Inspect inspect -> Effect().reply(inspect.replyTo(), view(state));
            case Do step -> take(step.saga(), home.onDo(state, step));
            case Undo undo -> take(undo.saga(), home.onUndo(state, undo));
            case Did did -> onDid(state, did);
            case Refused refused -> onRefused(state, refused);
            case Undone undone -> onUndone(state, undone);
            case RetryDue due -> onRetryDue(state, due.saga());
            case Surveys.Question question -> {
                Surveys.Answer answer = surveys.answer(state, question.subject());
                tell(question.from(), new Surveys.Answered(node.self(), question.survey(), answer));
                yield Effect().none();
            }
            case Surveys.Answered answered -> {
                surveys.onAnswered(answered, state);
                yield Effect().none();
            }
            case Surveys.AskAgain due -> {
                surveys.onAskAgain(due.survey());
                yield Effect().none();
            }
            case Audit audit -> {
                audits.onMessage(audit.message(), state.accounts());
                yield Effect().none();
            }
        };
    }

    private Effect<Event, SagaState> take(TransactionId saga, Home.Act act) {
        return Effect()
                .persist(act.events())
                .thenRun(now -> act.answer().ifPresent(answer -> tell(saga.coordinator(), answer)));
    }

    private SagaView view(SagaState state) {
        tally.set(Happening.AN_AUDIT_HAD_SEVERAL_PAGES, audits.furtherPages());
        tally.set(Happening.A_SNAPSHOT_OF_THE_STATE_WAS_TAKEN, snapshots());
        return new SagaView(node.self(), node.group(), state, tally.counts());
    }

    private long now() {
        return node.clock().monotonicNanos();
    }

    private Effect<Event, SagaState> onRequest(SagaState state, Request request) {
        ActorRef<Reply> replyTo = request.replyTo();
        switch (request.operation()) {
            case Bank.Audit audit ->
                surveys.whenSettled(
                        audit.account(),
                        replyTo,
                        now -> audits.answer(audit.account(), home(audit.account()), now.accounts(), replyTo));
            case Bank.Counters counters -> replyTo.tell(new Reply.Ok(flights.counters(now())));
            case Bank.Snapshot snapshot -> surveys.snapshot(replyTo);
            case Bank.Transfer transfer -> {
                if (!transfer.from().equals(transfer.to())) {
                    return begin(transfer, replyTo);
                }
                replyTo.tell(new Reply.Failed(transfer.from() + " cannot pay itself"));
            }
        }
        return Effect().none();
    }

    private NodeId home(String account) {
        return Homes.of(account, node.group(), NodeId::value);
    }

    /** First what can be undone, the withdrawal; last what cannot, since it may be spent at once (rule 3). */
    private Effect<Event, SagaState> begin(Bank.Transfer transfer, ActorRef<Reply> replyTo) {
        TransactionId saga = new TransactionId(node.self(), incarnation, ++begun);
        return Effect().persist(new Began(saga, transfer.changes())).thenRun(now -> {
            runs.put(saga, new Run(now(), replyTo));
            flights.begin(saga, now());
            send(now, saga);
            retryLater(saga);
        });
    }

    private void retryLater(TransactionId saga) {
        timers.startTimerWithFixedDelay(saga, new RetryDue(saga), options.retryInterval());
    }

    /** Asks the home of the current step to do it, or to undo it. */
    private void send(SagaState state, TransactionId saga) {
        Progress progress = state.sagas().get(saga);
        Change change = progress.change();
        tell(
                home(change.account()),
                progress.isForward()
                        ? new Do(saga, horizon(state), progress.step(), change)
                        : new Undo(saga, horizon(state), progress.step()));
    }

    /** The first of this orchestrator's sagas that has not ended, or the next. */
    private TransactionId horizon(SagaState state) {
        return state.sagas().isEmpty()
                ? new TransactionId(node.self(), incarnation, begun + 1)
                : state.sagas().firstKey();
    }

    /** That the step is done is durable before the next is: else a restarted orchestrator could go back behind it. */
    private Effect<Event, SagaState> onDid(SagaState state, Did did) {
        TransactionId saga = did.saga();
        Progress progress = state.sagas().get(saga);
        if (progress == null || !progress.isDoing(did.step())) {
            return Effect().none();
        }
        return progress.isAtPivot()
                ? end(saga, true, new Reply.Ok(null))
                : Effect().persist(new StepDone(saga, did.step())).thenRun(now -> send(now, saga));
    }

    private Effect<Event, SagaState> onRefused(SagaState state, Refused refused) {
        TransactionId saga = refused.saga();
        Progress progress = state.sagas().get(saga);
        if (progress == null || !progress.isDoing(refused.step())) {
            return Effect().none();
        }
        runs.get(saga).wasRefused = true;
        return goBack(saga, progress.step() - 1, refused.why());
    }

    /**
     * Undoes all steps up to {@code step}. This decision is durable before the first undo, and before the client is
     * told that the transfer failed (rule 5).
     */
    private Effect<Event, SagaState> goBack(TransactionId saga, int step, String why) {
        Reply failed = new Reply.Failed(why);
        return step == 0
                ? end(saga, false, failed)
                : Effect().persist(new Compensating(saga, step)).thenRun(now -> {
                    answer(saga, failed);
                    send(now, saga);
                });
    }

    private Effect<Event, SagaState> onUndone(SagaState state, Undone undone) {
        TransactionId saga = undone.saga();
        Progress progress = state.sagas().get(saga);
        if (progress == null || !progress.isUndoing(undone.step())) {
            return Effect().none();
        }
        return progress.step() == 1
                ? end(saga, false, null)
                : Effect().persist(new Compensating(saga, progress.step() - 1)).thenRun(now -> send(now, saga));
    }

    /** @param reply what the client is told now; null if it was told before */
    private Effect<Event, SagaState> end(TransactionId saga, boolean isDone, Reply reply) {
        return Effect().persist(new Ended(saga)).thenRun(now -> {
            if (reply != null) {
                answer(saga, reply);
            }
            timers.cancel(saga);
            flights.end(saga, 0, now());
            note(runs.remove(saga), isDone, reply == null);
        });
    }

    private void note(Run run, boolean isDone, boolean isUndone) {
        if (run.isRestored()) {
            tally.add(
                    isDone ? Happening.A_RESTARTED_ORCHESTRATOR_WENT_ON : Happening.A_RESTARTED_ORCHESTRATOR_WENT_BACK);
        }
        if (run.wasRefused && isUndone) {
            tally.add(Happening.A_DEPOSIT_WAS_REFUSED_AND_ITS_WITHDRAWAL_UNDONE);
        }
    }

    private void answer(TransactionId saga, Reply reply) {
        Run run = runs.get(saga);
        if (!run.isRestored()) {
            run.replyTo.tell(reply);
        }
    }

    /**
     * No answer is not a refusal (rule 6): the step may be done. One that can be undone is given up after a while; the
     * pivot is asked for until it answers, as is an undo (rule 4).
     */
    private Effect<Event, SagaState> onRetryDue(SagaState state, TransactionId saga) {
        Progress progress = state.sagas().get(saga);
        if (progress == null) {
            timers.cancel(saga);
            return Effect().none();
        }
        if (progress.isForward() && !progress.isAtPivot() && isOverdue(saga)) {
            tally.add(Happening.A_STEP_WAS_GIVEN_UP);
            return goBack(saga, progress.step(), home(progress.change().account()) + " did not answer in time");
        }
        send(state, saga);
        return Effect().none();
    }

    private boolean isOverdue(TransactionId saga) {
        return now() - runs.get(saga).sinceNanos >= options.stepTimeout().toNanos();
    }
}
