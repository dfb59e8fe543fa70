package dsc.concepts.foundations.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.shared.KeyValue;
import dsc.workbench.checkers.DrawnEvents;
import dsc.workbench.checkers.Judgement;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.checkers.Verdict.Status;
import dsc.workbench.history.Event;
import dsc.workbench.history.Event.Type;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import dsc.workbench.history.Operation.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Increments are judged as reads and writes of their own, and every order of these halves agrees. */
class IncrementsReferenceTest {

    private static final int HISTORIES = 4_000;

    private final List<Event> events = new ArrayList<>();
    private long process;

    private long begin(String function, Object argument) {
        events.add(event(process, Type.INVOKE, function, argument));
        return process++;
    }

    private void ok(String function, Object argument, Object result) {
        events.add(event(begin(function, argument), Type.OK, function, result));
    }

    private static Event event(long client, Type type, String function, Object value) {
        return new Event(client, type, function, "k", value, Event.NO_TIME, null);
    }

    private static Verdict check(History history) {
        return Judgement.of(new Increments(KeyValue.LINEARIZABLE), history, Duration.ofSeconds(10));
    }

    private Status status() {
        return check(History.of(events)).status();
    }

    @Test
    void aLostIncrementIsNoViolation() {
        long one = begin("increment", null);
        long two = begin("increment", null);
        events.add(event(one, Type.OK, "increment", "1"));
        events.add(event(two, Type.OK, "increment", "1"));
        ok("read", null, "1");
        assertThat(status()).isEqualTo(Status.VALID);
    }

    @Test
    void aFirstIncrementFindsWhatWasWritten() {
        ok("write", "7", null);
        ok("increment", null, "1");
        assertThat(status()).isEqualTo(Status.INVALID);
    }

    @Test
    void anIncrementWritesAfterItHasRead() {
        long other = begin("write", "4");
        ok("increment", null, "5");
        ok("read", null, "4");
        events.add(event(other, Type.OK, "write", "4"));
        assertThat(status()).isEqualTo(Status.INVALID);
    }

    @Test
    void whatFollowsAnIncrementOfUnknownOutcomeIsJudged() {
        ok("write", "3", null);
        begin("increment", null);
        ok("read", null, "4");
        assertThat(status()).isEqualTo(Status.VALID);
        ok("write", "8", null);
        ok("read", null, "3");
        assertThat(status()).isEqualTo(Status.INVALID);
    }

    @Test
    void anIncrementOfUnknownOutcomeMayWriteLateWhatItFoundEarly() {
        ok("write", "3", null);
        begin("increment", null);
        ok("read", null, "3");
        ok("write", "8", null);
        ok("read", null, "4");
        assertThat(status()).isEqualTo(Status.VALID);
    }

    @Test
    void agreesWithEveryOrder() {
        assertAgreement(0, HISTORIES);
    }

    @Tag("thorough")
    @Test
    void agreesWithEveryOrderOfMany() {
        assertAgreement(HISTORIES, HISTORIES + 60_000);
    }

    private static void assertAgreement(int first, int end) {
        int valid = 0;
        for (int seed = first; seed < end; seed++) {
            History history = draw(new SplittableRandom(seed));
            boolean orderable = new Orders(history).exist();
            Verdict verdict = check(history);
            valid += orderable ? 1 : 0;
            assertThat(verdict.status())
                    .as("seed %d: %s", seed, history.events())
                    .isEqualTo(orderable ? Status.VALID : Status.INVALID);
        }
        assertThat(valid).isBetween((end - first) / 20, (end - first) * 19 / 20);
    }

    private static History draw(SplittableRandom random) {
        List<Event> events = new ArrayList<>();
        // Judgement wants an operation that took effect.
        events.add(event(0, Type.INVOKE, "read", null));
        events.add(event(0, Type.OK, "read", null));
        events.addAll(DrawnEvents.draw(
                random,
                2 + random.nextInt(4),
                1,
                process -> invocation(random, process),
                begun -> completion(random, begun)));
        return History.of(events);
    }

    private static Event invocation(SplittableRandom random, long process) {
        int kind = random.nextInt(5);
        String function = kind < 2 ? "read" : kind == 2 ? "write" : "increment";
        return event(process, Type.INVOKE, function, kind == 2 ? text(random) : null);
    }

    private static Event completion(SplittableRandom random, Event invocation) {
        Type type = List.of(Type.OK, Type.OK, Type.OK, Type.INFO, Type.FAIL).get(random.nextInt(5));
        Object result = switch (invocation.function()) {
            case "write" -> invocation.value();
            case "increment" -> type == Type.OK ? Integer.toString(1 + random.nextInt(3)) : null;
            default -> type == Type.OK && random.nextInt(4) > 0 ? text(random) : null;
        };
        return event(invocation.process(), type, invocation.function(), result);
    }

    private static String text(SplittableRandom random) {
        return List.of("0", "1", "2", "3", "x").get(random.nextInt(5));
    }

    /** Tries every order of the moments at which reads read and writes write: the definition, word for word. */
    private static final class Orders {
        private final List<Operation> operations;
        /** How many of its moments each operation has had: increments have two, and hold what they read. */
        private final int[] had;

        private final Long[] held;

        Orders(History history) {
            operations = history.operations().stream()
                    .filter(operation -> operation.outcome() != Outcome.FAILED)
                    .toList();
            had = new int[operations.size()];
            held = new Long[operations.size()];
        }

        boolean exist() {
            return continueFrom(null);
        }

        private boolean isOver(int at) {
            return had[at] == (operations.get(at).function().equals("increment") ? 2 : 1);
        }

        private boolean continueFrom(String text) {
            boolean done = true;
            int firstEnd = Integer.MAX_VALUE;
            for (int at = 0; at < had.length; at++) {
                if (!isOver(at)) {
                    done &= operations.get(at).outcome() == Outcome.UNKNOWN;
                    firstEnd = Math.min(firstEnd, operations.get(at).end());
                }
            }
            if (done) {
                return true;
            }
            for (int at = 0; at < had.length; at++) {
                if (!isOver(at) && operations.get(at).start() < firstEnd && moves(at, text)) {
                    return true;
                }
            }
            return false;
        }

        private boolean moves(int at, String text) {
            Operation operation = operations.get(at);
            boolean known = operation.outcome() == Outcome.OK;
            Long number = text == null ? Long.valueOf(0) : text.matches("\\d+") ? Long.valueOf(text) : null;
            Long before = held[at];
            String after = text;
            switch (operation.function()) {
                case "read" -> {
                    if (known && !Objects.equals(operation.result(), text)) {
                        return false;
                    }
                }
                case "write" -> after = (String) operation.argument();
                default -> {
                    if (had[at] == 1) {
                        after = Long.toString(held[at] + 1);
                    } else if (number == null || known && number + 1 != Long.parseLong((String) operation.result())) {
                        return false;
                    } else {
                        held[at] = number;
                    }
                }
            }
            had[at]++;
            boolean found = continueFrom(after);
            had[at]--;
            held[at] = before;
            return found;
        }
    }
}
