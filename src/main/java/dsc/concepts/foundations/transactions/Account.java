package dsc.concepts.foundations.transactions;

import dsc.concepts.shared.GrowingList;
import dsc.workbench.checkers.transfers.Transfers;
import dsc.workbench.protocol.Wire;
import java.util.List;
import java.util.Optional;

/**
 * An account, a value.
 *
 * @param balance never negative
 * @param ledger what was added, in order
 */
public record Account(long balance, List<Change> ledger) implements Wire {

    static final Account NEW = new Account(Transfers.OPENING_BALANCE, List.of());

    public Account {
        if (balance < 0) {
            throw new IllegalArgumentException("a balance is not negative: " + balance);
        }
    }

    Account plus(Change change) {
        return new Account(balance + change.amount(), GrowingList.plus(ledger, change));
    }

    Optional<Change> entry(String reference) {
        return ledger.stream()
                .filter(entry -> entry.reference().equals(reference))
                .findFirst();
    }
}
