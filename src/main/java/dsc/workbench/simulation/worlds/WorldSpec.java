package dsc.workbench.simulation.worlds;

import dsc.workbench.faults.FaultPlan;
import dsc.workbench.protocol.NodeId;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * All that decides what happens in a simulated world: the same specification gives the same world, step by step, on
 * every machine.
 *
 * @param seed of everything that is drawn while the world runs
 * @param plan what breaks, and when
 */
public record WorldSpec(long seed, Conditions conditions, FaultPlan plan) {

    /** As long as plans leave a world without faults in the end. */
    private static final long CALM_MILLIS = 3_000;

    /** The nodes' ids, {@code n1} first. */
    public List<NodeId> nodeIds() {
        return nodeIds(conditions.nodes());
    }

    public static List<NodeId> nodeIds(int nodes) {
        return IntStream.rangeClosed(1, nodes)
                .mapToObj(number -> new NodeId("n" + number))
                .toList();
    }

    /** The keys that clients ask about. */
    public List<String> keyNames() {
        return IntStream.rangeClosed(1, conditions.keys())
                .mapToObj(number -> "k" + number)
                .toList();
    }

    /** The clients' names, {@code c1} first. */
    public List<String> clientNames() {
        return IntStream.rangeClosed(1, conditions.clients())
                .mapToObj(number -> "c" + number)
                .toList();
    }

    /**
     * Until when hazards that keep operations from completing may begin, in nanoseconds: later, clients could not be
     * served within the bound that a guarantee states.
     */
    public long calmNanos() {
        return (conditions.lengthMillis() - CALM_MILLIS) * 1_000_000;
    }

    /**
     * A generator for one purpose. Each has its own, so that leaving out a fault or a client changes what it changes,
     * and not every draw after it.
     */
    public SplittableRandom random(String purpose, long index) {
        return new SplittableRandom(
                mixed(seed + purpose.hashCode() * 0xBF58476D1CE4E5B9L + index * 0x94D049BB133111EBL));
    }

    /**
     * A seed from which nothing can be told of that of the next number. Generators that differ by a multiple of their
     * own increment draw the same numbers, one after the other (Steele, Lea, Flood: Fast Splittable Pseudorandom Number
     * Generators, OOPSLA 2014; the finalizer is theirs).
     */
    static long mixed(long seed) {
        long mixed = (seed ^ seed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }

    public WorldSpec withSeed(long seed) {
        return new WorldSpec(seed, conditions, plan);
    }

    public WorldSpec with(Conditions conditions) {
        return new WorldSpec(seed, conditions, plan);
    }

    public WorldSpec with(FaultPlan plan) {
        return new WorldSpec(seed, conditions, plan);
    }
}
