package dsc.workbench.checkers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * The calls on one key that are to be ordered.
 *
 * @param known those that took effect for certain, by their starts
 * @param pending those that may be left out; equal ones stand together, by their starts
 * @param groups of each pending call, the number of its group of equal calls, from 0
 */
record Problem(List<Call> known, List<Call> pending, int[] groups) {

    /**
     * The calls of a prefix of the history. What did not complete within it is pending; that is sound, because every
     * prefix of a linearizable history is linearizable (Herlihy and Wing 1990).
     *
     * @param calls all calls on the key, without those that failed
     * @param end position of the first event beyond the prefix
     */
    static Problem prefix(Model<?> model, List<Call> calls, int end) {
        List<Call> known = new ArrayList<>();
        List<Call> pending = new ArrayList<>();
        for (Call call : calls) {
            if (call.operation().start() >= end) {
                continue;
            }
            if (call.known() && call.operation().end() < end) {
                known.add(call);
            } else if (call.effect() != Call.Effect.READ) {
                pending.add(call.pending());
            }
        }
        known.sort(Comparator.comparingInt(call -> call.operation().start()));
        pending.sort(Comparator.comparingInt(call -> call.operation().start()));
        return withGroups(known, observable(model, known, pending));
    }

    private static List<Call> observable(Model<?> model, List<Call> known, List<Call> pending) {
        List<Call> all = new ArrayList<>(known);
        all.addAll(pending);
        Predicate<Call> observable = model.observable(all);
        return pending.stream().filter(observable).toList();
    }

    private static Problem withGroups(List<Call> known, List<Call> pending) {
        List<Call> grouped = new ArrayList<>();
        int[] groups = new int[pending.size()];
        Map<Object, List<Call>> byContent = new LinkedHashMap<>();
        pending.forEach(call -> byContent
                .computeIfAbsent(call.content(), unseen -> new ArrayList<>())
                .add(call));
        int group = 0;
        for (List<Call> equal : byContent.values()) {
            Arrays.fill(groups, grouped.size(), grouped.size() + equal.size(), group++);
            grouped.addAll(equal);
        }
        return new Problem(List.copyOf(known), List.copyOf(grouped), groups);
    }

    int size() {
        return known.size() + pending.size();
    }

    /** The known calls, then the pending ones. */
    Call call(int at) {
        return at < known.size() ? known.get(at) : pending.get(at - known.size());
    }

    List<Call> all() {
        List<Call> all = new ArrayList<>(known);
        all.addAll(pending);
        return all;
    }

    int groupCount() {
        return groups.length == 0 ? 0 : groups[groups.length - 1] + 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Problem problem && problem.known.equals(known) && problem.pending.equals(pending);
    }

    @Override
    public int hashCode() {
        return Objects.hash(known, pending);
    }
}
