package dsc.concepts.foundations.transactions.saga;

import dsc.concepts.foundations.transactions.Bank;
import dsc.concepts.foundations.transactions.BankScenario;
import dsc.workbench.checkers.transfers.Transfers;
import dsc.workbench.protocol.Clause;
import dsc.workbench.protocol.Comparison;
import dsc.workbench.protocol.Deployment;
import dsc.workbench.protocol.Guarantee;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Rules;
import dsc.workbench.protocol.Settings;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** A bank whose transfers are {@link Sagas}. */
public final class SagaScenario extends BankScenario<Sagas.Message> {

    @Override
    public String id() {
        return "saga";
    }

    @Override
    public String summary() {
        return "transfers step by step, undone if a step is refused";
    }

    @Override
    public Guarantee guarantee(Settings settings) {
        return new Guarantee(
                "transfers whole in the end, not isolated",
                List.of(
                        Clause.ruled(
                                "Every transfer that began ends as both steps or as none",
                                "a saga that ended is whole"),
                        Clause.checked(", as its client was told", "failed, and"),
                        Clause.ruled(
                                ", each step once, and undone once", "an entry is posted once, and undone after that"),
                        Clause.checked("; no balance is below 0", "is at -")
                                .withoutMutant(
                                        "an account refuses to be: the actor stops first, as with deposits first"),
                        Clause.limit("; what is seen in between is not isolated; journals survive"),
                        Clause.live("; within 10 s after the last fault none is under way any more.")),
                Transfers.ATOMIC,
                RECOVERY_BOUND);
    }

    @Override
    public Operations<Sagas.Message> operations() {
        return Bank.operations(Operations.named(id()), Sagas.Request::new);
    }

    @Override
    public Deployment deployment() {
        return Deployment.PEERS.withCheck((settings, nodes) -> Options.from(settings));
    }

    @Override
    public Comparison comparison() {
        return Comparison.by(id(), "dsc.saga.countermeasure", (Object[]) Options.Countermeasure.values())
                .alsoChecked(Transfers.SERIALIZABLE);
    }

    @Override
    public Rules<?> rules() {
        return new Rules<>(SagaView.class, SagaRules::invariants, SagaRules.SOMETIMES);
    }

    @Override
    public Behavior<Sagas.Message> behavior(NodeContext<Sagas.Message> node) {
        return Sagas.create(node);
    }

    @Override
    public Sagas.Message inspect(ActorRef<NodeView> replyTo) {
        return new Sagas.Inspect(replyTo);
    }
}
