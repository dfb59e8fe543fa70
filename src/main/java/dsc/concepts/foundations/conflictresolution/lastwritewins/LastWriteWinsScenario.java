package dsc.concepts.foundations.conflictresolution.lastwritewins;

import dsc.concepts.foundations.conflictresolution.ReplicaScenario;
import dsc.workbench.checkers.AcknowledgedEffects;
import dsc.workbench.protocol.Clause;
import dsc.workbench.protocol.Guarantee;
import dsc.workbench.protocol.Settings;

/** A replicated map in which the version with the latest time of day wins. */
public final class LastWriteWinsScenario extends ReplicaScenario {

    public LastWriteWinsScenario() {
        super(new WallClock());
    }

    @Override
    public String id() {
        return "lastwritewins";
    }

    @Override
    public String summary() {
        return "a replicated map in which the write with the latest time of day wins";
    }

    @Override
    public Guarantee guarantee(Settings settings) {
        return new Guarantee(
                "replicas converge; updates may be lost",
                convergence(Clause.limit(
                        " Of two updates of a key that did not know of each other one is lost, and so is an"
                                + " update by a replica whose clock is behind that of the version which it read; the"
                                + " run counts them.")),
                AcknowledgedEffects.converging(),
                RECOVERY_BOUND);
    }
}
