package dsc.workbench.checkers.transfers;

import dsc.workbench.checkers.ModelMismatchException;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import dsc.workbench.history.Operation.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** All that was asked of a bank, and what its ledgers say in the end. */
final class BankHistory {

    static final String ACKNOWLEDGED = "transfers acknowledged";
    static final String UNKNOWN = "transfers of unknown outcome";
    static final String SNAPSHOTS = "snapshots answered";
    static final String WRONG_TOTALS = "snapshots whose total never was";

    private static final List<String> FUNCTIONS = List.of(
            Transfers.TRANSFER,
            Transfers.SNAPSHOT,
            Transfers.AUDIT,
            Transfers.FINAL_AUDIT,
            Transfers.COUNTERS,
            Transfers.FINAL_COUNTERS);

    /** What one account has of one transfer. */
    private record EntryName(String account, String reference) {}

    private final Map<EntryName, Transfer> transfers = new LinkedHashMap<>();
    private final List<Snapshot> snapshots = new ArrayList<>();
    private final Map<String, List<Operation>> audits = new TreeMap<>();
    private final Map<String, Ledger> ledgers = new TreeMap<>();

    private BankHistory() {}

    /** @throws ModelMismatchException when the history is none of a bank */
    static BankHistory of(History history) {
        BankHistory bank = new BankHistory();
        history.operations().forEach(bank::add);
        return bank;
    }

    private void add(Operation operation) {
        switch (operation.function()) {
            case Transfers.TRANSFER -> {
                Transfer transfer = Transfer.of(operation);
                merge(transfer.from(), transfer);
                merge(transfer.to(), transfer);
            }
            case Transfers.SNAPSHOT -> Snapshot.of(operation).ifPresent(snapshots::add);
            case Transfers.FINAL_AUDIT -> {
                String account = String.valueOf(operation.key());
                audits.computeIfAbsent(account, first -> new ArrayList<>()).add(operation);
                if (operation.outcome() == Outcome.OK) {
                    ledgers.putIfAbsent(account, Ledger.of(operation));
                }
            }
            case Transfers.AUDIT, Transfers.COUNTERS, Transfers.FINAL_COUNTERS -> {
                // They say nothing about the end.
            }
            default ->
                throw new ModelMismatchException(
                        operation.start(),
                        "event " + operation.start() + " is of the function " + operation.function()
                                + "; a history of a bank has " + String.join(", ", FUNCTIONS));
        }
    }

    private void merge(String account, Transfer transfer) {
        transfers.merge(new EntryName(account, transfer.reference()), transfer, Transfer::again);
    }

    /** Those that clients asked for, each once. */
    Set<Transfer> transfers() {
        return new LinkedHashSet<>(transfers.values());
    }

    /** The transfer that has the entry {@code reference} on {@code account}; null if none was asked for. */
    Transfer transfer(String account, String reference) {
        return transfers.get(new EntryName(account, reference));
    }

    /** Those that were answered. */
    List<Snapshot> snapshots() {
        return snapshots;
    }

    /** By account, as far as they were read. */
    Map<String, Ledger> ledgers() {
        return ledgers;
    }

    /** Why it is not known what all accounts were in the end; empty if it is. */
    Optional<String> unaudited() {
        Set<String> accounts = new TreeSet<>(audits.keySet());
        transfers.forEach((entry, transfer) -> {
            if (transfer.outcome() != Outcome.FAILED) {
                accounts.add(entry.account());
            }
        });
        snapshots.forEach(snapshot -> accounts.addAll(snapshot.accounts().keySet()));
        return accounts.stream().flatMap(this::unaudited).findFirst();
    }

    private Stream<String> unaudited(String account) {
        List<Operation> asked = audits.getOrDefault(account, List.of());
        if (asked.isEmpty()) {
            return Stream.of(
                    "no node was asked in the end for the ledger of " + account + " (" + Transfers.FINAL_AUDIT + ")");
        }
        return asked.stream()
                .filter(audit -> audit.outcome() != Outcome.OK)
                .map(audit -> audit.argument() + " did not answer in the end for the ledger of " + account);
    }

    Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put(ACKNOWLEDGED, count(Outcome.OK));
        counts.put(UNKNOWN, count(Outcome.UNKNOWN));
        counts.put(SNAPSHOTS, (long) snapshots.size());
        counts.put(
                WRONG_TOTALS,
                snapshots.stream().filter(snapshot -> snapshot.surplus() != 0).count());
        return counts;
    }

    private long count(Outcome outcome) {
        return transfers().stream()
                .filter(transfer -> transfer.outcome() == outcome)
                .count();
    }

    /** What is wrong with a ledger, or with a transfer that is in one and not in the other; empty if nothing is. */
    Optional<Verdict> broken() {
        Stream<Verdict> ofAccounts = audits.keySet().stream()
                .filter(ledgers::containsKey)
                .flatMap(account -> differing(account).or(() -> brokenIn(account)).stream());
        Stream<Verdict> ofTransfers = transfers().stream().flatMap(transfer -> brokenOf(transfer).stream());
        return Stream.concat(ofAccounts, ofTransfers).findFirst();
    }

    private Optional<Verdict> differing(String account) {
        Ledger first = ledgers.get(account);
        return audits.get(account).stream()
                .filter(audit -> audit.outcome() == Outcome.OK)
                .map(Ledger::of)
                .filter(other ->
                        other.balance() != first.balance() || !other.posted().equals(first.posted()))
                .findFirst()
                .map(other -> Verdict.invalid(
                        "two ledgers of " + account + " in the end: "
                                + first.audit().argument() + " has " + first.size() + " entries and the balance "
                                + first.balance() + ", " + other.audit().argument() + " has " + other.size() + " and "
                                + other.balance(),
                        new Verdict.Evidence(
                                account,
                                List.of(first.audit()),
                                "",
                                List.of(other.audit()),
                                "All nodes answer with the same ledger.")));
    }

    private Optional<Verdict> brokenIn(String account) {
        Ledger ledger = ledgers.get(account);
        Set<String> before = new HashSet<>();
        long balance = Transfers.OPENING_BALANCE;
        for (String entry : ledger.posted()) {
            boolean undoes = entry.endsWith(Transfers.UNDO);
            Transfer transfer = transfer(account, Ledger.reference(entry));
            if (transfer == null) {
                return Optional.of(invalid(ledger, "nobody asked for the entry " + entry + " of " + account));
            }
            if (!before.add(entry)) {
                return Optional.of(
                        invalid(ledger, transfer, "the entry " + entry + " is twice in the ledger of " + account));
            }
            if (undoes && !before.contains(transfer.reference())) {
                return Optional.of(invalid(
                        ledger, transfer, transfer.reference() + " is undone on " + account + " before it is there"));
            }
            balance += undoes ? -transfer.effectOn(account) : transfer.effectOn(account);
            if (balance < 0) {
                return Optional.of(
                        invalid(ledger, transfer, account + " is at " + balance + " after the entry " + entry));
            }
        }
        return balance == ledger.balance()
                ? Optional.empty()
                : Optional.of(invalid(
                        ledger,
                        "the entries of " + account + " make " + balance + ", and its balance is " + ledger.balance()));
    }

    private Optional<Verdict> brokenOf(Transfer transfer) {
        Ledger payer = ledgers.get(transfer.from());
        Ledger payee = ledgers.get(transfer.to());
        boolean isPaid = payer != null && payer.keeps(transfer.reference());
        boolean isReceived = payee != null && payee.keeps(transfer.reference());
        return switch (transfer.outcome()) {
            case OK ->
                Stream.of(payer, payee)
                        .filter(ledger -> ledger != null && !ledger.keeps(transfer.reference()))
                        .findFirst()
                        .map(ledger -> invalid(
                                ledger,
                                transfer,
                                transfer.reference() + " was acknowledged, and " + ledger.account()
                                        + " does not have it"));
            case FAILED ->
                isPaid || isReceived
                        ? Optional.of(invalid(
                                isPaid ? payer : payee,
                                transfer,
                                transfer.reference() + " failed, and " + (isPaid ? payer : payee).account()
                                        + " has it"))
                        : Optional.empty();
            case UNKNOWN ->
                payer != null && payee != null && isPaid != isReceived
                        ? Optional.of(invalid(
                                isPaid ? payee : payer,
                                transfer,
                                "half of " + transfer.reference() + ": " + (isPaid ? payer : payee).account()
                                        + " has it, and " + (isPaid ? payee : payer).account() + " does not"))
                        : Optional.empty();
        };
    }

    private static Verdict invalid(Ledger ledger, String reason) {
        return Verdict.invalid(
                reason,
                new Verdict.Evidence(
                        ledger.account(),
                        List.of(),
                        "",
                        List.of(ledger.audit()),
                        "A ledger has what was asked for on its account, and adds up."));
    }

    private static Verdict invalid(Ledger ledger, Transfer transfer, String reason) {
        return Verdict.invalid(
                reason,
                new Verdict.Evidence(
                        ledger.account(),
                        List.of(transfer.operation()),
                        "",
                        List.of(ledger.audit()),
                        "A transfer is in both ledgers, once, or in neither."));
    }
}
