package dsc.workbench.checkers.registers;

import static dsc.workbench.checkers.registers.Access.NONE;

import dsc.workbench.checkers.registers.SessionGuarantees.Guarantee;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What some session guarantees demand of the order of writes: a graph of writes, nil of each key as one before all its
 * writes, and <em>bounds</em>. A bound is at least as new as whatever leads to it. Its edges mean "not newer than", but
 * for those into a write from what its session had written or seen before, which mean "older than". An order exists
 * unless two writes are each not newer than the other, or one is older than itself.
 *
 * <p>For each session there are bounds, a key each, of the writes that its next observation must find at the server,
 * and of those that must be wherever its next write is; for each write, of those that must be where it is. So the graph
 * has at most a few nodes and edges for each operation and key.
 */
final class WriteOrder {

    /** Edges that no observation demands. */
    private static final int NOT_NEWER = -1;

    private static final int OLDER = -2;

    private final RegisterHistory history;
    private final Set<Guarantee> guarantees;
    private final boolean followed;
    private final int keyCount;
    private final int firstPast;
    private int nodes;

    private int[] from = new int[256];
    private int[] to = new int[256];

    /** For each edge, the observation that demands it, or one of the constants. */
    private int[] demandedBy = new int[256];

    private int edges;

    private final int[] component;

    WriteOrder(RegisterHistory history, Set<Guarantee> guarantees) {
        this.history = history;
        this.guarantees = guarantees;
        // Whether a write brings others with it wherever it goes.
        followed =
                guarantees.contains(Guarantee.MONOTONIC_WRITES) || guarantees.contains(Guarantee.WRITES_FOLLOW_READS);
        keyCount = history.keys().size();
        int accesses = history.accesses().size();
        firstPast = accesses + keyCount;
        nodes = firstPast + (followed ? accesses * keyCount : 0);
        for (Access access : history.accesses()) {
            if (access.isWrite()) {
                addEdge(nil(access.written()), access.id(), OLDER);
            }
        }
        history.sessions().forEach(session -> new Bounds().follow(session));
        component = Components.of(nodes, from, to, edges);
    }

    private int nil(int key) {
        return history.accesses().size() + key;
    }

    private boolean isWriteOrNil(int node) {
        return node < firstPast;
    }

    /** What must be, under a key, where a write is, itself included; NONE if nothing must. */
    private int past(Access write, int key) {
        if (followed) {
            return firstPast + write.id() * keyCount + key;
        }
        return write.written() == key ? write.id() : NONE;
    }

    private void addEdge(int source, int target, int demand) {
        if (edges == from.length) {
            from = Arrays.copyOf(from, 2 * edges);
            to = Arrays.copyOf(to, 2 * edges);
            demandedBy = Arrays.copyOf(demandedBy, 2 * edges);
        }
        from[edges] = source;
        to[edges] = target;
        demandedBy[edges++] = demand;
    }

    /** A bound of both, either of which may be NONE. */
    private int join(int one, int other) {
        if (one == NONE || one == other) {
            return other;
        }
        if (other == NONE) {
            return one;
        }
        int both = nodes++;
        addEdge(one, both, NOT_NEWER);
        addEdge(other, both, NOT_NEWER);
        return both;
    }

    /** The bounds of one session, as far as it has come. */
    private final class Bounds {
        /** For each key, what its next observation must find, and what must be where its next write is. */
        private final int[] found = none();

        private final int[] brought = none();

        /** What was joined to these last, which need not be joined again. */
        private final int[] lastFound = none();

        private final int[] lastBrought = none();

        /** What its next write must be newer than. */
        private int older = NONE;

        private int[] none() {
            int[] none = new int[keyCount];
            Arrays.fill(none, NONE);
            return none;
        }

        void follow(List<Access> session) {
            for (Access access : session) {
                if (access.isWrite()) {
                    write(access);
                } else {
                    observe(access);
                }
            }
        }

        private void observe(Access observation) {
            int[] seen = none();
            for (int source : observation.sources()) {
                for (int key = 0; key < keyCount && source != NONE; key++) {
                    seen[key] = join(seen[key], past(history.access(source), key));
                }
            }
            for (int at = 0; at < observation.observed().length; at++) {
                int key = observation.observed()[at];
                int newest = observation.sources()[at] == NONE
                        ? nil(key)
                        : observation.sources()[at];
                demand(found[key], newest, observation);
                demand(seen[key], newest, observation);
            }
            if (guarantees.contains(Guarantee.MONOTONIC_READS)) {
                joinAll(found, lastFound, seen);
            }
            if (guarantees.contains(Guarantee.WRITES_FOLLOW_READS)) {
                joinAll(brought, lastBrought, seen);
                for (int source : observation.sources()) {
                    older = join(older, source);
                }
            }
        }

        private void demand(int bound, int newest, Access observation) {
            if (bound != NONE && bound != newest) {
                addEdge(bound, newest, observation.id());
            }
        }

        private void write(Access write) {
            if (older != NONE) {
                addEdge(older, write.id(), OLDER);
            }
            int[] past = none();
            for (int key = 0; key < keyCount; key++) {
                if (brought[key] != NONE || write.written() == key) {
                    past[key] = past(write, key);
                }
                if (followed && brought[key] != NONE) {
                    addEdge(brought[key], past[key], NOT_NEWER);
                }
            }
            if (followed) {
                addEdge(write.id(), past[write.written()], NOT_NEWER);
            }
            if (guarantees.contains(Guarantee.READ_YOUR_WRITES)) {
                joinAll(found, lastFound, past);
            }
            if (guarantees.contains(Guarantee.MONOTONIC_WRITES)) {
                // These have all in them that was to be brought before.
                System.arraycopy(past, 0, brought, 0, keyCount);
                older = write.id();
            }
        }

        private void joinAll(int[] bounds, int[] last, int[] others) {
            for (int key = 0; key < keyCount; key++) {
                if (others[key] != NONE && others[key] != last[key]) {
                    bounds[key] = join(bounds[key], others[key]);
                    last[key] = others[key];
                }
            }
        }
    }

    boolean exists() {
        int[] newest = new int[nodes];
        Arrays.fill(newest, NONE);
        for (int node = 0; node < firstPast; node++) {
            if (newest[component[node]] != NONE) {
                return false;
            }
            newest[component[node]] = node;
        }
        for (int edge = 0; edge < edges; edge++) {
            if (demandedBy[edge] == OLDER && component[from[edge]] == component[to[edge]]) {
                return false;
            }
        }
        return true;
    }

    /**
     * That a write, or nil, is older than another.
     *
     * @param older the id of a write, or number of accesses plus number of the key for nil; so is {@code newer}
     * @param observation the one that shows it, or NONE where the session that wrote {@code newer} does
     */
    record Step(int older, int newer, int observation) {}

    /** A short contradiction, each step from where the one before ends; empty if there is an order. */
    List<Step> cycle() {
        List<List<Step>> steps = new ArrayList<>();
        for (int node = 0; node < firstPast; node++) {
            steps.add(steps(node));
        }
        List<Step> shortest = List.of();
        for (int node = 0; node < firstPast; node++) {
            List<Step> found = cycle(node, steps);
            shortest = shortest.isEmpty() || !found.isEmpty() && found.size() < shortest.size() ? found : shortest;
        }
        return shortest;
    }

    /** All steps from a write or nil within its component. */
    private List<Step> steps(int start) {
        List<Step> steps = new ArrayList<>();
        boolean[] reached = new boolean[nodes];
        ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(start));
        while (!queue.isEmpty()) {
            int node = queue.remove();
            for (int edge = 0; edge < edges; edge++) {
                int next = to[edge];
                if (from[edge] != node || component[next] != component[start]) {
                    continue;
                }
                if (isWriteOrNil(next)) {
                    if (next != start || demandedBy[edge] == OLDER) {
                        steps.add(new Step(start, next, Math.max(NONE, demandedBy[edge])));
                    }
                } else if (!reached[next]) {
                    reached[next] = true;
                    queue.add(next);
                }
            }
        }
        return steps;
    }

    private static List<Step> cycle(int start, List<List<Step>> steps) {
        Step[] reachedBy = new Step[steps.size()];
        ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(start));
        while (!queue.isEmpty() && reachedBy[start] == null) {
            for (Step step : steps.get(queue.remove())) {
                if (reachedBy[step.newer()] == null) {
                    reachedBy[step.newer()] = step;
                    queue.add(step.newer());
                }
            }
        }
        List<Step> cycle = new ArrayList<>();
        if (reachedBy[start] != null) {
            for (int at = start;
                    cycle.isEmpty() || at != start;
                    at = cycle.getFirst().older()) {
                cycle.addFirst(reachedBy[at]);
            }
        }
        return cycle;
    }
}
