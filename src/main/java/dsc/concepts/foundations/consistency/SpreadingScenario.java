package dsc.concepts.foundations.consistency;

import dsc.concepts.foundations.consistency.SpreadingReplica.Order;
import dsc.workbench.protocol.ClientPolicy;
import dsc.workbench.protocol.Deployment;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Rules;
import dsc.workbench.protocol.Settings;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** A store whose copies are {@link SpreadingReplica}s, but for what it promises, and what clients carry for that. */
public abstract class SpreadingScenario extends RegisterScenario<SpreadingReplica.Message> {

    private final Order order;

    protected SpreadingScenario(Order order) {
        this.order = order;
    }

    /** The past of a client that has seen nothing. */
    protected abstract ClientPast unseen(Settings settings);

    @Override
    protected final SpreadingReplica.Message message(RegisterMap.Operation operation, ActorRef<Reply> replyTo) {
        return new SpreadingReplica.Ask(operation, replyTo);
    }

    @Override
    public final ClientPolicy clients() {
        return super.clients().withContext();
    }

    @Override
    public final Deployment deployment() {
        return Deployment.PEERS.withCheck((settings, nodes) -> {
            SpreadingOptions.from(settings);
            unseen(settings);
        });
    }

    @Override
    public final Rules<?> rules() {
        return SpreadingRules.of(order);
    }

    @Override
    public final Behavior<SpreadingReplica.Message> behavior(NodeContext<SpreadingReplica.Message> node) {
        return SpreadingReplica.create(node, order, unseen(node.settings()));
    }

    @Override
    public final SpreadingReplica.Message inspect(ActorRef<NodeView> replyTo) {
        return new SpreadingReplica.Inspect(replyTo);
    }
}
