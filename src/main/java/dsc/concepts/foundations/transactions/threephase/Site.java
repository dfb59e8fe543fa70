package dsc.concepts.foundations.transactions.threephase;

import dsc.concepts.foundations.transactions.Accounts;
import dsc.concepts.foundations.transactions.Change;
import dsc.concepts.foundations.transactions.Doubts;
import dsc.concepts.foundations.transactions.LapsingLocks;
import dsc.concepts.foundations.transactions.Outcome;
import dsc.concepts.foundations.transactions.SharedLocks;
import dsc.concepts.foundations.transactions.Step;
import dsc.concepts.foundations.transactions.TransactionId;
import dsc.concepts.foundations.transactions.threephase.ThreePhase.Acknowledged;
import dsc.concepts.foundations.transactions.threephase.ThreePhase.Decide;
import dsc.concepts.foundations.transactions.threephase.ThreePhase.Done;
import dsc.concepts.foundations.transactions.threephase.ThreePhase.Elect;
import dsc.concepts.foundations.transactions.threephase.ThreePhase.LockLapsed;
import dsc.concepts.foundations.transactions.threephase.ThreePhase.Message;
import dsc.concepts.foundations.transactions.threephase.ThreePhase.No;
import dsc.concepts.foundations.transactions.threephase.ThreePhase.PreDecide;
import dsc.concepts.foundations.transactions.threephase.ThreePhase.Prepare;
import dsc.concepts.foundations.transactions.threephase.ThreePhase.Read;
import dsc.concepts.foundations.transactions.threephase.ThreePhase.Release;
import dsc.concepts.foundations.transactions.threephase.ThreePhase.Released;
import dsc.concepts.foundations.transactions.threephase.ThreePhase.SilenceOver;
import dsc.concepts.foundations.transactions.threephase.ThreePhase.State;
import dsc.concepts.foundations.transactions.threephase.ThreePhase.Yes;
import dsc.concepts.foundations.transactions.threephase.ThreePhaseState.Decided;
import dsc.concepts.foundations.transactions.threephase.ThreePhaseState.Doubt;
import dsc.concepts.foundations.transactions.threephase.ThreePhaseState.Elected;
import dsc.concepts.foundations.transactions.threephase.ThreePhaseState.Event;
import dsc.concepts.foundations.transactions.threephase.ThreePhaseState.PreDecided;
import dsc.concepts.foundations.transactions.threephase.ThreePhaseState.Prepared;
import dsc.concepts.foundations.transactions.threephase.ThreePhaseState.Tried;
import dsc.concepts.foundations.transactions.threephase.ThreePhaseView.Happening;
import dsc.concepts.shared.DurablePeer.Setup;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/** The half of a node that votes, is bound by attempts, and does what is decided. Belongs to one actor. */
final class Site {

    private record Silence(TransactionId transaction) {}

    private final NodeContext<Message> node;
    private final TimerScheduler<Message> timers;
    private final Options options;
    private final BiConsumer<NodeId, Message> tell;
    private final Tally<Happening> tally;
    private final Doubts doubts = new Doubts("in doubt");
    private final LapsingLocks<Message> sharedLocks;

    /** What was in doubt here when the node was started: others may have decided it without this node. */
    private final Set<TransactionId> away = new HashSet<>();

    /** @param tell sends a message to a node, this one among them */
    Site(Setup<Message> setup, Options options, BiConsumer<NodeId, Message> tell, Tally<Happening> tally) {
        this.node = setup.node();
        this.timers = setup.timers();
        this.options = options;
        this.tell = tell;
        this.tally = tally;
        this.sharedLocks = new LapsingLocks<>(timers, options.lockTimeout(), LockLapsed::new);
    }

    /** What was in doubt before a crash is in doubt after it, and locked; this site asks before it acts (rule 5). */
    void restart(ThreePhaseState state) {
        sharedLocks.clear();
        away.clear();
        away.addAll(state.inDoubt().keySet());
        doubts.restart(state.inDoubt().keySet(), now());
        state.inDoubt().keySet().forEach(this::waitForOthers);
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

    void stopWaiting(TransactionId transaction) {
        timers.cancel(new Silence(transaction));
    }

    /** Whether this node was started again since it voted on the transaction. */
    boolean wasAway(TransactionId transaction) {
        return away.contains(transaction);
    }

    /**
     * Until the node that brings the transaction to its end is missed; drawn, so that seldom two sites stand at once.
     */
    void waitForOthers(TransactionId transaction) {
        long millis = options.electAfter().toMillis();
        waitFor(transaction, Duration.ofMillis(millis + node.random().nextLong(millis)));
    }

    /** Again and again: what comes while the journal is written may be dropped. */
    void waitFor(TransactionId transaction, Duration duration) {
        timers.startTimerWithFixedDelay(new Silence(transaction), new SilenceOver(transaction), duration);
    }

    /** What ended is remembered up to the horizon: else it would be prepared, and applied, again. */
    Step<Event, ThreePhaseState> onPrepare(ThreePhaseState state, Prepare prepare) {
        TransactionId transaction = prepare.transaction();
        if (state.inDoubt().containsKey(transaction)) {
            return Step.now(() -> sayYes(transaction));
        }
        if (state.outcome(transaction).isPresent()) {
            tally.add(Happening.A_PREPARE_CAME_AFTER_THE_END);
            return no(transaction, "it has ended");
        }
        List<Change> changes = prepare.parts().get(node.self());
        Optional<String> refusal = locked(state.accounts(), changes)
                .or(() -> changes.stream()
                        .flatMap(change -> state.accounts().refusal(change).stream())
                        .findFirst());
        if (refusal.isPresent()) {
            return no(transaction, refusal.get());
        }
        List<NodeId> sites = List.copyOf(prepare.parts().keySet());
        return Step.of(new Prepared(transaction, prepare.horizon(), sites, changes), durable -> {
            doubts.begin(transaction, now());
            waitForOthers(transaction);
            sayYes(transaction);
        });
    }

    private Optional<String> locked(Accounts accounts, List<Change> changes) {
        Optional<String> locked = reader().filter(reader -> !changes.isEmpty())
                .map(reader -> "a snapshot of " + reader + " is under way")
                .or(() -> changes.stream()
                        .flatMap(change -> accounts.holder(change.account()).stream())
                        .findFirst());
        if (locked.isPresent()) {
            tally.add(Happening.A_TRANSFER_FOUND_A_LOCK);
        }
        return locked;
    }

    private Step<Event, ThreePhaseState> no(TransactionId transaction, String why) {
        return Step.now(() -> tell.accept(transaction.coordinator(), new No(transaction, why)));
    }

    private void sayYes(TransactionId transaction) {
        tell.accept(
                transaction.coordinator(),
                new Yes(transaction, node.self(), Collections.emptySortedMap(), SharedLocks.NOT_HELD));
    }

    /**
     * Another site takes the coordinator's place. This one is bound to it from now on, unless it is bound to a greater
     * attempt.
     */
    Step<Event, ThreePhaseState> onElect(ThreePhaseState state, Elect elect) {
        TransactionId transaction = elect.transaction();
        Doubt doubt = state.inDoubt().get(transaction);
        if (doubt == null) {
            return sayOutcome(state, transaction, elect.attempt().by());
        }
        if (elect.attempt().compareTo(doubt.lastElected()) <= 0) {
            return sayState(transaction, doubt, elect.attempt());
        }
        return Step.of(new Elected(transaction, elect.attempt()), durable -> {
            waitForOthers(transaction);
            tell.accept(
                    elect.attempt().by(), state(transaction, durable.inDoubt().get(transaction)));
        });
    }

    /** Where this site stands, which shows also that {@code attempt} is superseded if it is. */
    private Step<Event, ThreePhaseState> sayState(TransactionId transaction, Doubt doubt, Attempt attempt) {
        if (attempt.isBefore(doubt.lastElected())) {
            tally.add(Happening.TWO_ATTEMPTS_MET);
        }
        return Step.now(() -> tell.accept(attempt.by(), state(transaction, doubt)));
    }

    State state(TransactionId transaction, Doubt doubt) {
        return new State(transaction, node.self(), doubt.lastElected(), doubt.lastAttempt(), wasAway(transaction));
    }

    /** A site that has not voted can still abort, and then has to remember that it did. */
    private Step<Event, ThreePhaseState> sayOutcome(ThreePhaseState state, TransactionId transaction, NodeId to) {
        Optional<Outcome> known = state.outcome(transaction);
        if (known.isPresent()) {
            return Step.now(() -> tell.accept(to, new Decide(transaction, null, known.get())));
        }
        tally.add(Happening.A_SITE_ABORTED_BEFORE_ITS_VOTE);
        return Step.of(
                new Decided(transaction, null, Outcome.ABORTED, List.of()),
                durable -> tell.accept(to, new Decide(transaction, null, Outcome.ABORTED)));
    }

    /** Durable before it is acknowledged: a majority that forgets is none. */
    Step<Event, ThreePhaseState> onPreDecide(ThreePhaseState state, PreDecide tried) {
        TransactionId transaction = tried.transaction();
        Attempt attempt = tried.attempt();
        Doubt doubt = state.inDoubt().get(transaction);
        if (doubt == null) {
            return sayOutcome(state, transaction, attempt.by());
        }
        if (attempt.isBefore(doubt.lastElected())) {
            return sayState(transaction, doubt, attempt);
        }
        Acknowledged acknowledged = new Acknowledged(transaction, node.self(), attempt);
        if (doubt.lastAttempt().map(Tried::attempt).filter(attempt::equals).isPresent()) {
            return Step.now(() -> tell.accept(attempt.by(), acknowledged));
        }
        note(doubt, tried.outcome());
        return Step.of(new PreDecided(transaction, attempt, tried.outcome()), durable -> {
            waitForOthers(transaction);
            tell.accept(attempt.by(), acknowledged);
        });
    }

    private void note(Doubt doubt, Outcome outcome) {
        if (outcome == Outcome.ABORTED
                && doubt.lastAttempt().filter(Tried::isCommit).isPresent()) {
            tally.add(Happening.A_PRE_COMMIT_WAS_LED_TO_ABORT_BY_A_GREATER_ATTEMPT);
        }
    }

    /** Ends that transaction and no other. What is done already is done, and said again. */
    Step<Event, ThreePhaseState> onDecide(ThreePhaseState state, Decide decide) {
        TransactionId transaction = decide.transaction();
        return state.inDoubt().containsKey(transaction)
                ? end(state, transaction, decide.horizon(), decide.outcome())
                : Step.now(() -> sayDone(transaction));
    }

    private void sayDone(TransactionId transaction) {
        tell.accept(transaction.coordinator(), new Done(transaction, node.self()));
    }

    /** @param horizon the coordinator's, or null if it is not known */
    Step<Event, ThreePhaseState> end(
            ThreePhaseState state, TransactionId transaction, TransactionId horizon, Outcome outcome) {
        Doubt doubt = state.inDoubt().get(transaction);
        note(doubt, outcome);
        boolean tells = transaction.coordinator().equals(node.self()) && outcome == Outcome.COMMITTED;
        List<NodeId> untold = tells ? doubt.sites() : List.of();
        return Step.of(new Decided(transaction, horizon, outcome, untold), durable -> {
            stopWaiting(transaction);
            if (doubts.end(transaction, doubt.changes().size(), now())) {
                tally.add(Happening.A_TRANSACTION_WAS_IN_DOUBT_OVER_A_RESTART_OF_A_SITE);
            }
            away.remove(transaction);
            sayDone(transaction);
        });
    }

    /** Locks until all homes have answered: if homes let go one by one, the total would be of no moment. */
    Step<Event, ThreePhaseState> onRead(ThreePhaseState state, Read read) {
        TransactionId transaction = read.transaction();
        Optional<String> holder = state.accounts().anyHolder();
        if (holder.isPresent()) {
            tally.add(Happening.A_SNAPSHOT_FOUND_A_LOCK);
            return no(transaction, holder.get());
        }
        long stamp = sharedLocks.lock(transaction, node.random().nextLong());
        Yes yes = new Yes(transaction, node.self(), state.accounts().seen(), stamp);
        return Step.now(() -> tell.accept(transaction.coordinator(), yes));
    }

    Step<Event, ThreePhaseState> onRelease(Release release) {
        TransactionId transaction = release.transaction();
        long stamp = sharedLocks.release(transaction);
        return Step.now(() -> tell.accept(transaction.coordinator(), new Released(transaction, node.self(), stamp)));
    }

    /** A reader has promised nothing: the coordinator finds out when it asks whether the lock was held. */
    Step<Event, ThreePhaseState> onLockLapsed(TransactionId transaction) {
        if (sharedLocks.lapse(transaction)) {
            tally.add(Happening.A_SHARED_LOCK_LAPSED);
        }
        return Step.none();
    }
}
