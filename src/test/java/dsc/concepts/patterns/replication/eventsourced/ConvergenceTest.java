package dsc.concepts.patterns.replication.eventsourced;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.patterns.replication.eventsourced.Contents.Event;
import dsc.concepts.patterns.replication.eventsourced.Contents.Incremented;
import dsc.concepts.patterns.replication.eventsourced.Contents.Removed;
import dsc.concepts.patterns.replication.eventsourced.Contents.Renamed;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.history.Operation;
import dsc.workbench.history.Recorder;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.ShippedSettings;
import dsc.workbench.protocol.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Three replicas take the scenario's calls; what one writes reaches the others in its order, but with no order between
 * writers, as Pekko promises it. Then the scenario's check says whether they converged, and whether anything was lost;
 * and it says so as well when a rule of {@link Contents} is broken.
 */
class ConvergenceTest {

    private static final int SEEDS = 200;
    private static final int CALLS = 60;
    private static final List<String> KEYS = List.of("k");

    /** How an event changes what a replica holds. */
    @FunctionalInterface
    private interface Rule {
        Contents apply(String replica, Contents contents, Event event);
    }

    private static final Rule RIGHT = (replica, contents, event) -> contents.apply(event, false);

    @Test
    void replicasConvergeAndNothingIsLost() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Verdict verdict = run(RIGHT, seed);
            assertThat(verdict.status())
                    .as("seed %d: %s", seed, verdict.reason())
                    .isEqualTo(Verdict.Status.VALID);
        }
    }

    @Test
    void anIncrementOfAnotherReplicaThatCountsTwiceIsCaught() {
        assertCaught((replica, contents, event) -> {
            Contents right = contents.apply(event, false);
            return event instanceof Incremented increment
                            && !event.dot().replica().equals(replica)
                    ? new Contents(right.set(), right.count() + increment.amount(), right.name(), right.applied(), 0)
                    : right;
        });
    }

    @Test
    void anEventThatAlwaysCountsTwiceIsCaught() {
        assertCaught((replica, contents, event) -> {
            Contents right = contents.apply(event, false);
            return event instanceof Incremented increment
                    ? new Contents(right.set(), right.count() + increment.amount(), right.name(), right.applied(), 0)
                    : right;
        });
    }

    @Test
    void aRegisterThatKeepsWhatWasWrittenHereIsCaught() {
        assertCaught((replica, contents, event) -> {
            Contents right = contents.apply(event, false);
            boolean keeps = event instanceof Renamed
                    && !event.dot().replica().equals(replica)
                    && contents.name().replica().equals(replica);
            return keeps ? new Contents(right.set(), right.count(), contents.name(), right.applied(), 0) : right;
        });
    }

    @Test
    void aSetThatForgetsRemovalsAheadOfTheirAddsIsCaught() {
        assertCaught((replica, contents, event) -> {
            Contents right = contents.apply(event, false);
            ObservedRemoveSet forgetful = new ObservedRemoveSet(right.set().adds(), new TreeSet<>());
            return new Contents(forgetful, right.count(), right.name(), right.applied(), 0);
        });
    }

    /** One acknowledged effect is taken out of what all replicas hold in the end. */
    @Test
    void anEffectThatIsNowhereInTheEndIsCaught() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Replicas replicas = new Replicas(RIGHT, new SplittableRandom(seed));
            for (int call = 0; call < CALLS; call++) {
                replicas.step();
            }
            replicas.deliverAll();
            Map<String, Object> held =
                    new LinkedHashMap<>(replicas.contents.get("n1").visible());
            List<Operation> updates = replicas.recorder.history().operations().stream()
                    .filter(update -> List.of("add", "remove", "increment").contains(update.function()))
                    .toList();
            Operation out = updates.get(new SplittableRandom(seed).nextInt(updates.size()));
            List<Object> elements = new ArrayList<>((List<?>) held.get("elements"));
            switch (out.function()) {
                case "increment" ->
                    held.put("count", (Long) held.get("count") - Long.parseLong((String) out.argument()));
                case "remove" -> elements.add(out.argument());
                default -> {
                    if (!elements.remove(out.argument())) {
                        // It was removed, so that nobody misses it.
                        continue;
                    }
                }
            }
            held.put("elements", elements);
            replicas.endWith(held);
            assertThat(check(replicas.recorder).status())
                    .as("seed %d: without %s", seed, out)
                    .isEqualTo(Verdict.Status.INVALID);
        }
    }

    private static void assertCaught(Rule broken) {
        assertThat(IntStream.rangeClosed(1, SEEDS)
                        .mapToObj(seed -> run(broken, seed).status()))
                .contains(Verdict.Status.INVALID);
    }

    private static Verdict run(Rule rule, int seed) {
        Replicas replicas = new Replicas(rule, new SplittableRandom(seed));
        for (int call = 0; call < CALLS; call++) {
            replicas.step();
        }
        replicas.deliverAll();
        return replicas.verdict();
    }

    private static void record(Recorder recorder, long process, Call call, Object result) {
        var invocation = recorder.invoke(process, call.function(), call.key(), call.value());
        recorder.complete(
                invocation, dsc.workbench.history.Event.Type.OK, result == null ? call.value() : result, null);
    }

    private static Verdict check(Recorder recorder) {
        return new EventSourcedScenario()
                .guarantee(ShippedSettings.of("eventsourced"))
                .checker()
                .check(recorder.history(), Duration.ofSeconds(10));
    }

    private static final class Replicas {
        private final Workload workload = new EventSourcedScenario().workload(ShippedSettings.of("eventsourced"));
        private final Rule rule;
        private final SplittableRandom random;
        private final Map<String, Contents> contents = new LinkedHashMap<>();
        private final Map<String, List<Event>> journals = new LinkedHashMap<>();
        private final Map<String, Integer> copied = new LinkedHashMap<>();
        private final Recorder recorder = new Recorder(() -> 0);
        private final List<String> names = List.of("n1", "n2", "n3");

        Replicas(Rule rule, SplittableRandom random) {
            this.rule = rule;
            this.random = random;
            names.forEach(name -> {
                contents.put(name, Contents.NOTHING);
                journals.put(name, new ArrayList<>());
            });
        }

        /** A call at one replica, or the next event of another one's journal. */
        void step() {
            String at = names.get(random.nextInt(names.size()));
            if (random.nextBoolean()) {
                copy(names.get(random.nextInt(names.size())), at);
            } else {
                call(at, workload.next(random, KEYS, new Workload.Turn(0, 1, 0)));
            }
        }

        private void call(String at, Call call) {
            Contents held = contents.get(at);
            Dot dot = held.applied().next(at);
            Event event = switch (call.function()) {
                case "add" -> new Contents.Added(dot, 0, call.value().toString());
                case "increment" ->
                    new Incremented(dot, 0, Long.parseLong(call.value().toString()));
                case "rename" ->
                    new Renamed(dot, 0, held.name().next(call.value().toString(), random.nextInt(5), at));
                case "remove" -> removal(held, dot);
                default -> null;
            };
            if (event != null) {
                Object value = event instanceof Removed removed ? removed.element() : call.value();
                journals.get(at).add(event);
                contents.put(at, rule.apply(at, held, event));
                record(recorder, names.indexOf(at), Call.of(call.function(), call.key(), value), null);
            }
        }

        private Event removal(Contents held, Dot dot) {
            List<String> elements = held.set().elements();
            if (elements.isEmpty()) {
                return null;
            }
            String element = elements.get(random.nextInt(elements.size()));
            return new Removed(dot, 0, element, held.set().seen(element));
        }

        /** Whether there was one more. */
        private boolean copy(String from, String to) {
            int next = copied.getOrDefault(from + to, 0);
            if (Objects.equals(from, to) || next == journals.get(from).size()) {
                return false;
            }
            copied.put(from + to, next + 1);
            contents.put(to, rule.apply(to, contents.get(to), journals.get(from).get(next)));
            return true;
        }

        void deliverAll() {
            names.forEach(from -> names.forEach(to -> {
                while (copy(from, to)) {
                    // One event after the other.
                }
            }));
        }

        Verdict verdict() {
            names.forEach(name -> recordEnd(name, contents.get(name).visible()));
            return check(recorder);
        }

        /** All replicas hold this. */
        void endWith(Map<String, Object> held) {
            names.forEach(name -> recordEnd(name, held));
        }

        private void recordEnd(String name, Map<String, Object> held) {
            record(recorder, names.indexOf(name), Call.of(Operations.FINAL + "read", "k", name), held);
        }
    }
}
