package dsc.concepts.foundations.consistency;

import dsc.concepts.shared.KeyValue;
import dsc.workbench.checkers.Checker;
import dsc.workbench.checkers.registers.CausalConvergence;
import dsc.workbench.checkers.registers.ConvergedRegisters;
import dsc.workbench.checkers.registers.SequentialConsistency;
import dsc.workbench.checkers.registers.SessionGuarantees;
import dsc.workbench.checkers.registers.Snapshots;
import dsc.workbench.protocol.ClientPolicy;
import dsc.workbench.protocol.Comparison;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Metrics;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.protocol.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * A store of registers with copies, but for its actor, what that gives clients to carry with them, and what it
 * promises. Clients move from node to node: one that stays hardly sees a difference between the stores.
 *
 * @param <M> the messages of the store's actor
 */
public abstract class RegisterScenario<M> implements Scenario<M> {

    /** After the last fault, operations complete and copies are alike within this time. */
    protected static final Duration RECOVERY_BOUND = Duration.ofSeconds(10);

    /** The consistency models, strongest first. */
    private static final List<Checker> MODELS = List.of(
            Snapshots.asReads(KeyValue.LINEARIZABLE),
            SequentialConsistency.CHECKER,
            CausalConvergence.CHECKER,
            SessionGuarantees.MONOTONIC_READS,
            SessionGuarantees.MONOTONIC_WRITES,
            SessionGuarantees.READ_YOUR_WRITES,
            SessionGuarantees.WRITES_FOLLOW_READS,
            ConvergedRegisters.CHECKER);

    /** The checker of {@code promised}, and of copies that become equal. */
    protected static Checker converging(Checker promised) {
        Checker both = promised.and(ConvergedRegisters.CHECKER);
        return Checker.named(promised.name() + "+" + ConvergedRegisters.CHECKER.name(), both.sentence(), both::check);
    }

    /** What the actor is sent for a client's operation. */
    protected abstract M message(RegisterMap.Operation operation, ActorRef<Reply> replyTo);

    @Override
    public final Operations<M> operations() {
        return RegisterMap.operations(Operations.named(id()), this::message);
    }

    @Override
    public final Workload workload(Settings settings) {
        return RegisterMap.workload();
    }

    @Override
    public final Set<FaultKind> tolerates(Settings settings) {
        return FaultKind.ofProcessesLinksAndClocks();
    }

    @Override
    public ClientPolicy clients() {
        return ClientPolicy.DEFAULT.withRoamingClients();
    }

    /** Beside the checker of its promise, all those of the models: a store may keep more than it promises. */
    @Override
    public Comparison comparison() {
        return Comparison.asItIs(id()).alsoChecked(MODELS.toArray(Checker[]::new));
    }

    @Override
    public final Metrics metrics() {
        return new Metrics(RegisterFigures::of);
    }
}
