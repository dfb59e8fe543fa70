package dsc.workbench.checkers;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.checkers.SimulatedStore.Workload;
import dsc.workbench.history.Event;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a model adds to its bare steps, lookahead and the dropping of calls that make no difference, makes the search
 * faster and changes no verdict.
 */
class ShortcutsTest {

    private static final Duration BUDGET = Duration.ofMinutes(2);

    /** The model's steps and nothing more. */
    private record Bare<S>(Model<S> model) implements Model<S> {
        @Override
        public String name() {
            return model.name();
        }

        @Override
        public List<String> functions() {
            return model.functions();
        }

        @Override
        public Call call(Operation operation) {
            return model.call(operation);
        }

        @Override
        public S init() {
            return model.init();
        }

        @Override
        public Optional<S> step(S state, Call call) {
            return model.step(state, call);
        }

        @Override
        public String describe(S state) {
            return model.describe(state);
        }
    }

    @ParameterizedTest
    @EnumSource(Workload.class)
    void changeNoVerdict(Workload workload) {
        assertSameVerdicts(workload, 0, 200);
    }

    @Tag("thorough")
    @ParameterizedTest
    @EnumSource(Workload.class)
    void changeNoVerdictOfManyHistories(Workload workload) {
        assertSameVerdicts(workload, 200, 1_000);
    }

    private static void assertSameVerdicts(Workload workload, long first, long end) {
        Model<?> model = workload == Workload.STRINGS ? Models.APPEND_KV : Models.KV;
        int invalid = 0;
        int histories = (int) (end - first);
        for (long seed = first; seed < end; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            History history = withReadsSwapped(random, SimulatedStore.run(random, workload, 4, 1, 30, 0.2));
            Verdict verdict = Linearizability.of(model).check(history, BUDGET);
            Verdict bare = Linearizability.of(new Bare<>(model)).check(history, BUDGET);
            assertThat(verdict.status())
                    .as("seed %d: %s, %s", seed, verdict, bare)
                    .isEqualTo(bare.status());
            if (verdict.status() == Verdict.Status.INVALID) {
                invalid++;
                // Both end at the first completion that leaves no order.
                assertThat(verdict.evidence().orElseThrow().stuck())
                        .as("seed %d", seed)
                        .isEqualTo(bare.evidence().orElseThrow().stuck());
                EvidenceAssertions.assertReplays(model, verdict.evidence().orElseThrow());
            }
        }
        assertThat(invalid).isBetween(histories / 10, histories * 9 / 10);
    }

    /** The history with the results of two reads exchanged, which often is a stale read. */
    private static History withReadsSwapped(SplittableRandom random, History history) {
        List<Event> events = new ArrayList<>(history.events());
        int[] reads = IntStream.range(0, events.size())
                .filter(at -> events.get(at).type() == Event.Type.OK)
                .filter(at -> List.of("read", "get").contains(events.get(at).function()))
                .toArray();
        if (reads.length < 2) {
            return history;
        }
        int one = random.nextInt(reads.length - 1);
        Event earlier = events.get(reads[one]);
        Event later = events.get(reads[one + 1]);
        events.set(reads[one], withValue(earlier, later.value()));
        events.set(reads[one + 1], withValue(later, earlier.value()));
        return History.of(events);
    }

    private static Event withValue(Event event, Object value) {
        return new Event(
                event.process(), event.type(), event.function(), event.key(), value, event.timeNanos(), event.error());
    }
}
