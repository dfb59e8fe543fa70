package dsc.workbench.playground;

import dsc.workbench.protocol.NodeId;
import dsc.workbench.terminal.LauncherException;
import dsc.workbench.terminal.Typed;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The nodes that requests are about, by the names that were typed. */
record Targets(Supervisor supervisor) {

    /** What people type for every node that a request can be about. */
    private static final String ALL = "all";

    /** What people type for the node that leads. */
    private static final String LEADER = "leader";

    /** The nodes that were named, or if none was, or all of them, those in one of these states. */
    List<String> orAll(List<String> names, String... states) {
        if (!names.isEmpty() && !areAll(names)) {
            return names;
        }
        List<String> all = supervisor.nodes().stream()
                .filter(node -> List.of(states).contains(supervisor.cluster().processState(node)))
                .map(NodeId::value)
                .toList();
        if (all.isEmpty()) {
            throw new LauncherException("no node is " + String.join(" or ", states));
        }
        return all;
    }

    /** Each is there, and named once; {@code all} are those that are not down. */
    List<NodeId> of(List<String> names) {
        if (areAll(names)) {
            List<NodeId> running = supervisor.nodes().stream()
                    .filter(node -> !supervisor.cluster().processState(node).equals("down"))
                    .toList();
            if (running.isEmpty()) {
                throw new LauncherException("no node runs; ./dsc restart starts all");
            }
            return running;
        }
        List<NodeId> nodes = new ArrayList<>();
        for (String name : Typed.nodes(names)) {
            NodeId node = one(name);
            if (nodes.contains(node)) {
                throw new IllegalArgumentException(node + " is named twice");
            }
            nodes.add(node);
        }
        return nodes;
    }

    private static boolean areAll(List<String> names) {
        return names.size() == 1 && names.getFirst().strip().equalsIgnoreCase(ALL);
    }

    /** A node by its name, or by what it is. */
    NodeId one(String name) {
        if (name.equalsIgnoreCase(LEADER)) {
            return leader();
        }
        String id = Typed.node(name);
        return supervisor.nodes().stream()
                .filter(node -> node.value().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no node \"" + name + "\"; known: "
                        + supervisor.nodes().stream().map(NodeId::value).collect(Collectors.joining(", "))));
    }

    private NodeId leader() {
        try {
            return supervisor.cluster().leader().orElseThrow(() -> new LauncherException("no node leads now"));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LauncherException("interrupted");
        }
    }

    static String[] names(List<NodeId> nodes) {
        return nodes.stream().map(NodeId::value).toArray(String[]::new);
    }

    void requireAlive(NodeId node) {
        if (supervisor.cluster().processState(node).equals("down")) {
            throw new LauncherException(node + " does not run; ./dsc restart " + node + " starts it");
        }
    }
}
