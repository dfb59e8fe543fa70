package dsc.concepts.foundations.transactions.twophase;

import dsc.concepts.foundations.transactions.Accounts.Seen;
import dsc.concepts.foundations.transactions.Audits;
import dsc.concepts.foundations.transactions.Bank;
import dsc.concepts.foundations.transactions.Change;
import dsc.concepts.foundations.transactions.Coordination;
import dsc.concepts.foundations.transactions.Coordination.Vote;
import dsc.concepts.foundations.transactions.Outcome;
import dsc.concepts.foundations.transactions.Step;
import dsc.concepts.foundations.transactions.TransactionId;
import dsc.concepts.foundations.transactions.twophase.Options.Presume;
import dsc.concepts.foundations.transactions.twophase.TwoPhaseState.Concluded;
import dsc.concepts.foundations.transactions.twophase.TwoPhaseState.Decision;
import dsc.concepts.foundations.transactions.twophase.TwoPhaseState.Ended;
import dsc.concepts.foundations.transactions.twophase.TwoPhaseState.Event;
import dsc.concepts.foundations.transactions.twophase.TwoPhaseState.Started;
import dsc.concepts.foundations.transactions.twophase.TwoPhaseView.Happening;
import dsc.concepts.shared.DurablePeer;
import dsc.concepts.shared.Homes;
import dsc.concepts.shared.Round;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Wire;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.persistence.typed.javadsl.Effect;

/**
 * A home of accounts that takes part in transactions, and the coordinator of those that it is asked for (Gray 1978;
 * presumed abort: Mohan, Lindsay, Obermarck 1986). A node sends messages to itself as to others. {@code rule 1} to
 * {@code rule 8} are those of the package.
 *
 * <p>Legal transitions of a participant: idle → in doubt → committed or aborted; idle → aborted, when another
 * participant asks before this one has voted. Of a coordinator: collecting votes → committed → ended, or → aborted. Of
 * a snapshot: collecting votes → asking whether locks were held → answered, or → failed.
 */
public final class TwoPhase extends DurablePeer<TwoPhase.Message, Event, TwoPhaseState> {

    public sealed interface Message {}

    /** A client's operation. */
    public record Request(Bank.Operation operation, ActorRef<Reply> replyTo) implements Message {}

    public record Inspect(ActorRef<NodeView> replyTo) implements Message {}

    /** Every message names its transaction, and takes effect on that one alone (rule 3). */
    public sealed interface PeerMessage extends Message, Wire {}

    /** What a participant is to do. */
    public sealed interface Task extends Wire {
        record Move(List<Change> changes) implements Task {}

        /** Tell of all accounts, and let none be changed until the decision. */
        record Read() implements Task {}
    }

    /**
     * Asks for a vote.
     *
     * @param horizon all transactions of the coordinator before that one have ended everywhere
     * @param tasks by participant, so that each knows which others it can ask (rule 5)
     */
    public record Prepare(TransactionId transaction, TransactionId horizon, SortedMap<NodeId, Task> tasks)
            implements PeerMessage {}

    /**
     * @param seen the accounts, for a snapshot
     * @param stamp of the shared lock, for a snapshot
     */
    public record Yes(TransactionId transaction, NodeId from, SortedMap<String, Seen> seen, long stamp)
            implements PeerMessage {}

    public record No(TransactionId transaction, String why) implements PeerMessage {}

    /** @param incarnation that of the coordinator now, which may have been started again since it asked for votes */
    public record Decide(TransactionId transaction, TransactionId horizon, long incarnation, Outcome outcome)
            implements PeerMessage {}

    /** @param stamp of the shared lock that was held until now, for a snapshot */
    public record Done(TransactionId transaction, NodeId from, long stamp) implements PeerMessage {}

    /** A participant is in doubt. */
    public record Ask(TransactionId transaction, NodeId from) implements PeerMessage {}

    /** @param outcome empty if {@code from} does not know either */
    public record Told(TransactionId transaction, NodeId from, long incarnation, Optional<Outcome> outcome)
            implements PeerMessage {}

    /** A question for a ledger, or a part of its answer. */
    public record Audit(Audits.Message message) implements PeerMessage {}

    /** A participant has been in doubt for a while. */
    record AskDue(TransactionId transaction) implements Message {}

    record LockLapsed(TransactionId transaction) implements Message {}

    private record RetryDue(TransactionId transaction) implements Message {}

    private final Options options;
    private final Audits<Message> audits;
    private final Tally<Happening> tally = new Tally<>(Happening.class);
    private final Participant participant;
    private final SortedMap<TransactionId, Coordination<Task>> open = new TreeMap<>();
    private final Map<TransactionId, Round<Boolean>> unfinished = new HashMap<>();

    /** That of transactions which this node begins now; durable before the first of them. */
    private long incarnation;

    /** How many transactions it has begun in this incarnation. */
    private long begun;

    public static Behavior<Message> create(NodeContext<Message> node) {
        return start(node, setup -> new TwoPhase(setup, Options.from(node.settings())));
    }

    private TwoPhase(Setup<Message> setup, Options options) {
        super(setup, TwoPhaseState.EMPTY, TwoPhaseState::after, options.snapshotEvents());
        this.options = options;
        this.audits = new Audits<>(setup, options.pageChars(), options.operationTimeout(), Audit::new);
        this.participant = new Participant(setup, options, this::tell, tally);
    }

    /** Votes are forgotten, so those transactions are aborted; what is decided is sent again (rule 8). */
    @Override
    protected void onRecovered(TwoPhaseState state) {
        open.clear();
        unfinished.clear();
        audits.clear();
        incarnation = state.incarnation() + 1;
        begun = 0;
        participant.restart(state);
        state.decisions().forEach((transaction, decision) -> finish(state, transaction));
    }

    @Override
    protected Effect<Event, TwoPhaseState> onMessage(TwoPhaseState state, Message message) {
        return switch (message) {
            case Request request -> onRequest(state, request);
            case Inspect inspect -> Effect().reply(inspect.replyTo(), view(state));
            case Prepare prepare -> take(participant.onPrepare(state, prepare));
            case Yes yes -> onYes(state, yes);
            case No no -> onNo(no);
            case Decide decide -> take(participant.onDecide(state, decide));
            case Done done -> onDone(state, done);
            case Ask ask -> onAsk(state, ask);
            case Told told -> take(participant.onTold(state, told));
            case Audit audit -> {
                audits.onMessage(audit.message(), state.accounts());
                yield Effect().none();
            }
            case RetryDue due -> onRetryDue(state, due.transaction());
            case AskDue due -> take(participant.onAskDue(state, due.transaction()));
            case LockLapsed lapsed -> take(participant.onLockLapsed(lapsed.transaction()));
        };
    }

    private Effect<Event, TwoPhaseState> take(Step<Event, TwoPhaseState> step) {
        return Effect().persist(step.events()).thenRun(step.then()::accept);
    }

    private TwoPhaseView view(TwoPhaseState state) {
        tally.set(Happening.AN_AUDIT_HAD_SEVERAL_PAGES, audits.furtherPages());
        tally.set(Happening.A_SNAPSHOT_OF_THE_STATE_WAS_TAKEN, snapshots());
        return new TwoPhaseView(node.self(), state, participant.reader(), open.size(), tally.counts());
    }

    private Effect<Event, TwoPhaseState> onRequest(TwoPhaseState state, Request request) {
        switch (request.operation()) {
            case Bank.Audit audit ->
                audits.answer(audit.account(), home(audit.account()), state.accounts(), request.replyTo());
            case Bank.Counters counters -> request.replyTo().tell(new Reply.Ok(participant.counters()));
            case Bank.Snapshot snapshot -> {
                SortedMap<NodeId, Task> tasks = new TreeMap<>();
                node.group().forEach(member -> tasks.put(member, new Task.Read()));
                return begin(state, true, tasks, request.replyTo());
            }
            case Bank.Transfer transfer -> {
                if (!transfer.from().equals(transfer.to())) {
                    return begin(state, false, tasks(transfer), request.replyTo());
                }
                request.replyTo().tell(new Reply.Failed(transfer.from() + " cannot pay itself"));
            }
        }
        return Effect().none();
    }

    private NodeId home(String account) {
        return Homes.of(account, node.group(), NodeId::value);
    }

    private SortedMap<NodeId, Task> tasks(Bank.Transfer transfer) {
        SortedMap<NodeId, Task> tasks = new TreeMap<>();
        transfer.changesByHome(this::home).forEach((home, own) -> tasks.put(home, new Task.Move(own)));
        return tasks;
    }

    /** The incarnation is durable before a message bears it: else an id could come again after a crash (rule 3). */
    private Effect<Event, TwoPhaseState> begin(
            TwoPhaseState state, boolean isSnapshot, SortedMap<NodeId, Task> tasks, ActorRef<Reply> replyTo) {
        TransactionId transaction = new TransactionId(node.self(), incarnation, ++begun);
        return Effect()
                .persist(
                        state.incarnation() == incarnation
                                ? List.<Event>of()
                                : List.<Event>of(new Started(incarnation)))
                .thenRun(now -> {
                    open.put(
                            transaction,
                            new Coordination<>(
                                    transaction,
                                    isSnapshot,
                                    Collections.unmodifiableSortedMap(tasks),
                                    node.clock().monotonicNanos(),
                                    replyTo));
                    askForVotes(now, open.get(transaction));
                    retryLater(transaction);
                });
    }

    private void retryLater(TransactionId transaction) {
        timers.startTimerWithFixedDelay(transaction, new RetryDue(transaction), options.retryInterval());
    }

    private void askForVotes(TwoPhaseState state, Coordination<Task> asked) {
        ask(asked.votes(), new Prepare(asked.transaction(), horizon(state), asked.tasks()));
    }

    /** The first of this coordinator's transactions that has not ended, or the next. */
    private TransactionId horizon(TwoPhaseState state) {
        TransactionId next = new TransactionId(node.self(), incarnation, begun + 1);
        TransactionId first = open.isEmpty() ? next : open.firstKey();
        return state.decisions().isEmpty() || first.isBefore(state.decisions().firstKey())
                ? first
                : state.decisions().firstKey();
    }

    private Effect<Event, TwoPhaseState> onYes(TwoPhaseState state, Yes yes) {
        Coordination<Task> asked = open.get(yes.transaction());
        if (asked == null || !asked.votes().add(yes.from(), new Vote(yes.seen(), yes.stamp()))) {
            return Effect().none();
        }
        if (asked.isSnapshot()) {
            asked.beginReleasing();
            ask(asked.releases(), decide(state, yes.transaction(), Outcome.COMMITTED));
            return Effect().none();
        }
        return commit(asked);
    }

    /** The record is the decision: nobody is told before it is durable, the client included. */
    private Effect<Event, TwoPhaseState> commit(Coordination<Task> asked) {
        TransactionId transaction = asked.transaction();
        Decision decision = new Decision(Outcome.COMMITTED, asked.participants());
        return Effect().persist(new Concluded(transaction, decision)).thenRun(now -> {
            open.remove(transaction);
            asked.replyTo().tell(new Reply.Ok(null));
            finish(now, transaction);
        });
    }

    private Effect<Event, TwoPhaseState> onNo(No no) {
        Coordination<Task> asked = open.get(no.transaction());
        return asked == null ? Effect().none() : abort(asked, no.why());
    }

    /** What has no record is aborted, so to abort takes none; with {@code presume = nothing} it does. */
    private Effect<Event, TwoPhaseState> abort(Coordination<Task> asked, String why) {
        TransactionId transaction = asked.transaction();
        boolean isWritten = options.presume() == Presume.NOTHING && !asked.isSnapshot();
        Decision decision = new Decision(Outcome.ABORTED, asked.participants());
        return Effect()
                .persist(isWritten ? List.<Event>of(new Concluded(transaction, decision)) : List.<Event>of())
                .thenRun(now -> {
                    open.remove(transaction);
                    asked.replyTo().tell(new Reply.Failed(why));
                    if (isWritten) {
                        finish(now, transaction);
                    } else {
                        timers.cancel(transaction);
                        asked.participants().forEach(to -> tell(to, decide(now, transaction, Outcome.ABORTED)));
                    }
                });
    }

    private Decide decide(TwoPhaseState state, TransactionId transaction, Outcome outcome) {
        return new Decide(transaction, horizon(state), incarnation, outcome);
    }

    /** Sends a decision until all participants have done it (rule 8). */
    private void finish(TwoPhaseState state, TransactionId transaction) {
        Decision decision = state.decisions().get(transaction);
        Round<Boolean> round = unfinished.computeIfAbsent(
                transaction,
                none -> new Round<>(
                        decision.participants(), decision.participants().size()));
        ask(round, decide(state, transaction, decision.outcome()));
        retryLater(transaction);
    }

    private Effect<Event, TwoPhaseState> onDone(TwoPhaseState state, Done done) {
        TransactionId transaction = done.transaction();
        Coordination<Task> snapshot = open.get(transaction);
        if (snapshot != null && snapshot.isReleasing()) {
            return onReleased(snapshot, done);
        }
        Round<Boolean> round = unfinished.get(transaction);
        if (round == null || !round.add(done.from(), true)) {
            return Effect().none();
        }
        return Effect().persist(new Ended(transaction)).thenRun(now -> {
            unfinished.remove(transaction);
            timers.cancel(transaction);
        });
    }

    /** All locks were held when the last home had voted: that is the moment which the snapshot shows (rule 6). */
    private Effect<Event, TwoPhaseState> onReleased(Coordination<Task> snapshot, Done done) {
        if (!snapshot.isHeld(done.from(), done.stamp())) {
            return abort(snapshot, done.from() + " has let go of its accounts in the meantime");
        }
        if (snapshot.releases().add(done.from(), true)) {
            open.remove(snapshot.transaction());
            timers.cancel(snapshot.transaction());
            snapshot.replyTo().tell(new Reply.Ok(Bank.result(snapshot.seen())));
        }
        return Effect().none();
    }

    /** What this coordinator is still deciding is not decided; what it has no record of is aborted (rule 2). */
    private Effect<Event, TwoPhaseState> onAsk(TwoPhaseState state, Ask ask) {
        TransactionId transaction = ask.transaction();
        if (!transaction.coordinator().equals(node.self())) {
            return take(participant.onAsk(state, ask));
        }
        Optional<Outcome> outcome = Optional.of(Outcome.ABORTED);
        if (open.containsKey(transaction)) {
            tally.add(Happening.A_COORDINATOR_WAS_STILL_DECIDING);
            outcome = Optional.empty();
        } else if (state.decisions().containsKey(transaction)) {
            outcome = Optional.of(state.decisions().get(transaction).outcome());
        }
        tell(ask.from(), new Told(transaction, node.self(), incarnation, outcome));
        return Effect().none();
    }

    /** For a coordinator, too long without all votes is an abort (rule 7); a decision is sent for ever. */
    private Effect<Event, TwoPhaseState> onRetryDue(TwoPhaseState state, TransactionId transaction) {
        Coordination<Task> asked = open.get(transaction);
        if (asked == null) {
            if (state.decisions().containsKey(transaction)) {
                finish(state, transaction);
            } else {
                timers.cancel(transaction);
            }
            return Effect().none();
        }
        if (node.clock().monotonicNanos() - asked.sinceNanos()
                >= options.voteTimeout().toNanos()) {
            tally.add(Happening.VOTES_DID_NOT_COME_IN_TIME);
            return abort(asked, "not all homes answered in time");
        }
        if (asked.isReleasing()) {
            ask(asked.releases(), decide(state, transaction, Outcome.COMMITTED));
        } else {
            askForVotes(state, asked);
        }
        return Effect().none();
    }
}
