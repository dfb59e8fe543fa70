package dsc.workbench.protocol;

import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/**
 * A protocol as every runner takes it: a declaration. Everything that asks a protocol about itself reads it here. What
 * another protocol needs to say becomes a component of one of these records, not another method.
 *
 * @param <M> the protocol's messages
 */
public interface Scenario<M> {

    /** One word, unique over all scenarios. */
    String id();

    /** What it is, in a few words. */
    String summary();

    /** What it promises under these settings. */
    Guarantee guarantee(Settings settings);

    /**
     * The faults under which the guarantee holds, with durable state; those that a run draws from. A scenario that
     * tolerates {@link FaultKind#KILL} tolerates {@link FaultKind#LEAVE}, even if it is not among them.
     */
    Set<FaultKind> tolerates(Settings settings);

    /** What clients can ask, declared once. */
    Operations<M> operations();

    /** What the clients of a run ask. */
    Workload workload(Settings settings);

    /** The actor, on one node. */
    Behavior<M> behavior(NodeContext<M> node);

    /** The question to which a node answers with its state. */
    M inspect(ActorRef<NodeView> replyTo);

    /** How clients ask. */
    default ClientPolicy clients() {
        return ClientPolicy.DEFAULT;
    }

    /** On which nodes it runs, and what may become of them. */
    default Deployment deployment() {
        return Deployment.PEERS;
    }

    /** What {@code dsc bench} measures of it. */
    default List<Benchmark> benchmarks() {
        return List.of();
    }

    /** What must be true of the nodes' states, and what should happen to them now and then. */
    default Rules<?> rules() {
        return Rules.NONE;
    }

    /** The settings in which it stands beside the other protocols of its concept. */
    default Comparison comparison() {
        return Comparison.asItIs(id());
    }

    /** What a run of it counts beside its verdict. */
    default Metrics metrics() {
        return Metrics.NONE;
    }
}
