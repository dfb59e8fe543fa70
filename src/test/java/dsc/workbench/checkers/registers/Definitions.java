package dsc.workbench.checkers.registers;

import java.util.ArrayList;
import java.util.List;

/**
 * The models' definitions, word for word, on histories in the words of {@link Litmus}: everything that can have
 * happened is tried. It shares nothing with the checkers.
 */
final class Definitions {

    /**
     * An operation.
     *
     * @param written the key that it writes, or -1
     * @param values under each key, what it wrote or saw, 0 for nil; -1 where it did neither
     */
    record Step(int session, int place, int written, int[] values) {}

    private final List<List<Step>> sessions = new ArrayList<>();
    final List<Step> steps = new ArrayList<>();

    /** @param lines of complete writes, reads and snapshots on the keys x and y */
    Definitions(String... lines) {
        for (int session = 0; session < lines.length; session++) {
            List<Step> ofSession = new ArrayList<>();
            for (String word : lines[session].trim().split(" +")) {
                if (word.isEmpty()) {
                    continue;
                }
                boolean all = word.charAt(0) == 's';
                int[] values = all ? new int[] {0, 0} : new int[] {-1, -1};
                for (int at = 1; at < word.length(); at += 2) {
                    values[word.charAt(at) - 'x'] = word.charAt(at + 1) - '0';
                }
                ofSession.add(
                        new Step(session, ofSession.size(), word.charAt(0) == 'w' ? word.charAt(1) - 'x' : -1, values));
            }
            sessions.add(ofSession);
            steps.addAll(ofSession);
        }
    }

    /** Lamport 1979: some interleaving, executed one by one on one map, gives every result. */
    boolean isSequential() {
        return interleaves(new int[sessions.size()], new int[2]);
    }

    private boolean interleaves(int[] reached, int[] map) {
        boolean done = true;
        for (int session = 0; session < reached.length; session++) {
            if (reached[session] == sessions.get(session).size()) {
                continue;
            }
            done = false;
            Step next = sessions.get(session).get(reached[session]);
            int[] after = map.clone();
            boolean fits = true;
            for (int key = 0; key < 2; key++) {
                if (next.written() == key) {
                    after[key] = next.values()[key];
                } else if (next.written() < 0 && next.values()[key] >= 0) {
                    fits &= map[key] == next.values()[key];
                }
            }
            if (fits) {
                reached[session]++;
                if (interleaves(reached, after)) {
                    return true;
                }
                reached[session]--;
            }
        }
        return done;
    }
}
