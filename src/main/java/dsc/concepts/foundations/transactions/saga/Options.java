package dsc.concepts.foundations.transactions.saga;

import dsc.concepts.shared.Portion;
import dsc.workbench.checkers.transfers.Transfers;
import dsc.workbench.protocol.Settings;
import java.time.Duration;

/**
 * The settings at {@code dsc.saga}.
 *
 * @param limit the most that an account may have after a deposit, the opening balance or more
 * @param countermeasure what snapshots show of transfers that are under way
 * @param stepTimeout how long an orchestrator waits for a step that it can undo, before it goes back
 * @param retryInterval how long a node waits for an answer before it sends its message again
 * @param operationTimeout how long a node waits for others that it asks for a snapshot or a ledger
 * @param pageChars about how many characters of references go into one message, 1 to 65,536
 * @param snapshotEvents events after which a snapshot of the state is taken, 1 or more
 */
record Options(
        int limit,
        Countermeasure countermeasure,
        Duration stepTimeout,
        Duration retryInterval,
        Duration operationTimeout,
        int pageChars,
        int snapshotEvents) {

    enum Countermeasure {
        /** Balances alone: half of a transfer is seen as what it is. */
        NONE,
        /** Beside each balance, what has left the account and not arrived (Frank and Zahle 1998). */
        PENDING
    }

    static Options from(Settings settings) {
        return new Options(
                settings.count("limit", (int) Transfers.OPENING_BALANCE, Integer.MAX_VALUE),
                settings.choice("countermeasure", Countermeasure.class),
                settings.positive("step-timeout"),
                settings.positive("retry-interval"),
                settings.positive("operation-timeout"),
                settings.count("page-chars", 1, Portion.CHARS_MAX),
                settings.count("snapshot-events"));
    }
}
