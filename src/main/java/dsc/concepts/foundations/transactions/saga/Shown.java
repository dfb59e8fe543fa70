package dsc.concepts.foundations.transactions.saga;

import dsc.concepts.foundations.transactions.Accounts.Seen;
import dsc.concepts.foundations.transactions.Change;
import dsc.concepts.foundations.transactions.Horizons;
import dsc.concepts.foundations.transactions.TransactionId;
import dsc.workbench.checkers.transfers.Transfers;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What one home shows for a snapshot.
 *
 * @param done the changes that it has done and not undone, of sagas that may not have ended; none without a
 *     countermeasure
 * @param horizons before which it remembers none
 */
record Shown(SortedMap<String, Seen> seen, SortedMap<TransactionId, List<Change>> done, Horizons horizons)
        implements Surveys.Answer {

    static Shown of(SagaState state, boolean isPendingShown) {
        SortedMap<TransactionId, List<Change>> done = new TreeMap<>();
        if (isPendingShown) {
            state.deeds()
                    .forEach((saga, deeds) -> done.put(
                            saga, deeds.values().stream().flatMap(Shown::done).toList()));
        }
        return new Shown(state.accounts().seen(), done, state.horizons());
    }

    private static Stream<Change> done(Deed deed) {
        return deed instanceof Deed.Done is ? Stream.of(is.change()) : Stream.of();
    }

    /** What all homes show, by account: its balance, its entries, and, if asked for, what is under way. */
    static Map<String, List<Long>> together(Collection<Shown> all, boolean isPendingShown) {
        Map<String, Long> underWay = underWay(all);
        Map<String, List<Long>> together = new TreeMap<>();
        all.forEach(shown -> shown.seen()
                .forEach((account, seen) -> together.put(
                        account,
                        isPendingShown
                                ? List.of(seen.balance(), (long) seen.entries(), underWay.getOrDefault(account, 0L))
                                : List.of(seen.balance(), (long) seen.entries()))));
        return together;
    }

    /**
     * By account, what has left it and was not seen to arrive, or, below 0, has arrived and was not seen to leave:
     * homes are asked one after the other. A saga that one of them says has ended is whole.
     */
    private static Map<String, Long> underWay(Collection<Shown> all) {
        SortedMap<TransactionId, List<Change>> seen = new TreeMap<>();
        all.forEach(shown -> shown.done()
                .forEach((saga, changes) -> seen.merge(
                        saga,
                        changes,
                        (one, other) ->
                                Stream.concat(one.stream(), other.stream()).toList())));
        seen.keySet()
                .removeIf(
                        saga -> all.stream().anyMatch(shown -> shown.horizons().isEnded(saga)));
        Map<String, Long> underWay = new TreeMap<>();
        seen.values().stream()
                .filter(changes -> changes.size() == 1)
                .map(List::getFirst)
                .forEach(change -> underWay.merge(change.account(), -change.amount(), Long::sum));
        return underWay;
    }

    /** How much more a snapshot shows than there was in the beginning. */
    static long surplus(Map<String, List<Long>> together) {
        return together.values().stream()
                .mapToLong(account ->
                        account.getFirst() - Transfers.OPENING_BALANCE + (account.size() > 2 ? account.getLast() : 0))
                .sum();
    }
}
