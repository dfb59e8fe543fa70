package dsc.workbench.checkers.registers;

import static dsc.workbench.checkers.registers.Access.NONE;

import dsc.workbench.checkers.Deadline;
import dsc.workbench.checkers.registers.Precedence.Edge;
import dsc.workbench.checkers.registers.RegisterChecker.Decision;
import dsc.workbench.history.Operation.Outcome;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Searches for one order of all accesses that agrees with a precedence, and in which each observation sees the writes
 * before it that nothing replaced.
 *
 * <p>A write may come next once all observations of the value that it replaces have come: it cannot come back. What can
 * still be done is known from how far each session has come: the value of a key that is still to be observed must be
 * there, and the others do not matter. Some steps are as good as any other, so that no other is tried in their place:
 * an observation that fits, and a write after which all of its observations fit at once.
 */
final class Serialization {

    private static final int STEPS_BETWEEN_LOOKS = 1024;
    private static final long BYTES_A_FRONTIER = 96;

    /** A choice among writes: which have been tried, and how long the order was before. */
    private static final class Choice {
        private final int[] writes;
        private final int length;
        private int next;

        Choice(int[] writes, int length) {
            this.writes = writes;
            this.length = length;
        }
    }

    private final RegisterHistory history;
    private final Precedence precedence;
    private final long frontiersMax;

    /** For each access, the edges that lead to it from accesses that have not come. */
    private final int[] missing;

    /** For each key, the write that is there, or NONE. */
    private final int[] current;

    /** For each write, the observations of it that have not come; after those, of nil of each key. */
    private final int[] awaited;

    private final int[] reached;

    /** The accesses that have come, in order, and for each write what it replaced. */
    private final int[] order;

    private final int[] replaced;
    private int length;

    private final Set<List<Integer>> visited = new HashSet<>();

    /** @param precedence without a cycle */
    Serialization(RegisterHistory history, Precedence precedence) {
        this.history = history;
        this.precedence = precedence;
        int count = history.accesses().size();
        missing = precedence.incoming();
        current = new int[history.keys().size()];
        Arrays.fill(current, NONE);
        awaited = new int[count + current.length];
        for (Access access : history.accesses()) {
            for (int key : access.observed()) {
                awaited[slot(access.source(key), key)]++;
            }
        }
        reached = new int[history.sessions().size()];
        order = new int[count];
        replaced = new int[count];
        frontiersMax = Runtime.getRuntime().maxMemory() / 4 / (BYTES_A_FRONTIER + 4L * reached.length);
    }

    private int slot(int source, int key) {
        return source == NONE ? missing.length + key : source;
    }

    /** KEPT if there is an order, BROKEN if there is none. */
    Decision run(Deadline deadline) {
        Deque<Choice> choices = new ArrayDeque<>();
        for (long steps = 1; ; steps++) {
            if (steps % STEPS_BETWEEN_LOOKS == 0 && deadline.left().isZero()) {
                return Decision.UNDECIDED;
            }
            int sure = sure();
            if (sure != NONE) {
                take(sure);
                continue;
            }
            if (length == order.length) {
                return Decision.KEPT;
            }
            int[] writes = possible();
            if (writes.length > 1 && visited.size() >= frontiersMax) {
                return Decision.UNDECIDED;
            }
            if (writes.length == 1) {
                take(writes[0]);
                continue;
            }
            if (writes.length > 1 && visited.add(Arrays.stream(reached).boxed().toList())) {
                choices.push(new Choice(writes, length));
            }
            while (!choices.isEmpty() && choices.peek().next == choices.peek().writes.length) {
                choices.pop();
            }
            if (choices.isEmpty()) {
                return Decision.BROKEN;
            }
            Choice choice = choices.peek();
            while (length > choice.length) {
                takeBack();
            }
            take(choice.writes[choice.next++]);
        }
    }

    /** An access that may come next, and as well as any other; or NONE. */
    private int sure() {
        int write = NONE;
        for (int session = 0; session < reached.length; session++) {
            Access next = next(session);
            if (next == null) {
                continue;
            }
            if (!next.isWrite() && fits(next)) {
                return next.id();
            }
            if (write == NONE && next.isWrite() && mayReplace(next) && allFitAfter(next)) {
                write = next.id();
            }
        }
        return write;
    }

    /** The next access of a session, if everything has come that comes before it; else null. */
    private Access next(int session) {
        List<Access> all = history.sessions().get(session);
        if (reached[session] == all.size()) {
            return null;
        }
        Access next = all.get(reached[session]);
        return missing[next.id()] == 0 ? next : null;
    }

    private boolean fits(Access observation) {
        return fitsBut(observation, NONE);
    }

    private boolean fitsBut(Access observation, int key) {
        for (int at = 0; at < observation.observed().length; at++) {
            int observed = observation.observed()[at];
            if (observed != key && current[observed] != observation.sources()[at]) {
                return false;
            }
        }
        return true;
    }

    private boolean mayReplace(Access write) {
        return awaited[slot(current[write.written()], write.written())] == 0;
    }

    /** Whether all observations of a write could come right after it. */
    private boolean allFitAfter(Access write) {
        for (int reader : history.readers(write.id())) {
            long edges = precedence.edges(write.id()).stream()
                    .filter(edge -> edge.to() == reader)
                    .count();
            if (missing[reader] > edges || !fitsBut(history.access(reader), write.written())) {
                return false;
            }
        }
        return true;
    }

    /** The writes that may come next; first the one that clients knew of first. */
    private int[] possible() {
        return IntStream.range(0, reached.length)
                .mapToObj(this::next)
                .filter(next -> next != null && next.isWrite() && mayReplace(next))
                .sorted(Comparator.comparingInt(Serialization::known))
                .mapToInt(Access::id)
                .toArray();
    }

    private static int known(Access write) {
        return write.operation().outcome() == Outcome.OK
                ? write.operation().end()
                : write.operation().start();
    }

    private void take(int id) {
        Access access = history.access(id);
        for (Edge edge : precedence.edges(id)) {
            missing[edge.to()]--;
        }
        for (int at = 0; at < access.observed().length; at++) {
            awaited[slot(access.sources()[at], access.observed()[at])]--;
        }
        if (access.isWrite()) {
            replaced[length] = current[access.written()];
            current[access.written()] = id;
        }
        reached[access.session()]++;
        order[length++] = id;
    }

    private void takeBack() {
        Access access = history.access(order[--length]);
        for (Edge edge : precedence.edges(access.id())) {
            missing[edge.to()]++;
        }
        for (int at = 0; at < access.observed().length; at++) {
            awaited[slot(access.sources()[at], access.observed()[at])]++;
        }
        if (access.isWrite()) {
            current[access.written()] = replaced[length];
        }
        reached[access.session()]--;
    }
}
