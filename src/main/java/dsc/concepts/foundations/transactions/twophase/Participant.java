package dsc.concepts.foundations.transactions.twophase;

import dsc.concepts.foundations.transactions.Change;
import dsc.concepts.foundations.transactions.Doubts;
import dsc.concepts.foundations.transactions.LapsingLocks;
import dsc.concepts.foundations.transactions.Outcome;
import dsc.concepts.foundations.transactions.SharedLocks;
import dsc.concepts.foundations.transactions.Step;
import dsc.concepts.foundations.transactions.TransactionId;
import dsc.concepts.foundations.transactions.twophase.Options.Termination;
import dsc.concepts.foundations.transactions.twophase.TwoPhase.Ask;
import dsc.concepts.foundations.transactions.twophase.TwoPhase.AskDue;
import dsc.concepts.foundations.transactions.twophase.TwoPhase.Decide;
import dsc.concepts.foundations.transactions.twophase.TwoPhase.Done;
import dsc.concepts.foundations.transactions.twophase.TwoPhase.LockLapsed;
import dsc.concepts.foundations.transactions.twophase.TwoPhase.Message;
import dsc.concepts.foundations.transactions.twophase.TwoPhase.No;
import dsc.concepts.foundations.transactions.twophase.TwoPhase.Prepare;
import dsc.concepts.foundations.transactions.twophase.TwoPhase.Task;
import dsc.concepts.foundations.transactions.twophase.TwoPhase.Told;
import dsc.concepts.foundations.transactions.twophase.TwoPhase.Yes;
import dsc.concepts.foundations.transactions.twophase.TwoPhaseState.Decided;
import dsc.concepts.foundations.transactions.twophase.TwoPhaseState.Event;
import dsc.concepts.foundations.transactions.twophase.TwoPhaseState.Part;
import dsc.concepts.foundations.transactions.twophase.TwoPhaseState.Prepared;
import dsc.concepts.foundations.transactions.twophase.TwoPhaseView.Happening;
import dsc.concepts.shared.DurablePeer.Setup;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/** The half of a node that votes, and does what is decided. Belongs to one actor. */
final class Participant {

    private record DoubtTimer(TransactionId transaction) {}

    private final NodeContext<Message> node;
    private final TimerScheduler<Message> timers;
    private final Options options;
    private final BiConsumer<NodeId, Message> tell;
    private final Tally<Happening> tally;
    private final Doubts doubts = new Doubts("in doubt");
    private final LapsingLocks<Message> sharedLocks;

    /** @param tell sends a message to a node, this one among them */
    Participant(Setup<Message> setup, Options options, BiConsumer<NodeId, Message> tell, Tally<Happening> tally) {
        this.node = setup.node();
        this.timers = setup.timers();
        this.options = options;
        this.tell = tell;
        this.tally = tally;
        this.sharedLocks = new LapsingLocks<>(timers, options.lockTimeout(), LockLapsed::new);
    }

    /** What was in doubt before a crash is in doubt after it, and locked. */
    void restart(TwoPhaseState state) {
        sharedLocks.clear();
        doubts.restart(state.inDoubt().keySet(), now());
        state.inDoubt().keySet().forEach(this::askLater);
    }

    private long now() {
        return node.clock().monotonicNanos();
    }

    Map<String, Long> counters() {
        return doubts.counters(now());
    }

    /** A node whose snapshot holds a shared lock here; empty if there is none. */
    Optional<NodeId> reader() {
        return sharedLocks.anyHolder();
    }

    /** What ended is remembered up to the horizon: else it would be prepared, and applied, again (rule 4). */
    Step<Event, TwoPhaseState> onPrepare(TwoPhaseState state, Prepare prepare) {
        TransactionId transaction = prepare.transaction();
        Outcome known = state.outcomes().get(transaction);
        if (known != null || state.isForgotten(transaction)) {
            tally.add(Happening.A_PREPARE_CAME_AFTER_THE_END);
            return known == Outcome.COMMITTED ? Step.now(() -> sayYes(transaction)) : no(transaction, "it has ended");
        }
        if (state.inDoubt().containsKey(transaction)) {
            return Step.now(() -> sayYes(transaction));
        }
        return switch (prepare.tasks().get(node.self())) {
            case Task.Read read -> prepareToRead(state, transaction);
            case Task.Move move -> prepareToMove(state, prepare, move.changes());
        };
    }

    private Step<Event, TwoPhaseState> no(TransactionId transaction, String why) {
        return Step.now(() -> tell.accept(transaction.coordinator(), new No(transaction, why)));
    }

    private void sayYes(TransactionId transaction) {
        tell.accept(
                transaction.coordinator(),
                new Yes(transaction, node.self(), Collections.emptySortedMap(), SharedLocks.NOT_HELD));
    }

    /** Locks until the decision: if homes let go one by one, the total would be of no moment (rule 6). */
    private Step<Event, TwoPhaseState> prepareToRead(TwoPhaseState state, TransactionId transaction) {
        Optional<String> holder = state.accounts().anyHolder();
        if (holder.isPresent()) {
            tally.add(Happening.A_SNAPSHOT_FOUND_A_LOCK);
            return no(transaction, holder.get());
        }
        long stamp = sharedLocks.lock(transaction, node.random().nextLong());
        Yes yes = new Yes(transaction, node.self(), state.accounts().seen(), stamp);
        return Step.now(() -> tell.accept(transaction.coordinator(), yes));
    }

    /** Durable before yes: a participant that forgets what it promised cannot keep it (rule 1). */
    private Step<Event, TwoPhaseState> prepareToMove(TwoPhaseState state, Prepare prepare, List<Change> changes) {
        TransactionId transaction = prepare.transaction();
        Optional<String> refusal = locked(state, changes)
                .or(() -> changes.stream()
                        .flatMap(change -> state.accounts().refusal(change).stream())
                        .findFirst());
        if (refusal.isPresent()) {
            return no(transaction, refusal.get());
        }
        Part part = new Part(List.copyOf(prepare.tasks().keySet()), changes);
        return Step.of(new Prepared(transaction, prepare.horizon(), part), durable -> {
            doubts.begin(transaction, now());
            askLater(transaction);
            sayYes(transaction);
        });
    }

    private Optional<String> locked(TwoPhaseState state, List<Change> changes) {
        Optional<String> locked = reader().map(reader -> "a snapshot of " + reader + " is under way")
                .or(() -> changes.stream()
                        .flatMap(change -> state.accounts().holder(change.account()).stream())
                        .findFirst());
        if (locked.isPresent()) {
            tally.add(Happening.A_TRANSFER_FOUND_A_LOCK);
        }
        return locked;
    }

    private void askLater(TransactionId transaction) {
        timers.startTimerWithFixedDelay(new DoubtTimer(transaction), new AskDue(transaction), options.askAfter());
    }

    /** Ends that transaction and no other (rule 3). What is done already is done, and said again. */
    Step<Event, TwoPhaseState> onDecide(TwoPhaseState state, Decide decide) {
        TransactionId transaction = decide.transaction();
        if (state.inDoubt().containsKey(transaction)) {
            note(transaction, decide.incarnation(), decide.outcome());
            return end(state, new Decided(transaction, decide.horizon(), decide.outcome()));
        }
        long stamp = sharedLocks.release(transaction);
        return Step.now(() -> sayDone(transaction, stamp));
    }

    private void sayDone(TransactionId transaction, long stamp) {
        tell.accept(transaction.coordinator(), new Done(transaction, node.self(), stamp));
    }

    private Step<Event, TwoPhaseState> end(TwoPhaseState state, Decided decided) {
        TransactionId transaction = decided.transaction();
        int accounts = state.inDoubt().get(transaction).changes().size();
        return Step.of(decided, durable -> {
            timers.cancel(new DoubtTimer(transaction));
            if (doubts.end(transaction, accounts, now())) {
                tally.add(Happening.A_TRANSACTION_WAS_IN_DOUBT_OVER_A_RESTART_OF_A_PARTICIPANT);
            }
            sayDone(transaction, SharedLocks.NOT_HELD);
        });
    }

    private void note(TransactionId transaction, long incarnation, Outcome outcome) {
        if (incarnation > transaction.incarnation()) {
            tally.add(
                    outcome == Outcome.COMMITTED
                            ? Happening.A_TRANSACTION_WAS_IN_DOUBT_OVER_A_RESTART_OF_ITS_COORDINATOR
                            : Happening.A_RESTARTED_COORDINATOR_HAD_NO_RECORD);
        }
    }

    /** Asks; after yes, a participant does not abort by itself, however long it takes (rules 1 and 7). */
    Step<Event, TwoPhaseState> onAskDue(TwoPhaseState state, TransactionId transaction) {
        Part part = state.inDoubt().get(transaction);
        if (part == null) {
            timers.cancel(new DoubtTimer(transaction));
            return Step.none();
        }
        SortedSet<NodeId> asked = new TreeSet<>(List.of(transaction.coordinator()));
        if (options.termination() == Termination.COOPERATIVE) {
            asked.addAll(part.participants());
        }
        return Step.now(() -> asked.stream()
                .filter(other -> !other.equals(node.self()) || other.equals(transaction.coordinator()))
                .forEach(other -> tell.accept(other, new Ask(transaction, node.self()))));
    }

    /**
     * Another participant is in doubt (Bernstein and others 1987, §7.4). One that has not voted yet can still abort,
     * and then has to remember that it did.
     */
    Step<Event, TwoPhaseState> onAsk(TwoPhaseState state, Ask ask) {
        TransactionId transaction = ask.transaction();
        Outcome known = state.outcomes().get(transaction);
        if (known != null || state.inDoubt().containsKey(transaction)) {
            return Step.now(() -> sayOutcome(ask, Optional.ofNullable(known)));
        }
        if (state.isForgotten(transaction)) {
            // Had it been committed, it would not have ended before the one that asks had done its part.
            return Step.now(() -> sayOutcome(ask, Optional.of(Outcome.ABORTED)));
        }
        tally.add(Happening.A_PARTICIPANT_ABORTED_BEFORE_ITS_VOTE);
        return Step.of(
                new Decided(transaction, null, Outcome.ABORTED),
                durable -> sayOutcome(ask, Optional.of(Outcome.ABORTED)));
    }

    private void sayOutcome(Ask ask, Optional<Outcome> outcome) {
        TransactionId transaction = ask.transaction();
        tell.accept(ask.from(), new Told(transaction, node.self(), transaction.incarnation(), outcome));
    }

    Step<Event, TwoPhaseState> onTold(TwoPhaseState state, Told told) {
        TransactionId transaction = told.transaction();
        if (told.outcome().isEmpty() || !state.inDoubt().containsKey(transaction)) {
            return Step.none();
        }
        Outcome outcome = told.outcome().get();
        note(transaction, told.incarnation(), outcome);
        if (!told.from().equals(transaction.coordinator())) {
            tally.add(Happening.ANOTHER_PARTICIPANT_RESOLVED_A_DOUBT);
        }
        return end(state, new Decided(transaction, null, outcome));
    }

    /** A reader has promised nothing: the coordinator finds out when it asks whether the lock was held. */
    Step<Event, TwoPhaseState> onLockLapsed(TransactionId transaction) {
        if (sharedLocks.lapse(transaction)) {
            tally.add(Happening.A_SHARED_LOCK_LAPSED);
        }
        return Step.none();
    }
}
