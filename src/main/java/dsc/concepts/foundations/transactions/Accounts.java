package dsc.concepts.foundations.transactions;

import dsc.concepts.shared.SortedMaps;
import dsc.workbench.checkers.transfers.Transfers;
import dsc.workbench.protocol.Wire;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The accounts at one home and their exclusive locks, a value. A protocol says what is locked, posted and released; it
 * changes no balance itself. Nobody waits for a lock: what finds one is refused, so there is no deadlock.
 *
 * @param accounts those that were ever changed, by name; all others are as they were opened
 * @param locks by account, for transactions that will post or release
 */
public record Accounts(SortedMap<String, Account> accounts, SortedMap<String, Lock> locks) implements Wire {

    /** @param reference what the lock's transaction is called by its client */
    public record Lock(TransactionId transaction, String reference) implements Wire {}

    /** What a snapshot sees of an account. */
    public record Seen(long balance, int entries) implements Wire {}

    public static final Accounts EMPTY = new Accounts(Collections.emptySortedMap(), Collections.emptySortedMap());

    /** That account, perhaps one that was never changed. */
    public Account of(String name) {
        return accounts.getOrDefault(name, Account.NEW);
    }

    /** The holder of the exclusive lock of {@code account}, in words; empty if nobody has it. */
    public Optional<String> holder(String account) {
        return Optional.ofNullable(locks.get(account))
                .map(lock -> account + " is locked by " + lock.reference() + " (" + lock.transaction() + ")");
    }

    /** Any of the exclusive locks, in words; empty if there is none. */
    public Optional<String> anyHolder() {
        return locks.isEmpty() ? Optional.empty() : holder(locks.firstKey());
    }

    /** Why {@code change} cannot be posted now, or not at all; empty if it can. */
    public Optional<String> refusal(Change change) {
        Account account = of(change.account());
        return holder(change.account())
                .or(() -> account.entry(change.reference())
                        .map(used -> change.reference() + " was used before, for " + used.describe()))
                .or(() -> account.balance() + change.amount() < 0
                        ? Optional.of(
                                change.account() + " has " + account.balance() + ", less than " + -change.amount())
                        : Optional.empty());
    }

    /**
     * With exclusive locks on all accounts that {@code changes} are for.
     *
     * @throws IllegalArgumentException if one of them is locked
     */
    public Accounts locked(TransactionId transaction, List<Change> changes) {
        SortedMap<String, Lock> more = new TreeMap<>(locks);
        for (Change change : changes) {
            Lock before = more.put(change.account(), new Lock(transaction, change.reference()));
            if (before != null) {
                throw new IllegalArgumentException(change.account() + " is locked by " + before);
            }
        }
        return new Accounts(accounts, Collections.unmodifiableSortedMap(more));
    }

    /** Without the locks of {@code transaction}. */
    public Accounts released(TransactionId transaction) {
        SortedMap<String, Lock> fewer = new TreeMap<>(locks);
        fewer.values().removeIf(lock -> lock.transaction().equals(transaction));
        return new Accounts(accounts, Collections.unmodifiableSortedMap(fewer));
    }

    /** With {@code changes} in the ledgers, whether they were locked or not. */
    public Accounts posted(List<Change> changes) {
        SortedMap<String, Account> now = accounts;
        for (Change change : changes) {
            now = SortedMaps.with(
                    now,
                    change.account(),
                    now.getOrDefault(change.account(), Account.NEW).plus(change));
        }
        return new Accounts(now, locks);
    }

    /** What a snapshot sees: all accounts that were ever changed. */
    public SortedMap<String, Seen> seen() {
        SortedMap<String, Seen> seen = new TreeMap<>();
        accounts.forEach((name, account) ->
                seen.put(name, new Seen(account.balance(), account.ledger().size())));
        return seen;
    }

    /** By account, of those that were ever changed. */
    public SortedMap<String, Long> balances() {
        SortedMap<String, Long> balances = new TreeMap<>();
        accounts.forEach((name, account) -> balances.put(name, account.balance()));
        return balances;
    }

    /** What the holders of the exclusive locks are called by their clients, by account. */
    public SortedMap<String, String> lockReferences() {
        SortedMap<String, String> references = new TreeMap<>();
        locks.forEach((account, lock) -> references.put(account, lock.reference()));
        return references;
    }

    /** How much more there is on these accounts than when they were opened. */
    public long surplus() {
        return accounts.values().stream()
                .mapToLong(account -> account.balance() - Transfers.OPENING_BALANCE)
                .sum();
    }
}
