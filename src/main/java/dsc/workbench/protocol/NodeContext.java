package dsc.workbench.protocol;

import com.typesafe.config.Config;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The world of one node's actor, which it gets by its constructor and from nowhere else.
 *
 * @param self this node
 * @param group the nodes with which the group begins, in the order of their ids; the same on every node and after every
 *     restart, whatever becomes of the group. This node is not among them if it is to be added later.
 * @param peers the other nodes, in the group or not
 * @param clock the only time it may read
 * @param random the only randomness it may use
 * @param persistenceId under which its durable state is kept over restarts
 * @param settings the scenario's own settings: the configuration at {@code dsc.<scenario>}
 * @param <M> the protocol's messages
 */
public record NodeContext<M>(
        NodeId self,
        List<NodeId> group,
        Peers<M> peers,
        Clock clock,
        RandomGenerator random,
        String persistenceId,
        Config settings) {

    public NodeContext {
        group = group.stream().sorted().distinct().toList();
        if (group.isEmpty()) {
            throw new IllegalArgumentException("a group begins with at least one node");
        }
    }

    /** A node of a group that is everyone. */
    public NodeContext(
            NodeId self, Peers<M> peers, Clock clock, RandomGenerator random, String persistenceId, Config settings) {
        this(self, withSelf(self, peers.others()), peers, clock, random, persistenceId, settings);
    }

    private static List<NodeId> withSelf(NodeId self, List<NodeId> others) {
        return Stream.concat(Stream.of(self), others.stream()).toList();
    }
}
