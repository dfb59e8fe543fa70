package dsc.workbench.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dsc.workbench.faults.Fault;
import dsc.workbench.faults.FaultPlan;
import dsc.workbench.faults.LinkFault;
import dsc.workbench.protocol.ClientPolicy;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.simulation.Step.Kind;
import dsc.workbench.simulation.worlds.Conditions;
import dsc.workbench.simulation.worlds.Hazard;
import dsc.workbench.simulation.worlds.WorldSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Links that are late, uneven or cut one after the other, those of clients too. */
class LinkHazardsTest extends NotebookWorlds {

    private static final FaultPlan CUT = plan(Fault.on(FaultKind.PARTITION, 1_000, 1_000, "n1"));

    private static Conditions with(Conditions conditions, Hazard... hazards) {
        return conditions.edit().hazards(Set.of(hazards)).build();
    }

    private static FaultPlan onLinks(FaultKind kind, LinkFault fault) {
        return new FaultPlan(List.of(), List.of(Fault.onLinks(kind, fault, 0, 3_000, "n1", "n2", "n3")));
    }

    private static boolean isBetweenNodes(Step step) {
        return step.place() != null
                && step.peer() != null
                && step.place().startsWith("n")
                && step.peer().startsWith("n");
    }

    /** Clients ask again after a tenth of a second, which is longer than messages take where clients are near. */
    private static final Conditions IMPATIENT = THREE.edit().timeoutMillis(100).build();

    @Test
    void anEarlierAttemptArrivesAfterALaterOne() {
        FaultPlan delays = onLinks(FaultKind.DELAY, LinkFault.ofDelay(0, 500));

        assertThat(callsOvertaken(IMPATIENT, delays)).isZero();
        assertThat(callsOvertaken(with(IMPATIENT, Hazard.CLIENT_LINKS), delays)).isPositive();
    }

    private long callsOvertaken(Conditions conditions, FaultPlan plan) {
        long overtaken = 0;
        for (int seed = 1; seed <= 10; seed++) {
            for (String client : List.of("c1", "c2")) {
                List<Long> calls = steps(
                                world(seed * APART, conditions, plan), Kind.RECEIVE, step -> client.equals(step.peer()))
                        .stream()
                        .map(Step::message)
                        .toList();
                overtaken += calls.equals(calls.stream().sorted().toList()) ? 0 : 1;
            }
        }
        return overtaken;
    }

    @Test
    void clientsLoseAndAreCutOffAsTheNodeBesideThem() {
        Set<String> cut = new HashSet<>();
        for (int seed = 1; seed <= 10; seed++) {
            assertThat(steps(world(seed * APART, THREE, CUT), Kind.LOSE, step -> !isBetweenNodes(step)))
                    .isEmpty();
            steps(world(seed * APART, with(THREE, Hazard.CLIENT_LINKS), CUT), Kind.LOSE, step -> !isBetweenNodes(step))
                    .forEach(step -> {
                        assertThat(step.text()).isEqualTo("cut off");
                        cut.add(step.place().substring(0, 1));
                    });
        }
        assertThat(cut).as("calls, and answers").containsExactlyInAnyOrder("n", "c");
    }

    @Test
    void aCallIsDoubledWhereThePolicyAllowsIt() {
        FaultPlan doubling = onLinks(FaultKind.DUPLICATE, LinkFault.ofDuplication(100));
        Conditions links = with(THREE, Hazard.CLIENT_LINKS);
        Notebook repeatable = new Notebook("note") {
            @Override
            public ClientPolicy clients() {
                return ClientPolicy.DEFAULT.withRepeatableCalls();
            }
        };

        assertThat(doubledCalls(world(1, links, doubling))).isZero();
        try (Simulator<?> repeating = new Simulator<>(repeatable, ConfigFactory.empty())) {
            assertThat(doubledCalls(repeating.run(new WorldSpec(1, THREE, doubling), true)))
                    .isZero();
            Outcome outcome = repeating.run(new WorldSpec(1, links, doubling), true);
            assertThat(doubledCalls(outcome)).isPositive();
            assertThat(outcome.history().operations())
                    .as("each ends once")
                    .allMatch(operation -> operation.completion() != null);
        }
    }

    private static long doubledCalls(Outcome outcome) {
        Set<Long> seen = new HashSet<>();
        return steps(outcome, Kind.RECEIVE, step -> "Note".equals(step.type()) && !seen.add(step.message()))
                .size();
    }

    @Test
    void aFewMessagesArriveSecondsLateAndNoneNearTheEnd() {
        Conditions longer = THREE.edit().lengthMillis(15_000).operationsMax(0).build();
        List<Double> late = new ArrayList<>();
        int all = 0;
        for (int seed = 1; seed <= 8; seed++) {
            for (Transit transit : transits(world(seed * APART, with(longer, Hazard.LATE_MESSAGES), FaultPlan.NONE))) {
                all++;
                if (transit.took() > 0.5) {
                    late.add(transit.took());
                    assertThat(seconds(transit.arrival())).isLessThan(12.1);
                }
            }
            assertThat(transits(world(seed * APART, longer, FaultPlan.NONE)))
                    .allMatch(transit -> transit.took() < 0.051);
        }
        // Those behind a late one on its link wait for it, as Pekko promises an order.
        assertThat(late).hasSizeBetween(3, all / 4);
        assertThat(late.stream().mapToDouble(seconds -> seconds).max().orElseThrow())
                .isBetween(2.0, 6.1);
    }

    private record Transit(Step sending, Step arrival) {
        double took() {
            return seconds(arrival) - seconds(sending);
        }
    }

    private static List<Transit> transits(Outcome outcome) {
        Map<Long, Step> sendings = new HashMap<>();
        steps(outcome, Kind.SEND, LinkHazardsTest::isBetweenNodes).forEach(step -> sendings.put(step.message(), step));
        return steps(outcome, Kind.RECEIVE, LinkHazardsTest::isBetweenNodes).stream()
                .map(step -> new Transit(sendings.get(step.message()), step))
                .toList();
    }

    /** The restarted node's messages overtake it, also where messages keep their order. */
    @Test
    void aLateMessageArrivesAfterItsSenderStartedAgain() {
        Conditions longer = THREE.edit().lengthMillis(12_000).operationsMax(0).build();
        FaultPlan kill = plan(Fault.on(FaultKind.KILL, 1_001, 200, "n1"));
        int late = 0;
        for (int seed = 1; seed <= 20; seed++) {
            late += afterRestart(world(seed * APART, with(longer, Hazard.CRASH_LOSS, Hazard.LATE_MESSAGES), kill));
            assertThat(afterRestart(world(seed * APART, with(longer, Hazard.CRASH_LOSS), kill)))
                    .isZero();
        }
        assertThat(late).isPositive();
    }

    private static int afterRestart(Outcome outcome) {
        List<Transit> fromN1 = transits(outcome).stream()
                .filter(transit -> "n1".equals(transit.sending().place()))
                .toList();
        return (int) fromN1.stream()
                .filter(old -> seconds(old.sending()) <= 1.001 && seconds(old.arrival()) > 1.2)
                .filter(old -> fromN1.stream()
                        .anyMatch(other -> seconds(other.sending()) > 1.2
                                && other.arrival().place().equals(old.arrival().place())
                                && other.arrival().atNanos() < old.arrival().atNanos()))
                .count();
    }

    @Test
    void lossDiffersFromLinkToLink() {
        FaultPlan losing = onLinks(FaultKind.LOSS, LinkFault.ofLoss(30));
        List<Double> even = lossRates(THREE, losing);
        List<Double> uneven = lossRates(with(THREE, Hazard.UNEVEN_LINKS), losing);

        assertThat(even).hasSize(18).allMatch(rate -> rate > 0.05 && rate < 0.65);
        assertThat(uneven)
                .anyMatch(rate -> rate == 0)
                .anyMatch(rate -> rate > 0.65)
                .anyMatch(rate -> rate > 0.05 && rate < 0.65);
    }

    /** How much of its messages each link loses, in three worlds. */
    private List<Double> lossRates(Conditions conditions, FaultPlan plan) {
        List<Double> rates = new ArrayList<>();
        for (int seed = 1; seed <= 3; seed++) {
            Outcome outcome = world(seed * APART, conditions, plan);
            for (String link : List.of("n1 n2", "n1 n3", "n2 n1", "n2 n3", "n3 n1", "n3 n2")) {
                String from = link.substring(0, 2);
                String to = link.substring(3);
                double sent = steps(
                                outcome,
                                Kind.SEND,
                                step -> seconds(step) < 3 && from.equals(step.place()) && to.equals(step.peer()))
                        .size();
                double lost = steps(outcome, Kind.LOSE, step -> to.equals(step.place()) && from.equals(step.peer()))
                        .size();
                rates.add(lost / sent);
            }
        }
        return rates;
    }

    @Test
    void linksAreCutAndMendedOneAfterTheOther() {
        Set<String> firstCut = new HashSet<>();
        List<Step> cutLate = new ArrayList<>();
        for (int seed = 1; seed <= 5; seed++) {
            Outcome outcome = world(seed * APART, with(THREE, Hazard.GRADUAL_CUTS), CUT);
            List<Step> cuts = steps(outcome, Kind.LOSE, step -> true);
            Step healed = steps(outcome, Kind.HEAL, step -> true).getFirst();
            firstCut.add(cuts.getFirst().peer() + cuts.getFirst().place());

            assertThat(seconds(healed)).isBetween(2.000_001, 2.4);
            assertThat(cuts).allMatch(step -> step.atNanos() <= healed.atNanos());
            assertThat(cuts).as("links that are mended late").anyMatch(step -> seconds(step) > 2);
            cutLate.addAll(steps(
                    outcome,
                    Kind.SEND,
                    step -> seconds(step) > 1
                            && seconds(step) < 1.2
                            && "n1".equals(step.place())
                            && cuts.stream().noneMatch(cut -> cut.message() == step.message())
                            && isBetweenNodes(step)));
        }
        assertThat(firstCut).hasSizeGreaterThan(1);
        assertThat(cutLate).as("messages over links that are cut late").isNotEmpty();

        Outcome atOnce = world(1, THREE, CUT);
        assertThat(seconds(steps(atOnce, Kind.HEAL, step -> true).getFirst())).isEqualTo(2);
        assertThat(steps(atOnce, Kind.LOSE, step -> true)).allMatch(step -> seconds(step) <= 2);
    }

    /** A fault that is over before its last link is cut leaves no link cut. */
    @Test
    void aShortCutLeavesNothingBehind() {
        FaultPlan shortCut = plan(Fault.on(FaultKind.PARTITION, 1_000, 20, "n1"));
        for (int seed = 1; seed <= 10; seed++) {
            Outcome outcome = world(seed * APART, with(THREE, Hazard.GRADUAL_CUTS), shortCut);
            Step healed = steps(outcome, Kind.HEAL, step -> true).getFirst();
            assertThat(steps(outcome, Kind.LOSE, step -> true)).allMatch(step -> step.atNanos() <= healed.atNanos());
        }
    }

    @Test
    void aPartialPartitionLeavesBothNodesTheThird() {
        Outcome outcome = world(1, THREE, plan(Fault.partial(1_000, 1_000, "n1", "n2")));
        assertThat(steps(outcome, Kind.LOSE, step -> true))
                .isNotEmpty()
                .allMatch(step -> Set.of(step.place(), step.peer()).equals(Set.of("n1", "n2")));
        for (String node : List.of("n1", "n2")) {
            assertThat(steps(
                            outcome,
                            Kind.RECEIVE,
                            step -> "n3".equals(step.place())
                                    && node.equals(step.peer())
                                    && seconds(step) > 1.1
                                    && seconds(step) < 2))
                    .isNotEmpty();
        }
    }
}
