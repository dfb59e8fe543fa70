package dsc.workbench.checkers.registers;

import static dsc.workbench.checkers.registers.Access.NONE;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What comes before what in a register history. It begins with the order of each session, and each write before the
 * observations that saw it: the causal order, once it is closed. Rules add to that.
 */
final class Precedence {

    /** Why one access comes before another. */
    enum Cause {
        /** Its session did it before. */
        SESSION,
        /** It is the write that the other saw. */
        SEEN,
        /** It is a write that an observation of the other, a later write of the same key, comes after. */
        OVERWRITTEN,
        /** It saw a write, or nil, that the other, a write of the same key, comes after. */
        NOT_YET
    }

    /**
     * That {@code from} comes before {@code to}.
     *
     * @param key number of the key by which it does; NONE for {@link Cause#SESSION}
     * @param witness of {@link Cause#OVERWRITTEN}, the observation; else NONE
     */
    record Edge(int from, int to, Cause cause, int key, int witness) {}

    private final RegisterHistory history;
    private final List<List<Edge>> edges = new ArrayList<>();

    /** The pairs that rules added since the last {@link #close}. */
    private final Set<Long> added = new HashSet<>();

    /** For each access, how many of each session's come before it; empty until it is closed. */
    private int[][] before = new int[0][];

    Precedence(RegisterHistory history) {
        this.history = history;
        history.accesses().forEach(access -> edges.add(new ArrayList<>(3)));
        for (List<Access> session : history.sessions()) {
            for (int place = 1; place < session.size(); place++) {
                add(session.get(place - 1).id(), session.get(place).id(), Cause.SESSION, NONE, NONE);
            }
        }
        for (Access access : history.accesses()) {
            for (int at = 0; at < access.sources().length; at++) {
                if (access.sources()[at] != NONE) {
                    add(access.sources()[at], access.id(), Cause.SEEN, access.observed()[at], NONE);
                }
            }
        }
    }

    private void add(int from, int to, Cause cause, int key, int witness) {
        edges.get(from).add(new Edge(from, to, cause, key, witness));
    }

    /** Adds what a rule demands, unless it is known. */
    private boolean demand(int from, int to, Cause cause, int key, int witness) {
        if (comesBefore(from, to) || !added.add((long) from << Integer.SIZE | to)) {
            return false;
        }
        add(from, to, cause, key, witness);
        return true;
    }

    /** Whether the vectors of a history are small enough for a quarter of the memory. */
    static boolean fits(RegisterHistory history) {
        long numbers = (long) history.accesses().size() * history.sessions().size();
        return numbers * Integer.BYTES <= Runtime.getRuntime().maxMemory() / 4;
    }

    List<Edge> edges(int from) {
        return edges.get(from);
    }

    /** The accesses in an order that agrees with all edges; null if there is none. */
    private int[] order() {
        int[] missing = incoming();
        int[] order = new int[missing.length];
        int count = 0;
        for (int id = 0; id < missing.length; id++) {
            if (missing[id] == 0) {
                order[count++] = id;
            }
        }
        for (int at = 0; at < count; at++) {
            for (Edge edge : edges.get(order[at])) {
                if (--missing[edge.to()] == 0) {
                    order[count++] = edge.to();
                }
            }
        }
        return count == order.length ? order : null;
    }

    /** For each access, how many edges lead to it. */
    int[] incoming() {
        int[] incoming = new int[history.accesses().size()];
        edges.forEach(ofOne -> ofOne.forEach(edge -> incoming[edge.to()]++));
        return incoming;
    }

    boolean isAcyclic() {
        return order() != null;
    }

    /** Finds for each access all that comes before it, by every edge that was added; false if there is a cycle. */
    boolean close() {
        int[] order = order();
        if (order == null) {
            return false;
        }
        int sessions = history.sessions().size();
        before = new int[order.length][sessions];
        added.clear();
        for (int id : order) {
            int[] ofOne = before[id];
            Access access = history.access(id);
            for (Edge edge : edges.get(id)) {
                int[] ofNext = before[edge.to()];
                for (int session = 0; session < sessions; session++) {
                    ofNext[session] = Math.max(ofNext[session], ofOne[session]);
                }
                ofNext[access.session()] = Math.max(ofNext[access.session()], access.place() + 1);
            }
        }
        return true;
    }

    /** Whether one access comes before another, as of the last {@link #close}. */
    boolean comesBefore(int first, int second) {
        Access access = history.access(first);
        return before[second][access.session()] > access.place();
    }

    /**
     * Each write of a key that comes before an observation comes before the write that it saw there; if it saw nil, no
     * write does.
     *
     * @return whether anything was added that was not so as of the last {@link #close}
     */
    boolean addOverwritten() {
        boolean more = false;
        for (Access read : history.accesses()) {
            for (int at = 0; at < read.observed().length; at++) {
                int key = read.observed()[at];
                int source = read.sources()[at];
                for (int session : history.writers(key)) {
                    int other = history.lastWrite(session, key, before[read.id()][session]);
                    if (other != NONE && other != source) {
                        more |= source == NONE
                                ? demand(read.id(), other, Cause.NOT_YET, key, NONE)
                                : demand(other, source, Cause.OVERWRITTEN, key, read.id());
                    }
                }
            }
        }
        return more;
    }

    /**
     * Each observation comes before the writes of the key that come after the one it saw; if it saw nil, before all.
     *
     * @return whether anything was added that was not so as of the last {@link #close}
     */
    boolean addNotYet() {
        boolean more = false;
        for (Access read : history.accesses()) {
            for (int at = 0; at < read.observed().length; at++) {
                int key = read.observed()[at];
                int source = read.sources()[at];
                for (int session : history.writers(key)) {
                    int later = history.firstWrite(session, key, write -> source == NONE || comesBefore(source, write));
                    more |= later != NONE && demand(read.id(), later, Cause.NOT_YET, key, NONE);
                }
            }
        }
        return more;
    }

    /** The edges of a short cycle: a shortest one if the history is small; empty if there is none. */
    List<Edge> cycle() {
        int[] missing = incoming();
        ArrayDeque<Integer> free = new ArrayDeque<>();
        for (int id = 0; id < missing.length; id++) {
            if (missing[id] == 0) {
                free.add(id);
            }
        }
        while (!free.isEmpty()) {
            for (Edge edge : edges.get(free.remove())) {
                if (--missing[edge.to()] == 0) {
                    free.add(edge.to());
                }
            }
        }
        List<Edge> shortest = List.of();
        for (int id = 0; id < missing.length; id++) {
            if (missing[id] > 0 && (shortest.isEmpty() || missing.length <= SMALL)) {
                List<Edge> found = cycle(id);
                shortest = shortest.isEmpty() || !found.isEmpty() && found.size() < shortest.size() ? found : shortest;
            }
        }
        return shortest;
    }

    private static final int SMALL = 500;

    /** A shortest cycle through an access; empty if there is none. */
    private List<Edge> cycle(int start) {
        Edge[] reachedBy = new Edge[edges.size()];
        ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(start));
        while (!queue.isEmpty() && reachedBy[start] == null) {
            for (Edge edge : edges.get(queue.remove())) {
                if (reachedBy[edge.to()] == null) {
                    reachedBy[edge.to()] = edge;
                    queue.add(edge.to());
                }
            }
        }
        List<Edge> cycle = new ArrayList<>();
        if (reachedBy[start] != null) {
            for (int at = start;
                    cycle.isEmpty() || at != start;
                    at = cycle.getLast().from()) {
                cycle.add(reachedBy[at]);
            }
        }
        Collections.reverse(cycle);
        return cycle;
    }
}
