package dsc.concepts.foundations.transactions.threephase;

import dsc.concepts.foundations.transactions.Accounts.Seen;
import dsc.concepts.foundations.transactions.Audits;
import dsc.concepts.foundations.transactions.Bank;
import dsc.concepts.foundations.transactions.Change;
import dsc.concepts.foundations.transactions.Coordination;
import dsc.concepts.foundations.transactions.Coordination.Vote;
import dsc.concepts.foundations.transactions.Outcome;
import dsc.concepts.foundations.transactions.Step;
import dsc.concepts.foundations.transactions.TransactionId;
import dsc.concepts.foundations.transactions.threephase.ThreePhaseState.Decided;
import dsc.concepts.foundations.transactions.threephase.ThreePhaseState.Doubt;
import dsc.concepts.foundations.transactions.threephase.ThreePhaseState.Ended;
import dsc.concepts.foundations.transactions.threephase.ThreePhaseState.Event;
import dsc.concepts.foundations.transactions.threephase.ThreePhaseState.Started;
import dsc.concepts.foundations.transactions.threephase.ThreePhaseState.Tried;
import dsc.concepts.foundations.transactions.threephase.ThreePhaseView.Happening;
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
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.persistence.typed.javadsl.Effect;

/**
 * A site of transactions, the coordinator of those that it is asked for, and perhaps the node that takes another
 * coordinator's place (Skeen 1981, 1982; Keidar, Dolev 1998). A node sends messages to itself as to others. {@code rule
 * 1} to {@code rule 6} are those of the package.
 *
 * <p>Legal transitions of a site: idle → in doubt → pre-committed or pre-aborted, one after the other with ever greater
 * attempts → committed or aborted; in doubt → aborted, since the coordinator has not all votes; idle → aborted, when a
 * site that takes the coordinator's place asks before this one has voted. Of an attempt: asking where the sites stand
 * (the coordinator's first: collecting votes) → pre-committing or pre-aborting → decided, or → superseded.
 */
public final class ThreePhase extends DurablePeer<ThreePhase.Message, Event, ThreePhaseState> {

    /** A transaction has as many sites, so that two are a majority. */
    static final int SITES = 3;

    public sealed interface Message {}

    /** A client's operation. */
    public record Request(Bank.Operation operation, ActorRef<Reply> replyTo) implements Message {}

    public record Inspect(ActorRef<NodeView> replyTo) implements Message {}

    /** Every message names its transaction, and takes effect on that one alone. */
    public sealed interface PeerMessage extends Message, Wire {}

    /**
     * Asks for a vote.
     *
     * @param horizon all transactions of the coordinator before that one have ended everywhere
     * @param parts by site what it is to post; nothing at those that only vote
     */
    public record Prepare(TransactionId transaction, TransactionId horizon, SortedMap<NodeId, List<Change>> parts)
            implements PeerMessage {}

    /** Asks a home for all of its accounts, and to let none be changed until it is told to let go. */
    public record Read(TransactionId transaction) implements PeerMessage {}

    /**
     * @param seen the accounts, for a snapshot
     * @param stamp of the shared lock, for a snapshot
     */
    public record Yes(TransactionId transaction, NodeId from, SortedMap<String, Seen> seen, long stamp)
            implements PeerMessage {}

    public record No(TransactionId transaction, String why) implements PeerMessage {}

    /** Pre-commit or pre-abort: not yet a decision. */
    public record PreDecide(TransactionId transaction, Attempt attempt, Outcome outcome) implements PeerMessage {}

    /** {@code from} has pre-committed or pre-aborted, durably. */
    public record Acknowledged(TransactionId transaction, NodeId from, Attempt attempt) implements PeerMessage {}

    /** A site takes the coordinator's place. */
    public record Elect(TransactionId transaction, Attempt attempt) implements PeerMessage {}

    /**
     * Where {@code from} stands, which is in doubt.
     *
     * @param lastElected the attempt to which it is bound
     * @param wasAway whether it was started again since it voted
     */
    public record State(
            TransactionId transaction, NodeId from, Attempt lastElected, Optional<Tried> lastAttempt, boolean wasAway)
            implements PeerMessage {}

    /** @param horizon the coordinator's, or null if another site tells */
    public record Decide(TransactionId transaction, TransactionId horizon, Outcome outcome) implements PeerMessage {}

    public record Done(TransactionId transaction, NodeId from) implements PeerMessage {}

    /** Ends a snapshot at a home. */
    public record Release(TransactionId transaction) implements PeerMessage {}

    /** @param stamp of the shared lock that was held until now */
    public record Released(TransactionId transaction, NodeId from, long stamp) implements PeerMessage {}

    public record Audit(Audits.Message message) implements PeerMessage {}

    /** A site in doubt has heard nothing of the transaction for a while. */
    record SilenceOver(TransactionId transaction) implements Message {}

    record LockLapsed(TransactionId transaction) implements Message {}

    record RetryDue(TransactionId transaction) implements Message {}

    private final Options options;
    private final Audits<Message> audits;
    private final Tally<Happening> tally = new Tally<>(Happening.class);
    private final Site site;
    private final Termination termination;

    /** What clients wait for: votes are collected, or the sites are to end it. */
    private final SortedMap<TransactionId, Coordination<List<Change>>> open = new TreeMap<>();

    private final Map<TransactionId, Round<Boolean>> untold = new HashMap<>();

    /** That of transactions which this node begins now; durable before the first of them. */
    private long incarnation;

    /** How many transactions it has begun in this incarnation. */
    private long begun;

    public static Behavior<Message> create(NodeContext<Message> node) {
        return start(node, setup -> new ThreePhase(setup, Options.from(node.settings())));
    }

    private ThreePhase(Setup<Message> setup, Options options) {
        super(setup, ThreePhaseState.EMPTY, ThreePhaseState::after, options.snapshotEvents());
        this.options = options;
        this.audits = new Audits<>(setup, options.pageChars(), options.operationTimeout(), Audit::new);
        this.site = new Site(setup, options, this::tell, tally);
        this.termination = new Termination(setup, options, site, this::tell, group(message -> message), tally);
    }

    /** Votes and attempts are forgotten: as a site, this node asks how its transactions ended (rule 5). */
    @Override
    protected void onRecovered(ThreePhaseState state) {
        open.clear();
        untold.clear();
        audits.clear();
        termination.clear();
        incarnation = state.incarnation() + 1;
        begun = 0;
        site.restart(state);
        state.untold().keySet().forEach(transaction -> tellSites(state, transaction));
    }

    @Override
    protected Effect<Event, ThreePhaseState> onMessage(ThreePhaseState state, Message message) {
        return switch (message) {
            case Request request -> onRequest(state, request);
            case Inspect inspect -> Effect().reply(inspect.replyTo(), view(state));
            case Prepare prepare -> take(site.onPrepare(state, prepare));
            case Read read -> take(site.onRead(state, read));
            case Yes yes -> onYes(state, yes);
            case No no -> onNo(state, no);
            case PreDecide tried -> {
                termination.onAttempt(tried.transaction(), tried.attempt());
                yield take(site.onPreDecide(state, tried));
            }
            case Acknowledged acknowledged -> take(termination.onAcknowledged(state, acknowledged));
            case Elect elect -> {
                termination.onAttempt(elect.transaction(), elect.attempt());
                yield take(site.onElect(state, elect));
            }
            case State from -> take(termination.onState(state, from));
            case Decide decide -> take(site.onDecide(state, decide));
            case Done done -> onDone(done);
            case Release release -> take(site.onRelease(release));
            case Released released -> onReleased(state, released);
            case Audit audit -> {
                audits.onMessage(audit.message(), state.accounts());
                yield Effect().none();
            }
            case RetryDue due -> onRetryDue(state, due.transaction());
            case SilenceOver over -> take(termination.onSilence(state, over.transaction()));
            case LockLapsed lapsed -> take(site.onLockLapsed(lapsed.transaction()));
        };
    }

    /** When a decision is durable, the client is told, and all sites, if this node is the coordinator. */
    private Effect<Event, ThreePhaseState> take(Step<Event, ThreePhaseState> step) {
        return Effect().persist(step.events()).thenRun(now -> {
            step.then().accept(now);
            step.events().forEach(event -> {
                if (event instanceof Decided decided) {
                    onDecided(now, decided);
                }
            });
        });
    }

    private void onDecided(ThreePhaseState state, Decided decided) {
        TransactionId transaction = decided.transaction();
        termination.onEnded(transaction);
        Coordination<List<Change>> asked = open.remove(transaction);
        if (asked != null) {
            boolean isCommitted = decided.outcome() == Outcome.COMMITTED;
            asked.replyTo().tell(isCommitted ? new Reply.Ok(null) : new Reply.Failed("another site aborted it"));
        }
        if (state.untold().containsKey(transaction)) {
            tellSites(state, transaction);
        } else {
            timers.cancel(transaction);
        }
    }

    private ThreePhaseView view(ThreePhaseState state) {
        tally.set(Happening.AN_AUDIT_HAD_SEVERAL_PAGES, audits.furtherPages());
        tally.set(Happening.A_SNAPSHOT_OF_THE_STATE_WAS_TAKEN, snapshots());
        return new ThreePhaseView(node.self(), state, options.termination(), site.reader(), tally.counts());
    }

    private Effect<Event, ThreePhaseState> onRequest(ThreePhaseState state, Request request) {
        switch (request.operation()) {
            case Bank.Audit audit ->
                audits.answer(audit.account(), home(audit.account()), state.accounts(), request.replyTo());
            case Bank.Counters counters -> request.replyTo().tell(new Reply.Ok(site.counters()));
            case Bank.Snapshot snapshot -> {
                SortedMap<NodeId, List<Change>> homes = new TreeMap<>();
                node.group().forEach(member -> homes.put(member, List.of()));
                return begin(state, true, homes, request.replyTo());
            }
            case Bank.Transfer transfer -> {
                if (!transfer.from().equals(transfer.to())) {
                    return begin(state, false, parts(transfer), request.replyTo());
                }
                request.replyTo().tell(new Reply.Failed(transfer.from() + " cannot pay itself"));
            }
        }
        return Effect().none();
    }

    private NodeId home(String account) {
        return Homes.of(account, node.group(), NodeId::value);
    }

    /** The homes, the coordinator, and the lowest other nodes up to three: those vote, and post nothing. */
    private SortedMap<NodeId, List<Change>> parts(Bank.Transfer transfer) {
        SortedMap<NodeId, List<Change>> parts = transfer.changesByHome(this::home);
        Stream.concat(Stream.of(node.self()), node.group().stream().sorted())
                .filter(site -> parts.size() < SITES)
                .forEach(site -> parts.putIfAbsent(site, List.of()));
        return parts;
    }

    /** The incarnation is durable before a message bears it: else an id could come again after a crash. */
    private Effect<Event, ThreePhaseState> begin(
            ThreePhaseState state, boolean isSnapshot, SortedMap<NodeId, List<Change>> parts, ActorRef<Reply> replyTo) {
        TransactionId transaction = new TransactionId(node.self(), incarnation, ++begun);
        boolean isFirst = state.incarnation() != incarnation;
        return Effect()
                .persist(isFirst ? List.<Event>of(new Started(incarnation)) : List.<Event>of())
                .thenRun(now -> {
                    Coordination<List<Change>> asked = new Coordination<>(
                            transaction,
                            isSnapshot,
                            Collections.unmodifiableSortedMap(parts),
                            node.clock().monotonicNanos(),
                            replyTo);
                    open.put(transaction, asked);
                    askForVotes(now, asked);
                    retryLater(transaction);
                });
    }

    private void retryLater(TransactionId transaction) {
        timers.startTimerWithFixedDelay(transaction, new RetryDue(transaction), options.retryInterval());
    }

    private void askForVotes(ThreePhaseState state, Coordination<List<Change>> asked) {
        TransactionId transaction = asked.transaction();
        boolean reads = asked.isSnapshot();
        ask(asked.votes(), reads ? new Read(transaction) : new Prepare(transaction, horizon(state), asked.tasks()));
    }

    /** The first of this coordinator's transactions that has not ended, or the next. */
    private TransactionId horizon(ThreePhaseState state) {
        TransactionId next = new TransactionId(node.self(), incarnation, begun + 1);
        return Stream.of(open, state.inDoubt(), state.untold())
                .flatMap(transactions -> transactions.keySet().stream())
                .filter(transaction -> transaction.coordinator().equals(node.self()))
                .min(TransactionId::compareTo)
                .orElse(next);
    }

    private Effect<Event, ThreePhaseState> onYes(ThreePhaseState state, Yes yes) {
        TransactionId transaction = yes.transaction();
        Coordination<List<Change>> asked = open.get(transaction);
        if (asked == null || !asked.votes().add(yes.from(), new Vote(yes.seen(), yes.stamp()))) {
            return Effect().none();
        }
        if (asked.isSnapshot()) {
            asked.beginReleasing();
            ask(asked.releases(), new Release(transaction));
            return Effect().none();
        }
        Doubt doubt = state.inDoubt().get(transaction);
        if (doubt.lastElected().equals(Attempt.first(transaction))) {
            termination.begin(transaction, doubt);
        }
        return Effect().none();
    }

    /** Before all have said yes, no site has pre-committed, so none can commit; afterwards the sites decide. */
    private Effect<Event, ThreePhaseState> onNo(ThreePhaseState state, No no) {
        Coordination<List<Change>> asked = open.get(no.transaction());
        return asked == null || asked.hasAllVotes() ? Effect().none() : abort(state, asked, no.why());
    }

    private Effect<Event, ThreePhaseState> abort(ThreePhaseState state, Coordination<List<Change>> asked, String why) {
        TransactionId transaction = asked.transaction();
        open.remove(transaction);
        timers.cancel(transaction);
        asked.replyTo().tell(new Reply.Failed(why));
        Decide abort = new Decide(transaction, horizon(state), Outcome.ABORTED);
        asked.participants().forEach(to -> tell(to, asked.isSnapshot() ? new Release(transaction) : abort));
        return Effect().none();
    }

    /** All locks were held when the last home had answered: that is the moment which the snapshot shows. */
    private Effect<Event, ThreePhaseState> onReleased(ThreePhaseState state, Released released) {
        Coordination<List<Change>> asked = open.get(released.transaction());
        if (asked == null || !asked.isReleasing()) {
            return Effect().none();
        }
        if (!asked.isHeld(released.from(), released.stamp())) {
            return abort(state, asked, released.from() + " has let go of its accounts in the meantime");
        }
        if (asked.releases().add(released.from(), true)) {
            open.remove(asked.transaction());
            timers.cancel(asked.transaction());
            asked.replyTo().tell(new Reply.Ok(Bank.result(asked.seen())));
        }
        return Effect().none();
    }

    /** Sends the commit until all sites have done it, so that the horizon can pass it. */
    private void tellSites(ThreePhaseState state, TransactionId transaction) {
        List<NodeId> sites = state.untold().get(transaction);
        Round<Boolean> round = untold.computeIfAbsent(transaction, none -> new Round<>(sites, sites.size()));
        ask(round, new Decide(transaction, horizon(state), Outcome.COMMITTED));
        retryLater(transaction);
    }

    private Effect<Event, ThreePhaseState> onDone(Done done) {
        TransactionId transaction = done.transaction();
        Round<Boolean> round = untold.get(transaction);
        if (round == null || !round.add(done.from(), true)) {
            return Effect().none();
        }
        return Effect().persist(new Ended(transaction)).thenRun(now -> {
            untold.remove(transaction);
            timers.cancel(transaction);
        });
    }

    /** Without all votes for too long, the coordinator aborts; what is decided is sent for ever. */
    private Effect<Event, ThreePhaseState> onRetryDue(ThreePhaseState state, TransactionId transaction) {
        Coordination<List<Change>> asked = open.get(transaction);
        if (state.untold().containsKey(transaction)) {
            tellSites(state, transaction);
        } else if (asked != null && isLate(asked)) {
            tally.add(Happening.VOTES_DID_NOT_COME_IN_TIME);
            return abort(state, asked, "not all sites answered in time");
        } else if (asked != null && !asked.hasAllVotes()) {
            askForVotes(state, asked);
        } else if (asked != null && asked.isReleasing()) {
            ask(asked.releases(), new Release(transaction));
        } else if (!termination.askAgain(transaction)) {
            timers.cancel(transaction);
        }
        return Effect().none();
    }

    private boolean isLate(Coordination<List<Change>> asked) {
        return (asked.isSnapshot() || !asked.hasAllVotes())
                && node.clock().monotonicNanos() - asked.sinceNanos()
                        >= options.voteTimeout().toNanos();
    }
}
