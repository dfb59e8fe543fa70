package dsc.workbench.checkers;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.checkers.Deliveries.Promise;
import dsc.workbench.history.Event;
import dsc.workbench.history.Event.Type;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import dsc.workbench.history.Operation.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The checker agrees, on thousands of tiny histories, with one that makes every list that could have come about. */
class DeliveriesReferenceTest {

    private static final int HISTORIES = 4_000;
    private static final int LETTERS_MAX = 4;

    @Test
    void agreesWithEveryListThatCouldHaveComeAbout() {
        assertAgreement(0, HISTORIES);
    }

    @Tag("thorough")
    @Test
    void agreesOnMany() {
        assertAgreement(HISTORIES, HISTORIES + 150_000);
    }

    private static void assertAgreement(int first, int end) {
        int valid = 0;
        for (int seed = first; seed < end; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Set<Promise> promises = EnumSet.noneOf(Promise.class);
            for (Promise promise : Promise.values()) {
                if (random.nextBoolean()) {
                    promises.add(promise);
                }
            }
            History history = draw(random);
            boolean possible = new Lists(history, promises).explain();
            valid += possible ? 1 : 0;
            assertThat(Deliveries.of("promised", promises.toArray(Promise[]::new))
                            .check(history, Duration.ofSeconds(1))
                            .status())
                    .as("seed %d: %s %s", seed, promises, history.events())
                    .isEqualTo(possible ? Verdict.Status.VALID : Verdict.Status.INVALID);
        }
        assertThat(valid).isBetween((end - first) / 20, (end - first) * 19 / 20);
    }

    /** Up to three letters of one key, of two channels, and what two nodes have of them. */
    private static History draw(SplittableRandom random) {
        List<Event> events = new ArrayList<>();
        List<String> letters = List.of("a", "b", "c").subList(0, 1 + random.nextInt(3));
        long process = 0;
        for (String letter : letters) {
            Type type = List.of(Type.OK, Type.OK, Type.OK, Type.INFO, Type.FAIL).get(random.nextInt(5));
            Object result = random.nextInt(4) == 0
                    ? letter
                    : List.of(random.nextBoolean() ? "n1" : "n2", (long) random.nextInt(3));
            events.add(event(process, Type.INVOKE, "send", letter));
            events.add(event(process++, type, "send", type == Type.OK ? result : letter));
        }
        List<String> first = list(random, letters);
        for (int node = 1; node <= 2; node++) {
            List<String> list = node == 1 || random.nextInt(3) > 0 ? first : list(random, letters);
            events.add(event(process, Type.INVOKE, "final-received", "n" + node));
            events.add(event(process++, Type.OK, "final-received", list));
        }
        return History.of(events);
    }

    private static List<String> list(SplittableRandom random, List<String> letters) {
        List<String> list = new ArrayList<>();
        int size = random.nextInt(LETTERS_MAX + 1);
        while (list.size() < size) {
            list.add(random.nextInt(20) == 0 ? "z" : letters.get(random.nextInt(letters.size())));
        }
        return list;
    }

    private static Event event(long process, Type type, String function, Object value) {
        return new Event(process, type, function, "k", value, Event.NO_TIME, null);
    }

    /** Chooses how often each letter took effect, and puts these effects into every order: the definition. */
    private static final class Lists {
        private final List<Operation> sends;
        private final Set<Promise> promises;
        private final List<List<?>> answers;

        Lists(History history, Set<Promise> promises) {
            this.promises = promises;
            this.sends = history.operations().stream()
                    .filter(operation -> operation.function().equals("send"))
                    .toList();
            this.answers = history.operations().stream()
                    .filter(operation -> operation.function().equals("final-received"))
                    .<List<?>>map(operation -> (List<?>) operation.result())
                    .toList();
        }

        boolean explain() {
            return (!promises.contains(Promise.ALIKE) || answers.get(0).equals(answers.get(1)))
                    && answers.stream().allMatch(answer -> choose(0, new ArrayList<>(), answer));
        }

        private boolean choose(int at, List<Operation> effects, List<?> answer) {
            if (at == sends.size()) {
                return arrange(effects, new ArrayList<>(), answer);
            }
            Operation send = sends.get(at);
            int least = send.outcome() == Outcome.OK && promises.contains(Promise.NOT_LOST) ? 1 : 0;
            int most = send.outcome() == Outcome.FAILED ? 0 : promises.contains(Promise.NOT_TWICE) ? 1 : LETTERS_MAX;
            for (int times = least; times <= most; times++) {
                List<Operation> more = new ArrayList<>(effects);
                for (int time = 0; time < times; time++) {
                    more.add(send);
                }
                if (more.size() <= LETTERS_MAX && choose(at + 1, more, answer)) {
                    return true;
                }
            }
            return false;
        }

        private boolean arrange(List<Operation> left, List<Operation> list, List<?> answer) {
            if (left.isEmpty()) {
                return list.stream().map(Operation::argument).toList().equals(answer);
            }
            for (Operation next : Set.copyOf(left)) {
                if (!mayFollow(next, list)) {
                    continue;
                }
                List<Operation> fewer = new ArrayList<>(left);
                fewer.remove(next);
                List<Operation> longer = new ArrayList<>(list);
                longer.add(next);
                if (arrange(fewer, longer, answer)) {
                    return true;
                }
            }
            return false;
        }

        private boolean mayFollow(Operation next, List<Operation> list) {
            if (!promises.contains(Promise.IN_CHANNEL_ORDER) || list.contains(next) || channel(next) == null) {
                return true;
            }
            return list.stream()
                    .filter(before -> channel(next).equals(channel(before)))
                    .allMatch(before -> number(before) < number(next));
        }

        private static Object channel(Operation send) {
            return send.result() instanceof List<?> place ? place.get(0) : null;
        }

        private static long number(Operation send) {
            return (Long) ((List<?>) send.result()).get(1);
        }
    }
}
