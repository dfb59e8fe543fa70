package dsc.workbench.protocol;

import com.typesafe.config.Config;
import java.util.random.RandomGenerator;

/**
 * The world of one node's actor, which it gets by its constructor and from nowhere else.
 *
 * @param self this node
 * @param peers the other nodes
 * @param clock the only time it may read
 * @param random the only randomness it may use
 * @param persistenceId under which its durable state is kept over restarts
 * @param settings the scenario's own settings: the configuration at {@code dsc.<scenario>}
 * @param <M> the protocol's messages
 */
public record NodeContext<M>(
        NodeId self, Peers<M> peers, Clock clock, RandomGenerator random, String persistenceId, Config settings) {}
