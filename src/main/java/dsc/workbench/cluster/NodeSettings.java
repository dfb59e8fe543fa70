package dsc.workbench.cluster;

import com.typesafe.config.Config;
import dsc.workbench.loopback.Token;
import dsc.workbench.protocol.NodeId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the launcher decides about a node: the configuration at {@code dsc.node}.
 *
 * @param id this node
 * @param scenario the id of the scenario that it runs
 * @param members every node's ports, this one's included
 * @param group the nodes with which the protocol's group begins, the same on every node and after every restart
 * @param seeds the nodes to join, in the order to try; this node may be the first, and then forms a cluster of its own
 *     if nobody else answers
 * @param seed of the node's random generator
 * @param token that changes by the node's control endpoint have to show
 */
public record NodeSettings(
        NodeId id,
        String scenario,
        SortedMap<NodeId, Ports> members,
        List<NodeId> group,
        List<NodeId> seeds,
        long seed,
        Token token) {

    /** Where a node listens on 127.0.0.1. */
    public record Ports(int artery, int http) {

        public Ports {
            requirePort("artery", artery);
            requirePort("http", http);
        }

        private static void requirePort(String name, int port) {
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException(name + " is a port, 1 to 65535, not " + port);
            }
        }

        /** The address of the actor system there. */
        String address() {
            return "pekko://dsc@127.0.0.1:" + artery;
        }
    }

    public static NodeSettings from(Config config) {
        Config node = config.getConfig("dsc.node");
        SortedMap<NodeId, Ports> members = new TreeMap<>();
        for (String id : node.getObject("members").keySet()) {
            Config ports = node.getConfig("members").getConfig(id);
            members.put(new NodeId(id), new Ports(ports.getInt("artery"), ports.getInt("http")));
        }
        return new NodeSettings(
                new NodeId(node.getString("id")),
                node.getString("scenario"),
                members,
                ids(node, "group"),
                ids(node, "seeds"),
                node.getLong("seed"),
                new Token(node.getString("token")));
    }

    private static List<NodeId> ids(Config node, String path) {
        return node.getStringList(path).stream().map(NodeId::new).toList();
    }

    Ports ports() {
        return members.get(id);
    }
}
