package dsc.workbench.checkers.positions;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.checkers.Checker;
import dsc.workbench.checkers.Linearizability;
import dsc.workbench.checkers.Models;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.checkers.Verdict.Status;
import dsc.workbench.history.Event;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import dsc.workbench.history.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Against the definition, against linearizability, and against a log whose histories are edited. */
class PositionsReferenceTest {

    private static final Duration BUDGET = Duration.ofSeconds(10);

    /** @param position 0 for an unknown outcome */
    private record Step(String function, Object argument, Object found, long position) {}

    /** What one operation on a key can be, with positions from 1 to {@code positions}. */
    private static List<Step> steps(int positions) {
        List<Step> steps = new ArrayList<>();
        for (long position = 0; position <= positions; position++) {
            steps.add(new Step("write", "a", "a", position));
            steps.add(new Step("write", "b", "b", position));
            steps.add(new Step("cas", Arrays.asList(null, "a"), "a", position));
            steps.add(new Step("cas", List.of("a", "b"), "b", position));
            for (String found : position == 0 ? new String[0] : new String[] {null, "a", "b"}) {
                steps.add(new Step("read", null, found, position));
            }
        }
        return steps;
    }

    /**
     * All ways to let as many operations begin and end as there are letters: the letter of an operation that begins, in
     * their order, and the same in upper case where it ends.
     */
    private static void forEachCourse(String course, int begun, String open, int count, Consumer<String> consumer) {
        if (begun == count && open.isEmpty()) {
            consumer.accept(course);
            return;
        }
        if (begun < count) {
            char next = (char) ('a' + begun);
            forEachCourse(course + next, begun + 1, open + next, count, consumer);
        }
        for (char ended : open.toCharArray()) {
            forEachCourse(course + Character.toUpperCase(ended), begun, open.replace("" + ended, ""), count, consumer);
        }
    }

    /** @param sessions whether an operation goes on with the process of the last that ended, if its outcome is known */
    private static History history(String course, List<Step> steps, boolean sessions) {
        long[] now = {0};
        Recorder recorder = new Recorder(() -> now[0]++);
        Event[] begun = new Event[steps.size()];
        long free = -1;
        for (char each : course.toCharArray()) {
            int at = Character.toLowerCase(each) - 'a';
            Step step = steps.get(at);
            if (Character.isLowerCase(each)) {
                begun[at] =
                        recorder.invoke(sessions && free >= 0 ? free : 10 + at, step.function(), "x", step.argument());
                free = -1;
            } else if (step.position() > 0) {
                recorder.complete(begun[at], Event.Type.OK, Arrays.asList(step.found(), step.position()), null);
                free = begun[at].process();
            }
        }
        return recorder.history();
    }

    private final int[] verdicts = new int[3];

    private void compare(History history) {
        for (Checker checker : List.of(Positions.ORDERED, Positions.LINEARIZABLE)) {
            boolean kept = PlacedUpdates.keeps(history, checker == Positions.LINEARIZABLE);
            Verdict verdict = checker.check(history, BUDGET);
            verdicts[verdict.status().ordinal()]++;
            if (verdict.status() != (kept ? Status.VALID : Status.INVALID)) {
                assertThat(verdict.reason())
                        .as("%s, %s: %s", checker.name(), kept, history.events())
                        .isNull();
            }
        }
    }

    private void compareAll(int operations, int positions) {
        List<Step> all = steps(positions);
        forEachCourse("", 0, "", operations, course -> {
            int[] choice = new int[operations];
            for (long number = 0; number < Math.pow(all.size(), operations); number++) {
                long rest = number;
                for (int at = 0; at < operations; at++, rest /= all.size()) {
                    choice[at] = (int) (rest % all.size());
                }
                List<Step> steps = Arrays.stream(choice).mapToObj(all::get).toList();
                compare(history(course, steps, true));
                compare(history(course, steps, false));
            }
        });
        assertThat(verdicts[Status.VALID.ordinal()]).isGreaterThan(500);
        assertThat(verdicts[Status.INVALID.ordinal()]).isGreaterThan(500);
    }

    @Test
    void agreesWithTheDefinitionOnAllHistoriesOfTwoOperations() {
        compareAll(2, 3);
    }

    @Test
    @Tag("thorough")
    void agreesWithTheDefinitionOnAllHistoriesOfThreeOperations() {
        compareAll(3, 2);
    }

    @Test
    void agreesWithTheDefinitionOnDrawnHistories() {
        for (int seed = 0; seed < 2_000; seed++) {
            compare(drawn(new SplittableRandom(seed)));
        }
        assertThat(verdicts[Status.VALID.ordinal()]).isGreaterThan(500);
        assertThat(verdicts[Status.INVALID.ordinal()]).isGreaterThan(500);
    }

    /** Mostly what a log would answer, so that many are valid. */
    private static History drawn(SplittableRandom random) {
        int operations = random.nextInt(3, 7);
        List<Step> all = steps(1);
        List<Step> steps = new ArrayList<>();
        Map<Long, String> left = new HashMap<>();
        for (int at = 0; at < operations; at++) {
            Step step = all.get(random.nextInt(all.size()));
            long position = step.position() == 0 ? 0 : random.nextInt(1, operations + 1);
            String found = step.found() == null ? null : step.found().toString();
            if (step.function().equals("read") && random.nextInt(4) > 0) {
                found = left.getOrDefault(position, left.getOrDefault(position - 1, found));
            }
            left.putIfAbsent(position, found);
            steps.add(new Step(step.function(), step.argument(), found, position));
        }
        StringBuilder course = new StringBuilder();
        int begun = 0;
        String open = "";
        while (begun < operations || !open.isEmpty()) {
            if (begun < operations && (open.isEmpty() || open.length() < 3 && random.nextBoolean())) {
                char next = (char) ('a' + begun++);
                course.append(next);
                open += next;
            } else {
                char ended = open.charAt(random.nextInt(open.length()));
                course.append(Character.toUpperCase(ended));
                open = open.replace("" + ended, "");
            }
        }
        return history(course.toString(), steps, random.nextBoolean());
    }

    @Test
    void whatALogAnswersIsValidAndLinearizableMeansKv() {
        int linearizable = 0;
        for (int seed = 0; seed < 24; seed++) {
            boolean wanted = seed % 2 == 0;
            History history = History.of(RecordedLog.draw(new SplittableRandom(seed), 60, wanted));
            assertThat(Positions.ORDERED.check(history, BUDGET).reason()).startsWith("the positions are an order");
            Status status = Positions.LINEARIZABLE.check(history, BUDGET).status();
            assertThat(status == Status.VALID || !wanted).isTrue();
            if (status == Status.VALID) {
                linearizable++;
                assertThat(Linearizability.of(Models.KV)
                                .check(valuesOnly(history), BUDGET)
                                .status())
                        .isEqualTo(Status.VALID);
            }
        }
        assertThat(linearizable).isBetween(12, 20);
    }

    private static History valuesOnly(History history) {
        return History.of(history.events().stream()
                .map(event -> event.type() == Event.Type.OK
                        ? with(
                                event,
                                event.function().equals("cas")
                                        ? history.operations().stream()
                                                .filter(operation -> operation.completion() == event)
                                                .findFirst()
                                                .orElseThrow()
                                                .argument()
                                        : ((List<?>) event.value()).getFirst())
                        : event)
                .toList());
    }

    private static Event with(Event event, Object value) {
        return new Event(
                event.process(), event.type(), event.function(), event.key(), value, event.timeNanos(), event.error());
    }

    /** Edits that break the order, each wherever it can be made. */
    @Test
    void oneEditIsSeen() {
        int edits = 0;
        for (int seed = 0; seed < 10; seed++) {
            List<Event> events = RecordedLog.draw(new SplittableRandom(seed), 80, true);
            List<Operation> known = History.of(events).operations().stream()
                    .filter(operation -> operation.outcome() == Operation.Outcome.OK)
                    .toList();
            for (Operation operation : known) {
                List<?> answer = (List<?>) operation.result();
                refuses(events, operation, Arrays.asList("from nowhere", answer.getLast()));
                Optional<Operation> earlier = known.stream()
                        .filter(other -> other.end() < operation.start())
                        .findFirst();
                if (earlier.isPresent() && !operation.function().equals("read")) {
                    Object told = ((List<?>) earlier.get().result()).getLast();
                    refuses(events, operation, Arrays.asList(answer.getFirst(), told));
                    edits++;
                }
            }
        }
        assertThat(edits).isGreaterThan(100);
    }

    private static void refuses(List<Event> events, Operation operation, List<?> answer) {
        List<Event> edited = new ArrayList<>(events);
        edited.set(operation.end(), with(operation.completion(), answer));
        assertThat(Positions.LINEARIZABLE.check(History.of(edited), BUDGET).status())
                .as("%s", operation)
                .isEqualTo(Status.INVALID);
    }

    @Test
    void twentyThousandOperationsTakeNoTime() {
        History history = History.of(RecordedLog.draw(new SplittableRandom(1), 20_000, true));
        long begun = System.nanoTime();
        assertThat(Positions.LINEARIZABLE.check(history, BUDGET).status()).isEqualTo(Status.VALID);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
    }
}
