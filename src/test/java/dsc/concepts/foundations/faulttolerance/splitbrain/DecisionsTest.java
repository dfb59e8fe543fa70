package dsc.concepts.foundations.faulttolerance.splitbrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.sbr.DownAllNodes;
import org.apache.pekko.cluster.sbr.DowningStrategy;
import org.apache.pekko.cluster.sbr.KeepMajority;
import org.apache.pekko.cluster.sbr.KeepOldest;
import org.apache.pekko.cluster.sbr.LeaseMajority;
import org.apache.pekko.cluster.sbr.StaticQuorum;
import org.apache.pekko.util.Version;
import org.junit.jupiter.api.Test;
import scala.Option;
import scala.concurrent.duration.Duration;
import scala.concurrent.duration.FiniteDuration;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What Pekko's own strategies decide, for every side that a cut of one to five nodes can have: the tables of the page
 * on fault tolerance. A side decides by what it sees: its own members, and the others, which it misses.
 */
class DecisionsTest {

    private static final int NODES_MAX = 5;
    private static final String DATA_CENTER = "default";
    private static final Option<String> NO_ROLE = Option.empty();

    /** Made anew for each side, by the node that asks. */
    private interface Strategies extends Function<UniqueAddress, DowningStrategy> {}

    private static final Strategies KEEP_MAJORITY = self -> new KeepMajority(DATA_CENTER, NO_ROLE, self);
    private static final Strategies KEEP_OLDEST = self -> new KeepOldest(DATA_CENTER, true, NO_ROLE, self);
    private static final Strategies DOWN_ALL = self -> new DownAllNodes(DATA_CENTER, self);

    private static Strategies staticQuorum(int size) {
        return self -> new StaticQuorum(DATA_CENTER, size, NO_ROLE, self);
    }

    /** Node 1 is the oldest; the lowest address is that of the last, so that the two are told from each other. */
    private static Member member(int number) {
        UniqueAddress address =
                new UniqueAddress(new Address("pekko", "dsc", "127.0.0.1", 25_000 - number), (long) number);
        return new Member(
                        address,
                        number,
                        MemberStatus.up(),
                        CollectionConverters.asScala(Set.of("dc-" + DATA_CENTER))
                                .toSet(),
                        Version.Zero())
                .copyUp(number);
    }

    /** Whether {@code side} of a cluster of {@code nodes} goes on. */
    private static boolean isContinued(Strategies strategies, Set<Integer> side, int nodes) {
        DowningStrategy strategy =
                strategies.apply(member(side.iterator().next()).uniqueAddress());
        for (int number = 1; number <= nodes; number++) {
            strategy.add(member(number));
        }
        for (int number = 1; number <= nodes; number++) {
            if (!side.contains(number)) {
                strategy.addUnreachable(member(number));
            }
        }
        Set<UniqueAddress> downed = CollectionConverters.asJava(strategy.nodesToDown(strategy.decide()));
        List<Boolean> stays = side.stream()
                .map(number -> !downed.contains(member(number).uniqueAddress()))
                .distinct()
                .toList();
        assertThat(stays)
                .as("a side goes on or stops as one: %s of %d", side, nodes)
                .hasSize(1);
        return stays.getFirst();
    }

    /** All sets of nodes that a cut can leave together, with something missing. */
    private static List<Set<Integer>> sides(int nodes) {
        List<Set<Integer>> sides = new ArrayList<>();
        for (int bits = 1; bits < (1 << nodes) - 1; bits++) {
            Set<Integer> side = new TreeSet<>();
            for (int number = 1; number <= nodes; number++) {
                if ((bits >> (number - 1) & 1) == 1) {
                    side.add(number);
                }
            }
            sides.add(side);
        }
        return sides;
    }

    /** What the scenario's own description of the strategy says of a side. */
    private static boolean isDescribed(Strategy strategy, int quorum, Set<Integer> side, int nodes) {
        List<String> members = IntStream.rangeClosed(1, nodes)
                .map(number -> nodes + 1 - number)
                .mapToObj(number -> "n" + number)
                .toList();
        Set<String> names = new TreeSet<>();
        side.forEach(number -> names.add("n" + number));
        return strategy.survives(new Strategy.Cut(members, "n1", names), quorum);
    }

    private static void decidesAsDescribed(Strategies strategies, Strategy strategy, int quorum) {
        sizes().forEach(nodes -> decides(strategies, nodes, side -> isDescribed(strategy, quorum, side, nodes)));
    }

    private static void decides(Strategies strategies, int nodes, Predicate<Set<Integer>> expected) {
        for (Set<Integer> side : sides(nodes)) {
            assertThat(isContinued(strategies, side, nodes))
                    .as("%s of %d nodes goes on", side, nodes)
                    .isEqualTo(expected.test(side));
        }
    }

    private static IntStream sizes() {
        return IntStream.rangeClosed(1, NODES_MAX);
    }

    @Test
    void keepMajorityKeepsMoreThanHalfAndOfTwoHalvesTheOneWithTheLowestAddress() {
        sizes().forEach(nodes -> decides(
                KEEP_MAJORITY,
                nodes,
                side -> 2 * side.size() > nodes || 2 * side.size() == nodes && side.contains(nodes)));
    }

    /** Alone among two, the oldest goes on, and the other stops: there is nothing better on the other side. */
    @Test
    void keepOldestKeepsTheSideOfTheOldestUnlessThatIsAloneAmongThreeOrMore() {
        sizes().forEach(nodes -> decides(
                KEEP_OLDEST,
                nodes,
                side -> side.contains(1) ? side.size() > 1 || nodes == 2 : side.size() == nodes - 1 && nodes > 2));
    }

    @Test
    void staticQuorumKeepsAQuorumInAClusterThatCannotHaveTwo() {
        for (int size = 1; size <= NODES_MAX; size++) {
            int quorum = size;
            sizes().filter(nodes -> nodes < 2 * quorum)
                    .forEach(nodes -> decides(staticQuorum(quorum), nodes, side -> side.size() >= quorum));
        }
    }

    @Test
    void staticQuorumStopsEverySideOfAClusterThatCouldHaveTwo() {
        for (int size = 1; size <= NODES_MAX; size++) {
            int quorum = size;
            sizes().filter(nodes -> nodes >= 2 * quorum)
                    .forEach(nodes -> decides(staticQuorum(quorum), nodes, side -> false));
        }
    }

    /** Strategy.java says of each of these what Pekko does. */
    @Test
    void theDescriptionIsWhatPekkoDecides() {
        decidesAsDescribed(KEEP_MAJORITY, Strategy.KEEP_MAJORITY, 1);
        decidesAsDescribed(KEEP_OLDEST, Strategy.KEEP_OLDEST, 1);
        decidesAsDescribed(DOWN_ALL, Strategy.DOWN_ALL, 1);
        for (int size = 1; size <= NODES_MAX; size++) {
            decidesAsDescribed(staticQuorum(size), Strategy.STATIC_QUORUM, size);
        }
    }

    @Test
    void downAllStopsEverySide() {
        sizes().forEach(nodes -> decides(DOWN_ALL, nodes, side -> false));
    }

    /** A majority asks for the lease at once, and all others, of two halves one, later. */
    @Test
    void leaseMajorityLetsAMajorityAskAtOnce() {
        FiniteDuration delay = Duration.create(2, "seconds");
        Strategies strategies =
                self -> new LeaseMajority(DATA_CENTER, NO_ROLE, null, delay, Duration.create(10, "seconds"), self);
        sizes().forEach(nodes -> {
            for (Set<Integer> side : sides(nodes)) {
                DowningStrategy strategy =
                        strategies.apply(member(side.iterator().next()).uniqueAddress());
                for (int number = 1; number <= nodes; number++) {
                    strategy.add(member(number));
                }
                for (int number = 1; number <= nodes; number++) {
                    if (!side.contains(number)) {
                        strategy.addUnreachable(member(number));
                    }
                }
                boolean atOnce = 2 * side.size() > nodes || 2 * side.size() == nodes && side.contains(nodes);
                assertThat(strategy.decide().toString())
                        .as("%s of %d nodes", side, nodes)
                        .isEqualTo("AcquireLeaseAndDownUnreachable(" + (atOnce ? "0 days" : "2 seconds") + ")");
            }
        });
    }

    /** Whatever the cut, into two sides or more: any two sides have no node in common. */
    @Test
    void noTwoSidesGoOn() {
        Stream<Strategies> all = Stream.concat(
                Stream.of(KEEP_MAJORITY, KEEP_OLDEST, DOWN_ALL),
                IntStream.rangeClosed(1, NODES_MAX).mapToObj(DecisionsTest::staticQuorum));
        all.forEach(strategies -> sizes().forEach(nodes -> {
            List<Set<Integer>> going = sides(nodes).stream()
                    .filter(side -> isContinued(strategies, side, nodes))
                    .toList();
            for (Set<Integer> one : going) {
                for (Set<Integer> other : going) {
                    assertThat(one).as("with %s, of %d nodes", other, nodes).containsAnyElementsOf(other);
                }
            }
        }));
    }
}
