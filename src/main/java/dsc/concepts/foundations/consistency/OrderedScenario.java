package dsc.concepts.foundations.consistency;

import dsc.concepts.foundations.consistency.OrderedReplica.Reads;
import dsc.workbench.protocol.Deployment;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Rules;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** A store whose copies are {@link OrderedReplica}s, but for what it promises. */
public abstract class OrderedScenario extends RegisterScenario<OrderedReplica.Message> {

    private final Reads reads;

    protected OrderedScenario(Reads reads) {
        this.reads = reads;
    }

    @Override
    protected final OrderedReplica.Message message(RegisterMap.Operation operation, ActorRef<Reply> replyTo) {
        return new OrderedReplica.Ask(operation, replyTo);
    }

    @Override
    public final Deployment deployment() {
        return Deployment.PEERS.withCheck((settings, nodes) -> OrderedOptions.from(settings));
    }

    @Override
    public final Rules<?> rules() {
        return OrderedRules.of(reads);
    }

    @Override
    public final Behavior<OrderedReplica.Message> behavior(NodeContext<OrderedReplica.Message> node) {
        return OrderedReplica.create(node, reads);
    }

    @Override
    public final OrderedReplica.Message inspect(ActorRef<NodeView> replyTo) {
        return new OrderedReplica.Inspect(replyTo);
    }
}
