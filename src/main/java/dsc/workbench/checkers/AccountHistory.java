package dsc.workbench.checkers;

import static dsc.workbench.checkers.Ledgers.DEPOSIT;
import static dsc.workbench.checkers.Ledgers.FINAL_AUDIT;
import static dsc.workbench.checkers.Ledgers.FINAL_READ;
import static dsc.workbench.checkers.Ledgers.READ;

import dsc.workbench.history.Edn;
import dsc.workbench.history.Operation;
import dsc.workbench.history.Operation.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** All that happened to one account. */
final class AccountHistory {

    /**
     * A deposit, or a withdrawal, whose amount is negative then.
     *
     * @param operation the first that asked for it
     * @param outcome acknowledged if one of those was that asked for it, failed if all of them failed
     * @param end position of the first acknowledgement among the history's events, or {@link Integer#MAX_VALUE}
     */
    private record Transfer(Operation operation, String reference, long amount, Outcome outcome, int end) {

        static Transfer of(Operation operation) {
            Completions.requireUpdate(operation, operation.argument(), operation.result());
            if (operation.argument() instanceof List<?> pair && pair.size() == 2) {
                try {
                    long amount = Long.parseLong(String.valueOf(pair.getFirst()));
                    if (Math.abs(amount) > AMOUNT_MAX) {
                        throw new ModelMismatchException(
                                operation.start(),
                                "event " + operation.start() + " has the amount " + amount + ", above " + AMOUNT_MAX);
                    }
                    boolean in = operation.function().equals(DEPOSIT);
                    return new Transfer(
                            operation,
                            String.valueOf(pair.getLast()),
                            in ? amount : -amount,
                            operation.outcome(),
                            operation.end());
                } catch (NumberFormatException none) {
                    // Told below.
                }
            }
            throw new ModelMismatchException(
                    operation.start(),
                    "event " + operation.start() + " has the argument " + Edn.print(operation.argument())
                            + ", which is not a list of an amount and a reference");
        }

        /**
         * This transfer, asked for again as {@code later}. One that failed took no effect, so it may differ.
         *
         * @throws ModelMismatchException when both may have taken effect and are not the same
         */
        Transfer again(Transfer later) {
            if (later.outcome == Outcome.FAILED) {
                return this;
            }
            if (outcome == Outcome.FAILED) {
                return later;
            }
            if (later.amount != amount) {
                throw new ModelMismatchException(
                        later.operation().start(),
                        "event " + later.operation().start() + " has the reference " + reference + " of event "
                                + operation.start()
                                + " and another amount, so the ledger does not tell which of them it has");
            }
            boolean acknowledged = outcome == Outcome.OK || later.outcome == Outcome.OK;
            return new Transfer(
                    operation,
                    reference,
                    amount,
                    acknowledged ? Outcome.OK : Outcome.UNKNOWN,
                    Math.min(end, later.end));
        }

        String describe() {
            return (amount < 0 ? "the withdrawal of " + -amount : "the deposit of " + amount) + " with the reference "
                    + reference + " (event " + operation.start() + ")";
        }
    }

    /** No history has as many of this size as would make a sum too large. */
    private static final long AMOUNT_MAX = 1L << 40;

    /** What a node found in the journal. */
    private record Ledger(String node, long balance, List<String> posted, Object broken) {

        static Ledger of(Operation audit) {
            if (audit.result() instanceof Map<?, ?> map
                    && map.get("balance") instanceof Number balance
                    && map.get("posted") instanceof List<?> posted) {
                return new Ledger(
                        String.valueOf(audit.argument()),
                        balance.longValue(),
                        posted.stream().map(String::valueOf).toList(),
                        map.get("broken"));
            }
            throw new ModelMismatchException(
                    audit.end(),
                    "event " + audit.end() + " answers " + Edn.print(audit.result())
                            + ", which is not a map with balance and posted");
        }
    }

    private final String name;
    private final Map<String, Transfer> transfers = new LinkedHashMap<>();
    private final List<Operation> reads = new ArrayList<>();
    private final List<Operation> finalReads = new ArrayList<>();
    private final List<Operation> audits = new ArrayList<>();

    AccountHistory(String name) {
        this.name = name;
    }

    void add(Operation operation) {
        switch (operation.function()) {
            case READ -> reads.add(operation);
            case FINAL_READ -> finalReads.add(operation);
            case FINAL_AUDIT -> audits.add(operation);
            default -> addTransfer(Transfer.of(operation));
        }
    }

    private void addTransfer(Transfer transfer) {
        transfers.merge(transfer.reference(), transfer, Transfer::again);
    }

    String name() {
        return name;
    }

    boolean unansweredInTheEnd() {
        return audits.stream().anyMatch(audit -> audit.outcome() != Outcome.OK)
                || finalReads.stream().anyMatch(read -> read.outcome() != Outcome.OK);
    }

    Optional<Ledger> ledger() {
        return audits.stream()
                .filter(audit -> audit.outcome() == Outcome.OK)
                .findFirst()
                .map(Ledger::of);
    }

    long count(Outcome outcome) {
        return transfers.values().stream()
                .filter(transfer -> transfer.outcome() == outcome)
                .count();
    }

    /** Acknowledged, and not in the ledger; none if nobody read it. */
    List<Transfer> lost() {
        Optional<Ledger> ledger = ledger();
        if (ledger.isEmpty()) {
            return List.of();
        }
        Set<String> posted = new HashSet<>(ledger.get().posted());
        return transfers.values().stream()
                .filter(transfer -> transfer.outcome() == Outcome.OK && !posted.contains(transfer.reference()))
                .toList();
    }

    /** What is wrong; empty if nothing is, as far as the ledger was read. */
    Optional<Verdict> broken() {
        Optional<Ledger> ledger = ledger();
        return ledger.isEmpty()
                ? Optional.empty()
                : difference(ledger.get())
                        .or(() -> wrongIn(ledger.get()))
                        .map(Verdict::invalid)
                        .or(this::loss)
                        .or(() -> wrongOrder(ledger.get())
                                .or(() -> wrongReads(ledger.get()))
                                .map(Verdict::invalid));
    }

    /** An acknowledged transfer and the ledger that lacks it. */
    private Optional<Verdict> loss() {
        return wrongLoss().map(reason -> {
            Operation transfer = lost().getFirst().operation();
            Operation audit = audits.stream()
                    .filter(read -> read.outcome() == Outcome.OK)
                    .findFirst()
                    .orElseThrow();
            return Verdict.invalid(
                    reason,
                    new Verdict.Evidence(
                            transfer.key(),
                            List.of(transfer),
                            "it is not there",
                            List.of(audit),
                            "A transfer that was acknowledged is in the ledger in the end."));
        });
    }

    private Optional<String> difference(Ledger first) {
        for (Operation audit : audits) {
            if (audit.outcome() == Outcome.OK) {
                Ledger other = Ledger.of(audit);
                if (other.balance() != first.balance() || !other.posted().equals(first.posted())) {
                    return Optional.of("nodes read different ledgers of " + name + " in the end: " + first.node()
                            + " has " + first.posted().size() + " transfers and the balance " + first.balance()
                            + ", " + other.node() + " has "
                            + other.posted().size() + " and " + other.balance());
                }
            }
        }
        return audits.stream()
                .filter(audit -> audit.outcome() == Outcome.OK)
                .map(Ledger::of)
                .filter(ledger -> ledger.broken() != null)
                .findFirst()
                .map(ledger ->
                        "the ledger of " + name + " is broken, as " + ledger.node() + " reads it: " + ledger.broken());
    }

    private Optional<String> wrongIn(Ledger ledger) {
        long balance = 0;
        Set<String> seen = new HashSet<>();
        for (String reference : ledger.posted()) {
            Transfer transfer = transfers.get(reference);
            if (transfer == null) {
                return Optional.of("the ledger of " + name + " has " + reference + ", which nobody asked for");
            }
            if (!seen.add(reference)) {
                return Optional.of(transfer.describe() + " counts twice in the ledger of " + name);
            }
            if (transfer.outcome() == Outcome.FAILED) {
                return Optional.of(
                        transfer.describe() + " is in the ledger of " + name + ", and its client was told it is not");
            }
            balance += transfer.amount();
            if (balance < 0) {
                return Optional.of("the balance of " + name + " is " + balance + " after " + transfer.describe());
            }
        }
        return balance == ledger.balance()
                ? Optional.empty()
                : Optional.of("the ledger of " + name + " adds up to " + balance + ", and its balance is "
                        + ledger.balance());
    }

    private Optional<String> wrongLoss() {
        List<Transfer> lost = lost();
        return lost.isEmpty()
                ? Optional.empty()
                : Optional.of(lost.getFirst().describe() + " was acknowledged, and is not in the ledger of " + name
                        + (lost.size() == 1 ? "" : "; nor are " + (lost.size() - 1) + " more"));
    }

    /** A transfer that was over before another began comes before it. */
    private Optional<String> wrongOrder(Ledger ledger) {
        Transfer latest = null;
        for (String reference : ledger.posted()) {
            Transfer transfer = transfers.get(reference);
            if (latest != null && transfer.end() < latest.operation().start()) {
                return Optional.of("in the ledger of " + name + ", " + transfer.describe() + " comes after "
                        + latest.describe() + ", which began when it was over");
            }
            if (latest == null
                    || transfer.operation().start() > latest.operation().start()) {
                latest = transfer;
            }
        }
        return Optional.empty();
    }

    private Optional<String> wrongReads(Ledger ledger) {
        for (Operation read : reads) {
            if (read.outcome() == Outcome.OK && freshness(read, ledger) == Freshness.NEVER) {
                return Optional.of("a read (event " + read.start() + ") saw " + Edn.print(read.result()) + " on " + name
                        + ", which never held that before the read was over");
            }
        }
        for (Operation read : finalReads) {
            if (read.outcome() == Outcome.OK && !Objects.equals(number(read), ledger.balance())) {
                return Optional.of(read.argument() + " says in the end that " + name + " holds "
                        + Edn.print(read.result()) + ", and its ledger says " + ledger.balance());
            }
        }
        return Optional.empty();
    }

    long staleReads() {
        Optional<Ledger> ledger = ledger();
        return ledger.isEmpty() || wrongIn(ledger.get()).isPresent()
                ? 0
                : reads.stream()
                        .filter(read -> read.outcome() == Outcome.OK)
                        .filter(read -> freshness(read, ledger.get()) == Freshness.STALE)
                        .count();
    }

    private enum Freshness {
        FRESH,
        STALE,
        NEVER
    }

    private Freshness freshness(Operation read, Ledger ledger) {
        Long seen = number(read);
        boolean before = seen != null && seen == 0;
        boolean fresh = before;
        long balance = 0;
        for (String reference : ledger.posted()) {
            Transfer transfer = transfers.get(reference);
            if (transfer.operation().start() > read.end()) {
                // The ledger's order is one that clients can have seen: what follows was not there yet either.
                break;
            }
            balance += transfer.amount();
            boolean same = seen != null && seen == balance;
            before |= same;
            // All that was over when the read began must be in what a fresh one sees.
            fresh = same || fresh && transfer.end() > read.start();
        }
        return fresh ? Freshness.FRESH : before ? Freshness.STALE : Freshness.NEVER;
    }

    private static Long number(Operation read) {
        try {
            return Long.valueOf(String.valueOf(read.result()));
        } catch (NumberFormatException none) {
            throw new ModelMismatchException(
                    read.end(), "event " + read.end() + " answers " + Edn.print(read.result()) + ", no balance");
        }
    }
}
