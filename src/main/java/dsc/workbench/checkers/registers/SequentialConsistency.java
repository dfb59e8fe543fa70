package dsc.workbench.checkers.registers;

import dsc.workbench.checkers.Checker;
import dsc.workbench.checkers.Deadline;
import dsc.workbench.checkers.registers.Precedence.Edge;
import java.util.List;

/**
 * Sequential consistency (L. Lamport: How to Make a Multiprocessor Computer That Correctly Executes Multiprocess
 * Programs, IEEE Transactions on Computers C-28(9), 1979): there is one order of all operations, the same for all, in
 * which the operations of each session come as it made them, and each observation sees the last write before it. A
 * {@code snapshot} observes all keys at one point of that order.
 *
 * <p>Takes register histories ({@code write}, {@code read}, {@code snapshot}, values unique under a key). Decides
 * exactly whether there is such an order, in two steps (R. Zennou, A. Bouajjani, C. Enea, M. Erradi: Gradual
 * Consistency Checking, CAV 2019). First it adds to the causal order what every such order must have, until nothing
 * changes: of a read r of a write w, and another write w' of that key, if w' comes before r, w' comes before w; if w
 * comes before w', r comes before w'; nil is a first write of each key. If that has a cycle, there is no order. Else it
 * searches for one. The problem is NP-complete, even though it is known which write each read saw (P. Gibbons, E.
 * Korach: Testing Shared Memories, SIAM Journal on Computing 26(4), 1997, VSC-read), so the verdict may be unknown;
 * each round of the first step takes time in proportion to operations × sessions. It is not local: keys that are each
 * sequentially consistent may not be so together, so they are never checked one by one.
 *
 * <p>Cannot see how old a value is that was read, or that a value was read before it was written: real time is not part
 * of the model.
 */
public final class SequentialConsistency extends RegisterChecker {

    public static final Checker CHECKER = new SequentialConsistency();

    private SequentialConsistency() {
        super(
                "sequential",
                "write, read and snapshot, answered with a map of all keys, where no value is written twice under a"
                    + " :key: one order of all operations explains every result, in which those of each process come"
                    + " as it made them (Lamport 1979). Cannot see that a result is merely old");
    }

    @Override
    Decision decide(RegisterHistory history, Deadline deadline) {
        if (!Precedence.fits(history)) {
            return Decision.UNDECIDED;
        }
        Precedence precedence = new Precedence(history);
        boolean changed = true;
        while (changed) {
            if (deadline.left().isZero()) {
                return Decision.UNDECIDED;
            }
            if (!precedence.close()) {
                return Decision.BROKEN;
            }
            changed = addForced(precedence);
        }
        return new Serialization(history, precedence).run(deadline);
    }

    private static boolean addForced(Precedence precedence) {
        boolean overwritten = precedence.addOverwritten();
        return precedence.addNotYet() || overwritten;
    }

    @Override
    Explanation explain(RegisterHistory history) {
        Precedence precedence = new Precedence(history);
        while (precedence.close() && addForced(precedence)) {
            // Until there is a cycle, or nothing changes.
        }
        List<Edge> cycle = precedence.cycle();
        Wording wording = new Wording(history);
        return cycle.isEmpty()
                ? new Explanation(
                        "no order of these " + Wording.count(history.accesses().size(), "operation")
                                + " explains what was seen: all were tried",
                        history.operations())
                : new Explanation(
                        "no order explains what was seen: " + wording.cycle(cycle), wording.operations(cycle));
    }

    @Override
    String rule() {
        return "One order of all operations, in which those of each process come as it made them, explains every"
                + " result.";
    }

    @Override
    String kept() {
        return "one order of all operations explains every result";
    }
}
