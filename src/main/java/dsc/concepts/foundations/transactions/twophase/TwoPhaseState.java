package dsc.concepts.foundations.transactions.twophase;

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
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What survives a crash.
 *
 * @param incarnation the last in which this node began a transaction; 0 before the first
 * @param accounts those at home here, and the locks of what is in doubt
 * @param inDoubt what this node has promised to apply if it is told so: neither applied nor given up before
 * @param outcomes how transactions ended in which this node took part, up to the horizons
 * @param horizons before which nothing is known of transactions any more
 * @param decisions what this node decided as a coordinator, until all participants have done it
 */
public record TwoPhaseState(
        long incarnation,
        Accounts accounts,
        SortedMap<TransactionId, Part> inDoubt,
        SortedMap<TransactionId, Outcome> outcomes,
        Horizons horizons,
        SortedMap<TransactionId, Decision> decisions)
        implements Wire {

    /** What a node is to do in a transaction, and which nodes take part as well. */
    public record Part(List<NodeId> participants, List<Change> changes) implements Wire {}

    public record Decision(Outcome outcome, List<NodeId> participants) implements Wire {}

    public sealed interface Event extends Wire {}

    /** Transactions of this node have that incarnation from now on, and none had it before. */
    public record Started(long incarnation) implements Event {}

    /** This node will apply {@code part} if it is told to, and keeps its accounts locked until it is told. */
    public record Prepared(TransactionId transaction, TransactionId horizon, Part part) implements Event {}

    /**
     * This node has heard, or decided before it was prepared, how the transaction ends; its part is posted or released.
     *
     * @param horizon the coordinator's, or null if it is not known
     */
    public record Decided(TransactionId transaction, TransactionId horizon, Outcome outcome) implements Event {}

    /** This coordinator has decided: the moment at which the transaction takes effect, or none of it ever will. */
    public record Concluded(TransactionId transaction, Decision decision) implements Event {}

    /** All participants have done what was decided. */
    public record Ended(TransactionId transaction) implements Event {}

    static final TwoPhaseState EMPTY = new TwoPhaseState(
            0,
            Accounts.EMPTY,
            Collections.emptySortedMap(),
            Collections.emptySortedMap(),
            Horizons.EMPTY,
            Collections.emptySortedMap());

    public TwoPhaseState {
        accounts.locks().forEach((account, lock) -> {
            if (!inDoubt.containsKey(lock.transaction())) {
                throw new IllegalArgumentException(account + " is locked by " + lock + ", which is not in doubt");
            }
        });
        inDoubt.forEach((transaction, part) -> {
            if (outcomes.containsKey(transaction)) {
                throw new IllegalArgumentException(transaction + " is in doubt and " + outcomes.get(transaction));
            }
        });
    }

    /** Whether the transaction has ended everywhere, as its coordinator says. */
    boolean isForgotten(TransactionId transaction) {
        return horizons.isEnded(transaction);
    }

    /** Whether this node has had the transaction: it is in doubt, or it has ended, here or everywhere. */
    boolean hasSeen(TransactionId transaction) {
        return inDoubt.containsKey(transaction) || outcomes.containsKey(transaction) || isForgotten(transaction);
    }

    TwoPhaseState after(Event event) {
        return switch (event) {
            case Started started ->
                new TwoPhaseState(started.incarnation(), accounts, inDoubt, outcomes, horizons, decisions);
            case Prepared prepared -> after(prepared);
            case Decided decided -> after(decided);
            case Concluded concluded ->
                new TwoPhaseState(
                        incarnation,
                        accounts,
                        inDoubt,
                        outcomes,
                        horizons,
                        SortedMaps.with(decisions, concluded.transaction(), concluded.decision()));
            case Ended ended ->
                new TwoPhaseState(
                        incarnation, accounts, inDoubt, outcomes, horizons, without(decisions, ended.transaction()));
        };
    }

    private TwoPhaseState after(Prepared prepared) {
        TwoPhaseState now = upTo(prepared.horizon());
        return new TwoPhaseState(
                incarnation,
                accounts.locked(prepared.transaction(), prepared.part().changes()),
                SortedMaps.with(inDoubt, prepared.transaction(), prepared.part()),
                now.outcomes,
                now.horizons,
                decisions);
    }

    /** The effect and the outcome in one: between two events there could be a crash. */
    private TwoPhaseState after(Decided decided) {
        TransactionId transaction = decided.transaction();
        Part part = inDoubt.get(transaction);
        TwoPhaseState now = upTo(decided.horizon());
        Accounts free = accounts.released(transaction);
        return new TwoPhaseState(
                incarnation,
                part != null && decided.outcome() == Outcome.COMMITTED ? free.posted(part.changes()) : free,
                without(inDoubt, transaction),
                SortedMaps.with(now.outcomes, transaction, decided.outcome()),
                now.horizons,
                decisions);
    }

    /** Without the outcomes of transactions before {@code horizon}; late messages about those are refused. */
    private TwoPhaseState upTo(TransactionId horizon) {
        if (horizon == null || isForgotten(horizon)) {
            return this;
        }
        Horizons now = horizons.with(horizon);
        return new TwoPhaseState(incarnation, accounts, inDoubt, now.open(outcomes), now, decisions);
    }

    private static <V> SortedMap<TransactionId, V> without(SortedMap<TransactionId, V> map, TransactionId key) {
        SortedMap<TransactionId, V> fewer = new TreeMap<>(map);
        fewer.remove(key);
        return Collections.unmodifiableSortedMap(fewer);
    }
}
