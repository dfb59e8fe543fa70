package dsc.concepts.foundations.transactions.twophase;

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

/** A bank whose transfers are decided by {@link TwoPhase}. */
public final class TwoPhaseScenario extends BankScenario<TwoPhase.Message> {

    @Override
    public String id() {
        return "twophase";
    }

    @Override
    public String summary() {
        return "transfers that all homes vote on and a coordinator decides";
    }

    @Override
    public Guarantee guarantee(Settings settings) {
        return new Guarantee(
                "transfers whole, in one order",
                List.of(
                        Clause.ruled(
                                "A transfer is applied on both accounts or on neither",
                                "nobody commits what another aborted"),
                        Clause.ruled(", once", "money is constant"),
                        Clause.checked("; transfers and snapshots are strictly serializable", "no order"),
                        Clause.limit(", as long as journals survive"),
                        Clause.live("; within 10 s after the last fault nothing is in doubt any more.")),
                Transfers.SERIALIZABLE,
                RECOVERY_BOUND);
    }

    @Override
    public Operations<TwoPhase.Message> operations() {
        return Bank.operations(Operations.named(id()), TwoPhase.Request::new);
    }

    @Override
    public Deployment deployment() {
        return Deployment.PEERS.withCheck((settings, nodes) -> Options.from(settings));
    }

    @Override
    public Comparison comparison() {
        return Comparison.by(id(), "dsc.twophase.termination", (Object[]) Options.Termination.values());
    }

    @Override
    public Rules<?> rules() {
        return new Rules<>(TwoPhaseView.class, TwoPhaseRules::invariants, TwoPhaseRules.SOMETIMES);
    }

    @Override
    public Behavior<TwoPhase.Message> behavior(NodeContext<TwoPhase.Message> node) {
        return TwoPhase.create(node);
    }

    @Override
    public TwoPhase.Message inspect(ActorRef<NodeView> replyTo) {
        return new TwoPhase.Inspect(replyTo);
    }
}
