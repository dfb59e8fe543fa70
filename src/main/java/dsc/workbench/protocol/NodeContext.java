package dsc.workbench.protocol;

import com.typesafe.config.Config;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The world of one node's actor, which it gets by its constructor and from nowhere else.
 *
 * @param self this node
 * @param group the nodes with which the group begins, in the order of their ids; the same on every node and after every
 *     restart, whatever becomes of the group. This node is not among them if it is to be added later.
 * @param peers the other nodes, in the group or not
 * @param clock the only time it may read
 * @param random the only randomness it may use
 * @param persistenceId under which its durable state is kept over restarts; see {@link Durable}
 * @param settings the scenario's own settings
 * @param <M> the protocol's messages
 */
public record NodeContext<M>(
        NodeId self,
        List<NodeId> group,
        Peers<M> peers,
        Clock clock,
        RandomGenerator random,
        String persistenceId,
        Settings settings) {

    public NodeContext {
        group = group.stream().sorted().distinct().toList();
        if (group.isEmpty()) {
            throw new IllegalArgumentException("a group begins with at least one node");
        }
    }

    /**
     * A node of {@code scenario}, for any runner.
     *
     * @param config the whole configuration
     */
    public static <M> NodeContext<M> of(
            Scenario<M> scenario,
            Config config,
            NodeId self,
            List<NodeId> group,
            Peers<M> peers,
            Clock clock,
            RandomGenerator random) {
        return new NodeContext<>(
                self,
                group,
                peers,
                clock,
                random,
                persistenceId(scenario.id(), self),
                Settings.of(scenario.id(), config));
    }

    /** Under which id a node of that scenario keeps its durable state. */
    public static String persistenceId(String scenario, NodeId node) {
        return scenario + "-" + node;
    }
}
