package dsc.concepts.foundations.transactions.threephase;

import dsc.concepts.foundations.transactions.Accounts;
import dsc.concepts.foundations.transactions.Change;
import dsc.concepts.foundations.transactions.Horizons;
import dsc.concepts.foundations.transactions.Outcome;
import dsc.concepts.foundations.transactions.TransactionId;
import dsc.concepts.shared.SortedMaps;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Wire;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What survives a crash.
 *
 * @param incarnation the last in which this node began a transaction; 0 before the first
 * @param accounts those at home here, and the locks of what is in doubt
 * @param inDoubt what this node has voted yes on, and knows no decision of
 * @param endings how transactions ended of which this node is a site, up to the horizons
 * @param horizons before which nothing is known of transactions any more
 * @param untold sites of what this node coordinated and is committed, until all of them know
 */
public record ThreePhaseState(
        long incarnation,
        Accounts accounts,
        SortedMap<TransactionId, Doubt> inDoubt,
        SortedMap<TransactionId, Ending> endings,
        Horizons horizons,
        SortedMap<TransactionId, List<NodeId>> untold)
        implements Wire {

    /** What a site has pre-committed or pre-aborted, and in which attempt: its last one. */
    public record Tried(Attempt attempt, Outcome outcome) implements Wire {

        boolean isCommit() {
            return outcome == Outcome.COMMITTED;
        }
    }

    /**
     * Where a site stands in a transaction that it is in doubt about. Two numbers, since what was asked for and what
     * was tried are two things (rule 2).
     *
     * @param changes of accounts at home here; none if this node only votes
     * @param lastElected the greatest attempt to which this site is bound: it takes part in none before
     * @param lastAttempt the last attempt that tried an outcome here
     */
    public record Doubt(List<NodeId> sites, List<Change> changes, Attempt lastElected, Optional<Tried> lastAttempt)
            implements Wire {

        public Doubt {
            if (lastAttempt.isPresent()
                    && lastElected.isBefore(lastAttempt.get().attempt())) {
                throw new IllegalArgumentException(lastAttempt.get() + " is after " + lastElected);
            }
        }

        Doubt boundTo(Attempt attempt) {
            return new Doubt(sites, changes, attempt, lastAttempt);
        }

        Doubt with(Tried tried) {
            return new Doubt(sites, changes, tried.attempt(), Optional.of(tried));
        }
    }

    /** @param lastAttempt what was tried here before the decision came */
    public record Ending(Outcome outcome, Optional<Tried> lastAttempt) implements Wire {}

    public sealed interface Event extends Wire {}

    /** Transactions of this node have that incarnation from now on, and none had it before. */
    public record Started(long incarnation) implements Event {}

    /** This site will apply {@code changes} if that is decided, and keeps their accounts locked until then. */
    public record Prepared(TransactionId transaction, TransactionId horizon, List<NodeId> sites, List<Change> changes)
            implements Event {}

    /** This site takes part in no attempt before {@code attempt}. */
    public record Elected(TransactionId transaction, Attempt attempt) implements Event {}

    /** This site has pre-committed or pre-aborted. */
    public record PreDecided(TransactionId transaction, Attempt attempt, Outcome outcome) implements Event {}

    /**
     * This site has heard or made the decision, or has aborted before its vote; its part is posted or released.
     *
     * @param horizon the coordinator's, or null if it is not known
     * @param untold the sites that this node has to tell, as the coordinator of what is committed
     */
    public record Decided(TransactionId transaction, TransactionId horizon, Outcome outcome, List<NodeId> untold)
            implements Event {}

    /** All sites know what was decided. */
    public record Ended(TransactionId transaction) implements Event {}

    static final ThreePhaseState EMPTY = new ThreePhaseState(
            0,
            Accounts.EMPTY,
            Collections.emptySortedMap(),
            Collections.emptySortedMap(),
            Horizons.EMPTY,
            Collections.emptySortedMap());

    public ThreePhaseState {
        accounts.locks().forEach((account, lock) -> {
            if (!inDoubt.containsKey(lock.transaction())) {
                throw new IllegalArgumentException(account + " is locked by " + lock + ", which is not in doubt");
            }
        });
        inDoubt.forEach((transaction, doubt) -> {
            if (endings.containsKey(transaction)) {
                throw new IllegalArgumentException(transaction + " is in doubt and " + endings.get(transaction));
            }
        });
    }

    /** Whether this node has had the transaction: it is in doubt, or it has ended, here or everywhere. */
    boolean hasSeen(TransactionId transaction) {
        return inDoubt.containsKey(transaction) || outcome(transaction).isPresent();
    }

    /**
     * How the transaction ended, as far as this node knows. What is before the horizon was aborted if a site still is
     * in doubt about it: had it been committed, it would not have ended before that site knew.
     */
    Optional<Outcome> outcome(TransactionId transaction) {
        Ending ending = endings.get(transaction);
        return ending != null
                ? Optional.of(ending.outcome())
                : horizons.isEnded(transaction) ? Optional.of(Outcome.ABORTED) : Optional.empty();
    }

    ThreePhaseState after(Event event) {
        return switch (event) {
            case Started started ->
                new ThreePhaseState(started.incarnation(), accounts, inDoubt, endings, horizons, untold);
            case Prepared prepared -> after(prepared);
            case Elected elected ->
                with(elected.transaction(), inDoubt.get(elected.transaction()).boundTo(elected.attempt()));
            case PreDecided tried ->
                with(
                        tried.transaction(),
                        inDoubt.get(tried.transaction()).with(new Tried(tried.attempt(), tried.outcome())));
            case Decided decided -> after(decided);
            case Ended ended ->
                new ThreePhaseState(
                        incarnation, accounts, inDoubt, endings, horizons, without(untold, ended.transaction()));
        };
    }

    private ThreePhaseState with(TransactionId transaction, Doubt doubt) {
        return new ThreePhaseState(
                incarnation, accounts, SortedMaps.with(inDoubt, transaction, doubt), endings, horizons, untold);
    }

    private ThreePhaseState after(Prepared prepared) {
        TransactionId transaction = prepared.transaction();
        Doubt doubt = new Doubt(prepared.sites(), prepared.changes(), Attempt.first(transaction), Optional.empty());
        Horizons now = horizons.with(prepared.horizon());
        return new ThreePhaseState(
                incarnation,
                accounts.locked(transaction, prepared.changes()),
                SortedMaps.with(inDoubt, transaction, doubt),
                now.open(endings),
                now,
                untold);
    }

    /** The effect and the outcome in one: between two events there could be a crash. */
    private ThreePhaseState after(Decided decided) {
        TransactionId transaction = decided.transaction();
        Doubt doubt = inDoubt.get(transaction);
        Horizons now = decided.horizon() == null ? horizons : horizons.with(decided.horizon());
        Accounts free = accounts.released(transaction);
        Ending ending = new Ending(decided.outcome(), doubt == null ? Optional.empty() : doubt.lastAttempt());
        return new ThreePhaseState(
                incarnation,
                doubt != null && decided.outcome() == Outcome.COMMITTED ? free.posted(doubt.changes()) : free,
                without(inDoubt, transaction),
                now.open(SortedMaps.with(endings, transaction, ending)),
                now,
                decided.untold().isEmpty() ? untold : SortedMaps.with(untold, transaction, decided.untold()));
    }

    private static <V> SortedMap<TransactionId, V> without(SortedMap<TransactionId, V> map, TransactionId key) {
        SortedMap<TransactionId, V> fewer = new TreeMap<>(map);
        fewer.remove(key);
        return Collections.unmodifiableSortedMap(fewer);
    }
}
