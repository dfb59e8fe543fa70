package dsc.workbench.checkers.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.history.Event;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import dsc.workbench.history.Operation.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** {@link Transfers} against all orders of small histories, and against large ones of which one thing was changed. */
class TransfersReferenceTest {

    private static final List<String> ACCOUNTS = List.of("a", "b", "c");

    private static Verdict check(Transfers checker, History history) {
        return checker.check(history, Duration.ofSeconds(5));
    }

    /** Tries all orders in which a bank in one place could have done what clients asked. */
    private static final class AllOrders {
        private final List<Operation> calls;
        private final Map<String, List<String>> wanted = new TreeMap<>();
        private final Map<String, List<String>> ledgers = new TreeMap<>();
        private final Map<String, Long> balances = new TreeMap<>();

        private AllOrders(History history) {
            calls = history.operations().stream()
                    .filter(call -> call.outcome() != Outcome.FAILED)
                    .filter(call -> !call.function().equals(Transfers.FINAL_AUDIT))
                    .toList();
            history.operations().stream()
                    .filter(call -> call.function().equals(Transfers.FINAL_AUDIT))
                    .forEach(audit ->
                            wanted.put(audit.key().toString(), Ledger.of(audit).posted()));
            wanted.keySet().forEach(account -> {
                ledgers.put(account, new ArrayList<>());
                balances.put(account, 100L);
            });
        }

        private boolean isThereOne(List<Operation> left) {
            if (ledgers.equals(wanted) && left.stream().allMatch(call -> call.outcome() == Outcome.UNKNOWN)) {
                return true;
            }
            int firstEnd = left.stream().mapToInt(Operation::end).min().orElse(0);
            return left.stream().filter(call -> call.start() <= firstEnd).anyMatch(call -> isExplained(call, left));
        }

        private boolean isExplained(Operation call, List<Operation> left) {
            List<Operation> others = new ArrayList<>(left);
            others.remove(call);
            if (call.function().equals(Transfers.SNAPSHOT)) {
                return isSeen((Map<?, ?>) call.result()) && isThereOne(others);
            }
            Transfer transfer = Transfer.of(call);
            if (balances.get(transfer.from()) < transfer.amount()) {
                return false;
            }
            move(transfer, 1);
            boolean is = isThereOne(others);
            move(transfer, -1);
            return is;
        }

        private void move(Transfer transfer, int way) {
            for (String account : List.of(transfer.from(), transfer.to())) {
                balances.merge(account, way * transfer.effectOn(account), Long::sum);
                if (way > 0) {
                    ledgers.get(account).add(transfer.reference());
                } else {
                    ledgers.get(account).removeLast();
                }
            }
        }

        private boolean isSeen(Map<?, ?> seen) {
            return ledgers.entrySet().stream()
                    .allMatch(ledger -> List.of(balances.get(ledger.getKey()), (long)
                                    ledger.getValue().size())
                            .equals(seen.get(ledger.getKey())));
        }
    }

    /** Up to six calls by three clients; about half of them are right. */
    @Test
    void agreesWithTheSearchThroughAllOrders() {
        int[] verdicts = new int[3];
        for (int seed = 0; seed < 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            History history = DrawnBank.draw(random, ACCOUNTS, 3, random.nextInt(2, 7), seed % 2 == 0 ? 2 : 0);
            AllOrders orders = new AllOrders(history);
            Verdict.Status wanted = orders.isThereOne(orders.calls) ? Verdict.Status.VALID : Verdict.Status.INVALID;
            assertThat(check(Transfers.SERIALIZABLE, history).status())
                    .as("seed %d: %s", seed, history.events())
                    .isEqualTo(wanted);
            verdicts[wanted.ordinal()]++;
        }
        assertThat(verdicts[Verdict.Status.INVALID.ordinal()]).isGreaterThan(250);
    }

    /** The same where neighbouring entries of one ledger have changed places, which clients cannot always tell. */
    @Test
    void agreesAboutExchangedEntries() {
        int[] verdicts = new int[3];
        for (int seed = 0; seed < 1_500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            History history = exchanged(DrawnBank.draw(random, List.of("a", "b"), 3, 5, 0), random);
            AllOrders orders = new AllOrders(history);
            Verdict.Status wanted = orders.isThereOne(orders.calls) ? Verdict.Status.VALID : Verdict.Status.INVALID;
            Verdict verdict = check(Transfers.SERIALIZABLE, history);
            assertThat(verdict.status())
                    .as("seed %d, %s: %s", seed, verdict.reason(), history.events())
                    .isEqualTo(wanted);
            verdicts[wanted.ordinal()]++;
        }
        assertThat(verdicts[Verdict.Status.VALID.ordinal()]).isGreaterThan(150);
        assertThat(verdicts[Verdict.Status.INVALID.ordinal()]).isGreaterThan(150);
    }

    private static History exchanged(History history, SplittableRandom random) {
        int at = random.nextInt(3);
        return withLedger(history, "a", entries -> {
            List<String> changed = new ArrayList<>(entries);
            if (at + 1 < changed.size()) {
                changed.add(at, changed.remove(at + 1));
            }
            return changed;
        });
    }

    @Test
    void largeHistoriesAreValidUntilOneThingIsChanged() {
        for (int seed = 0; seed < 8; seed++) {
            History history = DrawnBank.draw(new SplittableRandom(seed), List.of("a", "b", "c", "d"), 5, 200, 0);
            assertThat(check(Transfers.SERIALIZABLE, history).status()).isEqualTo(Verdict.Status.VALID);
            Ledger ledger = BankHistory.of(history).ledgers().get("a");
            int at = ledger.size() / 2;
            assertInvalid(withLedger(history, "a", entries -> without(entries, at)));
            assertInvalid(withLedger(history, "a", entries -> with(entries, at, entries.get(at / 2))));
            assertInvalid(withLedger(
                    history, "a", entries -> with(without(entries, 0), entries.size() - 1, entries.getFirst())));
            Operation posted = BankHistory.of(history)
                    .transfer("a", ledger.posted().get(at))
                    .operation();
            assertInvalid(changed(history, posted.completion(), Event.Type.FAIL, posted.argument()));
            Operation seen = BankHistory.of(history).snapshots().getLast().operation();
            assertInvalid(changed(history, seen.completion(), Event.Type.OK, oneMore((Map<?, ?>) seen.result())));
        }
    }

    private static void assertInvalid(History history) {
        assertThat(check(Transfers.SERIALIZABLE, history).status()).isEqualTo(Verdict.Status.INVALID);
    }

    private static List<String> without(List<String> entries, int at) {
        List<String> fewer = new ArrayList<>(entries);
        fewer.remove(at);
        return fewer;
    }

    private static List<String> with(List<String> entries, int at, String entry) {
        List<String> more = new ArrayList<>(entries);
        more.add(at, entry);
        return more;
    }

    private static Map<String, Object> oneMore(Map<?, ?> seen) {
        Map<String, Object> changed = new TreeMap<>();
        seen.forEach((account, value) -> changed.put(account.toString(), value));
        List<?> a = (List<?>) seen.get("a");
        changed.put("a", List.of((Long) a.getFirst() + 1, a.getLast()));
        return changed;
    }

    /** With another order of entries, and the balance that they make. */
    private static History withLedger(History history, String account, UnaryOperator<List<String>> change) {
        Operation audit = BankHistory.of(history).ledgers().get(account).audit();
        List<String> entries = change.apply(Ledger.of(audit).posted());
        BankHistory bank = BankHistory.of(history);
        long balance = 100
                + entries.stream()
                        .mapToLong(entry -> bank.transfer(account, entry).effectOn(account))
                        .sum();
        return changed(history, audit.completion(), Event.Type.OK, Map.of("balance", balance, "posted", entries));
    }

    private static History changed(History history, Event completion, Event.Type type, Object value) {
        return History.of(history.events().stream()
                .map(event -> event == completion ? withOutcome(event, type, value) : event)
                .toList());
    }

    private static Event withOutcome(Event completion, Event.Type type, Object value) {
        return new Event(
                completion.process(),
                type,
                completion.function(),
                completion.key(),
                value,
                completion.timeNanos(),
                null);
    }
}
