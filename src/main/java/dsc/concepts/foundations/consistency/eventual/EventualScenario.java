package dsc.concepts.foundations.consistency.eventual;

import dsc.concepts.foundations.consistency.RegisterMap;
import dsc.concepts.foundations.consistency.RegisterScenario;
import dsc.workbench.checkers.registers.ConvergedRegisters;
import dsc.workbench.protocol.Clause;
import dsc.workbench.protocol.Deployment;
import dsc.workbench.protocol.Guarantee;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Rules;
import dsc.workbench.protocol.Settings;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** Registers whose copies meet in the end. */
public final class EventualScenario extends RegisterScenario<Eventual.Message> {

    @Override
    public String id() {
        return "eventual";
    }

    @Override
    public String summary() {
        return "copies that meet once nobody writes; every one answers, always";
    }

    @Override
    public Guarantee guarantee(Settings settings) {
        return new Guarantee(
                "eventually consistent",
                List.of(
                        Clause.checked(
                                "Once nobody writes, all nodes hold the same within 10 s after the last fault",
                                "replicas differ in the end"),
                        Clause.checked(": under each key a value that was written there", "a value from nowhere"),
                        Clause.limit(", as long as journals survive"),
                        Clause.live("; every node that runs answers, whether others can be reached or not.")
                                .withoutMutant(
                                        "a node answers from its own copy, and waits for its own journal" + " alone")),
                ConvergedRegisters.CHECKER,
                RECOVERY_BOUND);
    }

    @Override
    public Deployment deployment() {
        return Deployment.PEERS.withCheck((settings, nodes) -> Options.from(settings));
    }

    @Override
    public Rules<?> rules() {
        return new Rules<>(Eventual.View.class, EventualRules::invariants, EventualRules.SOMETIMES);
    }

    @Override
    protected Eventual.Message message(RegisterMap.Operation operation, ActorRef<Reply> replyTo) {
        return new Eventual.Ask(operation, replyTo);
    }

    @Override
    public Behavior<Eventual.Message> behavior(NodeContext<Eventual.Message> node) {
        return Eventual.create(node);
    }

    @Override
    public Eventual.Message inspect(ActorRef<NodeView> replyTo) {
        return new Eventual.Inspect(replyTo);
    }
}
