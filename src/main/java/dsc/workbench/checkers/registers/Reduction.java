package dsc.workbench.checkers.registers;

import dsc.workbench.checkers.Deadline;
import dsc.workbench.checkers.registers.RegisterHistory.ObservedKeys;
import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * Makes a history that breaks a model small: it takes out observations, keys of snapshots, and writes that nobody saw,
 * as long as the rest breaks the model too. It ends with a history from which none of these can be taken, or when the
 * time is over.
 */
final class Reduction {

    private final Predicate<RegisterHistory> isBroken;
    private final Deadline deadline;
    private RegisterHistory smallest;

    /** @param isBroken false only where a part may keep the model */
    Reduction(Predicate<RegisterHistory> isBroken, Deadline deadline) {
        this.isBroken = isBroken;
        this.deadline = deadline;
    }

    RegisterHistory smallest(RegisterHistory broken) {
        smallest = broken;
        takeOut(access -> !access.isWrite());
        takeOut(access -> access.isWrite() && smallest.readers(access.id()).length == 0);
        narrowSnapshots();
        takeOut(access -> access.isWrite() && smallest.readers(access.id()).length == 0);
        return smallest;
    }

    /** Takes out of the accesses of a kind as many as it can: first many at a time, in the end one by one. */
    private void takeOut(Predicate<Access> kind) {
        int chunk = Integer.highestOneBit(Math.max(1, of(kind).length - 1));
        while (chunk > 0 && isTimeLeft()) {
            int from = 0;
            while (from < of(kind).length && isTimeLeft()) {
                int[] all = of(kind);
                BitSet out = new BitSet();
                for (int at = from; at < Math.min(all.length, from + chunk); at++) {
                    out.set(all[at]);
                }
                // What is left moves into the place of what is taken out.
                from += isReplaced(id -> !out.get(id), (id, key) -> true) ? 0 : chunk;
            }
            chunk /= 2;
        }
    }

    private int[] of(Predicate<Access> kind) {
        return smallest.accesses().stream().filter(kind).mapToInt(Access::id).toArray();
    }

    private void narrowSnapshots() {
        for (int id = 0; id < smallest.accesses().size(); id++) {
            int snapshot = id;
            for (int key : smallest.access(id).observed()) {
                if (smallest.access(id).observed().length > 1 && isTimeLeft()) {
                    isReplaced(kept -> true, (access, observed) -> access != snapshot || observed != key);
                }
            }
        }
    }

    private boolean isReplaced(IntPredicate isKept, ObservedKeys observes) {
        RegisterHistory part = smallest.restricted(isKept, observes);
        if (isBroken.test(part)) {
            smallest = part;
            return true;
        }
        return false;
    }

    private boolean isTimeLeft() {
        return !deadline.left().isZero();
    }
}
