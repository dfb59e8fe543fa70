package dsc.workbench.checkers;

import dsc.workbench.checkers.Call.Effect;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Where every put and append on a key has a text of its own, and none begins with another, each result of a get can be
 * taken apart in one way, which says what was put or appended directly after what. This lookahead forbids everything
 * else, and leaving a text that a get still has to find.
 */
final class PiecesLookahead implements Lookahead<AppendedText> {

    private static final int NONE = -1;

    private final List<Call> calls;
    /** The call that put or appended a piece. */
    private final Map<String, Integer> writers;

    /** The number of the empty text, beside those of the calls. */
    private final int empty;

    /** For each call, what must come directly after it, and what must come directly before it, or {@link #NONE}. */
    private final int[] after;

    private final int[] before;

    /** For each get, the call that wrote the last piece of its result. */
    private final int[] found;

    /** For each call that writes, how many gets still to be ordered end with its piece. */
    private final int[] finders;

    private final int pieceLengthMax;

    /** Whether the results contradict each other or contain what nobody wrote. */
    private boolean lost;

    private PiecesLookahead(List<Call> calls, Map<String, Integer> writers) {
        this.calls = calls;
        this.writers = writers;
        this.empty = calls.size();
        this.after = new int[calls.size() + 1];
        this.before = new int[calls.size() + 1];
        this.found = new int[calls.size()];
        this.finders = new int[calls.size() + 1];
        Arrays.fill(after, NONE);
        Arrays.fill(before, NONE);
        TreeSet<String> pieces = new TreeSet<>(writers.keySet());
        this.pieceLengthMax = pieces.stream().mapToInt(String::length).max().orElse(0);
        for (int call = 0; call < calls.size() && !lost; call++) {
            if (calls.get(call).effect() == Effect.READ) {
                found[call] = takeApart((String) calls.get(call).result(), pieces);
                finders[found[call]]++;
            }
        }
    }

    /** A lookahead for calls whose pieces are as said above; otherwise empty. */
    static Optional<Lookahead<AppendedText>> of(List<Call> calls) {
        Map<String, Integer> writers = new HashMap<>();
        TreeSet<String> pieces = new TreeSet<>();
        for (int call = 0; call < calls.size(); call++) {
            if (calls.get(call).effect() != Effect.READ) {
                String piece = (String) calls.get(call).argument();
                if (piece.isEmpty() || !pieces.add(piece)) {
                    return Optional.empty();
                }
                writers.put(piece, call);
            }
        }
        String last = null;
        // In the order of strings, what begins with a piece follows that piece.
        for (String piece : pieces) {
            if (last != null && piece.startsWith(last)) {
                return Optional.empty();
            }
            last = piece;
        }
        return Optional.of(new PiecesLookahead(calls, writers));
    }

    /** Notes what follows what in a result, and answers which call wrote its end. */
    private int takeApart(String result, TreeSet<String> pieces) {
        int last = empty;
        for (int at = 0; at < result.length() && !lost; ) {
            // Only the greatest piece that is not greater than the rest can begin it, as no piece begins another.
            String rest = result.substring(at, Math.min(result.length(), at + pieceLengthMax));
            String piece = pieces.floor(rest);
            if (piece == null || !rest.startsWith(piece)) {
                lost = true;
                break;
            }
            int writer = writers.get(piece);
            boolean put = calls.get(writer).effect() == Effect.OVERWRITE;
            if (put ? at > 0 : !follows(last, writer)) {
                lost = true;
            }
            last = writer;
            at += piece.length();
        }
        return last;
    }

    /** Notes that an append comes directly after another call; false if something else was noted before. */
    private boolean follows(int call, int append) {
        boolean consistent =
                (after[call] == NONE || after[call] == append) && (before[append] == NONE || before[append] == call);
        after[call] = append;
        before[append] = call;
        return consistent;
    }

    @Override
    public boolean order(int call, AppendedText textBefore, AppendedText textAfter) {
        if (lost) {
            return false;
        }
        if (calls.get(call).effect() == Effect.READ) {
            finders[found[call]]--;
            return true;
        }
        int last = textBefore.length() == 0 ? empty : writers.get(textBefore.lastPiece());
        return finders[last] == 0
                && (after[last] == NONE || after[last] == call)
                && (before[call] == NONE || before[call] == last);
    }

    @Override
    public void undo(int call) {
        if (calls.get(call).effect() == Effect.READ) {
            finders[found[call]]++;
        }
    }
}
