package dsc.workbench.checkers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The states that a search met, numbered from 0, and the steps between them, each taken once.
 *
 * @param <S> the model's state
 */
final class States<S> {

    static final int REFUSED = -1;

    /** What a state and its number take, in bytes, roughly. */
    private static final long STATE_BYTES = 160;

    private static final long UNUSED = -1;

    private final Model<S> model;
    private final List<S> states = new ArrayList<>();
    private final Map<S, Integer> numbers = new HashMap<>();
    /** For each call of the problem, a number that calls of equal content share. */
    private final int[] contents;

    /** For each such number, the first of these calls, whose steps stand for those of all. */
    private final List<Call> representatives = new ArrayList<>();

    /** An open-addressed table of the steps taken: state and content to the state after. */
    private long[] steps = new long[64];

    private int[] outcomes = new int[64];
    private int stepCount;

    /** @param content what calls have in common that take the same steps */
    States(Model<S> model, Problem problem, Function<Call, Object> content) {
        this.model = model;
        this.contents = new int[problem.size()];
        Map<Object, Integer> seen = new HashMap<>();
        for (int at = 0; at < contents.length; at++) {
            Call call = problem.call(at);
            contents[at] = seen.computeIfAbsent(content.apply(call), unseen -> seen.size());
            if (contents[at] == representatives.size()) {
                representatives.add(call);
            }
        }
        Arrays.fill(steps, UNUSED);
        number(model.init());
    }

    /** The number of a call's content, from 0. */
    int content(int call) {
        return contents[call];
    }

    int contentCount() {
        return representatives.size();
    }

    /** The state of a number; the initial state has 0. */
    S state(int number) {
        return states.get(number);
    }

    /** The number of the state after a call, or {@link #REFUSED}. */
    int step(int state, int call) {
        long step = (long) state << Integer.SIZE | contents[call];
        int slot = slot(step);
        if (steps[slot] == step) {
            return outcomes[slot];
        }
        Optional<S> after = model.step(states.get(state), representatives.get(contents[call]));
        int outcome = after.map(this::number).orElse(REFUSED);
        if (2 * ++stepCount > steps.length) {
            grow();
            slot = slot(step);
        }
        steps[slot] = step;
        outcomes[slot] = outcome;
        return outcome;
    }

    /** How much memory this takes, in bytes, roughly. */
    long bytes() {
        return STATE_BYTES * states.size() + (long) (Long.BYTES + Integer.BYTES) * steps.length;
    }

    private int number(S state) {
        Integer known = numbers.get(state);
        if (known != null) {
            return known;
        }
        numbers.put(state, states.size());
        states.add(state);
        return states.size() - 1;
    }

    /** Where a step stands or would stand. */
    private int slot(long step) {
        long mixed = step * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 32) & (steps.length - 1);
        while (steps[slot] != UNUSED && steps[slot] != step) {
            slot = (slot + 1) & (steps.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] oldSteps = steps;
        int[] oldOutcomes = outcomes;
        steps = new long[2 * oldSteps.length];
        outcomes = new int[2 * oldOutcomes.length];
        Arrays.fill(steps, UNUSED);
        for (int at = 0; at < oldSteps.length; at++) {
            if (oldSteps[at] != UNUSED) {
                int slot = slot(oldSteps[at]);
                steps[slot] = oldSteps[at];
                outcomes[slot] = oldOutcomes[at];
            }
        }
    }
}
