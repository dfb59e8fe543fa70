package dsc.workbench.checkers.transfers;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/** Which of numbered things come before which, and whether that can be. */
final class Precedence {

    /** One thing before another, and why. */
    record Edge(int from, int to, String label) {}

    /** From so many things of a cycle a shorter one is looked for. */
    private static final int STARTS_MAX = 64;

    private final List<List<Edge>> outgoing = new ArrayList<>();

    /** Says nothing if both are the same thing. */
    void add(int from, int to, String label) {
        while (outgoing.size() <= Math.max(from, to)) {
            outgoing.add(new ArrayList<>());
        }
        if (from != to) {
            outgoing.get(from).add(new Edge(from, to, label));
        }
    }

    /**
     * A short cycle, empty if there is none, in time in proportion to the edges.
     *
     * @param shown things from this number on are passed through, and are not in the cycle that is returned
     */
    Optional<List<Edge>> cycle(int shown) {
        boolean[] isLeft = behindACycle();
        return anyCycle(isLeft).stream()
                .filter(thing -> thing < shown)
                .limit(STARTS_MAX)
                .map(start -> shortestThrough(start, shown, isLeft))
                .min(Comparator.comparingInt(List::size));
    }

    /** What is left when all is taken away, again and again, that nothing comes before any more. */
    private boolean[] behindACycle() {
        int[] before = new int[outgoing.size()];
        outgoing.forEach(edges -> edges.forEach(edge -> before[edge.to()]++));
        boolean[] isLeft = new boolean[outgoing.size()];
        Deque<Integer> free = new ArrayDeque<>();
        for (int thing = 0; thing < before.length; thing++) {
            isLeft[thing] = before[thing] > 0;
            if (!isLeft[thing]) {
                free.add(thing);
            }
        }
        while (!free.isEmpty()) {
            for (Edge edge : outgoing.get(free.remove())) {
                if (--before[edge.to()] == 0) {
                    isLeft[edge.to()] = false;
                    free.add(edge.to());
                }
            }
        }
        return isLeft;
    }

    /** Each thing that is left has one before it that is left, so going back from any ends in a cycle. */
    private SequencedSet<Integer> anyCycle(boolean[] isLeft) {
        int[] previous = new int[outgoing.size()];
        int thing = -1;
        for (int from = 0; from < outgoing.size(); from++) {
            for (Edge edge : isLeft[from] ? outgoing.get(from) : List.<Edge>of()) {
                previous[edge.to()] = from;
                thing = edge.to();
            }
        }
        SequencedSet<Integer> cycle = new LinkedHashSet<>();
        if (thing < 0) {
            return cycle;
        }
        for (int steps = 0; steps < outgoing.size(); steps++) {
            thing = previous[thing];
        }
        while (cycle.add(thing)) {
            thing = previous[thing];
        }
        return cycle;
    }

    /** Breadth first, where to go to a thing that is not shown costs nothing. {@code start} is in a cycle. */
    private List<Edge> shortestThrough(int start, int shown, boolean[] isLeft) {
        int[] distance = new int[outgoing.size()];
        Arrays.fill(distance, Integer.MAX_VALUE);
        Edge[] last = new Edge[outgoing.size()];
        Deque<Integer> next = new ArrayDeque<>(List.of(start));
        while (last[start] == null) {
            int here = next.remove();
            int far = here == start ? 0 : distance[here];
            for (Edge edge : outgoing.get(here)) {
                boolean isShown = edge.to() < shown;
                int cost = far + (isShown ? 1 : 0);
                if (isLeft[edge.to()] && cost < distance[edge.to()]) {
                    distance[edge.to()] = cost;
                    last[edge.to()] = edge;
                    if (isShown) {
                        next.addLast(edge.to());
                    } else {
                        next.addFirst(edge.to());
                    }
                }
            }
        }
        return shown(start, shown, last);
    }

    /**
     * The edges on the way back to {@code start}; those over things that are not shown as one, with its first label.
     */
    private static List<Edge> shown(int start, int shown, Edge[] last) {
        List<Edge> edges = new ArrayList<>();
        int to = start;
        do {
            Edge edge = last[to];
            while (edge.from() >= shown) {
                edge = last[edge.from()];
            }
            edges.addFirst(new Edge(edge.from(), to, edge.label()));
            to = edge.from();
        } while (to != start);
        return edges;
    }
}
