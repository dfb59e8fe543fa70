package dsc.workbench.checkers;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A register must not leave a value that a call still to be ordered has seen, unless another call still to be ordered
 * can bring it back. Where every write has a value of its own, this settles the order of writes.
 */
final class RegisterLookahead implements Lookahead<RegisterModel.Register> {

    private static final int NONE = -1;

    private final Map<Object, Integer> values = new HashMap<>();
    /** For each call, the value that it saw, and the one that it leaves, or {@link #NONE}. */
    private final int[] observed;

    private final int[] produced;

    /** For each value, how many calls still to be ordered saw it, and how many leave it. */
    private final int[] observers;

    private final int[] producers;

    /** Whether a call saw a value that no call leaves. */
    private final boolean lost;

    RegisterLookahead(List<Call> calls) {
        observed = new int[calls.size()];
        produced = new int[calls.size()];
        for (int at = 0; at < calls.size(); at++) {
            Call call = calls.get(at);
            observed[at] = RegisterModel.observes(call) ? number(RegisterModel.observedBy(call)) : NONE;
            produced[at] = call.effect() != Call.Effect.READ ? number(RegisterModel.producedBy(call)) : NONE;
        }
        observers = count(observed);
        producers = count(produced);
        lost = values.entrySet().stream()
                .anyMatch(value ->
                        value.getKey() != null && observers[value.getValue()] > 0 && producers[value.getValue()] == 0);
    }

    private int number(Object value) {
        return values.computeIfAbsent(value, unseen -> values.size());
    }

    private int[] count(int[] numbers) {
        int[] counts = new int[values.size()];
        Arrays.stream(numbers).filter(number -> number != NONE).forEach(number -> counts[number]++);
        return counts;
    }

    @Override
    public boolean order(int call, RegisterModel.Register before, RegisterModel.Register after) {
        if (lost) {
            return false;
        }
        add(call, -1);
        if (produced[call] == NONE || before.equals(after)) {
            return true;
        }
        Integer left = values.get(before.value());
        if (left != null && observers[left] > 0 && producers[left] == 0) {
            add(call, 1);
            return false;
        }
        return true;
    }

    @Override
    public void undo(int call) {
        add(call, 1);
    }

    private void add(int call, int change) {
        if (observed[call] != NONE) {
            observers[observed[call]] += change;
        }
        if (produced[call] != NONE) {
            producers[produced[call]] += change;
        }
    }
}
