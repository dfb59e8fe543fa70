package dsc.workbench.faults;

import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * What is to break, and when. The same seed, kinds, nodes and length give the same plan.
 *
 * @param foreground kills, pauses, nodes that limp, cuts, hand-overs and changes of the group, one after the other
 * @param background delay, loss, duplication and clocks that are off, one after the other, beside the foreground; in
 *     some simulated worlds also what else is in the foreground, so that two such faults meet
 */
public record FaultPlan(List<Fault> foreground, List<Fault> background) {

    private static final Set<FaultKind> BACKGROUND =
            EnumSet.of(FaultKind.DELAY, FaultKind.LOSS, FaultKind.DUPLICATE, FaultKind.CLOCK);

    /** Those in which a node is taken for dead if they last. */
    private static final Set<FaultKind> LASTING =
            EnumSet.of(FaultKind.PAUSE, FaultKind.PARTITION, FaultKind.PARTIAL, FaultKind.ISOLATE, FaultKind.ONE_WAY);

    private static final int MEMBERSHIP_NODES_MIN = 3;

    /** The longest that a fault is in force, in milliseconds, but for a kill and for what a pace adds. */
    private static final long LONGEST_MILLIS = 4_500;

    /** A kill is in force up to two seconds, and seen for half a second. */
    private static final long LONGEST_KILL_MILLIS = 2_500;

    /**
     * How closely faults follow each other.
     *
     * @param firstMillis the cluster settles for so long
     * @param jitterMillis the first fault begins at most this much later
     * @param quietMillis time to serve without faults at the end
     * @param restartMillis what a killed node takes to be back, beyond the time it stays down
     * @param gapMinMillis shortest time between two faults of a sequence
     * @param gapJitterMillis and at most this much more
     * @param overlapPercent in how many plans two faults of the foreground may meet, 0 to 100
     * @param slowestFactor in one of three delays, messages wait this many times as long: beyond any timeout
     * @param cutExtraMillis so much longer than otherwise nodes are stopped or cut off
     */
    public record Pace(
            int firstMillis,
            int jitterMillis,
            int quietMillis,
            int restartMillis,
            int gapMinMillis,
            int gapJitterMillis,
            int overlapPercent,
            int slowestFactor,
            int cutExtraMillis) {

        /** Processes take seconds to be back. */
        public static final Pace LIVE = new Pace(2_000, 1_000, 5_000, 3_500, 800, 1_000, 0, 1, 0);

        /**
         * The split-brain resolver has time to decide that a node is gone, and the node to be a member again before the
         * next fault.
         */
        public static final Pace LIVE_DOWNING = new Pace(2_000, 1_000, 5_000, 5_000, 8_000, 2_000, 0, 1, 6_000);

        /** Simulated nodes are back at once. */
        public static final Pace SIMULATED = new Pace(1_000, 1_000, 3_000, 0, 200, 1_000, 33, 25, 0);

        /** Hardly is one fault over when the next begins, and another goes on beside it. */
        public static final Pace STORMY = new Pace(500, 500, 3_000, 0, 20, 200, 100, 25, 0);

        /** @param nodesMayBeDowned whether the scenario wants to see what the split-brain resolver decides */
        public static Pace live(boolean nodesMayBeDowned) {
            return nodesMayBeDowned ? LIVE_DOWNING : LIVE;
        }

        /** The shortest run, in milliseconds, that leaves time for a fault of any kind. */
        public long shortestRunMillis() {
            return firstMillis
                    + jitterMillis
                    + Math.max(LONGEST_MILLIS + cutExtraMillis, LONGEST_KILL_MILLIS + restartMillis)
                    + quietMillis;
        }
    }

    /** The shortest live run, in milliseconds, that leaves time for a fault of any kind. */
    public static final long SHORTEST_RUN_MILLIS = Pace.LIVE.shortestRunMillis();

    public static final FaultPlan NONE = new FaultPlan(List.of(), List.of());

    public FaultPlan {
        foreground = List.copyOf(foreground);
        background = List.copyOf(background);
    }

    /** The sequences that go on side by side. */
    public List<List<Fault>> tracks() {
        return List.of(foreground, background);
    }

    /**
     * The same, in which a leader is one of the two nodes of each partial partition: two that follow it may have
     * nothing to tell each other, and then no message meets the cut.
     */
    public FaultPlan withPartialPartitionsAtLeader() {
        return new FaultPlan(atLeader(foreground), atLeader(background));
    }

    private static List<Fault> atLeader(List<Fault> faults) {
        return faults.stream()
                .map(fault -> fault.kind() == FaultKind.PARTIAL ? fault.atLeader() : fault)
                .toList();
    }

    public List<Fault> all() {
        List<Fault> all = new ArrayList<>(foreground);
        all.addAll(background);
        return all;
    }

    /**
     * Draws a plan for a live run.
     *
     * @param lengthMillis of the whole run
     */
    public static FaultPlan draw(long seed, Set<FaultKind> kinds, List<NodeId> nodes, long lengthMillis) {
        return draw(seed, kinds, nodes, lengthMillis, Pace.LIVE);
    }

    public static FaultPlan draw(long seed, Set<FaultKind> kinds, List<NodeId> nodes, long lengthMillis, Pace pace) {
        Set<FaultKind> possible = possible(kinds, nodes.size());
        Set<FaultKind> backgroundKinds = EnumSet.copyOf(BACKGROUND);
        backgroundKinds.retainAll(possible);
        Set<FaultKind> foregroundKinds = EnumSet.noneOf(FaultKind.class);
        foregroundKinds.addAll(possible);
        foregroundKinds.removeAll(BACKGROUND);
        Drawing drawing = new Drawing(nodes, lengthMillis - pace.quietMillis(), pace);
        List<Fault> foreground = drawing.sequence(foregroundKinds, new Random(seed));
        Random beside = new Random(seed + 1);
        if (pace.overlapPercent() > 0 && beside.nextInt(100) < pace.overlapPercent()) {
            backgroundKinds.addAll(foregroundKinds);
        }
        List<Fault> background = drawing.sequence(backgroundKinds, beside);
        return new FaultPlan(foreground, background);
    }

    /**
     * Those of {@code kinds} that a cluster of that size can have: one node has no links and no one to hand over to,
     * and of two, the one that is left in the group must not be lost.
     */
    public static Set<FaultKind> possible(Collection<FaultKind> kinds, int nodes) {
        Set<FaultKind> possible = EnumSet.noneOf(FaultKind.class);
        possible.addAll(kinds);
        if (nodes == 1) {
            possible.retainAll(
                    EnumSet.of(FaultKind.KILL, FaultKind.PAUSE, FaultKind.CLOCK, FaultKind.LIMP, FaultKind.DISK));
        }
        if (nodes < MEMBERSHIP_NODES_MIN) {
            possible.remove(FaultKind.MEMBERSHIP);
        }
        return possible;
    }

    private record Drawing(List<NodeId> nodes, long untilMillis, Pace pace) {

        List<Fault> sequence(Set<FaultKind> kinds, Random random) {
            List<Fault> faults = new ArrayList<>();
            List<FaultKind> round = new ArrayList<>();
            long at = pace.firstMillis() + random.nextInt(pace.jitterMillis());
            while (!kinds.isEmpty()) {
                if (round.isEmpty()) {
                    round.addAll(kinds);
                    Collections.shuffle(round, random);
                }
                Fault fault = draw(faults.size() + 1, round.removeLast(), at, random);
                long over = at + fault.durationMillis() + (fault.kind().endsNode() ? pace.restartMillis() : 0);
                if (over > untilMillis) {
                    break;
                }
                faults.add(fault);
                at = over + pace.gapMinMillis() + random.nextInt(pace.gapJitterMillis());
            }
            return faults;
        }

        private Fault draw(int number, FaultKind kind, long at, Random random) {
            long duration = durationMillis(kind, random) + (LASTING.contains(kind) ? pace.cutExtraMillis() : 0);
            boolean leader = random.nextInt(4) > 0;
            List<NodeId> shuffled = new ArrayList<>(nodes);
            Collections.shuffle(shuffled, random);
            NodeId one = shuffled.getFirst();
            // One crash in four takes a majority along: what was promised must outlive that, though nobody can serve.
            List<NodeId> killed = shuffled.subList(0, random.nextInt(4) > 0 ? 1 : nodes.size() / 2 + 1);
            List<NodeId> minority = shuffled.subList(0, Math.max(1, (nodes.size() - 1) / 2));
            Fault.Direction oneWay = random.nextBoolean() ? Fault.Direction.FROM_NODES : Fault.Direction.TO_NODES;
            Fault.Direction both = Fault.Direction.BOTH;
            LinkFault none = LinkFault.NONE;
            int delayMin = 5 + random.nextInt(30);
            int delayMax = delayMin + 20 + random.nextInt(80);
            int percent = 10 + random.nextInt(20);
            int slow = pace.slowestFactor() > 1 && random.nextInt(3) == 0 ? pace.slowestFactor() : 1;
            return switch (kind) {
                case KILL -> new Fault(number, kind, at, duration, leader, killed, both, none);
                case PARTIAL -> betweenTwo(number, at, duration, leader, shuffled);
                case PAUSE, LEAVE, LIMP, DISK ->
                    new Fault(number, kind, at, duration, leader, List.of(one), both, none);
                case ISOLATE -> new Fault(number, kind, at, duration, true, List.of(one), both, none);
                case PARTITION -> new Fault(number, kind, at, duration, leader, minority, both, none);
                case ONE_WAY -> new Fault(number, kind, at, duration, leader, List.of(one), oneWay, none);
                case TRANSFER -> new Fault(number, kind, at, duration, false, List.of(one), both, none);
                case CLOCK ->
                    Fault.onClock(clockOffsetMillis(random), at, duration, one.value())
                            .numbered(number);
                case MEMBERSHIP ->
                    new Fault(
                            number,
                            kind,
                            at,
                            duration,
                            random.nextInt(3) == 0,
                            random.nextBoolean() ? minority : List.of(one),
                            both,
                            none);
                case DELAY ->
                    onAllLinks(number, kind, at, duration, LinkFault.ofDelay(delayMin * slow, delayMax * slow));
                case LOSS -> onAllLinks(number, kind, at, duration, LinkFault.ofLoss(percent));
                case DUPLICATE -> onAllLinks(number, kind, at, duration, LinkFault.ofDuplication(percent));
            };
        }

        private static Fault betweenTwo(int number, long at, long duration, boolean leader, List<NodeId> shuffled) {
            return Fault.partial(
                            at,
                            duration,
                            shuffled.get(0).value(),
                            shuffled.get(1).value())
                    .numbered(number)
                    .aimedAtLeader(leader);
        }

        private Fault onAllLinks(int number, FaultKind kind, long at, long duration, LinkFault link) {
            return new Fault(number, kind, at, duration, false, nodes, Fault.Direction.BOTH, link);
        }

        /** From a tenth of a second, as between machines that set their clocks by each other, to a minute. */
        private static long clockOffsetMillis(Random random) {
            long millis = (long) (100 * Math.pow(600, random.nextDouble()));
            return random.nextBoolean() ? millis : -millis;
        }

        private static long durationMillis(FaultKind kind, Random random) {
            return switch (kind) {
                case KILL, LEAVE, DISK -> 500 + random.nextInt(1_500);
                case PAUSE -> 1_500 + random.nextInt(1_500);
                case PARTITION, PARTIAL, ISOLATE, ONE_WAY -> 2_000 + random.nextInt(1_500);
                case DELAY, LOSS, DUPLICATE, CLOCK -> 2_500 + random.nextInt(2_000);
                case LIMP -> 3_000 + random.nextInt(1_500);
                case TRANSFER -> 0;
                case MEMBERSHIP -> 1_000 + random.nextInt(2_000);
            };
        }
    }
}
