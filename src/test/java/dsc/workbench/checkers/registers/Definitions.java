package dsc.workbench.checkers.registers;

import dsc.workbench.checkers.registers.SessionGuarantees.Guarantee;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The models' definitions, word for word, on histories in the words of {@link Litmus}: everything that can have
 * happened is tried. It shares nothing with the checkers.
 */
final class Definitions {

    private static final String KEYS = "xyzu";

    /**
     * An operation.
     *
     * @param written the key that it writes, or -1
     * @param values under each key, what it wrote or saw, 0 for nil; -1 where it did neither
     */
    record Step(int session, int place, int written, int[] values) {}

    private final List<List<Step>> sessions = new ArrayList<>();
    final List<Step> steps = new ArrayList<>();

    /** @param lines of complete writes, reads and snapshots on the keys {@value #KEYS} */
    Definitions(String... lines) {
        for (int session = 0; session < lines.length; session++) {
            List<Step> ofSession = new ArrayList<>();
            for (String word : lines[session].trim().split(" +")) {
                if (word.isEmpty()) {
                    continue;
                }
                boolean all = word.charAt(0) == 's';
                int[] values = new int[KEYS.length()];
                Arrays.fill(values, all ? 0 : -1);
                for (int at = 1; at < word.length(); at += 2) {
                    values[KEYS.indexOf(word.charAt(at))] = word.charAt(at + 1) - '0';
                }
                ofSession.add(new Step(
                        session, ofSession.size(), word.charAt(0) == 'w' ? KEYS.indexOf(word.charAt(1)) : -1, values));
            }
            sessions.add(ofSession);
            steps.addAll(ofSession);
        }
    }

    /** Lamport 1979: some interleaving, executed one by one on one map, gives every result. */
    boolean isSequential() {
        return interleaves(new int[sessions.size()], new int[KEYS.length()]);
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
            for (int key = 0; key < KEYS.length(); key++) {
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

    /**
     * Bouajjani et al. 2017, CCv: for some order of all operations, and some causal order that it agrees with and that
     * has each session's order in it, each observation sees the last writes of its causal past.
     */
    boolean isCausal() {
        return arbitrates(new ArrayList<>(), new int[steps.size()]);
    }

    /**
     * @param order the operations that stand in the order so far
     * @param pasts of each of these, at its number among all, the numbers of what is causally before it, a bit each
     */
    private boolean arbitrates(List<Integer> order, int[] pasts) {
        if (order.size() == steps.size()) {
            return true;
        }
        int placed = order.stream().mapToInt(step -> 1 << step).sum();
        for (int next = 0; next < steps.size(); next++) {
            boolean isFirst = steps.get(next).place() == 0;
            if ((placed >> next & 1) == 1 || !isFirst && (placed >> next - 1 & 1) == 0) {
                continue;
            }
            int session = isFirst ? 0 : pasts[next - 1] | 1 << next - 1;
            for (int past = placed; past >= 0; past = past == 0 ? -1 : (past - 1) & placed) {
                if ((past & session) == session && isClosed(past, pasts) && sees(steps.get(next), past, order)) {
                    pasts[next] = past;
                    order.add(next);
                    boolean found = arbitrates(order, pasts);
                    order.removeLast();
                    if (found) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean isClosed(int past, int[] pasts) {
        for (int step = 0; step < pasts.length; step++) {
            if ((past >> step & 1) == 1 && (pasts[step] & ~past) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether what an observation saw are the last writes, in an order, of a set of operations. */
    private boolean sees(Step observation, int set, List<Integer> order) {
        if (observation.written() >= 0) {
            return true;
        }
        int[] map = new int[KEYS.length()];
        for (int step : order) {
            int key = steps.get(step).written();
            if ((set >> step & 1) == 1 && key >= 0) {
                map[key] = steps.get(step).values()[key];
            }
        }
        for (int key = 0; key < KEYS.length(); key++) {
            if (observation.values()[key] >= 0 && observation.values()[key] != map[key]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Terry et al. 1994, §3: for some order of all writes (WriteOrder), and some set of writes where each observation
     * is made (DB), all guarantees are kept, and each observation sees the last writes of its set.
     *
     * @param oneOrder whether there is one order for all keys; without it, each key has one of its own
     */
    boolean keeps(Set<Guarantee> guarantees, boolean oneOrder) {
        return orders(new ArrayList<>(), guarantees, oneOrder);
    }

    private boolean orders(List<Integer> order, Set<Guarantee> guarantees, boolean oneOrder) {
        boolean done = true;
        for (int next = 0; next < steps.size(); next++) {
            if (steps.get(next).written() < 0 || order.contains(next)) {
                continue;
            }
            done = false;
            int key = steps.get(next).written();
            boolean mayBeNext = bringing(next, guarantees).stream()
                    .allMatch(before -> order.contains(before)
                            || !oneOrder && steps.get(before).written() != key);
            if (mayBeNext) {
                order.add(next);
                boolean found = orders(order, guarantees, oneOrder);
                order.removeLast();
                if (found) {
                    return true;
                }
            }
        }
        return done && hasServers(order, guarantees);
    }

    /** What must be, and be older, wherever a write is. */
    private List<Integer> bringing(int write, Set<Guarantee> guarantees) {
        List<Integer> brought = new ArrayList<>();
        for (int before = write - steps.get(write).place(); before < write; before++) {
            if (steps.get(before).written() < 0) {
                if (guarantees.contains(Guarantee.WRITES_FOLLOW_READS)) {
                    brought.addAll(relevant(before));
                }
            } else if (guarantees.contains(Guarantee.MONOTONIC_WRITES)) {
                brought.add(before);
            }
        }
        return brought;
    }

    /** The writes that an observation saw (RelevantWrites). */
    private List<Integer> relevant(int observation) {
        List<Integer> seen = new ArrayList<>();
        for (int write = 0; write < steps.size(); write++) {
            int key = steps.get(write).written();
            if (key >= 0
                    && steps.get(write).values()[key] == steps.get(observation).values()[key]) {
                seen.add(write);
            }
        }
        return seen;
    }

    private boolean hasServers(List<Integer> order, Set<Guarantee> guarantees) {
        int writes = order.stream().mapToInt(write -> 1 << write).sum();
        for (int step = 0; step < steps.size(); step++) {
            if (steps.get(step).written() < 0 && !hasServer(step, writes, order, guarantees)) {
                return false;
            }
        }
        return true;
    }

    private boolean hasServer(int observation, int writes, List<Integer> order, Set<Guarantee> guarantees) {
        int wanted = 0;
        for (int before = observation - steps.get(observation).place(); before < observation; before++) {
            if (steps.get(before).written() >= 0) {
                wanted |= guarantees.contains(Guarantee.READ_YOUR_WRITES) ? 1 << before : 0;
            } else if (guarantees.contains(Guarantee.MONOTONIC_READS)) {
                wanted |=
                        relevant(before).stream().mapToInt(write -> 1 << write).sum();
            }
        }
        for (int server = writes; server >= 0; server = server == 0 ? -1 : (server - 1) & writes) {
            int all = server;
            boolean isClosed = order.stream()
                    .filter(write -> (all >> write & 1) == 1)
                    .allMatch(write -> bringing(write, guarantees).stream().allMatch(other -> (all >> other & 1) == 1));
            if ((server & wanted) == wanted && isClosed && sees(steps.get(observation), server, order)) {
                return true;
            }
        }
        return false;
    }
}
