package dsc.workbench.simulation.worlds;

import com.fasterxml.jackson.annotation.JsonInclude;
import dsc.workbench.protocol.Deployment;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a simulated world is made of, but for what is drawn and what breaks.
 *
 * @param nodes 1 to {@value #NODES_MAX}
 * @param clients 1 to 100
 * @param keys 1 to 1000
 * @param operationsPerSecond all clients together; 0 for as fast as answers come
 * @param operationsMax clients begin no more operations than this, all together
 * @param lengthMillis how long clients work
 * @param timeoutMillis after this long without an answer, a client asks another node; 0 for a time of its own for each
 *     client, between a sixth of what live clients wait and that. Some then stay with a node that was cut off while
 *     others already work elsewhere.
 * @param network how long messages take
 * @param fifo whether messages from one node to another arrive in the order in which they were sent, as Pekko promises
 * @param disk how long it takes until what was written is durable
 * @param clockOffsetMillisMax by how much a node's clock may be off, in milliseconds
 * @param clockDriftPpmMax by how much it may be too fast or too slow, in millionths
 * @param strategy how it is decided what happens first
 * @param hazards what may happen besides the faults of a plan
 * @param roam whether each operation of a client begins at a node that is drawn, also where the scenario's clients stay
 *     with one
 */
public record Conditions(
        int nodes,
        int clients,
        int keys,
        double operationsPerSecond,
        int operationsMax,
        long lengthMillis,
        long timeoutMillis,
        Latency network,
        boolean fifo,
        Latency disk,
        long clockOffsetMillisMax,
        long clockDriftPpmMax,
        Strategy strategy,
        Set<Hazard> hazards,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean roam) {

    /** Five nodes, ten clients, fifteen seconds, clocks up to a second and 1 % off. */
    public static final Conditions DEFAULT = new Conditions(
            5,
            10,
            3,
            50,
            Integer.MAX_VALUE,
            15_000,
            0,
            Latency.OF_NETWORK,
            true,
            Latency.OF_DISK,
            1_000,
            10_000,
            Strategy.RANDOM,
            Set.of(),
            false);

    /** Together with {@link #CLIENTS_MAX} below 256: a place is a byte in what a message is delivered with. */
    public static final int NODES_MAX = 64;

    public static final int CLIENTS_MAX = 100;
    public static final int KEYS_MAX = 1_000;
    public static final int OPERATIONS_PER_SECOND_MAX = 100_000;
    public static final long TIMEOUT_MILLIS_MAX = 3_600_000;

    /** Half as fast, or half as fast again: beyond that, a clock is broken. */
    public static final long CLOCK_DRIFT_PPM_MAX = 500_000;

    /** A day. */
    public static final long CLOCK_OFFSET_MILLIS_MAX = 86_400_000;

    /** {@link #DEFAULT} with at least as many nodes as a scenario begins with, and no more than it can have. */
    public static Conditions usual(Deployment deployment) {
        int nodes = Math.min(Math.max(DEFAULT.nodes, deployment.nodes()), deployment.nodesMost());
        return DEFAULT.edit().nodes(nodes).build();
    }

    public Conditions {
        requireRange("nodes", nodes, 1, NODES_MAX);
        requireRange("clients", clients, 1, CLIENTS_MAX);
        requireRange("keys", keys, 1, KEYS_MAX);
        requireRange("operationsMax", operationsMax, 0, Integer.MAX_VALUE);
        requireRange("lengthMillis", lengthMillis, 1, 3_600_000);
        requireRange("timeoutMillis", timeoutMillis, 0, TIMEOUT_MILLIS_MAX);
        requireRange("clockOffsetMillisMax", clockOffsetMillisMax, 0, CLOCK_OFFSET_MILLIS_MAX);
        requireRange("clockDriftPpmMax", clockDriftPpmMax, 0, CLOCK_DRIFT_PPM_MAX);
        Set<Hazard> ordered = EnumSet.noneOf(Hazard.class);
        ordered.addAll(hazards);
        hazards = Collections.unmodifiableSet(ordered);
        if (!(operationsPerSecond >= 0 && operationsPerSecond <= OPERATIONS_PER_SECOND_MAX)) {
            throw new IllegalArgumentException(
                    "operationsPerSecond is 0 to " + OPERATIONS_PER_SECOND_MAX + ", not " + operationsPerSecond);
        }
    }

    private static void requireRange(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + least + " to " + most + ", not " + value);
        }
    }

    /** Whether {@code hazard} may happen. */
    public boolean has(Hazard hazard) {
        return hazards.contains(hazard);
    }

    /** A copy to be changed. */
    public Editor edit() {
        return new Editor(this);
    }

    /** Changes some of them. */
    public static final class Editor {
        private int nodes;
        private int clients;
        private int keys;
        private double operationsPerSecond;
        private int operationsMax;
        private long lengthMillis;
        private long timeoutMillis;
        private Latency network;
        private boolean fifo;
        private Latency disk;
        private long clockOffsetMillisMax;
        private long clockDriftPpmMax;
        private Strategy strategy;
        private Set<Hazard> hazards;
        private boolean roam;

        private Editor(Conditions conditions) {
            nodes = conditions.nodes;
            clients = conditions.clients;
            keys = conditions.keys;
            operationsPerSecond = conditions.operationsPerSecond;
            operationsMax = conditions.operationsMax;
            lengthMillis = conditions.lengthMillis;
            timeoutMillis = conditions.timeoutMillis;
            network = conditions.network;
            fifo = conditions.fifo;
            disk = conditions.disk;
            clockOffsetMillisMax = conditions.clockOffsetMillisMax;
            clockDriftPpmMax = conditions.clockDriftPpmMax;
            strategy = conditions.strategy;
            hazards = conditions.hazards;
            roam = conditions.roam;
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

        public Editor timeoutMillis(long timeoutMillis) {
            this.timeoutMillis = timeoutMillis;
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

        public Editor hazards(Set<Hazard> hazards) {
            this.hazards = hazards;
            return this;
        }

        public Editor roam(boolean roam) {
            this.roam = roam;
            return this;
        }

        /** @throws IllegalArgumentException when a value is out of its range */
        public Conditions build() {
            return new Conditions(
                    nodes,
                    clients,
                    keys,
                    operationsPerSecond,
                    operationsMax,
                    lengthMillis,
                    timeoutMillis,
                    network,
                    fifo,
                    disk,
                    clockOffsetMillisMax,
                    clockDriftPpmMax,
                    strategy,
                    hazards,
                    roam);
        }
    }
}
