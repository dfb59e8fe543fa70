package dsc.workbench.checkers;

import dsc.workbench.checkers.Call.Effect;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Looks for an order of one key's calls that agrees with real time and with a model: the algorithm of Wing and Gong
 * ("Testing and verifying concurrent objects", 1993) with Lowe's cache of configurations ("Testing for
 * linearizability", 2017), as a loop with a stack of its own. Five things keep it from trying what cannot matter:
 *
 * <ul>
 *   <li>A read that may come next and agrees with the state does come next: it can do so in any order that there is.
 *   <li>Calls of equal content are interchangeable ({@link Model#content}): of those that may come next, the one that
 *       ends first does, and pending ones, which never end, by their starts.
 *   <li>Pending calls are tried after known ones, and none has to be ordered; what a call overwrites directly after it
 *       may as well be left out.
 *   <li>Of configurations that differ in their pending calls only, see {@link Configurations}.
 *   <li>The model's {@link Lookahead}.
 * </ul>
 *
 * @param <S> the model's state
 */
final class Search<S> {

    enum Outcome {
        /** Every known call is ordered. */
        ORDERED,
        /** There is no such order. */
        IMPOSSIBLE,
        OUT_OF_TIME,
        OUT_OF_MEMORY
    }

    /** How many calls are tried between two looks at the clock. */
    private static final int CLOCK_INTERVAL = 1 << 10;

    private static final int END = UnorderedCalls.END;

    /** Kinds of turns; before them, updates that lead on. */
    private static final int OVERWRITES = 1;

    private static final int ALL = 2;
    private static final int TURNS = 3;

    private final Problem problem;
    private final States<S> states;
    private final Lookahead<S> lookahead;
    private final Configurations configurations;
    private final long memoryMaxBytes;
    private final BooleanSupplier onOrdered;

    private final UnorderedCalls unordered;
    private final int knownCount;

    /** For each content, of the known calls that may come next, the one that ends first; and when this was noted. */
    private final int[] firstToEnd;

    private final long[] noted;
    private long notes;

    private final long[] ordered;
    private final PendingCalls pending;

    /** The calls that are ordered, the state before each, and which pending call would have been tried next. */
    private final int[] stack;

    private final int[] stackState;
    private final int[] stackTurn;
    private int depth;
    private int state;
    private int orderedCount;

    /**
     * What is to be tried next: an entry of the list, and when those are through, the next pending call of a group. All
     * groups have a turn of each kind: first updates that lead to where a known call can come next, then what
     * overwrites and does, then all.
     */
    private int cursor;

    private int turn;
    /** Whether nothing was tried yet after the calls that are ordered now. */
    private boolean entered = true;

    private boolean outOfMemory;
    private long tried;

    private int frontier = -1;
    private int[] deepest = {};

    /** @param memoryMaxBytes how much memory to take, roughly */
    Search(Model<S> model, Problem problem, long memoryMaxBytes) {
        this(model, problem, memoryMaxBytes, model.content(problem.all()), () -> true);
    }

    /**
     * @param content what calls have in common that are interchangeable
     * @param onOrdered called at each order that was found; says whether to stop there
     */
    Search(
            Model<S> model,
            Problem problem,
            long memoryMaxBytes,
            Function<Call, Object> content,
            BooleanSupplier onOrdered) {
        this.problem = problem;
        this.states = new States<>(model, problem, content);
        this.firstToEnd = new int[states.contentCount()];
        this.noted = new long[states.contentCount()];
        this.lookahead = model.lookahead(problem.all());
        this.memoryMaxBytes = memoryMaxBytes;
        this.onOrdered = onOrdered;
        int known = problem.known().size();
        knownCount = known;
        unordered = new UnorderedCalls(problem.known());
        ordered = new long[(known + 63) >>> 6];
        pending = new PendingCalls(problem, model::isFree);
        configurations = new Configurations(pending.ordered().length);
        stack = new int[problem.size()];
        stackState = new int[problem.size()];
        stackTurn = new int[problem.size()];
    }

    /**
     * Searches on from where it stands.
     *
     * @param deadlineNanos as of {@link System#nanoTime}
     */
    Outcome run(long deadlineNanos) {
        while (true) {
            if (entered) {
                if (orderedCount == knownCount && onOrdered.getAsBoolean()) {
                    return Outcome.ORDERED;
                }
                cursor = unordered.first();
                turn = 0;
                if (orderRead() || orderFree()) {
                    continue;
                }
            }
            entered = orderNext();
            if (outOfMemory) {
                return Outcome.OUT_OF_MEMORY;
            }
            if (!entered) {
                noteDeepest();
                if (!undo()) {
                    return Outcome.IMPOSSIBLE;
                }
            }
            if (++tried % CLOCK_INTERVAL == 0 && System.nanoTime() - deadlineNanos > 0) {
                return Outcome.OUT_OF_TIME;
            }
        }
    }

    /** How many calls were ordered, or found that none can be: the steps of the search. */
    long tried() {
        return tried;
    }

    /** How much memory it takes, in bytes, roughly. */
    long bytes() {
        return configurations.bytes() + states.bytes();
    }

    /** The calls that are ordered now. */
    List<Call> order() {
        return calls(stack, depth);
    }

    /** The state after the calls that are ordered now. */
    S state() {
        return states.state(state);
    }

    int stateNumber() {
        return state;
    }

    /**
     * Position of the latest event before which the search could order everything that had ended; -1 if it never came
     * to a halt.
     */
    int frontier() {
        return frontier;
    }

    /** Calls that led to the {@link #frontier}, as many as were ordered. */
    List<Call> deepest() {
        return calls(deepest, deepest.length);
    }

    private List<Call> calls(int[] numbers, int count) {
        return Arrays.stream(numbers, 0, count).mapToObj(problem::call).toList();
    }

    /** Orders a read that may come next and agrees with the state, if there is one. */
    private boolean orderRead() {
        for (int entry = unordered.first(); unordered.isStart(entry); entry = unordered.after(entry)) {
            int call = unordered.call(entry);
            if (problem.call(call).effect() == Effect.READ && states.step(state, call) != States.REFUSED) {
                // The configuration before it stands for the one after it: no other read, no other order is tried.
                if (lookahead.order(call, states.state(state), states.state(state))) {
                    push(call, state);
                    return true;
                }
            }
        }
        return false;
    }

    /** Orders a free call that may come next, if there is one; as with a read, nothing else has to be tried. */
    private boolean orderFree() {
        int next = pending.hasFree() ? pending.nextFree(position(unordered.firstEnd())) : PendingCalls.NONE;
        if (next == PendingCalls.NONE) {
            return false;
        }
        int call = knownCount + next;
        int after = states.step(state, call);
        if (after == States.REFUSED || !lookahead.order(call, states.state(state), states.state(after))) {
            return false;
        }
        push(call, after);
        return true;
    }

    /** The position of an entry of an end; behind all events if there is none. */
    private int position(int end) {
        return end == END ? Integer.MAX_VALUE : unordered.position(end);
    }

    private boolean isPending(int call) {
        return call >= knownCount && !pending.isFree(call - knownCount);
    }

    /** Orders the next call that is to be tried and can come next; at the end of the list, pending ones. */
    private boolean orderNext() {
        boolean overwrites = depth == 0 || !isPending(stack[depth - 1]);
        noteFirstToEnd();
        for (; unordered.isStart(cursor); cursor = unordered.after(cursor)) {
            int call = unordered.call(cursor);
            Effect effect = problem.call(call).effect();
            if (effect != Effect.READ
                    && (overwrites || effect != Effect.OVERWRITE)
                    && firstToEnd[states.content(call)] == call
                    && tryOrder(call)) {
                return true;
            }
        }
        for (; turn < TURNS * pending.groupCount(); turn++) {
            int next = pending.next(turn % pending.groupCount(), position(cursor));
            if (next != PendingCalls.NONE && isWorthTrying(next, overwrites) && tryOrder(knownCount + next)) {
                return true;
            }
        }
        return false;
    }

    private boolean isWorthTrying(int next, boolean overwrites) {
        int call = knownCount + next;
        boolean isOverwrite = pending.isOverwrite(next);
        if (pending.isFree(next) || isOverwrite && !overwrites || noted[states.content(call)] == notes) {
            return false;
        }
        int kind = turn / pending.groupCount();
        return kind == ALL || isOverwrite == (kind == OVERWRITES) && leadsOn(states.step(state, call));
    }

    /** Whether a known call, other than one that overwrites, can come next in a state. */
    private boolean leadsOn(int after) {
        for (int entry = unordered.first();
                after != States.REFUSED && unordered.isStart(entry);
                entry = unordered.after(entry)) {
            int call = unordered.call(entry);
            if (problem.call(call).effect() != Effect.OVERWRITE && states.step(after, call) != States.REFUSED) {
                return true;
            }
        }
        return false;
    }

    private void noteFirstToEnd() {
        notes++;
        for (int entry = unordered.first(); unordered.isStart(entry); entry = unordered.after(entry)) {
            int call = unordered.call(entry);
            int content = states.content(call);
            if (noted[content] != notes || unordered.endsBefore(call, firstToEnd[content])) {
                noted[content] = notes;
                firstToEnd[content] = call;
            }
        }
    }

    private boolean tryOrder(int call) {
        int after = states.step(state, call);
        if (after == state && call >= knownCount) {
            return false; // A pending call without effect may as well be left out.
        }
        if (after == States.REFUSED || !lookahead.order(call, states.state(state), states.state(after))) {
            return false;
        }
        push(call, after);
        if (bytes() > memoryMaxBytes) {
            outOfMemory = true;
        }
        if (!configurations.add(state, firstNotOrdered(), ordered, wordsInUse(), pending.ordered())) {
            pop();
            return false;
        }
        return true;
    }

    private int firstNotOrdered() {
        return unordered.first() == END ? knownCount : unordered.call(unordered.first());
    }

    /** How many words of the bit set of known calls hold every bit that is set. */
    private int wordsInUse() {
        int first = firstNotOrdered();
        int words = first >>> 6;
        int rest = orderedCount - first;
        if (words < ordered.length) {
            rest += Long.bitCount(ordered[words] & ((1L << first) - 1));
        }
        // Below the first call that is not ordered, every bit is set; count those of its own word with the rest.
        while (rest > 0 && words < ordered.length) {
            rest -= Long.bitCount(ordered[words++]);
        }
        return words;
    }

    private void push(int call, int after) {
        stack[depth] = call;
        stackTurn[depth] = turn;
        stackState[depth++] = state;
        state = after;
        if (call < knownCount) {
            orderedCount++;
            ordered[call >>> 6] |= 1L << call;
            unordered.remove(call);
        } else {
            pending.order(call - knownCount);
        }
    }

    /** Takes back the call that was ordered last, and answers it. */
    private int pop() {
        int call = stack[--depth];
        state = stackState[depth];
        lookahead.undo(call);
        if (call < knownCount) {
            orderedCount--;
            ordered[call >>> 6] &= ~(1L << call);
            unordered.restore(call);
        } else {
            pending.undo(call - knownCount);
        }
        return call;
    }

    /** Goes back to the last configuration with something left to try. */
    private boolean undo() {
        while (depth > 0) {
            int call = pop();
            if (isPending(call)) {
                cursor = unordered.firstEnd();
                turn = stackTurn[depth] + 1;
                return true;
            }
            if (call < knownCount && problem.call(call).effect() != Effect.READ) {
                cursor = unordered.afterStart(call);
                turn = 0;
                return true;
            }
        }
        return false;
    }

    private void noteDeepest() {
        if (cursor == END) {
            return;
        }
        boolean further = unordered.position(cursor) > frontier;
        if (further || unordered.position(cursor) == frontier && depth > deepest.length) {
            frontier = unordered.position(cursor);
            deepest = Arrays.copyOf(stack, depth);
        }
    }
}
