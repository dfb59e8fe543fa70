package dsc.workbench.checkers.registers;

import java.util.Arrays;

/**
 * The strongly connected components of a directed graph (R. Tarjan: Depth-first search and linear graph algorithms,
 * SIAM Journal on Computing 1(2), 1972), without recursion. Takes time in proportion to nodes and edges.
 */
final class Components {

    private static final int UNSEEN = -1;

    private final int[] first;
    private final int[] targets;
    private final int[] index;
    private final int[] low;
    private final int[] component;
    private final int[] stack;
    private int stacked;
    private int indices;
    private int count;

    private Components(int nodes, int[] from, int[] to, int edges) {
        first = new int[nodes + 1];
        for (int edge = 0; edge < edges; edge++) {
            first[from[edge] + 1]++;
        }
        for (int node = 0; node < nodes; node++) {
            first[node + 1] += first[node];
        }
        targets = new int[edges];
        int[] next = first.clone();
        for (int edge = 0; edge < edges; edge++) {
            targets[next[from[edge]]++] = to[edge];
        }
        index = new int[nodes];
        Arrays.fill(index, UNSEEN);
        low = new int[nodes];
        component = new int[nodes];
        Arrays.fill(component, UNSEEN);
        stack = new int[nodes];
    }

    /** The number of each node's component. */
    static int[] of(int nodes, int[] from, int[] to, int edges) {
        Components components = new Components(nodes, from, to, edges);
        int[] path = new int[nodes];
        int[] at = components.first.clone();
        for (int node = 0; node < nodes; node++) {
            if (components.index[node] == UNSEEN) {
                components.visit(node, path, at);
            }
        }
        return components.component;
    }

    /** @param at of each node, the next of its edges to follow */
    private void visit(int root, int[] path, int[] at) {
        int depth = 0;
        enter(path, depth, root);
        while (depth >= 0) {
            int node = path[depth];
            if (at[node] < first[node + 1]) {
                int target = targets[at[node]++];
                if (index[target] == UNSEEN) {
                    enter(path, ++depth, target);
                } else if (component[target] == UNSEEN) {
                    low[node] = Math.min(low[node], index[target]);
                }
                continue;
            }
            if (low[node] == index[node]) {
                close(node);
            }
            depth--;
            if (depth >= 0) {
                low[path[depth]] = Math.min(low[path[depth]], low[node]);
            }
        }
    }

    private void enter(int[] path, int depth, int node) {
        path[depth] = node;
        index[node] = indices++;
        low[node] = index[node];
        stack[stacked++] = node;
    }

    /** All that was entered since a node is of its component. */
    private void close(int node) {
        int member;
        do {
            member = stack[--stacked];
            component[member] = count;
        } while (member != node);
        count++;
    }
}
