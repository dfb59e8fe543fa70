package dsc.concepts.foundations.consistency.causal;

import dsc.concepts.foundations.consistency.ClientPast;
import dsc.concepts.foundations.consistency.SpreadingReplica.Order;
import dsc.concepts.foundations.consistency.SpreadingScenario;
import dsc.workbench.checkers.registers.CausalConvergence;
import dsc.workbench.protocol.Clause;
import dsc.workbench.protocol.Guarantee;
import dsc.workbench.protocol.Settings;
import java.util.List;

/** Registers whose copies show no write without what it depends on. */
public final class CausalScenario extends SpreadingScenario {

    public CausalScenario() {
        super(Order.OF_DEPENDENCIES);
    }

    @Override
    public String id() {
        return "causal";
    }

    @Override
    public String summary() {
        return "every node takes writes, and none is shown before its causes";
    }

    @Override
    protected ClientPast unseen(Settings settings) {
        return CausalPast.UNSEEN;
    }

    @Override
    public Guarantee guarantee(Settings settings) {
        return new Guarantee(
                "causally consistent, and converging",
                List.of(
                        Clause.checked(
                                "A client that sees a write sees what its writer had seen, and sees its own past"
                                        + " wherever it goes",
                                "cause and effect contradict what was seen"),
                        Clause.checked(
                                "; all nodes hold the same within 10 s after the last fault",
                                "replicas differ in the end"),
                        Clause.limit(", as long as journals survive"),
                        Clause.live("; a node that runs answers, whether others can be reached or not, except a client"
                                        + " that has seen more.")
                                .withoutMutant(
                                        "a client that has seen nothing is answered from the node's own copy, and"
                                                + " waits for its journal alone")),
                converging(CausalConvergence.CHECKER),
                RECOVERY_BOUND);
    }
}
