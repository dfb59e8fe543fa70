package dsc.workbench.simulation;

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
 * @param nodes 1 to 9
 * @param clients 1 to 100
 * @param keys 1 to 1000
 * @param operationsPerSecond all clients together; 0 for as fast as answers come
 * @param operationsMax clients begin no more operations than this, all together
 * @param lengthMillis how long clients work
 * @param plan what breaks, and when
 * @param network how long messages take
 * @param fifo whether messages from one node to another arrive in the order in which they were sent, as Pekko promises
 * @param disk how long it takes until what was written is durable
 * @param clockOffsetMillisMax by how much a node's clock may be off, in milliseconds
 * @param clockDriftPpmMax by how much it may be too fast or too slow, in millionths
 * @param strategy how it is decided what happens first
 */
public record WorldSpec(
        long seed,
        int nodes,
        int clients,
        int keys,
        double operationsPerSecond,
        int operationsMax,
        long lengthMillis,
        FaultPlan plan,
        Latency network,
        boolean fifo,
        Latency disk,
        long clockOffsetMillisMax,
        long clockDriftPpmMax,
        Strategy strategy) {

    public static final int NODES_MAX = 9;
    public static final int CLIENTS_MAX = 100;
    public static final int KEYS_MAX = 1_000;

    /** Half as fast, or half as fast again: beyond that, a clock is broken. */
    private static final long DRIFT_PPM_MAX = 500_000;

    public WorldSpec {
        requireRange("nodes", nodes, 1, NODES_MAX);
        requireRange("clients", clients, 1, CLIENTS_MAX);
        requireRange("keys", keys, 1, KEYS_MAX);
        requireRange("operationsMax", operationsMax, 0, Integer.MAX_VALUE);
        requireRange("lengthMillis", lengthMillis, 1, 3_600_000);
        requireRange("clockOffsetMillisMax", clockOffsetMillisMax, 0, 86_400_000);
        requireRange("clockDriftPpmMax", clockDriftPpmMax, 0, DRIFT_PPM_MAX);
        if (!(operationsPerSecond >= 0)) {
            throw new IllegalArgumentException("operationsPerSecond must not be negative: " + operationsPerSecond);
        }
    }

    private static void requireRange(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + least + " to " + most + ", not " + value);
        }
    }

    /** The nodes' ids, {@code n1} first. */
    public List<NodeId> nodeIds() {
        return nodeIds(nodes);
    }

    static List<NodeId> nodeIds(int nodes) {
        return IntStream.rangeClosed(1, nodes)
                .mapToObj(number -> new NodeId("n" + number))
                .toList();
    }

    /** The keys that clients ask about. */
    public List<String> keyNames() {
        return IntStream.rangeClosed(1, keys).mapToObj(number -> "k" + number).toList();
    }

    /** The clients' names, {@code c1} first. */
    public List<String> clientNames() {
        return IntStream.rangeClosed(1, clients).mapToObj(number -> "c" + number).toList();
    }

    /**
     * A generator for one purpose. Each has its own, so that leaving out a fault or a client changes what it changes,
     * and not every draw after it.
     */
    SplittableRandom random(String purpose, long index) {
        return new SplittableRandom(
                seed * 0x9E3779B97F4A7C15L + purpose.hashCode() * 0xBF58476D1CE4E5B9L + index * 0x94D049BB133111EBL);
    }

    /** A copy to be changed. */
    public Editor edit() {
        return new Editor(this);
    }

    /** Changes some of a specification. */
    public static final class Editor {
        private long seed;
        private int nodes;
        private int clients;
        private int keys;
        private double operationsPerSecond;
        private int operationsMax;
        private long lengthMillis;
        private FaultPlan plan;
        private Latency network;
        private boolean fifo;
        private Latency disk;
        private long clockOffsetMillisMax;
        private long clockDriftPpmMax;
        private Strategy strategy;

        private Editor(WorldSpec spec) {
            seed = spec.seed;
            nodes = spec.nodes;
            clients = spec.clients;
            keys = spec.keys;
            operationsPerSecond = spec.operationsPerSecond;
            operationsMax = spec.operationsMax;
            lengthMillis = spec.lengthMillis;
            plan = spec.plan;
            network = spec.network;
            fifo = spec.fifo;
            disk = spec.disk;
            clockOffsetMillisMax = spec.clockOffsetMillisMax;
            clockDriftPpmMax = spec.clockDriftPpmMax;
            strategy = spec.strategy;
        }

        public Editor seed(long seed) {
            this.seed = seed;
            return this;
        }

        public Editor nodes(int nodes) {
            this.nodes = nodes;
            return this;
        }

        public Editor clients(int clients) {
            this.clients = clients;
            return this;
        }

        public Editor keys(int keys) {
            this.keys = keys;
            return this;
        }

        public Editor operationsPerSecond(double operationsPerSecond) {
            this.operationsPerSecond = operationsPerSecond;
            return this;
        }

        public Editor operationsMax(int operationsMax) {
            this.operationsMax = operationsMax;
            return this;
        }

        public Editor lengthMillis(long lengthMillis) {
            this.lengthMillis = lengthMillis;
            return this;
        }

        public Editor plan(FaultPlan plan) {
            this.plan = plan;
            return this;
        }

        public Editor network(Latency network) {
            this.network = network;
            return this;
        }

        public Editor fifo(boolean fifo) {
            this.fifo = fifo;
            return this;
        }

        public Editor disk(Latency disk) {
            this.disk = disk;
            return this;
        }

        public Editor clocks(long offsetMillisMax, long driftPpmMax) {
            this.clockOffsetMillisMax = offsetMillisMax;
            this.clockDriftPpmMax = driftPpmMax;
            return this;
        }

        public Editor strategy(Strategy strategy) {
            this.strategy = strategy;
            return this;
        }

        /** @throws IllegalArgumentException when a value is out of its range */
        public WorldSpec build() {
            return new WorldSpec(
                    seed,
                    nodes,
                    clients,
                    keys,
                    operationsPerSecond,
                    operationsMax,
                    lengthMillis,
                    plan,
                    network,
                    fifo,
                    disk,
                    clockOffsetMillisMax,
                    clockDriftPpmMax,
                    strategy);
        }
    }
}
