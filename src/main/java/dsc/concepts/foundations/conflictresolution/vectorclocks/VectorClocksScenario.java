package dsc.concepts.foundations.conflictresolution.vectorclocks;

import dsc.concepts.foundations.conflictresolution.ReplicaScenario;
import dsc.concepts.foundations.conflictresolution.ReplicaView;
import dsc.workbench.checkers.AcknowledgedEffects;
import dsc.workbench.protocol.Clause;
import dsc.workbench.protocol.Guarantee;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.Rules;
import dsc.workbench.protocol.Settings;
import dsc.workbench.protocol.Sometimes;
import java.util.ArrayList;
import java.util.List;

/** A replicated map that keeps concurrent versions beside each other, for its clients to merge. */
public final class VectorClocksScenario extends ReplicaScenario {

    public VectorClocksScenario() {
        super(new VectorClock());
    }

    @Override
    public String id() {
        return "vectorclocks";
    }

    @Override
    public String summary() {
        return "a replicated map that keeps concurrent writes as siblings, which clients merge";
    }

    @Override
    public Guarantee guarantee(Settings settings) {
        return new Guarantee(
                "replicas converge, no add is lost",
                convergence(
                        Clause.ruled(" A version is gone only if another one has seen it", GivesWay.NAME),
                        Clause.checked(", so no added element is lost.", "an acknowledged add is lost"),
                        Clause.limit(" A client that merges siblings cannot tell what was removed from what was never"
                                + " there: removed elements may come back, and concurrent increments are lost; the run"
                                + " counts them.")),
                AcknowledgedEffects.addsKept(),
                RECOVERY_BOUND);
    }

    @Override
    protected List<Invariant<ReplicaView>> invariants() {
        return List.of(new SiblingsAreConcurrent(), new GivesWay());
    }

    @Override
    public Rules<ReplicaView> rules() {
        Rules<ReplicaView> common = super.rules();
        List<Sometimes<ReplicaView>> sometimes = new ArrayList<>(common.sometimes());
        sometimes.add(new Sometimes<>(
                "a key had siblings",
                (before, after) ->
                        after.state().versions().values().stream().anyMatch(versions -> versions.size() > 1)));
        sometimes.add(new Sometimes<ReplicaView>(
                        "a merged cart was too large to be sent",
                        (before, after) -> after.mergesRefused() > before.mergesRefused())
                .rare());
        return new Rules<>(ReplicaView.class, common.invariants(), sometimes);
    }
}
