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
     * @param underWay what had left it and not arrived anywhere, 0 where snapshots do not tell
     */
    record Seen(long balance, int entries, long underWay) {

        private static final Seen UNTOUCHED = new Seen(Transfers.OPENING_BALANCE, 0, 0);
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
            accounts.put(String.valueOf(account), seen(operation, value));
        });
        return Optional.of(new Snapshot(operation, accounts));
    }

    private static Seen seen(Operation operation, Object value) {
        if (value instanceof List<?> numbers
                && (numbers.size() == 2 || numbers.size() == 3)
                && numbers.stream().allMatch(Number.class::isInstance)) {
            long[] seen = numbers.stream()
                    .mapToLong(number -> ((Number) number).longValue())
                    .toArray();
            if (seen[1] >= 0 && seen[1] <= Integer.MAX_VALUE) {
                return new Seen(seen[0], (int) seen[1], seen.length == 3 ? seen[2] : 0);
            }
        }
        throw mismatch(operation, value, "[balance entries]");
    }

    private static ModelMismatchException mismatch(Operation operation, Object value, String wanted) {
        return new ModelMismatchException(
                operation.end(),
                "event " + operation.end() + " answers " + Edn.print(value) + ", which is not " + wanted);
    }

    Seen of(String account) {
        return accounts.getOrDefault(account, Seen.UNTOUCHED);
    }

    /** How much more there is on all accounts, and under way, than in the beginning: at any moment, 0. */
    long surplus() {
        return accounts.values().stream()
                .mapToLong(seen -> seen.balance() + seen.underWay() - Transfers.OPENING_BALANCE)
                .sum();
    }
}
