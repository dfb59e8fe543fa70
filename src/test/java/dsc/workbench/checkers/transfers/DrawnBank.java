package dsc.workbench.checkers.transfers;

import dsc.workbench.history.Event;
import dsc.workbench.history.History;
import dsc.workbench.history.Recorder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * A bank in one place, whose clients overlap. What each asks takes effect at one moment between question and answer,
 * or, where it is to be wrong now and then, account by account.
 */
final class DrawnBank {

    /** A call under way: what is left to do of it, and what it saw until now. */
    private static final class Running {
        private final Event invocation;
        private final List<String> left;
        private final Map<String, Object> seen = new TreeMap<>();

        private Running(Event invocation, List<String> left) {
            this.invocation = invocation;
            this.left = new ArrayList<>(left);
        }

        private boolean isSnapshot() {
            return invocation.function().equals(Transfers.SNAPSHOT);
        }
    }

    private final RandomGenerator random;
    private final List<String> accounts;
    private final int clients;
    private final int splitOneIn;
    private final Recorder recorder = new Recorder(new AtomicLong()::incrementAndGet);
    private final Map<String, List<String>> ledgers = new TreeMap<>();
    private final Map<String, Long> balances = new HashMap<>();
    private final List<Running> running = new ArrayList<>();
    private long processes;

    /** @param splitOneIn of so many calls, one takes effect account by account; 0 for none */
    private DrawnBank(RandomGenerator random, List<String> accounts, int clients, int splitOneIn) {
        this.random = random;
        this.accounts = accounts;
        this.clients = clients;
        this.splitOneIn = splitOneIn;
    }

    static History draw(RandomGenerator random, List<String> accounts, int clients, int calls, int splitOneIn) {
        DrawnBank bank = new DrawnBank(random, accounts, clients, splitOneIn);
        int left = calls;
        while (left > 0 || !bank.running.isEmpty()) {
            if (left > 0 && bank.running.size() < clients && random.nextBoolean()) {
                left--;
                bank.ask();
            } else if (!bank.running.isEmpty()) {
                bank.goOn(bank.running.get(random.nextInt(bank.running.size())));
            }
        }
        bank.audit();
        return bank.recorder.history();
    }

    private void ask() {
        long process = ++processes;
        if (random.nextInt(3) == 0) {
            running.add(new Running(recorder.invoke(process, Transfers.SNAPSHOT, null, null), accounts));
            return;
        }
        int from = random.nextInt(accounts.size());
        int to = (from + 1 + random.nextInt(accounts.size() - 1)) % accounts.size();
        List<String> argument = List.of(accounts.get(to), Integer.toString(1 + random.nextInt(30)), "r" + process);
        running.add(new Running(
                recorder.invoke(process, Transfers.TRANSFER, accounts.get(from), argument),
                List.of(accounts.get(from), accounts.get(to))));
    }

    private void goOn(Running call) {
        boolean isSplit = splitOneIn > 0 && call.invocation.process() % splitOneIn == 0;
        if (!call.left.isEmpty()
                && !call.isSnapshot()
                && balance(call.invocation.key()) < amount(call)
                && call.left.size() == 2) {
            end(call, Event.Type.FAIL, null);
        } else if (!call.left.isEmpty()) {
            do {
                take(call, call.left.removeFirst());
            } while (!isSplit && !call.left.isEmpty());
        } else if (call.isSnapshot()) {
            end(call, random.nextInt(8) == 0 ? Event.Type.FAIL : Event.Type.OK, call.seen);
        } else {
            end(call, random.nextInt(8) == 0 ? Event.Type.INFO : Event.Type.OK, call.invocation.value());
        }
    }

    private void end(Running call, Event.Type type, Object value) {
        running.remove(call);
        recorder.complete(call.invocation, type, value, type == Event.Type.OK ? null : "so");
    }

    private static long amount(Running call) {
        return Long.parseLong(((List<?>) call.invocation.value()).get(1).toString());
    }

    private long balance(Object account) {
        return balances.getOrDefault(account.toString(), Transfers.OPENING_BALANCE);
    }

    private void take(Running call, String account) {
        List<String> ledger = ledgers.computeIfAbsent(account, none -> new ArrayList<>());
        if (call.isSnapshot()) {
            call.seen.put(account, List.of(balance(account), (long) ledger.size()));
        } else {
            boolean pays = account.equals(call.invocation.key());
            balances.put(account, balance(account) + (pays ? -amount(call) : amount(call)));
            ledger.add("r" + call.invocation.process());
        }
    }

    private void audit() {
        for (String account : accounts) {
            Map<String, Object> answer = new TreeMap<>();
            answer.put("balance", balance(account));
            answer.put("posted", List.copyOf(ledgers.getOrDefault(account, List.of())));
            recorder.complete(
                    recorder.invoke(++processes, Transfers.FINAL_AUDIT, account, "n1"), Event.Type.OK, answer, null);
        }
    }
}
