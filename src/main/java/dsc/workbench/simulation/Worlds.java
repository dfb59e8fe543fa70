package dsc.workbench.simulation;

import dsc.workbench.faults.FaultPlan;
import dsc.workbench.protocol.FaultKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What worlds are alike in; each seed gives one. Every world suffers only some of the kinds of faults, drawn for it: what
 * one kind hides, such as a restart that makes up for a lost message, shows in the worlds that go without it (swarm
 * testing, Groce et al., ISSTA 2012).
 *
 * @param faults the kinds of faults to draw from
 * @param plan what breaks in every world, in place of plans that are drawn
 */
public record Worlds(
        int nodes,
        int clients,
        int keys,
        double operationsPerSecond,
        int operationsMax,
        long lengthMillis,
        Set<FaultKind> faults,
        Optional<FaultPlan> plan,
        Latency network,
        boolean fifo,
        Latency disk,
        long clockOffsetMillisMax,
        long clockDriftPpmMax,
        Strategy strategy) {

    /** As runs come without options: five nodes and clients, fifteen seconds, clocks up to a second and 1 % off. */
    public static final Worlds DEFAULT = new Worlds(
            5,
            5,
            3,
            50,
            Integer.MAX_VALUE,
            15_000,
            EnumSet.noneOf(FaultKind.class),
            Optional.empty(),
            Latency.OF_NETWORK,
            true,
            Latency.OF_DISK,
            1_000,
            10_000,
            Strategy.RANDOM);

    /** The chance of each kind of fault to be met in a world. */
    private static final int KIND_PERCENT = 60;

    public Worlds {
        Set<FaultKind> ordered = EnumSet.noneOf(FaultKind.class);
        ordered.addAll(faults);
        faults = ordered;
    }

    /** The world of {@code seed}. */
    public WorldSpec world(long seed) {
        return new WorldSpec(
                seed,
                nodes,
                clients,
                keys,
                operationsPerSecond,
                operationsMax,
                lengthMillis,
                plan.orElseGet(() -> drawPlan(seed)),
                network,
                fifo,
                disk,
                clockOffsetMillisMax,
                clockDriftPpmMax,
                strategy);
    }

    private FaultPlan drawPlan(long seed) {
        if (faults.isEmpty()) {
            return FaultPlan.NONE;
        }
        SplittableRandom random = new SplittableRandom(seed);
        Set<FaultKind> drawn = EnumSet.noneOf(FaultKind.class);
        for (FaultKind kind : faults) {
            if (random.nextInt(100) < KIND_PERCENT) {
                drawn.add(kind);
            }
        }
        if (drawn.isEmpty()) {
            drawn.add(List.copyOf(faults).get(random.nextInt(faults.size())));
        }
        return FaultPlan.draw(
                random.nextLong(), drawn, WorldSpec.nodeIds(nodes), lengthMillis, FaultPlan.Pace.SIMULATED);
    }

    public Worlds withNodes(int nodes) {
        return with(nodes, clients, keys, operationsPerSecond, operationsMax, lengthMillis, faults, plan);
    }

    public Worlds withClients(int clients) {
        return with(nodes, clients, keys, operationsPerSecond, operationsMax, lengthMillis, faults, plan);
    }

    public Worlds withKeys(int keys) {
        return with(nodes, clients, keys, operationsPerSecond, operationsMax, lengthMillis, faults, plan);
    }

    public Worlds withOperations(double perSecond, int most) {
        return with(nodes, clients, keys, perSecond, most, lengthMillis, faults, plan);
    }

    public Worlds withLengthMillis(long lengthMillis) {
        return with(nodes, clients, keys, operationsPerSecond, operationsMax, lengthMillis, faults, plan);
    }

    public Worlds withFaults(Set<FaultKind> faults) {
        return with(nodes, clients, keys, operationsPerSecond, operationsMax, lengthMillis, faults, Optional.empty());
    }

    public Worlds withPlan(FaultPlan plan) {
        return with(
                nodes, clients, keys, operationsPerSecond, operationsMax, lengthMillis, faults, Optional.of(plan));
    }

    private Worlds with(
            int nodes,
            int clients,
            int keys,
            double operationsPerSecond,
            int operationsMax,
            long lengthMillis,
            Set<FaultKind> faults,
            Optional<FaultPlan> plan) {
        return new Worlds(
                nodes,
                clients,
                keys,
                operationsPerSecond,
                operationsMax,
                lengthMillis,
                faults,
                plan,
                network,
                fifo,
                disk,
                clockOffsetMillisMax,
                clockDriftPpmMax,
                strategy);
    }

    public Worlds withNetwork(Latency network, boolean fifo) {
        return with(network, fifo, disk, clockOffsetMillisMax, clockDriftPpmMax, strategy);
    }

    public Worlds withDisk(Latency disk) {
        return with(network, fifo, disk, clockOffsetMillisMax, clockDriftPpmMax, strategy);
    }

    public Worlds withClocks(long offsetMillisMax, long driftPpmMax) {
        return with(network, fifo, disk, offsetMillisMax, driftPpmMax, strategy);
    }

    public Worlds withStrategy(Strategy strategy) {
        return with(network, fifo, disk, clockOffsetMillisMax, clockDriftPpmMax, strategy);
    }

    private Worlds with(
            Latency network,
            boolean fifo,
            Latency disk,
            long clockOffsetMillisMax,
            long clockDriftPpmMax,
            Strategy strategy) {
        return new Worlds(
                nodes,
                clients,
                keys,
                operationsPerSecond,
                operationsMax,
                lengthMillis,
                faults,
                plan,
                network,
                fifo,
                disk,
                clockOffsetMillisMax,
                clockDriftPpmMax,
                strategy);
    }
}
