package dsc.workbench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.NodeId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultPlanTest {

    private static final Set<FaultKind> ALL = EnumSet.allOf(FaultKind.class);

    /** Long enough for every kind. */
    private static final long LONG_MILLIS = 60_000;

    private static final long SEEDS = 100;

    private static List<NodeId> nodes(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> new NodeId("n" + number))
                .toList();
    }

    private static FaultPlan plan(long seed, Set<FaultKind> kinds, int nodes, long lengthMillis) {
        return FaultPlan.draw(seed, kinds, nodes(nodes), lengthMillis);
    }

    private static Set<FaultKind> kinds(FaultPlan plan) {
        return plan.all().stream()
                .map(Fault::kind)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(FaultKind.class)));
    }

    @Test
    void theSameSeedGivesTheSamePlanAndAnotherSeedAnother() {
        assertThat(plan(7, ALL, 5, LONG_MILLIS)).isEqualTo(plan(7, ALL, 5, LONG_MILLIS));
        assertThat(LongStream.range(0, SEEDS)
                        .mapToObj(seed -> plan(seed, ALL, 5, LONG_MILLIS))
                        .distinct())
                .hasSize((int) SEEDS);
    }

    /** A set's order must not matter, since it may differ between JVMs. */
    @Test
    void theOrderInWhichKindsAreNamedDoesNotMatter() {
        Set<FaultKind> one = new java.util.LinkedHashSet<>(List.of(FaultKind.KILL, FaultKind.PAUSE, FaultKind.LOSS));
        Set<FaultKind> other = new java.util.LinkedHashSet<>(List.of(FaultKind.LOSS, FaultKind.PAUSE, FaultKind.KILL));

        assertThat(plan(3, one, 3, LONG_MILLIS)).isEqualTo(plan(3, other, 3, LONG_MILLIS));
    }

    @Test
    void aLongerRunBeginsLikeAShorterOne() {
        FaultPlan shorter = plan(11, ALL, 3, 30_000);
        FaultPlan longer = plan(11, ALL, 3, 60_000);

        assertThat(longer.foreground()).startsWith(shorter.foreground().toArray(Fault[]::new));
        assertThat(longer.background()).startsWith(shorter.background().toArray(Fault[]::new));
    }

    @Test
    void faultsOfATrackFollowEachOtherAndLeaveTheClusterTimeBeforeAndAfter() {
        for (long seed = 0; seed < SEEDS; seed++) {
            for (long lengthMillis : List.of(FaultPlan.SHORTEST_RUN_MILLIS, 30_000L, 300_000L)) {
                FaultPlan plan = plan(seed, ALL, 3, lengthMillis);
                for (List<Fault> track : List.of(plan.foreground(), plan.background())) {
                    long over = 2_000;
                    for (int at = 0; at < track.size(); at++) {
                        Fault fault = track.get(at);
                        assertThat(fault.number()).isEqualTo(at + 1);
                        assertThat(fault.atMillis())
                                .as("%s of seed %d", fault, seed)
                                .isGreaterThanOrEqualTo(over);
                        over = fault.atMillis() + fault.durationMillis();
                    }
                    assertThat(over)
                            .as("end of the last fault of seed %d", seed)
                            .isLessThanOrEqualTo(lengthMillis - 5_000);
                }
            }
        }
    }

    @Test
    void everyKindOccursAndNoneThatWasNotAskedFor() {
        for (long seed = 0; seed < SEEDS; seed++) {
            assertThat(kinds(plan(seed, ALL, 3, LONG_MILLIS))).isEqualTo(ALL);
        }
        for (FaultKind kind : ALL) {
            assertThat(kinds(plan(1, EnumSet.of(kind), 3, LONG_MILLIS))).containsExactly(kind);
            Set<FaultKind> others = EnumSet.copyOf(ALL);
            others.remove(kind);
            assertThat(kinds(plan(1, others, 3, LONG_MILLIS))).isEqualTo(others);
        }
        assertThat(plan(1, Set.of(), 3, LONG_MILLIS)).isEqualTo(FaultPlan.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void theShortestRunHasTimeForAFaultOfAnyKind(FaultKind kind) {
        for (long seed = 0; seed < SEEDS; seed++) {
            assertThat(plan(seed, EnumSet.of(kind), 3, FaultPlan.SHORTEST_RUN_MILLIS)
                            .all())
                    .as("seed %d", seed)
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1_000, 7_000})
    void aRunThatIsTooShortHasNone(long lengthMillis) {
        assertThat(plan(1, ALL, 3, lengthMillis).all()).isEmpty();
    }

    @Test
    void oneNodeHasNoLinksAndNobodyToHandOverTo() {
        Set<FaultKind> own =
                EnumSet.of(FaultKind.KILL, FaultKind.PAUSE, FaultKind.CLOCK, FaultKind.LIMP, FaultKind.DISK);

        assertThat(FaultPlan.possible(ALL, 1)).isEqualTo(own);
        assertThat(FaultPlan.possible(ALL, 2))
                .containsExactly(
                        FaultKind.KILL,
                        FaultKind.PAUSE,
                        FaultKind.PARTITION,
                        FaultKind.PARTIAL,
                        FaultKind.ISOLATE,
                        FaultKind.ONE_WAY,
                        FaultKind.DELAY,
                        FaultKind.LOSS,
                        FaultKind.DUPLICATE,
                        FaultKind.TRANSFER,
                        FaultKind.CLOCK,
                        FaultKind.LEAVE,
                        FaultKind.LIMP,
                        FaultKind.DISK);
        assertThat(FaultPlan.possible(ALL, 3)).isEqualTo(ALL);
        assertThat(FaultPlan.possible(List.of(FaultKind.LOSS), 1)).isEmpty();
        assertThat(kinds(plan(1, ALL, 1, LONG_MILLIS))).isEqualTo(own);
    }

    @Test
    void clocksAreSetAheadAndBackByATenthOfASecondToAMinute() {
        List<Long> offsets = LongStream.range(0, SEEDS)
                .mapToObj(seed -> plan(seed, EnumSet.of(FaultKind.CLOCK), 3, LONG_MILLIS))
                .flatMap(plan -> plan.background().stream())
                .map(Fault::clockOffsetMillis)
                .toList();

        assertThat(offsets).allMatch(millis -> Math.abs(millis) >= 100 && Math.abs(millis) <= 60_000);
        assertThat(offsets).anyMatch(millis -> millis < -10_000).anyMatch(millis -> millis > 10_000);
        assertThat(offsets).anyMatch(millis -> Math.abs(millis) < 500);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8})
    void aPartitionCutsOffTheLargestMinorityAndAKillTakesOneOrAMajority(int count) {
        int minority = Math.max(1, (count - 1) / 2);
        for (long seed = 0; seed < 20; seed++) {
            for (Fault fault : plan(seed, ALL, count, LONG_MILLIS).all()) {
                int concerned = switch (fault.kind()) {
                    case PARTITION -> minority;
                    case KILL -> fault.nodes().size() == 1 ? 1 : count / 2 + 1;
                    case PAUSE, PARTIAL, ISOLATE, ONE_WAY, TRANSFER, CLOCK, LEAVE, LIMP, DISK -> 1;
                    case MEMBERSHIP -> fault.nodes().size() == 1 ? 1 : minority;
                    case DELAY, LOSS, DUPLICATE -> count;
                };
                assertThat(fault.nodes()).as("%s", fault).hasSize(concerned).doesNotHaveDuplicates();
                assertThat(nodes(count)).containsAll(fault.nodes());
            }
        }
    }

    @Test
    void everyNodeAndBothDirectionsHaveTheirTurn() {
        List<Fault> faults = LongStream.range(0, SEEDS)
                .mapToObj(seed -> plan(seed, ALL, 5, LONG_MILLIS))
                .flatMap(plan -> plan.foreground().stream())
                .toList();

        for (FaultKind kind : EnumSet.of(
                FaultKind.KILL,
                FaultKind.PAUSE,
                FaultKind.ISOLATE,
                FaultKind.ONE_WAY,
                FaultKind.MEMBERSHIP,
                FaultKind.LEAVE,
                FaultKind.LIMP,
                FaultKind.DISK)) {
            assertThat(faults.stream().filter(fault -> fault.kind() == kind).flatMap(fault -> fault.nodes().stream()))
                    .containsAll(nodes(5));
        }
        assertThat(faults.stream()
                        .filter(fault -> fault.kind() == FaultKind.ONE_WAY)
                        .map(Fault::direction)
                        .distinct())
                .containsExactlyInAnyOrder(Fault.Direction.FROM_NODES, Fault.Direction.TO_NODES);
        assertThat(faults.stream()
                        .filter(fault -> fault.kind() == FaultKind.KILL)
                        .map(fault -> fault.nodes().size())
                        .distinct())
                .as("one, or a majority")
                .containsExactlyInAnyOrder(1, 3);
        for (FaultKind kind : EnumSet.of(FaultKind.KILL, FaultKind.MEMBERSHIP)) {
            assertThat(faults.stream()
                            .filter(fault -> fault.kind() == kind)
                            .map(Fault::aimedAtLeader)
                            .distinct())
                    .containsExactlyInAnyOrder(true, false);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 8})
    void aPartialPartitionIsBetweenTwoNodes(int count) {
        List<Fault> partial = LongStream.range(0, SEEDS)
                .mapToObj(seed -> plan(seed, EnumSet.of(FaultKind.PARTIAL), count, LONG_MILLIS))
                .flatMap(plan -> plan.foreground().stream())
                .toList();

        assertThat(partial)
                .allMatch(fault -> fault.nodes().size() == 1 && fault.others().size() == 1);
        assertThat(partial.stream().flatMap(fault -> fault.nodes().stream())).containsAll(nodes(count));
        assertThat(partial.stream().flatMap(fault -> fault.others().stream())).containsAll(nodes(count));
        assertThat(partial).anyMatch(Fault::aimedAtLeader);
    }

    @Test
    void whatAilsLinksAilsThem() {
        for (long seed = 0; seed < SEEDS; seed++) {
            for (Fault fault : plan(seed, ALL, 3, LONG_MILLIS).background()) {
                LinkFault link = fault.link();
                assertThat(link.cut()).isFalse();
                assertThat(link.delayMaxMillis() > 0).isEqualTo(fault.kind() == FaultKind.DELAY);
                assertThat(link.lossPercent() > 0).isEqualTo(fault.kind() == FaultKind.LOSS);
                assertThat(link.duplicatePercent() > 0).isEqualTo(fault.kind() == FaultKind.DUPLICATE);
            }
        }
    }
}
