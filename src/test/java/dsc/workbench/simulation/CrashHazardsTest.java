package dsc.workbench.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.faults.Fault;
import dsc.workbench.faults.FaultPlan;
import dsc.workbench.faults.LinkFault;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.simulation.Step.Kind;
import dsc.workbench.simulation.worlds.Conditions;
import dsc.workbench.simulation.worlds.Hazard;
import dsc.workbench.simulation.worlds.Latency;
import dsc.workbench.simulation.worlds.Strategy;
import dsc.workbench.simulation.worlds.WorldSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the crash of a node takes with it, and what it leaves, in worlds of three {@link Notebook}s. */
class CrashHazardsTest extends NotebookWorlds {

    private static final int SEEDS = 20;

    /** Several of a notebook's numbers are on each link all the time. */
    private static final Conditions SLOW = THREE.edit()
            .network(new Latency(Latency.Shape.UNIFORM, 200_000, 400_000, 0, 1))
            .operationsPerSecond(20)
            .lengthMillis(2_500)
            .build();

    private static final FaultPlan KILL = plan(Fault.on(FaultKind.KILL, 1_010, 500, "n1"));

    private static Conditions with(Conditions conditions, Hazard... hazards) {
        return conditions.edit().hazards(Set.of(hazards)).build();
    }

    private static List<Step> crashLosses(Outcome outcome) {
        return steps(outcome, Kind.LOSE, step -> step.text().equals("lost in the crash"));
    }

    private static List<Long> numbers(List<Step> steps) {
        return steps.stream().map(Step::message).toList();
    }

    /** Those that the first process of n1 sent to {@code peer}, in the order of sending. */
    private static List<Long> sentTo(Outcome outcome, String peer) {
        return numbers(steps(
                outcome,
                Kind.SEND,
                step -> "n1".equals(step.place()) && peer.equals(step.peer()) && seconds(step) <= 1.01));
    }

    private static Set<Long> arrived(Outcome outcome) {
        return new HashSet<>(numbers(steps(outcome, Kind.RECEIVE, step -> true)));
    }

    @Test
    void aPrefixOfWhatACrashedNodeSentArrivesOnEachLink() {
        for (Conditions conditions : List.of(
                SLOW,
                SLOW.edit().fifo(false).build(),
                SLOW.edit().strategy(Strategy.pct(2)).build(),
                SLOW.edit().strategy(Strategy.pct(2)).fifo(false).build())) {
            int some = 0;
            int split = 0;
            for (int seed = 1; seed <= SEEDS; seed++) {
                Outcome outcome = world(seed * APART, with(conditions, Hazard.CRASH_LOSS), KILL);
                List<Integer> lengths = new ArrayList<>();
                for (String peer : List.of("n2", "n3")) {
                    List<Long> sent = sentTo(outcome, peer);
                    Set<Long> arrived = arrived(outcome);
                    List<Long> there = sent.stream().filter(arrived::contains).toList();
                    assertThat(there).as("to %s, seed %d", peer, seed).isEqualTo(sent.subList(0, there.size()));
                    some += there.size() < sent.size() ? 1 : 0;
                    lengths.add(there.size());
                }
                split += lengths.getFirst().equals(lengths.getLast()) ? 0 : 1;
            }
            assertThat(some).as("links that lose some").isBetween(SEEDS, 2 * SEEDS - 1);
            assertThat(split).as("broadcasts of which one peer hears").isPositive();
        }
    }

    @Test
    void withoutCrashLossAllOfItArrives() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Outcome outcome = world(seed * APART, SLOW, KILL);
            assertThat(crashLosses(outcome)).isEmpty();
            assertThat(arrived(outcome)).containsAll(sentTo(outcome, "n2")).containsAll(sentTo(outcome, "n3"));
        }
    }

    /** A connection of its own: what is lost or late on the one before keeps nothing from arriving. */
    @Test
    void whatACrashTookDoesNotHoldUpTheNextProcess() {
        Conditions lateLinks = with(THREE.edit().lengthMillis(12_000).build(), Hazard.CRASH_LOSS, Hazard.LATE_MESSAGES);
        FaultPlan delay = new FaultPlan(
                List.of(Fault.on(FaultKind.KILL, 1_010, 100, "n1")),
                List.of(Fault.onLinks(FaultKind.DELAY, LinkFault.ofDelay(3_000, 3_000), 0, 1_000, "n1")));
        for (Conditions conditions :
                List.of(lateLinks, lateLinks.edit().strategy(Strategy.pct(0)).build())) {
            for (int seed = 1; seed <= 10; seed++) {
                Outcome outcome =
                        world(seed * APART, conditions.edit().operationsMax(0).build(), delay);
                List<Step> lost = crashLosses(outcome);
                for (String peer : List.of("n2", "n3")) {
                    long lostOnLink = lost.stream()
                            .filter(step -> peer.equals(step.place()))
                            .count();
                    if (lostOnLink == sentTo(outcome, peer).size()) {
                        assertThat(steps(
                                        outcome,
                                        Kind.RECEIVE,
                                        step -> peer.equals(step.place())
                                                && "n1".equals(step.peer())
                                                && seconds(step) < 1.5))
                                .as("heard of the next process, seed %d", seed)
                                .isNotEmpty();
                    }
                }
            }
        }
    }

    @Test
    void aNodeDiesBetweenTwoSendsOfOneStep() {
        int split = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            Outcome outcome = world(
                    seed * APART,
                    with(THREE, Hazard.CRASH_IN_STEP),
                    plan(KILL.all().getFirst()));
            Step crash = steps(outcome, Kind.CRASH, step -> true).getFirst();
            if (!crash.text().equals("within a step")) {
                assertThat(seconds(crash)).isBetween(1.01, 1.26);
                continue;
            }
            List<Step> last = outcome.steps().stream()
                    .filter(step -> step.atNanos() == crash.atNanos() && "n1".equals(step.place()))
                    .toList();
            assertThat(last).as("nothing after it, seed %d", seed).last().isEqualTo(crash);
            split += last.stream()
                                    .filter(step -> step.kind() == Kind.SEND
                                            && step.peer().startsWith("n"))
                                    .count()
                            == 1
                    ? 1
                    : 0;
        }
        assertThat(split).as("numbers that only one of two peers is told").isPositive();
    }

    @Test
    void withoutCrashInStepNoneDoes() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            assertThat(steps(world(seed * APART, THREE, KILL), Kind.CRASH, step -> true))
                    .extracting(Step::text)
                    .containsExactly("");
        }
    }

    /** The step tells both peers a number, writes the note and answers; it dies before the last of these. */
    @Test
    void aStepThatIsCutShortWritesNothingAndAnswersNobody() {
        Conditions busy =
                with(THREE.edit().clients(1).nodes(2).operationsPerSecond(0).build(), Hazard.CRASH_IN_STEP);
        int cut = 0;
        try (Simulator<?> telling = simulatorOf("tell")) {
            for (int seed = 1; seed <= SEEDS; seed++) {
                Outcome outcome = telling.run(new WorldSpec(seed * APART, busy, KILL), true);
                Step crash = steps(outcome, Kind.CRASH, step -> true).getFirst();
                List<Step> before = outcome.steps().subList(0, outcome.steps().indexOf(crash));
                Step handled = before.stream()
                        .filter(step -> "n1".equals(step.place())
                                && (step.kind() == Kind.RECEIVE || step.kind() == Kind.HANDLE))
                        .reduce((first, second) -> second)
                        .orElseThrow();
                if (!crash.text().equals("within a step") || !"Note".equals(handled.type())) {
                    continue;
                }
                cut++;
                long written = before.stream()
                        .filter(step -> step.kind() == Kind.PERSIST && "n1".equals(step.place()))
                        .count();
                Step again = steps(outcome, Kind.START, step -> "again".equals(step.text()))
                        .getFirst();
                assertThat(outcome.steps()
                                .subList(before.size(), outcome.steps().indexOf(again)))
                        .noneMatch(step -> step.kind() == Kind.PERSIST && "n1".equals(step.place()));
                assertThat(again.state()).startsWith("notebook term=" + written + " ");
            }
        }
        assertThat(cut).isPositive();
    }

    @Test
    void aNodeThatWasGivenUpRunsForAMomentBesideItsSuccessor() {
        Conditions busy = SLOW.edit()
                .clients(12)
                .operationsPerSecond(0)
                .disk(new Latency(Latency.Shape.UNIFORM, 60_000, 60_000, 0, 1))
                .build();
        int both = 0;
        int failed = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            Outcome outcome = world(seed * APART, with(busy, Hazard.OVERLAP, Hazard.CRASH_LOSS), KILL);
            List<Step> crashes = steps(outcome, Kind.CRASH, step -> true);
            if (!crashes.getFirst().text().startsWith("given up")) {
                assertThat(crashes).hasSize(1);
                continue;
            }
            assertThat(crashes).hasSize(2);
            Step end = crashes.getLast();
            assertThat(end.text()).isEqualTo("the process that was given up");
            assertThat(seconds(end)).isBetween(1.51, 1.81);
            List<Step> sent = steps(
                    outcome,
                    Kind.SEND,
                    step -> "n1".equals(step.place()) && "Number".equals(step.type()) && seconds(step) > 1.015);
            assertThat(sent).as("it does nothing before that").allMatch(step -> seconds(step) >= 1.51);
            both += sent.stream().anyMatch(CrashHazardsTest::isOfTheFirst) ? 1 : 0;
            assertThat(sent.stream().filter(CrashHazardsTest::isOfTheFirst))
                    .as("nor after it ended")
                    .allMatch(step -> step.atNanos() <= end.atNanos());
            failed += steps(outcome, Kind.PERSIST, step -> step.text().equals("1 event, failed"))
                    .size();
            List<Long> ofTheSecond =
                    numbers(sent.stream().filter(step -> !isOfTheFirst(step)).toList());
            assertThat(numbers(crashLosses(outcome)))
                    .as("its end takes nothing of its successor's, seed %d", seed)
                    .doesNotContainAnyElementsOf(ofTheSecond);
        }
        assertThat(both).isPositive();
        assertThat(failed).as("writes of a process whose journal is another's").isPositive();
    }

    /** The second begins with 1, a tenth of a second after it started. */
    private static boolean isOfTheFirst(Step number) {
        return seconds(number) < 1.95 && Integer.parseInt(number.text().replaceAll(".*number=(\\d+).*", "$1")) >= 5;
    }

    @Test
    void withoutOverlapANodeEndsAtOnce() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            assertThat(steps(world(seed * APART, SLOW, KILL), Kind.CRASH, step -> true))
                    .hasSize(1);
        }
    }

    @Test
    void oneNodeStartsLate() {
        Set<String> late = new HashSet<>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            List<Step> starts =
                    steps(world(seed * APART, with(SLOW, Hazard.LATE_START), FaultPlan.NONE), Kind.START, step -> true);
            assertThat(starts).hasSize(3);
            assertThat(starts.subList(0, 2)).allMatch(step -> step.atNanos() == 0);
            assertThat(seconds(starts.getLast())).isBetween(0.000_001, 2.5);
            late.add(starts.getLast().place());
        }
        assertThat(late).hasSize(3);
        assertThat(steps(world(1, SLOW, FaultPlan.NONE), Kind.START, step -> true))
                .allMatch(step -> step.atNanos() == 0);
    }

    @Test
    void aLostDiskIsEmptyAndThoseOfOthersAreNot() {
        Outcome outcome = world(1, THREE, plan(Fault.on(FaultKind.DISK, 1_010, 500, "n1")));
        assertThat(steps(outcome, Kind.START, step -> "again".equals(step.text()))
                        .getFirst()
                        .state())
                .contains("term=0 ");
        Outcome killed = world(1, THREE, KILL);
        assertThat(steps(killed, Kind.START, step -> "again".equals(step.text()))
                        .getFirst()
                        .state())
                .doesNotContain("term=0 ");
    }
}
