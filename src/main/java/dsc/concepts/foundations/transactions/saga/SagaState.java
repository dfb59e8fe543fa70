package dsc.concepts.foundations.transactions.saga;

import dsc.concepts.foundations.transactions.Accounts;
import dsc.concepts.foundations.transactions.Change;
import dsc.concepts.foundations.transactions.Horizons;
import dsc.concepts.foundations.transactions.TransactionId;
import dsc.concepts.shared.SortedMaps;
import dsc.workbench.checkers.transfers.Transfers;
import dsc.workbench.protocol.Wire;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What survives a crash.
 *
 * @param incarnation the last in which this node began a saga; 0 before the first
 * @param accounts those at home here; none is ever locked
 * @param deeds what has become of steps here, by saga and the step's number, up to the horizons
 * @param horizons before which nothing is known of sagas any more
 * @param sagas those that this node orchestrates and that have not ended
 */
record SagaState(
        long incarnation,
        Accounts accounts,
        SortedMap<TransactionId, SortedMap<Integer, Deed>> deeds,
        Horizons horizons,
        SortedMap<TransactionId, Progress> sagas)
        implements Wire {

    sealed interface Event extends Wire {}

    /** This node orchestrates a saga of these steps. */
    record Began(TransactionId saga, List<Change> steps) implements Event {}

    /** That step of a saga is done, and the next one may be. */
    record StepDone(TransactionId saga, int step) implements Event {}

    /** A saga goes back, and that step is the next to be undone. */
    record Compensating(TransactionId saga, int step) implements Event {}

    /** All steps of a saga are done, or all are undone. */
    record Ended(TransactionId saga) implements Event {}

    /** This home has done a step, or refused, voided or undone it; the account is changed with it. */
    record Settled(TransactionId saga, TransactionId horizon, int step, Deed deed) implements Event {}

    static final SagaState EMPTY = new SagaState(
            0, Accounts.EMPTY, Collections.emptySortedMap(), Horizons.EMPTY, Collections.emptySortedMap());

    SagaState {
        if (!accounts.locks().isEmpty()) {
            throw new IllegalArgumentException("a saga locks nothing: " + accounts.locks());
        }
        sagas.keySet().forEach(saga -> {
            if (saga.incarnation() > incarnation) {
                throw new IllegalArgumentException(saga + " began after incarnation " + incarnation);
            }
        });
    }

    /** What has become of a step here; null if nothing is known. */
    Deed deed(TransactionId saga, int step) {
        return deeds.getOrDefault(saga, Collections.emptySortedMap()).get(step);
    }

    SagaState after(Event event) {
        return switch (event) {
            case Began began ->
                new SagaState(
                        began.saga().incarnation(),
                        accounts,
                        deeds,
                        horizons,
                        SortedMaps.with(sagas, began.saga(), Progress.begin(began.steps())));
            case StepDone done -> at(done.saga(), sagas.get(done.saga()).forwardTo(done.step() + 1));
            case Compensating back -> at(back.saga(), sagas.get(back.saga()).backAt(back.step()));
            case Ended ended -> {
                SortedMap<TransactionId, Progress> fewer = new TreeMap<>(sagas);
                fewer.remove(ended.saga());
                yield new SagaState(incarnation, accounts, deeds, horizons, Collections.unmodifiableSortedMap(fewer));
            }
            case Settled settled -> after(settled);
        };
    }

    private SagaState at(TransactionId saga, Progress progress) {
        return new SagaState(incarnation, accounts, deeds, horizons, SortedMaps.with(sagas, saga, progress));
    }

    /** The effect and the deed in one: between two events there could be a crash. */
    private SagaState after(Settled settled) {
        Horizons now = horizons.with(settled.horizon());
        SortedMap<Integer, Deed> own = deeds.getOrDefault(settled.saga(), Collections.emptySortedMap());
        List<Change> posted = switch (settled.deed()) {
            case Deed.Done done -> List.of(done.change());
            case Deed.Undone undone -> List.of(reverse(undone.change()));
            case Deed.Refused refused -> List.of();
            case Deed.Voided voided -> List.of();
        };
        return new SagaState(
                incarnation,
                accounts.posted(posted),
                now.open(SortedMaps.with(deeds, settled.saga(), SortedMaps.with(own, settled.step(), settled.deed()))),
                now,
                sagas);
    }

    private static Change reverse(Change change) {
        return new Change(change.account(), -change.amount(), change.other(), change.reference() + Transfers.UNDO);
    }
}
