package dsc.workbench.checkers;

import dsc.workbench.checkers.Call.Effect;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The gets still to be ordered must find their results: either the text is a beginning of the result, or a put that may
 * come before the get begins it anew.
 */
final class AppendLookahead implements Lookahead<AppendedText> {

    /** How many gets are looked at, those that end first. More cost more at each step than they save. */
    private static final int GETS_MAX = 32;

    private final List<Call> calls;
    /** Gets still to be ordered, by their ends. */
    private final Remaining gets;
    /** Puts still to be ordered, by their starts. */
    private final Remaining puts;

    AppendLookahead(List<Call> calls) {
        this.calls = calls;
        this.gets = remaining(
                call -> call.effect() == Effect.READ,
                Comparator.comparingInt(call -> call.operation().end()));
        this.puts = remaining(
                call -> call.effect() == Effect.OVERWRITE,
                Comparator.comparingInt(call -> call.operation().start()));
    }

    private Remaining remaining(Predicate<Call> which, Comparator<Call> order) {
        return new Remaining(
                calls.size(),
                IntStream.range(0, calls.size())
                        .filter(at -> which.test(calls.get(at)))
                        .boxed()
                        .sorted(Comparator.comparing(calls::get, order))
                        .toList());
    }

    @Override
    public boolean order(int call, AppendedText before, AppendedText after) {
        remove(call);
        if (canContinue(after)) {
            return true;
        }
        undo(call);
        return false;
    }

    private boolean canContinue(AppendedText text) {
        int get = gets.first();
        for (int seen = 0; get != Remaining.END && seen < GETS_MAX; seen++) {
            if (!canFind(calls.get(get), text)) {
                return false;
            }
            get = gets.after(get);
        }
        return true;
    }

    private boolean canFind(Call get, AppendedText text) {
        String result = (String) get.result();
        if (text.isPrefixOf(result)) {
            return true;
        }
        for (int at = puts.first(); at != Remaining.END; at = puts.after(at)) {
            Call put = calls.get(at);
            if (put.operation().start() > get.operation().end()) {
                return false;
            }
            if (result.startsWith((String) put.argument())) {
                return true;
            }
        }
        return false;
    }

    private void remove(int call) {
        switch (calls.get(call).effect()) {
            case READ -> gets.remove(call);
            case OVERWRITE -> puts.remove(call);
            case UPDATE -> {}
        }
    }

    @Override
    public void undo(int call) {
        switch (calls.get(call).effect()) {
            case READ -> gets.restore(call);
            case OVERWRITE -> puts.restore(call);
            case UPDATE -> {}
        }
    }

    /** A doubly linked list that gets back what was removed from it, last first (Knuth's dancing links). */
    private static final class Remaining {
        static final int END = -1;

        private final int[] next;
        private final int[] previous;
        private final int head;

        Remaining(int size, List<Integer> order) {
            next = new int[size + 1];
            previous = new int[size + 1];
            head = size;
            int last = head;
            for (int item : order) {
                next[last] = item;
                previous[item] = last;
                last = item;
            }
            next[last] = head;
            previous[head] = last;
        }

        int first() {
            return after(head);
        }

        int after(int item) {
            return next[item] == head ? END : next[item];
        }

        void remove(int item) {
            next[previous[item]] = next[item];
            previous[next[item]] = previous[item];
        }

        void restore(int item) {
            next[previous[item]] = item;
            previous[next[item]] = item;
        }
    }
}
