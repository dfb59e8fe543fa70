package dsc.workbench.launcher;

import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Guarantee;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Rules;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Workload;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** A scenario whose clients ask something else. */
record WithWorkload<M>(Scenario<M> scenario, Workload workload) implements Scenario<M> {

    @Override
    public String id() {
        return scenario.id();
    }

    @Override
    public String summary() {
        return scenario.summary();
    }

    @Override
    public Guarantee guarantee() {
        return scenario.guarantee();
    }

    @Override
    public Set<FaultKind> tolerates() {
        return scenario.tolerates();
    }

    @Override
    public boolean usesSessions() {
        return scenario.usesSessions();
    }

    @Override
    public Behavior<M> behavior(NodeContext<M> node) {
        return scenario.behavior(node);
    }

    @Override
    public M call(Call call, ActorRef<Reply> replyTo) {
        return scenario.call(call, replyTo);
    }

    @Override
    public M inspect(ActorRef<NodeView> replyTo) {
        return scenario.inspect(replyTo);
    }

    @Override
    public Rules<?> rules() {
        return scenario.rules();
    }
}
