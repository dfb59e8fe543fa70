package dsc.concepts.foundations.consistency.linearizable;

import dsc.concepts.foundations.consistency.OrderedReplica.Reads;
import dsc.concepts.foundations.consistency.OrderedScenario;
import dsc.concepts.shared.KeyValue;
import dsc.workbench.checkers.registers.Snapshots;
import dsc.workbench.protocol.Clause;
import dsc.workbench.protocol.Guarantee;
import dsc.workbench.protocol.Settings;
import java.util.List;

/** Registers on copies that apply one log, where a read has its place in the log too. */
public final class LinearizableScenario extends OrderedScenario {

    public LinearizableScenario() {
        super(Reads.ORDERED);
    }

    @Override
    public String id() {
        return "linearizable";
    }

    @Override
    public String summary() {
        return "copies that nobody can tell from one; reads wait as writes do";
    }

    @Override
    public Guarantee guarantee(Settings settings) {
        return new Guarantee(
                "linearizable",
                List.of(
                        Clause.checked("Every read, write and snapshot takes effect at one moment between its"
                                + " invocation and its completion"),
                        Clause.limit(", as long as journals survive"),
                        Clause.live("; operations complete as long as their node and the sequencer can talk.")),
                Snapshots.asReads(KeyValue.LINEARIZABLE),
                RECOVERY_BOUND);
    }
}
