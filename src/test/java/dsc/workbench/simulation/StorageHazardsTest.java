package dsc.workbench.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dsc.workbench.faults.Fault;
import dsc.workbench.faults.FaultPlan;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.simulation.Step.Kind;
import dsc.workbench.simulation.worlds.Conditions;
import dsc.workbench.simulation.worlds.Hazard;
import dsc.workbench.simulation.worlds.Latency;
import dsc.workbench.simulation.worlds.WorldSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Journals, snapshots and disks that fail or dawdle, in worlds of three {@link Notebook}s. */
class StorageHazardsTest extends NotebookWorlds {

    /** Faults of the journal end three seconds before the world does. */
    private static final long CALM_SECONDS = 3;

    private static final Conditions BUSY = THREE.edit()
            .clients(6)
            .operationsPerSecond(0)
            .lengthMillis(6_000)
            .disk(new Latency(Latency.Shape.UNIFORM, 4_000, 4_000, 0, 1))
            .build();

    private static final Conditions FAILING =
            BUSY.edit().hazards(Set.of(Hazard.JOURNAL_FAILURES)).build();

    private static List<Step> at(String node, List<Step> steps) {
        return steps.stream().filter(step -> node.equals(step.place())).toList();
    }

    private static int figure(Step step, String name) {
        return Integer.parseInt(step.state().replaceAll(".*" + name + "=(\\d+).*", "$1"));
    }

    private static List<Step> statesOf(String node, Outcome outcome) {
        return outcome.steps().stream()
                .filter(step -> node.equals(step.place()) && step.state() != null)
                .toList();
    }

    @Test
    void everyFateOfAWriteIsMetAndWhatIsDurableIsFoundAgain() {
        FaultPlan kill = plan(Fault.on(FaultKind.KILL, 5_000, 200, "n1", "n2", "n3"));
        Set<String> fates = new HashSet<>();
        for (int seed = 1; seed <= 30 && fates.size() < 4; seed++) {
            Outcome outcome = world(seed * APART, FAILING, kill);
            assertThat(outcome.isInvalid()).as(outcome.verdict().reason()).isFalse();
            for (String node : List.of("n1", "n2", "n3")) {
                List<Step> writes = at(node, steps(outcome, Kind.PERSIST, step -> true));
                long durable = writes.stream()
                        .filter(step -> seconds(step) <= 5)
                        .filter(step ->
                                step.text().equals("1 event") || step.text().contains("durable"))
                        .count();
                Step recovered = statesOf(node, outcome).stream()
                        .filter(step -> seconds(step) >= 5.2)
                        .findFirst()
                        .orElseThrow();
                writes.forEach(step -> fates.add(step.text()));
                assertThat(figure(recovered, "term") - durable)
                        .as("%s, seed %d: one more may have been under way", node, seed)
                        .isBetween(0L, 1L);
                assertThat(writes)
                        .filteredOn(step -> !step.text().equals("1 event"))
                        .allMatch(step -> seconds(step) <= 6 - CALM_SECONDS + 0.1);
            }
        }
        assertThat(fates)
                .containsExactlyInAnyOrder(
                        "1 event", "1 event, failed", "1 event, durable, reported as failed", "1 event, rejected");
    }

    /** A notebook starts again a second after its journal failed. What it heard is a field of the object. */
    @Test
    void theSameObjectRecoversAfterItsBackoff() {
        int failures = 0;
        for (int seed = 1; seed <= 5; seed++) {
            Outcome outcome = world(seed * APART, FAILING, FaultPlan.NONE);
            for (Step failed : steps(outcome, Kind.PERSIST, step -> step.text().endsWith("failed"))) {
                List<Step> own = at(failed.place(), outcome.steps());
                int place = own.indexOf(failed);
                Optional<Step> before = own.subList(0, place).reversed().stream()
                        .filter(step -> step.state() != null)
                        .findFirst();
                Optional<Step> write = own.subList(place + 1, own.size()).stream()
                        .filter(step -> step.kind() == Kind.PERSIST)
                        .findFirst();
                if (before.isEmpty() || write.isEmpty() || write.get().state() == null) {
                    continue;
                }
                failures++;
                assertThat(seconds(write.get()) - seconds(failed)).isGreaterThanOrEqualTo(1);
                assertThat(figure(write.get(), "heard")).isGreaterThanOrEqualTo(figure(before.get(), "heard"));
            }
        }
        assertThat(failures).isPositive();
    }

    @Test
    void aNodeWhoseEventIsRejectedEndsAndStartsAgain() {
        int rejections = 0;
        for (int seed = 1; seed <= 30 && rejections == 0; seed++) {
            Outcome outcome = world(seed * APART, FAILING, FaultPlan.NONE);
            for (Step rejected :
                    steps(outcome, Kind.PERSIST, step -> step.text().endsWith("rejected"))) {
                rejections++;
                Step crash = at(
                                rejected.place(),
                                steps(outcome, Kind.CRASH, step -> step.atNanos() >= rejected.atNanos()))
                        .getFirst();
                Step again = at(
                                rejected.place(),
                                steps(outcome, Kind.START, step -> step.atNanos() > rejected.atNanos()))
                        .getFirst();
                assertThat(crash.atNanos()).isEqualTo(rejected.atNanos());
                assertThat(again.atNanos() - crash.atNanos()).isEqualTo(500_000_000L);
            }
        }
        assertThat(rejections).isPositive();
    }

    @Test
    void aNodeThatCannotReadStartsLaterAndSnapshotsFail() {
        int late = 0;
        int snapshots = 0;
        for (int seed = 1; seed <= 20; seed++) {
            Outcome outcome =
                    world(seed * APART, FAILING.edit().operationsPerSecond(50).build(), FaultPlan.NONE);
            for (String node : List.of("n1", "n2", "n3")) {
                late += seconds(statesOf(node, outcome).get(1)) >= 1 ? 1 : 0;
                snapshots += figure(statesOf(node, outcome).getLast(), "snapshotsFailed");
            }
        }
        assertThat(late).isBetween(1, 20);
        assertThat(snapshots).isPositive();
    }

    @Test
    void withoutFailuresNothingFails() {
        for (int seed = 1; seed <= 3; seed++) {
            Outcome outcome = world(seed * APART, BUSY, FaultPlan.NONE);
            assertThat(steps(outcome, Kind.PERSIST, step -> !step.text().equals("1 event")))
                    .isEmpty();
            for (String node : List.of("n1", "n2", "n3")) {
                assertThat(figure(statesOf(node, outcome).getLast(), "snapshotsFailed"))
                        .isZero();
            }
        }
    }

    /** A notebook tells its first number a tenth of a second after it started, if it has read its journal by then. */
    @Test
    void readingAJournalTakesAWhile() {
        FaultPlan kill = plan(Fault.on(FaultKind.KILL, 1_010, 500, "n1"));
        int slow = 0;
        for (int seed = 1; seed <= 10; seed++) {
            assertThat(firstSendSeconds(world(seed * APART, THREE, kill))).isEqualTo(1.61);
            double seconds = firstSendSeconds(world(
                    seed * APART,
                    THREE.edit().hazards(Set.of(Hazard.SLOW_RECOVERY)).build(),
                    kill));
            assertThat(seconds).isBetween(1.61, 1.92);
            slow += seconds > 1.61 ? 1 : 0;
        }
        assertThat(slow).isPositive();
    }

    private static double firstSendSeconds(Outcome outcome) {
        return seconds(steps(
                        outcome,
                        Kind.SEND,
                        step -> "n1".equals(step.place()) && "Number".equals(step.type()) && seconds(step) > 1.5)
                .getFirst());
    }

    @Test
    void oneDiskIsSlowForAWhile() {
        Set<String> slow = new HashSet<>();
        for (int seed = 1; seed <= 10; seed++) {
            Outcome outcome = world(
                    seed * APART, BUSY.edit().hazards(Set.of(Hazard.SLOW_DISK)).build(), FaultPlan.NONE);
            Set<String> ofWorld = new HashSet<>();
            for (String node : List.of("n1", "n2", "n3")) {
                List<Step> writes = at(node, steps(outcome, Kind.PERSIST, step -> true));
                for (int index = 1; index < writes.size(); index++) {
                    if (writes.get(index).atNanos() - writes.get(index - 1).atNanos() >= 100_000_000L) {
                        ofWorld.add(node);
                        assertThat(seconds(writes.get(index))).isLessThan(6 - CALM_SECONDS + 0.2);
                    }
                }
            }
            assertThat(ofWorld).hasSize(1);
            slow.addAll(ofWorld);
        }
        assertThat(slow).hasSizeGreaterThan(1);
        assertThat(gapNanosMax(world(1, BUSY, FaultPlan.NONE))).isLessThan(100_000_000L);
    }

    private static long gapNanosMax(Outcome outcome) {
        List<Step> writes = at("n1", steps(outcome, Kind.PERSIST, step -> true));
        long gap = 0;
        for (int index = 1; index < writes.size(); index++) {
            gap = Math.max(
                    gap, writes.get(index).atNanos() - writes.get(index - 1).atNanos());
        }
        return gap;
    }

    @Test
    void allThatANodeStoresSharesOneDisk() {
        Conditions one = THREE.edit()
                .clients(1)
                .operationsMax(1)
                .operationsPerSecond(0)
                .lengthMillis(1_000)
                .disk(new Latency(Latency.Shape.UNIFORM, 10_000, 10_000, 0, 1))
                .build();
        try (Simulator<?> two = new Simulator<>(new TwoJournals("note", "a", "b"), ConfigFactory.empty())) {
            assertThat(gapNanosMax(two.run(new WorldSpec(1, one, FaultPlan.NONE), true)))
                    .isZero();
            assertThat(gapNanosMax(two.run(
                            new WorldSpec(
                                    1,
                                    one.edit().hazards(Set.of(Hazard.SLOW_DISK)).build(),
                                    FaultPlan.NONE),
                            true)))
                    .isGreaterThanOrEqualTo(10_000_000L);
        }
    }

    /** An event that no live node could write. */
    record Opaque(Thread thread) {}

    @Test
    void anEventThatCannotBeEncodedBreaksItsWorld() {
        Conditions encoded = THREE.edit().hazards(Set.of(Hazard.CODEC)).build();
        try (Simulator<?> opaque = new Simulator<>(new TwoJournals(new Opaque(null), "notes"), ConfigFactory.empty())) {
            assertThat(opaque.run(new WorldSpec(1, THREE, FaultPlan.NONE)).isInvalid())
                    .isFalse();
            Outcome outcome = opaque.run(new WorldSpec(1, encoded, FaultPlan.NONE));
            assertThat(outcome.broken()).isEqualTo(Outcome.ACTOR_STOPPED);
            assertThat(outcome.verdict().reason()).contains("Opaque cannot be encoded and decoded");
        }
    }
}
