package dsc.workbench.launcher;

import dsc.workbench.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The nodes that requests are about, by the names that were typed. */
record Targets(Supervisor supervisor) {

    /** The nodes that were named, or if none was, all in that state. */
    List<String> orAll(List<String> names, String state) {
        if (!names.isEmpty()) {
            return names;
        }
        List<String> all = supervisor.nodes().stream()
                .filter(node -> supervisor.cluster().processState(node).equals(state))
                .map(NodeId::value)
                .toList();
        if (all.isEmpty()) {
            throw new LauncherException("no node is " + state);
        }
        return all;
    }

    /** Each is there, and named once. */
    List<NodeId> of(List<String> names) {
        List<NodeId> nodes = new ArrayList<>();
        for (String name : names) {
            NodeId node = one(name);
            if (nodes.contains(node)) {
                throw new IllegalArgumentException(node + " is named twice");
            }
            nodes.add(node);
        }
        return nodes;
    }

    NodeId one(String name) {
        return supervisor.nodes().stream()
                .filter(node -> node.value().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no node \"" + name + "\"; there are "
                        + supervisor.nodes().stream().map(NodeId::value).collect(Collectors.joining(", "))));
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
