package dsc.workbench.checkers.transfers;

import dsc.workbench.checkers.ModelMismatchException;
import dsc.workbench.history.Edn;
import dsc.workbench.history.Operation;
import dsc.workbench.history.Operation.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a client was told of all accounts.
 *
 * @param accounts those that it was told of; all others are untouched
 */
record Snapshot(Operation operation, Map<String, Seen> accounts) {

    /**
     * One account.
     *
     * @param entries how many its ledger had, 0 or more
     */
    record Seen(long balance, int entries) {

        private static final Seen UNTOUCHED = new Seen(Transfers.OPENING_BALANCE, 0);
    }

    /** Empty if nobody was told anything. */
    static Optional<Snapshot> of(Operation operation) {
        if (operation.outcome() != Outcome.OK) {
            return Optional.empty();
        }
        if (!(operation.result() instanceof Map<?, ?> map)) {
            throw mismatch(operation, operation.result(), "a map of accounts");
        }
        Map<String, Seen> accounts = new TreeMap<>();
        map.forEach((account, value) -> {
            if (!(value instanceof List<?> pair)
                    || pair.size() != 2
                    || !(pair.getFirst() instanceof Number balance)
                    || !(pair.getLast() instanceof Number entries)
                    || entries.intValue() < 0) {
                throw mismatch(operation, value, "[balance entries]");
            }
            accounts.put(String.valueOf(account), new Seen(balance.longValue(), entries.intValue()));
        });
        return Optional.of(new Snapshot(operation, accounts));
    }

    private static ModelMismatchException mismatch(Operation operation, Object value, String wanted) {
        return new ModelMismatchException(
                operation.end(),
                "event " + operation.end() + " answers " + Edn.print(value) + ", which is not " + wanted);
    }

    Seen of(String account) {
        return accounts.getOrDefault(account, Seen.UNTOUCHED);
    }

    /** How much more there is on all accounts than in the beginning; never anything else than 0 at any moment. */
    long surplus() {
        return accounts.values().stream()
                .mapToLong(seen -> seen.balance() - Transfers.OPENING_BALANCE)
                .sum();
    }
}
