package dsc.workbench.checkers.transfers;

import dsc.workbench.checkers.ModelMismatchException;
import dsc.workbench.history.Edn;
import dsc.workbench.history.Operation;
import dsc.workbench.history.Operation.Outcome;
import java.util.List;

/**
 * Money from one account to another, which may have been asked for more than once.
 *
 * @param operation the first that asked for it
 * @param amount 1 or more
 * @param outcome acknowledged if one of those was that asked for it, failed if all of them failed
 * @param end position of the first acknowledgement among the history's events, or {@link Integer#MAX_VALUE}
 */
record Transfer(Operation operation, String from, String to, long amount, String reference, Outcome outcome, int end) {

    /** No history has as many of this size as would make a sum too large. */
    private static final long AMOUNT_MAX = 1L << 40;

    static Transfer of(Operation operation) {
        if (operation.argument() instanceof List<?> list && list.size() == 3 && operation.key() != null) {
            String from = String.valueOf(operation.key());
            String to = String.valueOf(list.get(0));
            try {
                long amount = Long.parseLong(String.valueOf(list.get(1)));
                if (amount > 0 && amount <= AMOUNT_MAX && (!from.equals(to) || operation.outcome() == Outcome.FAILED)) {
                    int end = operation.outcome() == Outcome.OK ? operation.end() : Integer.MAX_VALUE;
                    return new Transfer(
                            operation, from, to, amount, String.valueOf(list.get(2)), operation.outcome(), end);
                }
            } catch (NumberFormatException none) {
                // Told below.
            }
        }
        throw new ModelMismatchException(
                operation.start(),
                "event " + operation.start() + " has the argument " + Edn.print(operation.argument())
                        + ", which is not a list of another account, an amount from 1 to " + AMOUNT_MAX
                        + ", and a reference");
    }

    /**
     * This transfer, asked for again as {@code later}. One that failed took no effect, so it may differ.
     *
     * @throws ModelMismatchException when both may have taken effect and are not the same
     */
    Transfer again(Transfer later) {
        boolean isSame = from.equals(later.from) && to.equals(later.to) && amount == later.amount;
        if (later.outcome == Outcome.FAILED && (outcome != Outcome.FAILED || isSame)) {
            return this;
        }
        if (outcome == Outcome.FAILED && !isSame) {
            return later;
        }
        if (!isSame) {
            throw new ModelMismatchException(
                    later.operation.start(),
                    "event " + later.operation.start() + " has the reference " + reference + " of event "
                            + operation.start() + ", which is another transfer, so ledgers do not tell which of them"
                            + " they have");
        }
        Outcome either = outcome == Outcome.OK || later.outcome == Outcome.OK ? Outcome.OK : Outcome.UNKNOWN;
        return new Transfer(operation, from, to, amount, reference, either, Math.min(end, later.end));
    }

    /** What it adds to {@code account}, one of the two. */
    long effectOn(String account) {
        return account.equals(to) ? amount : -amount;
    }
}
