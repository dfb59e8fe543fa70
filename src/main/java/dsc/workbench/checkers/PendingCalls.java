package dsc.workbench.checkers;

import dsc.workbench.checkers.Call.Effect;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The pending calls of a problem: those that are ordered, and of each group of equal ones the next. */
final class PendingCalls {

    static final int NONE = -1;

    private final List<Call> calls;
    private final int[] groups;

    /** For each group, the first that is not ordered, and the first of the next group. */
    private final int[] next;

    private final int[] end;
    private final boolean[] free;
    private final int[] freeGroups;

    /** The calls that are ordered, a bit each. */
    private final long[] ordered;

    /** @param isFree see {@link Model#isFree} */
    PendingCalls(Problem problem, Predicate<Call> isFree) {
        calls = problem.pending();
        groups = problem.groups();
        next = new int[problem.groupCount()];
        end = new int[problem.groupCount()];
        free = new boolean[calls.size()];
        ordered = new long[(calls.size() + 63) >>> 6];
        Arrays.fill(next, NONE);
        for (int at = 0; at < calls.size(); at++) {
            next[groups[at]] = next[groups[at]] == NONE ? at : next[groups[at]];
            end[groups[at]] = at + 1;
            free[at] = isFree.test(calls.get(at));
        }
        freeGroups = IntStream.range(0, calls.size())
                .filter(at -> free[at])
                .map(at -> groups[at])
                .distinct()
                .toArray();
    }

    int groupCount() {
        return next.length;
    }

    /** The first of a group that is not ordered, if it began before an event; else {@link #NONE}. */
    int next(int group, int event) {
        int call = next[group];
        return call < end[group] && calls.get(call).operation().start() < event ? call : NONE;
    }

    /** The first free one that is not ordered and began before an event, or {@link #NONE}. */
    int nextFree(int event) {
        for (int group : freeGroups) {
            int call = next(group, event);
            if (call != NONE) {
                return call;
            }
        }
        return NONE;
    }

    boolean hasFree() {
        return freeGroups.length > 0;
    }

    boolean isFree(int call) {
        return free[call];
    }

    boolean isOverwrite(int call) {
        return calls.get(call).effect() == Effect.OVERWRITE;
    }

    long[] ordered() {
        return ordered;
    }

    void order(int call) {
        ordered[call >>> 6] |= 1L << call;
        next[groups[call]]++;
    }

    /** Takes back the call that was ordered last. */
    void undo(int call) {
        ordered[call >>> 6] &= ~(1L << call);
        next[groups[call]]--;
    }
}
