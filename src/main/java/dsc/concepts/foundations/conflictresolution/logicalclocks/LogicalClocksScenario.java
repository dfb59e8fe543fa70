package dsc.concepts.foundations.conflictresolution.logicalclocks;

import dsc.concepts.foundations.conflictresolution.ReplicaScenario;
import dsc.concepts.foundations.conflictresolution.ReplicaView;
import dsc.workbench.checkers.AcknowledgedEffects;
import dsc.workbench.protocol.Clause;
import dsc.workbench.protocol.Guarantee;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.Settings;
import java.util.List;

/** A replicated map in which the version with the greatest Lamport timestamp wins. */
public final class LogicalClocksScenario extends ReplicaScenario {

    public LogicalClocksScenario() {
        super(new LamportClock());
    }

    @Override
    public String id() {
        return "logicalclocks";
    }

    @Override
    public String summary() {
        return "a replicated map in which the write with the greatest Lamport timestamp wins";
    }

    @Override
    public Guarantee guarantee(Settings settings) {
        return new Guarantee(
                "replicas converge, in an order that respects causality; concurrent updates may be lost",
                convergence(
                        Clause.ruled(
                                " An update is never lost to one that it has seen, whatever clocks show",
                                "updates follow what they saw"),
                        Clause.limit(
                                "; of two updates of a key that did not know of each other one is lost, and the run"
                                        + " counts them.")),
                AcknowledgedEffects.converging(),
                RECOVERY_BOUND);
    }

    @Override
    protected List<Invariant<ReplicaView>> invariants() {
        return List.of(new ClockCondition());
    }
}
