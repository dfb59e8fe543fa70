package dsc.workbench.simulation;

import dsc.workbench.faults.Aim;
import dsc.workbench.faults.Fault;
import dsc.workbench.faults.Injection;
import dsc.workbench.faults.LinkFault;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.simulation.worlds.Hazard;
import dsc.workbench.simulation.worlds.WorldSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Carries out a fault plan on virtual time: its two sequences side by side, each one fault after the other. */
final class Nemesis {

    /** What can be done to a world. */
    interface Controls {

        long nowNanos();

        void at(long nanos, Runnable action);

        Optional<NodeId> leader();

        void crash(NodeId node);

        /** Crashes the node between two sends of one of its next steps, or at that time. */
        void crashInStep(NodeId node, long byNanos);

        /** Crashes the node and deletes what it stored. */
        void loseDisk(NodeId node);

        void start(NodeId node);

        void pause(NodeId node);

        void resume(NodeId node);

        void setLink(NodeId from, NodeId to, LinkFault fault);

        /** Sets the clock of day forward by so much, or back if it is negative, beyond what it is off already. */
        void shiftClock(NodeId node, long millis);

        /** Asks the leader, if there is one, to hand over to {@code target}, or to another if it leads itself. */
        void transferLeadership(NodeId target);

        /**
         * Asks the leader, if there is one, to take {@code node} into the group or out of it. Returns whether that is
         * decided already, or can never be, since the protocol's group does not change.
         */
        boolean changeGroup(NodeId node, boolean into);

        /** A fault began, or ended. */
        void onFault(Injection injection);
    }

    /** How often the leader of the moment is asked to change the group; that may be lost, and leaders change. */
    private static final long CHANGE_RETRY_NANOS = Duration.ofMillis(100).toNanos();

    /** A node that limps is stopped for so much of every {@link #LIMP_NANOS}, as a live one is. */
    private static final long LIMP_STOPPED_NANOS = Duration.ofMillis(80).toNanos();

    private static final long LIMP_NANOS = Duration.ofMillis(100).toNanos();

    /** For how long, to make the group whole again. */
    private static final long ADD_TIMEOUT_NANOS = Duration.ofSeconds(20).toNanos();

    /** A node that is to die within a step has this much of the time that it is to be down, and no more than that. */
    private static final long STEP_WAIT_NANOS_MAX = Duration.ofMillis(500).toNanos();

    /** Between the first and the last link that a fault is put on, or taken off. */
    private static final long GRADUAL_NANOS_MAX = Duration.ofMillis(400).toNanos();

    /** Loss and delay on a link are so many times as large, where links differ. */
    private static final int[] UNEVEN = {0, 1, 1, 3};

    private final Controls world;
    private final WorldSpec spec;
    private final List<NodeId> nodes;
    private final List<Injection> injections = new ArrayList<>();

    /** What ails links, by the position of its injection. */
    private final List<FaultInForce> inForce = new ArrayList<>();

    private int tracksOver;

    private record FaultInForce(int place, Fault fault, List<NodeId> side) {}

    Nemesis(Controls world, WorldSpec spec) {
        this.world = world;
        this.spec = spec;
        this.nodes = spec.nodeIds();
    }

    void start() {
        next(spec.plan().foreground(), 0);
        next(spec.plan().background(), 0);
    }

    boolean isOver() {
        return tracksOver == 2;
    }

    List<Injection> injections() {
        return List.copyOf(injections);
    }

    private void next(List<Fault> track, int index) {
        if (index == track.size()) {
            tracksOver++;
            return;
        }
        Fault fault = track.get(index);
        world.at(fault.atMillis() * 1_000_000, () -> begin(fault, () -> next(track, index + 1)));
    }

    private void begin(Fault fault, Runnable andThen) {
        Aim aim = Aim.of(fault, world.leader(), nodes);
        int place = injections.size();
        Injection begun =
                new Injection(fault, aim.description(), aim.nodes(), world.nowNanos(), Long.MAX_VALUE, true, "");
        injections.add(begun);
        world.onFault(begun);
        List<NodeId> concerned = aim.nodes();
        switch (fault.kind()) {
            // There is no cluster to leave here: a node that does ends.
            case KILL, LEAVE -> kill(fault, place, concerned);
            case DISK -> concerned.forEach(world::loseDisk);
            case PAUSE -> world.pause(concerned.getFirst());
            case LIMP -> limp(place, concerned.getFirst());
            case PARTITION, PARTIAL, ISOLATE, ONE_WAY, DELAY, LOSS, DUPLICATE -> {
                inForce.add(new FaultInForce(place, fault, concerned));
                setLinks(2L * place);
            }
            case TRANSFER -> world.transferLeadership(concerned.getFirst());
            case CLOCK -> world.shiftClock(concerned.getFirst(), fault.clockOffsetMillis());
            case MEMBERSHIP ->
                // All at once, of which the leader lets one begin: it is asked for the others again.
                concerned.forEach(node -> changeGroup(
                        node,
                        false,
                        world.nowNanos() + fault.durationMillis() * 1_000_000 - CHANGE_RETRY_NANOS,
                        () -> {}));
        }
        world.at(
                world.nowNanos() + fault.durationMillis() * 1_000_000,
                () -> heal(fault, place, concerned, () -> {
                    Injection over = injections.get(place).over(world.nowNanos(), true, "");
                    injections.set(place, over);
                    world.onFault(over);
                    andThen.run();
                }));
    }

    /** @param place of the injection, for as long as which is in force */
    private void limp(int place, NodeId node) {
        if (!injections.get(place).inForce()) {
            return;
        }
        world.pause(node);
        world.at(world.nowNanos() + LIMP_STOPPED_NANOS, () -> go(node));
        world.at(world.nowNanos() + LIMP_NANOS, () -> limp(place, node));
    }

    /** Continues a node that limps, unless it is paused besides. */
    private void go(NodeId node) {
        if (injections.stream().noneMatch(injection -> injection.inForce() && injection.is(FaultKind.PAUSE, node))) {
            world.resume(node);
        }
    }

    private void addAll(List<NodeId> nodes, Runnable andThen) {
        if (nodes.isEmpty()) {
            andThen.run();
            return;
        }
        changeGroup(
                nodes.getFirst(),
                true,
                world.nowNanos() + ADD_TIMEOUT_NANOS,
                () -> addAll(nodes.subList(1, nodes.size()), andThen));
    }

    private void changeGroup(NodeId node, boolean into, long untilNanos, Runnable andThen) {
        long againNanos = world.nowNanos() + CHANGE_RETRY_NANOS;
        if (world.changeGroup(node, into) || againNanos > untilNanos) {
            andThen.run();
        } else {
            world.at(againNanos, () -> changeGroup(node, into, untilNanos, andThen));
        }
    }

    private void heal(Fault fault, int place, List<NodeId> concerned, Runnable andThen) {
        switch (fault.kind()) {
            case KILL, LEAVE, DISK -> concerned.forEach(world::start);
            case PAUSE -> world.resume(concerned.getFirst());
            case LIMP -> go(concerned.getFirst());
            case PARTITION, PARTIAL, ISOLATE, ONE_WAY, DELAY, LOSS, DUPLICATE -> {
                inForce.removeIf(one -> one.place() == place);
                world.at(setLinks(2L * place + 1), andThen);
                return;
            }
            case TRANSFER -> {}
            case CLOCK -> world.shiftClock(concerned.getFirst(), -fault.clockOffsetMillis());
            case MEMBERSHIP -> {
                addAll(concerned, andThen);
                return;
            }
        }
        andThen.run();
    }

    private void kill(Fault fault, int place, List<NodeId> concerned) {
        SplittableRandom random = spec.random("kill", place);
        long withinNanos = Math.min(STEP_WAIT_NANOS_MAX, fault.durationMillis() * 500_000);
        for (NodeId node : concerned) {
            if (spec.conditions().has(Hazard.CRASH_IN_STEP) && random.nextBoolean()) {
                world.crashInStep(node, world.nowNanos() + withinNanos);
            } else {
                world.crash(node);
            }
        }
    }

    /**
     * Brings what is in force to the links, one after the other where cuts are gradual.
     *
     * @param change tells one time that this is done from another
     * @return when the last link is as it should be
     */
    private long setLinks(long change) {
        boolean gradual = spec.conditions().has(Hazard.GRADUAL_CUTS);
        SplittableRandom random = spec.random("gradual", change);
        long lastNanos = world.nowNanos();
        for (NodeId from : nodes) {
            for (NodeId to : nodes) {
                if (gradual) {
                    long atNanos = world.nowNanos() + random.nextLong(GRADUAL_NANOS_MAX);
                    lastNanos = Math.max(lastNanos, atNanos);
                    world.at(atNanos, () -> setLink(from, to));
                } else {
                    setLink(from, to);
                }
            }
        }
        return lastNanos;
    }

    private void setLink(NodeId from, NodeId to) {
        LinkFault together = LinkFault.NONE;
        for (FaultInForce one : inForce) {
            if (one.fault().affects(from, to, one.side())) {
                together = together.and(onLink(one, from, to));
            }
        }
        world.setLink(from, to, together);
    }

    private LinkFault onLink(FaultInForce one, NodeId from, NodeId to) {
        LinkFault fault = one.fault().linkFault();
        if (fault.cut() || !spec.conditions().has(Hazard.UNEVEN_LINKS)) {
            return fault;
        }
        int link = nodes.indexOf(from) * nodes.size() + nodes.indexOf(to);
        SplittableRandom random = spec.random("uneven", (long) one.place() << 16 | link);
        return fault.times(UNEVEN[random.nextInt(UNEVEN.length)]);
    }
}
