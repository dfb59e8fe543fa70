package dsc.workbench.checkers.registers;

import dsc.workbench.checkers.Checker;
import dsc.workbench.checkers.Deadline;
import dsc.workbench.checkers.registers.Precedence.Edge;
import java.util.List;

/**
 * Causal consistency in its converging form (A. Bouajjani, C. Enea, R. Guerraoui, J. Hamza: On Verifying Causal
 * Consistency, POPL 2017, §3, CCv; causal+ of W. Lloyd et al.: Don't Settle for Eventual, SOSP 2011): there are a
 * causal order, which each session's order is part of, and one order of all writes that agrees with it, such that each
 * observation sees, of the writes that are causally before it, the last of that order. A {@code snapshot} is one
 * operation, so what it saw under all keys must be there at once.
 *
 * <p>Takes register histories ({@code write}, {@code read}, {@code snapshot}, values unique under a key). Decides
 * exactly, by the bad patterns of §5 of that paper. The causal order co is that of the sessions and of each write
 * before the reads that saw it. A history is invalid if co has a cycle; if nil was read where a write of the key is
 * co-before; if a value comes from nowhere; if a read saw a write w, and there is another write of the key between the
 * two in co; or if co and cf have a cycle, where w' cf w if some read of w has w' of the same key co-before it. Takes
 * time and memory in proportion to operations × sessions.
 *
 * <p>Cannot see what sessions told each other by other ways than the registers, how old a value is, or that replicas
 * that are no longer written to never become equal: see {@link ConvergedRegisters}.
 */
public final class CausalConvergence extends RegisterChecker {

    public static final Checker CHECKER = new CausalConvergence();

    private CausalConvergence() {
        super(
                "causal",
                "the same operations: nothing is seen without what its writer had seen or written before, and one order"
                        + " of all writes explains which of two is seen (causal convergence: Bouajjani et al. 2017)."
                        + " Cannot see that a result is merely old, or that replicas stay apart for ever");
    }

    @Override
    Decision decide(RegisterHistory history, Deadline deadline) {
        if (!Precedence.fits(history)) {
            return Decision.UNDECIDED;
        }
        return withConflicts(history).isAcyclic() ? Decision.KEPT : Decision.BROKEN;
    }

    /** The causal order, and if it has no cycle, cf. */
    private static Precedence withConflicts(RegisterHistory history) {
        Precedence precedence = new Precedence(history);
        if (precedence.close()) {
            precedence.addOverwritten();
        }
        return precedence;
    }

    @Override
    Explanation explain(RegisterHistory history) {
        Precedence precedence = withConflicts(history);
        List<Edge> cycle = precedence.cycle();
        Wording wording = new Wording(history);
        return new Explanation(
                "cause and effect contradict what was seen: " + wording.cycle(cycle), wording.operations(cycle));
    }

    @Override
    String rule() {
        return "Whatever is seen, its causes are seen too, and one order of all writes says which of two is newer.";
    }

    @Override
    String kept() {
        return "no cause is missing, and one order of the writes explains which is seen";
    }
}
