package dsc.workbench.checkers;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.history.Event;
import dsc.workbench.history.Event.Type;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import dsc.workbench.history.Operation.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The checker agrees with its sentence, word for word, on thousands of tiny histories of one account. */
class LedgersReferenceTest {

    private static final int HISTORIES = 20_000;
    private static final int PROCESSES = 3;

    @Test
    void agrees() {
        assertAgreement(0, HISTORIES);
    }

    @Tag("thorough")
    @Test
    void agreesOnMany() {
        assertAgreement(HISTORIES, HISTORIES + 400_000);
    }

    private static void assertAgreement(int first, int end) {
        int valid = 0;
        for (int seed = first; seed < end; seed++) {
            History history = draw(new SplittableRandom(seed));
            boolean keeps = new Moments(history).exist();
            valid += keeps ? 1 : 0;
            assertThat(Ledgers.CHECKER.check(history, Duration.ofSeconds(1)).status())
                    .as("seed %d: %s", seed, history.events())
                    .isEqualTo(keeps ? Verdict.Status.VALID : Verdict.Status.INVALID);
        }
        assertThat(valid).isBetween((end - first) / 20, (end - first) * 19 / 20);
    }

    /** Tries every moment, that is every gap between events, for each transfer in the ledger. */
    private static final class Moments {
        private final List<Operation> operations;
        private final List<Operation> audits;
        private final List<String> posted = new ArrayList<>();
        private final int gaps;

        Moments(History history) {
            operations = history.operations();
            gaps = history.events().size();
            audits = of("final-audit");
            ((List<?>) ((Map<?, ?>) audits.getFirst().result()).get("posted"))
                    .forEach(reference -> posted.add((String) reference));
        }

        private List<Operation> of(String function) {
            return operations.stream()
                    .filter(operation -> operation.function().equals(function) && operation.outcome() == Outcome.OK)
                    .toList();
        }

        /** What may have taken effect of those that asked for a transfer. */
        private List<Operation> asking(String reference) {
            return operations.stream()
                    .filter(operation -> operation.function().equals("deposit")
                            || operation.function().equals("withdraw"))
                    .filter(operation -> operation.outcome() != Outcome.FAILED)
                    .filter(operation -> ((List<?>) operation.argument()).get(1).equals(reference))
                    .toList();
        }

        boolean exist() {
            Map<?, ?> ledger = (Map<?, ?>) audits.getFirst().result();
            return audits.stream().allMatch(audit -> audit.result().equals(ledger))
                    && ledger.get("broken") == null
                    && new HashSet<>(posted).size() == posted.size()
                    && posted.stream().noneMatch(reference -> asking(reference).isEmpty())
                    && List.of("a", "b", "c").stream()
                            .filter(reference ->
                                    asking(reference).stream().anyMatch(operation -> operation.outcome() == Outcome.OK))
                            .allMatch(posted::contains)
                    && ledger.get("balance").equals(balance(posted.size()))
                    && of("final-read").stream().allMatch(read -> read.result().equals(balance(posted.size())))
                    && place(0, new int[posted.size()]);
        }

        private Long balance(int transfers) {
            long balance = 0;
            for (String reference : posted.subList(0, transfers)) {
                Operation operation = asking(reference).getFirst();
                long amount = Long.parseLong((String) ((List<?>) operation.argument()).get(0));
                balance += operation.function().equals("deposit") ? amount : -amount;
            }
            return balance;
        }

        private boolean place(int at, int[] moments) {
            if (at == moments.length) {
                return of("read").stream().allMatch(read -> saw(read, moments));
            }
            List<Operation> asking = asking(posted.get(at));
            int from = asking.stream().mapToInt(Operation::start).min().orElseThrow();
            int to = asking.stream().mapToInt(Operation::end).min().orElseThrow();
            for (int gap = Math.max(from + 1, at == 0 ? 0 : moments[at - 1]); gap <= Math.min(to, gaps); gap++) {
                moments[at] = gap;
                if (balance(at + 1) >= 0 && place(at + 1, moments)) {
                    return true;
                }
            }
            return false;
        }

        private boolean saw(Operation read, int[] moments) {
            for (int transfers = 0; transfers <= moments.length; transfers++) {
                if ((transfers == 0 || moments[transfers - 1] <= read.end())
                        && balance(transfers).equals(read.result())) {
                    return true;
                }
            }
            return false;
        }
    }

    private static History draw(SplittableRandom random) {
        List<Event> events = new ArrayList<>();
        Event[] running = new Event[PROCESSES];
        long process = PROCESSES;
        // Whatever has one reference is one transfer, asked for again.
        List<Event> asked = new ArrayList<>();
        for (String reference : List.of("a", "b", "c")) {
            String function = random.nextInt(3) == 0 ? "withdraw" : "deposit";
            asked.add(invocation(0, function, List.of(Integer.toString(1 + random.nextInt(3)), reference)));
        }
        List<String> applied = new ArrayList<>();
        for (int left = 1 + random.nextInt(5); left > 0; ) {
            int client = random.nextInt(PROCESSES);
            if (running[client] == null) {
                Event one = asked.get(random.nextInt(3));
                running[client] = random.nextInt(4) == 0
                        ? invocation(process++, "read", null)
                        : invocation(process++, one.function(), one.value());
                events.add(running[client]);
                left--;
            } else {
                complete(random, events, running[client], applied);
                running[client] = null;
            }
        }
        for (Event invocation : running) {
            if (invocation != null && random.nextInt(3) > 0) {
                complete(random, events, invocation, applied);
            }
        }
        end(random, events, process, asked, applied);
        return History.of(events);
    }

    private static void complete(SplittableRandom random, List<Event> events, Event begun, List<String> applied) {
        Type type = List.of(Type.OK, Type.OK, Type.OK, Type.INFO, Type.FAIL).get(random.nextInt(5));
        boolean read = begun.function().equals("read");
        Object value = !read ? begun.value() : type == Type.OK ? (Object) (long) random.nextInt(-1, 5) : null;
        events.add(new Event(begun.process(), type, begun.function(), "k", value, Event.NO_TIME, null));
        if (!read && type != Type.FAIL) {
            applied.add((String) ((List<?>) begun.value()).get(1));
        }
    }

    /** What one or two nodes read in the end: often all that may have taken effect, in the order of completion. */
    private static void end(
            SplittableRandom random, List<Event> events, long process, List<Event> asked, List<String> applied) {
        List<String> posted = new ArrayList<>();
        for (String reference : applied) {
            if (!posted.contains(reference) || random.nextInt(20) == 0) {
                posted.add(reference);
            }
        }
        if (random.nextInt(4) == 0 && !posted.isEmpty()) {
            posted.remove(random.nextInt(posted.size()));
        }
        if (random.nextInt(8) == 0) {
            posted.add(
                    random.nextInt(posted.size() + 1),
                    List.of("a", "b", "c", "d").get(random.nextInt(4)));
        }
        if (random.nextInt(6) == 0) {
            posted.add(posted.isEmpty() ? "a" : posted.removeFirst());
        }
        long balance = random.nextInt(12) == 0 ? 1 : 0;
        for (Event one : asked) {
            List<?> pair = (List<?>) one.value();
            long amount = Long.parseLong((String) pair.get(0)) * (one.function().equals("deposit") ? 1 : -1);
            balance += amount * posted.stream().filter(pair.get(1)::equals).count();
        }
        for (int node = 1; node <= 2; node++) {
            Map<String, Object> ledger = new HashMap<>();
            ledger.put("balance", balance);
            ledger.put("posted", List.copyOf(posted));
            ledger.put("broken", random.nextInt(20) == 0 ? "a rule" : null);
            answer(events, process++, "final-audit", "n" + node, ledger);
            answer(events, process++, "final-read", "n" + node, random.nextInt(20) == 0 ? balance + 1 : balance);
            if (random.nextInt(20) == 0) {
                posted.add("b");
            }
        }
    }

    private static void answer(List<Event> events, long process, String function, String node, Object answer) {
        events.add(invocation(process, function, node));
        events.add(new Event(process, Type.OK, function, "k", answer, Event.NO_TIME, null));
    }

    private static Event invocation(long process, String function, Object value) {
        return new Event(process, Type.INVOKE, function, "k", value, Event.NO_TIME, null);
    }
}
