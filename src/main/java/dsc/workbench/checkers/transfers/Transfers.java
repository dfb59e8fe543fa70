package dsc.workbench.checkers.transfers;

import dsc.workbench.checkers.Checker;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.history.History;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a bank moved money entirely or not at all, and, if that is promised, as if by one transaction after the
 * other.
 *
 * <p>Operations: {@code transfer}, whose key is the account that pays, and whose argument is a list of the account that
 * is paid, the amount, and a reference that no other transfer of these accounts has; {@code snapshot}, without key,
 * whose result is a map of accounts, each with a list of its balance, of how many entries its ledger has, and perhaps
 * of what is under way from it, an account that is absent being untouched; {@code audit} and {@code counters}, which
 * say nothing about the end; and {@code final-audit}, whose key is an account, whose argument is the node that was
 * asked, and whose result is a map with {@code balance} and {@code posted}, the references in the ledger, in order.
 * What undoes a transfer is there as its reference and {@value #UNDO}. Each account has {@value #OPENING_BALANCE} at
 * first.
 *
 * <p>The sentence that is decided by {@link #ATOMIC}:
 *
 * <ul>
 *   <li>all nodes that were asked for a ledger say the same;
 *   <li>each ledger has entries that were asked for on that account alone, none twice, none undone before it is there;
 *       it is never below 0, and adds up to its balance;
 *   <li>a transfer that was acknowledged is in both ledgers; one that failed is in neither, or was undone; one of
 *       unknown outcome is in both, or as one that failed. So all balances sum to what they were in the beginning.
 * </ul>
 *
 * {@link #SERIALIZABLE} decides that there is also one order of all transfers and snapshots that explains every ledger
 * and every snapshot, in which what ended before another began comes before it: strict serializability (Papadimitriou
 * 1979; Kingsbury, Alvaro: <i>Elle</i>, VLDB 2020). A ledger is the order of its account's versions. So there are edges
 * between neighbouring entries, from the last entry that a snapshot counted to the snapshot, from there to the next
 * entry, and along time; there is such an order exactly if no edges form a cycle. It takes time in proportion to the
 * history, but for sorting.
 *
 * <p>Unknown is a history with an account of which no ledger was read in the end, or of which a node that was asked did
 * not answer.
 *
 * <p>It can be fooled by a node that tells another ledger in the end than the one it went by, and by accounts that are
 * touched while ledgers are read. It says little of isolation where few snapshots were answered: their number is in the
 * reason.
 */
public final class Transfers implements Checker {

    public static final String TRANSFER = "transfer";
    public static final String SNAPSHOT = "snapshot";
    public static final String AUDIT = "audit";
    public static final String FINAL_AUDIT = "final-audit";
    public static final String COUNTERS = "counters";
    public static final String FINAL_COUNTERS = "final-counters";

    /** What an account has at first. */
    public static final long OPENING_BALANCE = 100;

    /** What the entry that undoes another has behind its reference. */
    public static final String UNDO = "/undo";

    /** Each transfer entirely or not at all. */
    public static final Transfers ATOMIC = new Transfers("transfers", false);

    /** One transaction after the other, to all appearances. */
    public static final Transfers SERIALIZABLE = new Transfers("transfers-serializable", true);

    private final String name;
    private final boolean serializable;

    private Transfers(String name, boolean serializable) {
        this.name = name;
        this.serializable = serializable;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String sentence() {
        return "transfer of [account amount reference] from the :key, snapshot, answered with each account's [balance"
                + " entries], and ledgers as read in the end (" + FINAL_AUDIT + "), each account having "
                + OPENING_BALANCE + " at first: a transfer that was acknowledged is in both ledgers, once, one that"
                + " failed in neither or undone, one of unknown outcome either way; no balance is negative"
                + (serializable
                        ? "; and one order of all transfers and snapshots explains all of it, by time as well"
                                + " (strict serializability)"
                        : "; snapshots may show anything");
    }

    /** @throws dsc.workbench.checkers.ModelMismatchException when the history is none of a bank */
    @Override
    public Verdict check(History history, Duration budget) {
        BankHistory bank = BankHistory.of(history);
        return bank.broken()
                .or(() -> serializable ? SerialOrder.broken(bank) : Optional.empty())
                .or(() -> bank.unaudited().map(Verdict::unknown))
                .orElseGet(() -> Verdict.valid(valid(bank.counts())));
    }

    private String valid(Map<String, Long> counts) {
        return String.format(
                Locale.ROOT,
                "transfers acknowledged: %,d, each in both ledgers; of unknown outcome: %,d, each in both or in"
                        + " neither; snapshots answered: %,d%s",
                counts.get(BankHistory.ACKNOWLEDGED),
                counts.get(BankHistory.UNKNOWN),
                counts.get(BankHistory.SNAPSHOTS),
                serializable ? "; one order explains them" : "");
    }

    /** What was acknowledged, and what snapshots saw, in {@code history}: name to number, in the order to show. */
    public static Map<String, Long> counts(History history) {
        return BankHistory.of(history).counts();
    }
}
