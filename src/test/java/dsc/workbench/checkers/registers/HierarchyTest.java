package dsc.workbench.checkers.registers;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.checkers.Checker;
import dsc.workbench.checkers.Linearizability;
import dsc.workbench.checkers.Models;
import dsc.workbench.checkers.Verdict.Status;
import dsc.workbench.checkers.registers.SessionGuarantees.Guarantee;
import dsc.workbench.history.Event;
import dsc.workbench.history.Event.Type;
import dsc.workbench.history.History;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What keeps a model keeps each weaker one: linearizable, sequential, causal, each of the sessions' guarantees. All
 * four of these at once are causal convergence.
 */
class HierarchyTest {

    private static final int HISTORIES = 300;
    private static final Duration BUDGET = Duration.ofSeconds(10);
    private static final Checker KV = Snapshots.asReads(Linearizability.of(Models.KV));

    private static final List<Checker> EACH = List.of(
            SessionGuarantees.READ_YOUR_WRITES,
            SessionGuarantees.MONOTONIC_READS,
            SessionGuarantees.MONOTONIC_WRITES,
            SessionGuarantees.WRITES_FOLLOW_READS);

    private static boolean keeps(Checker checker, History history) {
        Status status = checker.check(history, BUDGET).status();
        assertThat(status).isNotEqualTo(Status.UNKNOWN);
        return status == Status.VALID;
    }

    private static void assertHierarchy(History history) {
        boolean causal = keeps(CausalConvergence.CHECKER, history);
        assertThat(keeps(SessionGuarantees.ALL, history))
                .as("%s", history.events())
                .isEqualTo(causal);
        if (keeps(SequentialConsistency.CHECKER, history)) {
            assertThat(causal).as("%s", history.events()).isTrue();
        }
        if (causal) {
            assertThat(EACH).allMatch(checker -> keeps(checker, history));
        }
    }

    @Test
    void holdsForArbitraryResults() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            assertHierarchy(Litmus.history(SmallHistories.draw(random, 2 + random.nextInt(3), 3 + random.nextInt(6))));
        }
    }

    @Test
    void holdsForReplicasThatKeepLess() {
        List<Guarantee> all = Arrays.asList(Guarantee.values());
        for (int seed = 0; seed < HISTORIES / 6; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            EnumSet<Guarantee> kept = EnumSet.noneOf(Guarantee.class);
            all.stream().filter(each -> random.nextInt(4) > 0).forEach(kept::add);
            assertHierarchy(
                    SimulatedReplicas.keeping(random, kept, 3, 2).operate(12).history());
        }
    }

    @Test
    void whatIsLinearizableIsSequential() {
        int[] counts = new int[2];
        for (int seed = 0; seed < HISTORIES; seed++) {
            History history = overlapping(new SplittableRandom(seed));
            boolean linearizable = keeps(KV, history);
            counts[linearizable ? 1 : 0]++;
            if (linearizable) {
                assertThat(keeps(SequentialConsistency.CHECKER, history))
                        .as("%s", history.events())
                        .isTrue();
            }
        }
        assertThat(counts[0]).isGreaterThan(HISTORIES / 20);
        assertThat(counts[1]).isGreaterThan(HISTORIES / 20);
    }

    /** Reads and writes that overlap, with results that mostly fit. */
    private static History overlapping(SplittableRandom random) {
        List<Event> events = new ArrayList<>();
        Event[] running = new Event[3];
        List<List<String>> written = List.of(new ArrayList<>(), new ArrayList<>());
        for (int left = 8; left > 0; ) {
            int process = random.nextInt(running.length);
            Event begun = running[process];
            if (begun == null) {
                int key = random.nextInt(2);
                boolean writes = random.nextBoolean();
                String value = writes ? "v" + left : null;
                running[process] = new Event(
                        process, Type.INVOKE, writes ? "write" : "read", "k" + key, value, Event.NO_TIME, null);
                events.add(running[process]);
                if (writes) {
                    written.get(key).add(value);
                }
                left--;
            } else {
                List<String> values = written.get(begun.key().equals("k0") ? 0 : 1);
                int back = random.nextInt(4) == 0 ? 2 : 1;
                Object value = begun.value() != null
                        ? begun.value()
                        : values.size() < back ? null : values.get(values.size() - back);
                events.add(new Event(process, Type.OK, begun.function(), begun.key(), value, Event.NO_TIME, null));
                running[process] = null;
            }
        }
        return History.of(events);
    }

    /** A checker that goes key by key cannot see that a snapshot was taken at two moments. */
    @Test
    void keyByKeyTornSnapshotsAreLinearizable() {
        List<Event> events =
                new ArrayList<>(Litmus.history("wx1", "wy1", "sx1y0", "sx0y1").events());
        // All begin before any ends.
        events.sort(Comparator.comparing(event -> event.type() != Type.INVOKE));
        History concurrent = History.of(events);

        assertThat(keeps(KV, concurrent)).isTrue();
        assertThat(keeps(SequentialConsistency.CHECKER, concurrent)).isFalse();
    }
}
