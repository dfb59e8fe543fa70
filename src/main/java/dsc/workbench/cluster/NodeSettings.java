package dsc.workbench.cluster;

import com.typesafe.config.Config;
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
 * @param seeds whom to join, in the order to try; this node may be the first, and then forms a cluster of its own if
 *     nobody else answers
 * @param seed of the node's random generator
 */
public record NodeSettings(
        NodeId id, String scenario, SortedMap<NodeId, Ports> members, List<NodeId> seeds, long seed) {

    /** Where a node listens on 127.0.0.1. */
    public record Ports(int artery, int http) {}

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
                node.getStringList("seeds").stream().map(NodeId::new).toList(),
                node.getLong("seed"));
    }

    Ports ports() {
        return members.get(id);
    }

    List<NodeId> others() {
        return members.keySet().stream().filter(member -> !member.equals(id)).toList();
    }

    /** The address of {@code member}'s actor system. */
    String address(NodeId member) {
        return "pekko://dsc@127.0.0.1:" + members.get(member).artery();
    }
}
