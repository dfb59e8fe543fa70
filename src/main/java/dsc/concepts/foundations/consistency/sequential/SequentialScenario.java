package dsc.concepts.foundations.consistency.sequential;

import dsc.concepts.foundations.consistency.OrderedReplica.Reads;
import dsc.concepts.foundations.consistency.OrderedScenario;
import dsc.workbench.checkers.registers.SequentialConsistency;
import dsc.workbench.protocol.Clause;
import dsc.workbench.protocol.ClientPolicy;
import dsc.workbench.protocol.Guarantee;
import dsc.workbench.protocol.Settings;
import java.util.List;

/** Registers on copies that apply one log, where a read looks at one copy. */
public final class SequentialScenario extends OrderedScenario {

    public SequentialScenario() {
        super(Reads.LOCAL);
    }

    @Override
    public String id() {
        return "sequential";
    }

    @Override
    public String summary() {
        return "one order of all operations; writes wait for it, and reads do not";
    }

    @Override
    public Guarantee guarantee(Settings settings) {
        return new Guarantee(
                "sequentially consistent",
                List.of(
                        Clause.checked("There is one order of all operations, the same for all clients, in which those"
                                + " of each client come as it made them"),
                        Clause.limit("; what is read may be old"),
                        Clause.limit(", as long as journals survive"),
                        Clause.live("; writes need the sequencer, and reads no other node, except for a client that has"
                                        + " seen more.")
                                .withoutMutant("a client that has seen nothing reads whatever a node holds, so that"
                                        + " something always takes effect")),
                SequentialConsistency.CHECKER,
                RECOVERY_BOUND);
    }

    @Override
    public ClientPolicy clients() {
        return super.clients().withContext();
    }
}
