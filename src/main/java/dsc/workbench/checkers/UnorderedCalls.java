package dsc.workbench.checkers;

import java.util.ArrayList;
import java.util.List;

/**
 * Starts and ends of the known calls that are not ordered, in the order of events: a doubly linked list over the
 * numbers from 1 on, closed by {@link #END}. The entries before the first end are the calls that may come next.
 */
final class UnorderedCalls {

    static final int END = 0;

    private final int[] next;
    private final int[] previous;

    /** For each entry, the position of its event, and its call; an entry of an end has the call's complement. */
    private final int[] position;

    private final int[] callOf;
    private final int[] startOf;
    private final int[] endOf;

    /** @param known by their starts */
    UnorderedCalls(List<Call> known) {
        next = new int[2 * known.size() + 1];
        previous = new int[2 * known.size() + 1];
        position = new int[2 * known.size() + 1];
        callOf = new int[2 * known.size() + 1];
        startOf = new int[known.size()];
        endOf = new int[known.size()];
        List<int[]> events = new ArrayList<>();
        for (int call = 0; call < startOf.length; call++) {
            events.add(new int[] {known.get(call).operation().start(), call});
            events.add(new int[] {known.get(call).operation().end(), ~call});
        }
        events.sort((one, other) -> Integer.compare(one[0], other[0]));
        int last = END;
        for (int[] event : events) {
            int entry = last + 1;
            position[entry] = event[0];
            callOf[entry] = event[1];
            if (event[1] >= 0) {
                startOf[event[1]] = entry;
            } else {
                endOf[~event[1]] = entry;
            }
            next[last] = entry;
            previous[entry] = last;
            last = entry;
        }
        next[last] = END;
        previous[END] = last;
    }

    /** The first entry, or {@link #END} if all calls are ordered. */
    int first() {
        return next[END];
    }

    int after(int entry) {
        return next[entry];
    }

    /** The entry after that of a call's start, also while the call is ordered. */
    int afterStart(int call) {
        return next[startOf[call]];
    }

    /** Whether an entry is of a call that may come next, if all before it are. */
    boolean isStart(int entry) {
        return entry != END && callOf[entry] >= 0;
    }

    /** The call of a start. */
    int call(int entry) {
        return callOf[entry];
    }

    /** The position of an entry's event in the history. */
    int position(int entry) {
        return position[entry];
    }

    /** The first entry of an end, before which all are of calls that may come next; or {@link #END}. */
    int firstEnd() {
        int entry = next[END];
        while (isStart(entry)) {
            entry = next[entry];
        }
        return entry;
    }

    boolean endsBefore(int call, int other) {
        return endOf[call] < endOf[other];
    }

    void remove(int call) {
        unlink(startOf[call]);
        unlink(endOf[call]);
    }

    /** Takes back the call that was removed last. */
    void restore(int call) {
        relink(endOf[call]);
        relink(startOf[call]);
    }

    private void unlink(int entry) {
        next[previous[entry]] = next[entry];
        previous[next[entry]] = previous[entry];
    }

    private void relink(int entry) {
        next[previous[entry]] = entry;
        previous[next[entry]] = entry;
    }
}
