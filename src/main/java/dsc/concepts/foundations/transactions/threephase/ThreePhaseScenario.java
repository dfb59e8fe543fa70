package dsc.concepts.foundations.transactions.threephase;

import dsc.concepts.foundations.transactions.Bank;
import dsc.concepts.foundations.transactions.BankScenario;
import dsc.workbench.checkers.transfers.Transfers;
import dsc.workbench.protocol.Clause;
import dsc.workbench.protocol.Comparison;
import dsc.workbench.protocol.Deployment;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Guarantee;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Rules;
import dsc.workbench.protocol.Settings;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** A bank whose transfers are decided by {@link ThreePhase}. */
public final class ThreePhaseScenario extends BankScenario<ThreePhase.Message> {

    @Override
    public String id() {
        return "threephase";
    }

    @Override
    public String summary() {
        return "transfers that a majority of their sites can end without the coordinator";
    }

    @Override
    public Guarantee guarantee(Settings settings) {
        Clause whole = Clause.ruled(
                "A transfer is applied on both accounts or on neither", "nobody commits what another aborted");
        Clause once = Clause.ruled(", once", "money is constant");
        Clause ordered = Clause.checked("; transfers and snapshots are strictly serializable", "no order");
        Clause ended = Clause.live("; within 10 s after the last fault nothing is in doubt any more.");
        return new Guarantee(
                "transfers whole, in one order",
                Options.from(settings).isByQuorum()
                        ? List.of(
                                whole,
                                once,
                                ordered,
                                Clause.limit(", as long as journals survive; nothing stays in doubt while a majority"
                                        + " of its sites run and talk"),
                                ended)
                        : List.of(
                                whole,
                                once,
                                ordered,
                                Clause.limit(", as long as journals survive, nodes do nothing worse than crash, and"
                                        + " messages and steps take less than the timeouts"),
                                ended),
                Transfers.SERIALIZABLE,
                RECOVERY_BOUND);
    }

    /** Without quorums, a node that is slow or cut off is taken for dead. */
    @Override
    public Set<FaultKind> tolerates(Settings settings) {
        return Options.from(settings).isByQuorum()
                ? FaultKind.ofProcessesLinksAndClocks()
                : EnumSet.of(FaultKind.KILL, FaultKind.CLOCK);
    }

    @Override
    public Operations<ThreePhase.Message> operations() {
        return Bank.operations(Operations.named(id()), ThreePhase.Request::new);
    }

    @Override
    public Deployment deployment() {
        return Deployment.PEERS
                .withNodesBetween(ThreePhase.SITES, Integer.MAX_VALUE)
                .withCheck((settings, nodes) -> Options.from(settings));
    }

    @Override
    public Comparison comparison() {
        return Comparison.asItIs(id());
    }

    @Override
    public Rules<?> rules() {
        return new Rules<>(ThreePhaseView.class, ThreePhaseRules::invariants, ThreePhaseRules.SOMETIMES);
    }

    @Override
    public Behavior<ThreePhase.Message> behavior(NodeContext<ThreePhase.Message> node) {
        return ThreePhase.create(node);
    }

    @Override
    public ThreePhase.Message inspect(ActorRef<NodeView> replyTo) {
        return new ThreePhase.Inspect(replyTo);
    }
}
