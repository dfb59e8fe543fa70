package dsc.workbench.checkers;

import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import dsc.workbench.history.Operation.Outcome;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether accounts kept their books: what clients were told took effect is in the account's ledger, once, in an order
 * that they can have seen, and at no point is there less than nothing.
 *
 * <p>Operations: {@code deposit} and {@code withdraw}, whose argument is a list of an amount and a reference. Those
 * that have the same reference and amount are one transfer that was asked for again: it counts once, whichever of them
 * was acknowledged; {@code read}, which results in the balance; {@code final-audit}, whose argument is a node and whose
 * result is a map with {@code balance}, with {@code posted}, the references of what took effect, in order, and with
 * {@code broken}, which is null or says what else is wrong; {@code final-read}, the balance as a node has it in the
 * end.
 *
 * <p>The sentence that is decided, for each account: all nodes that were asked read the same ledger, and none that a
 * rule is broken; and there is a moment for each transfer in the ledger, in their order, such that
 *
 * <ul>
 *   <li>each is there once, was asked for, and was not said to have failed; its moment is after it was first asked for,
 *       and before it was first acknowledged;
 *   <li>each transfer that was acknowledged is there;
 *   <li>the balance after each is not negative, and that after the last is the ledger's, and what each node says in the
 *       end;
 *   <li>what each read saw was the balance at some moment before the read was over: it need not be fresh.
 * </ul>
 */
public final class Ledgers implements Checker {

    public static final Checker CHECKER = new Ledgers();

    public static final String FINAL_AUDIT = "final-audit";

    static final String FINAL_READ = "final-read";
    static final String READ = "read";
    static final String DEPOSIT = "deposit";
    static final String WITHDRAW = "withdraw";

    private static final List<String> FUNCTIONS = List.of(DEPOSIT, WITHDRAW, READ, FINAL_READ, FINAL_AUDIT);

    private Ledgers() {}

    @Override
    public String name() {
        return "accounts";
    }

    @Override
    public String sentence() {
        return "deposit, withdraw and read, for each :key, and its ledger as read in the end (final-audit): every"
                + " transfer that was acknowledged, once, and none that failed or nobody asked for, in an order that"
                + " clients can have seen; no balance negative, and every read one that there was";
    }

    /** @throws ModelMismatchException when the history is none of accounts */
    @Override
    public Verdict check(History history, Duration budget) {
        Map<String, AccountHistory> accounts = accounts(history);
        for (AccountHistory account : accounts.values()) {
            Optional<Verdict> broken = account.broken();
            if (broken.isPresent()) {
                return broken.get();
            }
        }
        for (AccountHistory account : accounts.values()) {
            if (account.ledger().isEmpty()) {
                return Verdict.unknown(
                        "no node read the ledger of " + account.name() + " in the end (" + FINAL_AUDIT + ")");
            }
            if (account.unansweredInTheEnd()) {
                return Verdict.unknown("a node that was asked in the end did not answer for " + account.name());
            }
        }
        Map<String, Long> counts = counts(accounts.values());
        return Verdict.valid(String.format(
                Locale.ROOT,
                "the ledgers of %s have all %,d acknowledged transfers, each once",
                Linearizability.count(accounts.size(), "account"),
                counts.get("transfers acknowledged")));
    }

    /** What was acknowledged, lost and so on in {@code history}: name to number. */
    public static Map<String, Long> counts(History history) {
        return counts(accounts(history).values());
    }

    private static Map<String, Long> counts(Collection<AccountHistory> accounts) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (AccountHistory account : accounts) {
            counts.merge("transfers acknowledged", account.count(Outcome.OK), Long::sum);
            counts.merge("transfers of unknown outcome", account.count(Outcome.UNKNOWN), Long::sum);
            counts.merge("acknowledged transfers lost", (long) account.lost().size(), Long::sum);
            counts.merge("reads of an older balance", account.staleReads(), Long::sum);
        }
        return counts;
    }

    private static Map<String, AccountHistory> accounts(History history) {
        Map<String, AccountHistory> accounts = new TreeMap<>();
        for (Operation operation : history.operations()) {
            if (!FUNCTIONS.contains(operation.function())) {
                throw new ModelMismatchException(
                        operation.start(),
                        "event " + operation.start() + " is of the function " + operation.function()
                                + "; a history of accounts has " + String.join(", ", FUNCTIONS));
            }
            accounts.computeIfAbsent(String.valueOf(operation.key()), AccountHistory::new)
                    .add(operation);
        }
        return accounts;
    }
}
