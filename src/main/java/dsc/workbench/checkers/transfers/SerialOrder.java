package dsc.workbench.checkers.transfers;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.history.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The order of transfers and snapshots that ledgers, snapshots and time require. Transactions are numbered from 0;
 * behind them come moments, one for each transaction that ended, so that time takes as many edges as there are
 * transactions: each goes before the moment of its end, that before the next moment, and each moment before what began
 * after it.
 */
final class SerialOrder {

    private static final String TIME = "in time";

    private final BankHistory bank;
    private final List<Operation> operations = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<Integer> ends = new ArrayList<>();
    private final Map<Transfer, Integer> numbers = new HashMap<>();
    private final Map<String, long[]> balances = new HashMap<>();
    private final Precedence precedence = new Precedence();

    private SerialOrder(BankHistory bank) {
        this.bank = bank;
    }

    /** Why there is no such order; empty if there is. The ledgers are as {@link BankHistory#broken} wants them. */
    static Optional<Verdict> broken(BankHistory bank) {
        SerialOrder order = new SerialOrder(bank);
        bank.ledgers().values().forEach(order::addLedger);
        for (Snapshot snapshot : bank.snapshots()) {
            Optional<Verdict> broken = order.add(snapshot);
            if (broken.isPresent()) {
                return broken;
            }
        }
        order.addTime();
        return order.precedence.cycle(order.operations.size()).map(order::invalid);
    }

    private void addLedger(Ledger ledger) {
        int before = -1;
        for (String entry : ledger.posted()) {
            int number = number(bank.transfer(ledger.account(), Ledger.reference(entry)));
            if (before >= 0) {
                precedence.add(before, number, "on " + ledger.account());
            }
            before = number;
        }
    }

    private int number(Transfer transfer) {
        return numbers.computeIfAbsent(
                transfer, first -> addTransaction(transfer.operation(), transfer.reference(), transfer.end()));
    }

    private int addTransaction(Operation operation, String name, int end) {
        operations.add(operation);
        names.add(name);
        ends.add(end);
        return operations.size() - 1;
    }

    private Optional<Verdict> add(Snapshot snapshot) {
        Operation operation = snapshot.operation();
        int number = addTransaction(operation, "the snapshot of event " + operation.end(), operation.end());
        for (Ledger ledger : bank.ledgers().values()) {
            String account = ledger.account();
            Snapshot.Seen seen = snapshot.of(account);
            if (seen.entries() > ledger.size()) {
                return Optional.of(unexplained(
                        snapshot,
                        ledger,
                        "counted " + seen.entries() + " entries of " + account + ", which has " + ledger.size()
                                + " in the end"));
            }
            long balance = balance(ledger, seen.entries());
            if (seen.balance() != balance) {
                return Optional.of(unexplained(
                        snapshot,
                        ledger,
                        "saw " + account + " at " + seen.balance() + " with " + seen.entries() + " entries, which make "
                                + balance));
            }
            if (seen.entries() > 0) {
                precedence.add(numberOf(ledger, seen.entries() - 1), number, "on " + account);
            }
            if (seen.entries() < ledger.size()) {
                precedence.add(number, numberOf(ledger, seen.entries()), "on " + account);
            }
        }
        return Optional.empty();
    }

    private int numberOf(Ledger ledger, int at) {
        return number(
                bank.transfer(ledger.account(), Ledger.reference(ledger.posted().get(at))));
    }

    /** What the account had after so many entries. */
    private long balance(Ledger ledger, int entries) {
        return balances.computeIfAbsent(ledger.account(), account -> {
            long[] after = new long[ledger.size() + 1];
            after[0] = Transfers.OPENING_BALANCE;
            for (int at = 0; at < ledger.size(); at++) {
                String entry = ledger.posted().get(at);
                long effect = bank.transfer(account, Ledger.reference(entry)).effectOn(account);
                after[at + 1] = after[at] + (entry.endsWith(Transfers.UNDO) ? -effect : effect);
            }
            return after;
        })[entries];
    }

    private void addTime() {
        int[] sorted = ends.stream()
                .mapToInt(end -> end)
                .filter(end -> end < Integer.MAX_VALUE)
                .sorted()
                .toArray();
        int transactions = operations.size();
        for (int moment = 1; moment < sorted.length; moment++) {
            precedence.add(transactions + moment - 1, transactions + moment, TIME);
        }
        for (int number = 0; number < transactions; number++) {
            if (ends.get(number) < Integer.MAX_VALUE) {
                precedence.add(number, transactions + Arrays.binarySearch(sorted, ends.get(number)), TIME);
            }
            // No event is both an end and a start.
            int ended = -1 - Arrays.binarySearch(sorted, operations.get(number).start());
            if (ended > 0) {
                precedence.add(transactions + ended - 1, number, TIME);
            }
        }
    }

    private static Verdict unexplained(Snapshot snapshot, Ledger ledger, String reason) {
        return Verdict.invalid(
                "the snapshot of event " + snapshot.operation().end() + " " + reason,
                new Verdict.Evidence(
                        ledger.account(),
                        List.of(ledger.audit()),
                        "",
                        List.of(snapshot.operation()),
                        "What a snapshot sees of an account is what the first entries of its ledger make."));
    }

    private Verdict invalid(List<Precedence.Edge> found) {
        List<Precedence.Edge> cycle = new ArrayList<>(found);
        Precedence.Edge first = Collections.min(
                cycle,
                Comparator.comparingInt(edge -> operations.get(edge.from()).start()));
        Collections.rotate(cycle, -cycle.indexOf(first));
        List<Operation> inCycle =
                cycle.stream().map(edge -> operations.get(edge.from())).toList();
        int last = inCycle.size() - 1;
        return Verdict.invalid(
                "no order of transactions explains them: "
                        + cycle.stream()
                                .map(edge ->
                                        names.get(edge.from()) + " before " + names.get(edge.to()) + " " + edge.label())
                                .collect(Collectors.joining(", ")),
                new Verdict.Evidence(
                        null,
                        inCycle.subList(0, last),
                        "",
                        inCycle.subList(last, last + 1),
                        "All transfers and snapshots are as if one came after the other, by time as well; these each"
                                + " come before the next, and the last before the first."));
    }
}
