package dsc.workbench.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.ConfigFactory;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.faults.Fault;
import dsc.workbench.faults.FaultPlan;
import dsc.workbench.faults.LinkFault;
import dsc.workbench.history.Operation;
import dsc.workbench.protocol.Deployment;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.simulation.Step.Kind;
import dsc.workbench.simulation.worlds.Conditions;
import dsc.workbench.simulation.worlds.Latency;
import dsc.workbench.simulation.worlds.WorldSpec;
import dsc.workbench.simulation.worlds.Worlds;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What a simulated world does to actors, shown on one that only takes notes. */
class SimulatorTest extends NotebookWorlds {

    private static FaultPlan drawn(long seed) {
        return new Worlds(THREE.edit().lengthMillis(12_000).build(), FaultKind.ofPeers(), Optional.empty())
                .world(seed)
                .plan();
    }

    /** The most of both, so that every place is told from every other. */
    @Test
    void aWorldHas64NodesAnd100Clients() {
        Conditions most = THREE.edit()
                .nodes(64)
                .clients(100)
                .lengthMillis(400)
                .operationsPerSecond(1_000)
                .build();
        Outcome outcome = world(1, most, FaultPlan.NONE);

        assertThat(steps(outcome, Kind.RECEIVE, step -> step.type().equals("Number")))
                .allMatch(step -> step.place().startsWith("n") && step.peer().startsWith("n"))
                .anyMatch(step -> step.place().equals("n64") && step.peer().equals("n1"))
                .anyMatch(step -> step.place().equals("n1") && step.peer().equals("n64"));
        assertThat(steps(outcome, Kind.RECEIVE, step -> step.type().equals("Note")))
                .allMatch(step -> step.peer().startsWith("c"))
                .anyMatch(step -> step.peer().equals("c1"))
                .anyMatch(step -> step.peer().equals("c100"));
        assertThat(outcome.verdict().status()).isEqualTo(Verdict.Status.VALID);
    }

    @Test
    void theSameSeedIsTheSameWorld() {
        Outcome first = world(1, THREE, drawn(1));
        Outcome other = world(2, THREE, drawn(1));
        Outcome again = world(1, THREE, drawn(1));

        assertThat(again.steps()).isEqualTo(first.steps());
        assertThat(again.hash()).isEqualTo(first.hash());
        assertThat(again.history()).isEqualTo(first.history());
        assertThat(other.hash()).isNotEqualTo(first.hash());
    }

    @Test
    void aWorldDoesNotDependOnThoseBeforeIt() {
        Outcome here = world(3, THREE, drawn(3));
        try (Simulator<?> another = simulatorOf("note")) {
            assertThat(another.run(here.spec(), true).steps()).isEqualTo(here.steps());
        }
    }

    @Test
    void recordingAWorldDoesNotChangeIt() {
        WorldSpec spec = new WorldSpec(4, THREE, drawn(4));

        assertThat(simulator.run(spec).hash())
                .isEqualTo(simulator.run(spec, true).hash());
        assertThat(simulator.run(spec).steps()).isEmpty();
    }

    @Test
    void messagesOfOneNodeToAnotherKeepTheirOrder() {
        Conditions slow = THREE.edit()
                .network(new Latency(Latency.Shape.UNIFORM, 1_000, 900_000, 0, 1))
                .build();

        assertThat(overtakings(world(5, slow, FaultPlan.NONE))).isZero();
        assertThat(overtakings(world(5, slow.edit().fifo(false).build(), FaultPlan.NONE)))
                .isPositive();
    }

    /** Pekko promises an order between two actors, and none among three. */
    @Test
    void messagesToANodeFromDifferentOnesOvertakeEachOther() {
        Conditions slow = THREE.edit()
                .network(new Latency(Latency.Shape.UNIFORM, 1_000, 900_000, 0, 1))
                .build();
        Outcome outcome = world(5, slow, FaultPlan.NONE);

        List<Long> arrivals = steps(outcome, Kind.RECEIVE, step -> "n1".equals(step.place())).stream()
                .map(Step::message)
                .toList();

        assertThat(arrivals).isNotEqualTo(arrivals.stream().sorted().toList());
    }

    private static long overtakings(Outcome outcome) {
        long overtakings = 0;
        for (String to : List.of("n1", "n2", "n3")) {
            for (String from : List.of("n1", "n2", "n3")) {
                List<Long> numbers =
                        steps(outcome, Kind.RECEIVE, step -> to.equals(step.place()) && from.equals(step.peer()))
                                .stream()
                                .map(Step::message)
                                .toList();
                overtakings += numbers.equals(numbers.stream().sorted().toList()) ? 0 : 1;
            }
        }
        return overtakings;
    }

    @Test
    void latenciesStayWithinTheirRange() {
        Conditions conditions = THREE.edit()
                .network(new Latency(Latency.Shape.UNIFORM, 2_000, 3_000, 0, 1))
                .build();
        Outcome outcome = world(6, conditions, FaultPlan.NONE);

        for (Step arrival : steps(outcome, Kind.RECEIVE, step -> true)) {
            Step sending = steps(outcome, Kind.SEND, step -> step.message() == arrival.message())
                    .getFirst();
            assertThat(arrival.atNanos() - sending.atNanos()).isBetween(2_000_000L, 3_000_000L);
        }
    }

    @Test
    void aPartitionCutsBothWaysAndOthersGoOn() {
        Outcome outcome = world(7, THREE, plan(Fault.on(FaultKind.PARTITION, 1_000, 1_000, "n1")));

        assertThat(steps(outcome, Kind.LOSE, step -> step.text().equals("cut off")))
                .isNotEmpty()
                .allMatch(step -> step.place().equals("n1") != step.peer().equals("n1"))
                .allMatch(step -> seconds(step) >= 1 && seconds(step) <= 2)
                .extracting(Step::place)
                .contains("n1", "n2", "n3");
        assertThat(steps(outcome, Kind.LOSE, step -> true))
                .as("after it is over, nothing is lost")
                .allMatch(step -> seconds(step) <= 2);
    }

    @Test
    void aOneWayCutLetsTheOtherDirectionThrough() {
        Outcome outcome = world(8, THREE, plan(Fault.oneWay(Fault.Direction.FROM_NODES, 1_000, 1_000, "n2")));

        assertThat(steps(outcome, Kind.LOSE, step -> true))
                .isNotEmpty()
                .allMatch(step -> step.peer().equals("n2"));
        assertThat(steps(
                        outcome,
                        Kind.RECEIVE,
                        step -> "n2".equals(step.place())
                                && "n1".equals(step.peer())
                                && seconds(step) > 1.1
                                && seconds(step) < 1.9))
                .isNotEmpty();
    }

    @Test
    void theOtherWayAsWell() {
        Outcome outcome = world(8, THREE, plan(Fault.oneWay(Fault.Direction.TO_NODES, 1_000, 1_000, "n2")));

        assertThat(steps(outcome, Kind.LOSE, step -> true))
                .isNotEmpty()
                .allMatch(step -> step.place().equals("n2"));
    }

    @Test
    void linksDelayWhatTheyAreToldTo() {
        FaultPlan delaying = new FaultPlan(
                List.of(),
                List.of(Fault.onLinks(FaultKind.DELAY, LinkFault.ofDelay(200, 300), 1_000, 1_000, "n1", "n2", "n3")));
        Outcome outcome = world(9, THREE, delaying);
        Predicate<Step> betweenNodes = step -> step.place().startsWith("n") && step.peer() != null;
        betweenNodes = betweenNodes.and(step -> step.peer().startsWith("n"));

        int delayed = 0;
        for (Step arrival : steps(outcome, Kind.RECEIVE, betweenNodes)) {
            Step sending = steps(outcome, Kind.SEND, step -> step.message() == arrival.message())
                    .getFirst();
            double took = seconds(arrival) - seconds(sending);
            if (seconds(sending) >= 1 && seconds(sending) < 2) {
                delayed++;
                assertThat(took).isBetween(0.2, 0.351);
            } else if (seconds(sending) < 1) {
                assertThat(took).isLessThan(0.051);
            }
        }
        assertThat(delayed).isGreaterThan(50);
    }

    @Test
    void linksLoseAndDoubleWhatTheyAreToldTo() {
        FaultPlan losing = new FaultPlan(
                List.of(), List.of(Fault.onLinks(FaultKind.LOSS, LinkFault.ofLoss(50), 0, 4_000, "n1", "n2", "n3")));
        FaultPlan doubling = new FaultPlan(
                List.of(),
                List.of(Fault.onLinks(FaultKind.DUPLICATE, LinkFault.ofDuplication(50), 0, 4_000, "n1", "n2", "n3")));

        assertThat(steps(world(9, THREE, losing), Kind.LOSE, step -> step.text().equals("lost")))
                .hasSizeBetween(60, 180);
        Outcome doubled = world(9, THREE, doubling);
        Set<Long> seen = new HashSet<>();
        assertThat(steps(doubled, Kind.RECEIVE, step -> !seen.add(step.message())))
                .hasSizeBetween(60, 180);
    }

    @Test
    void aClockThatIsTooFastMakesItsTimersFireEarly() {
        Outcome outcome = world(11, THREE.edit().clocks(0, 300_000).build(), FaultPlan.NONE);

        for (String node : List.of("n1", "n2", "n3")) {
            List<Step> ticks = steps(outcome, Kind.HANDLE, step -> node.equals(step.place()) && step.state() != null);
            Step last = ticks.getLast();
            long clockMillis = Long.parseLong(last.state().replaceAll(".*clockMillis=(\\d+).*", "$1"));
            assertThat(clockMillis % 100).as("%s ticks by its own clock", node).isZero();
            assertThat(Math.abs(clockMillis / 1e3 - seconds(last)))
                    .as("%s is off", node)
                    .isGreaterThan(0.01);
        }
    }

    @Test
    void whatWasAcknowledgedSurvivesACrash() {
        Conditions slowDisk = THREE.edit()
                .disk(new Latency(Latency.Shape.UNIFORM, 10_000, 60_000, 0, 1))
                .operationsPerSecond(100)
                .build();
        for (long seed = 20; seed < 40; seed++) {
            Outcome outcome = world(seed, slowDisk, plan(Fault.on(FaultKind.KILL, 1_500, 500, "n1", "n2", "n3")));
            long acknowledged = outcome.history().operations().stream()
                    .filter(operation -> operation.outcome() == Operation.Outcome.OK)
                    .filter(operation -> operation.completion().timeNanos() < 1_500_000_000L)
                    .count();
            long durable = List.of("n1", "n2", "n3").stream()
                    .mapToLong(node -> notesAfterRestart(outcome, node))
                    .sum();
            assertThat(durable).as("seed %d", seed).isGreaterThanOrEqualTo(acknowledged);
        }
    }

    /** One write is under way all the time; whether it is durable in the end, the node cannot know. */
    @Test
    void whatWasUnderWayWhenANodeCrashedIsLostOrNot() {
        Conditions slowDisk = THREE.edit()
                .nodes(1)
                .operationsPerSecond(0)
                .disk(new Latency(Latency.Shape.UNIFORM, 200_000, 200_000, 0, 1))
                .build();
        Set<Long> more = new HashSet<>();
        for (long seed = 1; seed <= 20; seed++) {
            Outcome outcome = world(seed, slowDisk, plan(Fault.on(FaultKind.KILL, 1_300, 700, "n1")));
            long written = steps(outcome, Kind.PERSIST, step -> seconds(step) < 1.3).stream()
                    .mapToLong(step -> Long.parseLong(step.text().replaceAll(" .*", "")))
                    .sum();
            assertThat(written).isPositive();
            more.add(notesAfterRestart(outcome, "n1") - written);
        }
        assertThat(more).containsExactlyInAnyOrder(0L, 1L);
    }

    /** The first state that a node shows after it came back. */
    private static long notesAfterRestart(Outcome outcome, String node) {
        return outcome.steps().stream()
                .filter(step -> node.equals(step.place()) && step.state() != null && seconds(step) >= 2)
                .min(Comparator.comparingLong(Step::atNanos))
                .map(step -> Long.parseLong(step.state().replaceAll(".*term=(\\d+).*", "$1")))
                .orElseThrow();
    }

    @Test
    void anActorThatFailsBreaksItsWorld() {
        Outcome outcome = worldOf("throw");

        assertThat(outcome.broken()).isEqualTo(Outcome.ACTOR_STOPPED);
        assertThat(outcome.verdict().reason()).contains("IllegalStateException: as asked");
        assertThat(outcome.steps().get(outcome.violation()).kind()).isEqualTo(Kind.VIOLATION);
    }

    @Test
    void anActorThatIsBusyWithoutEndIsStopped() {
        assertThat(worldOf("spin").broken()).isEqualTo(Outcome.TIME_PASSES);
    }

    @Test
    void anActorThatUsesAnotherThreadIsFoundOut() {
        Outcome outcome = worldOf("thread");

        assertThat(outcome.broken()).isEqualTo(Outcome.DETERMINISM);
        assertThat(outcome.verdict().status()).isEqualTo(Verdict.Status.INVALID);
    }

    private static Outcome worldOf(String says) {
        try (Simulator<?> odd = simulatorOf(says)) {
            return odd.run(new WorldSpec(1, THREE, FaultPlan.NONE), true);
        }
    }

    @Test
    void aWorldInWhichNothingHappenedProvesNothing() {
        Outcome outcome = world(12, THREE.edit().operationsMax(0).build(), FaultPlan.NONE);

        assertThat(outcome.verdict().status()).isEqualTo(Verdict.Status.UNKNOWN);
    }

    @Test
    void aScenarioThatNeedsAClusterIsRefused() {
        Notebook ofPekko = new Notebook("note") {
            @Override
            public Deployment deployment() {
                return Deployment.PLATFORM;
            }
        };

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Simulator<>(ofPekko, ConfigFactory.empty()))
                .withMessageContaining("./dsc run toy");
    }
}
