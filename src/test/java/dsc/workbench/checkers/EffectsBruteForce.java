package dsc.workbench.checkers;

import dsc.workbench.checkers.AcknowledgedEffects.Promise;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import dsc.workbench.history.Operation.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tries everything that can have happened to one key's set and counter: which operations of unknown outcome took
 * effect, which element each remove took, and which adds it saw. The sentence of {@link AcknowledgedEffects}, word for
 * word.
 */
final class EffectsBruteForce {

    private static final List<String> ELEMENTS = List.of("x", "y");

    private final Set<Promise> promises;
    private final List<Operation> updates;
    private final Set<String> held;
    private final long count;

    /** The operations that took effect, and the adds that removes saw, in the world that is tried now. */
    private final List<Operation> effective = new ArrayList<>();

    private final List<Operation> seen = new ArrayList<>();

    private EffectsBruteForce(Set<Promise> promises, List<Operation> updates, Map<?, ?> end) {
        this.promises = promises;
        this.updates = updates;
        this.held = new TreeSet<>();
        ((Collection<?>) end.get("elements")).forEach(element -> held.add((String) element));
        this.count = (Long) end.get("count");
    }

    /** @param history of one key, whose last operation is its one final read */
    static boolean keeps(History history, Set<Promise> promises) {
        List<Operation> operations = history.operations();
        List<Operation> updates = operations.subList(0, operations.size() - 1).stream()
                .filter(operation -> operation.outcome() != Outcome.FAILED)
                .toList();
        Map<?, ?> end = (Map<?, ?>) operations.getLast().result();
        return new EffectsBruteForce(promises, updates, end).choosesEffects(0);
    }

    private boolean choosesEffects(int at) {
        if (at == updates.size()) {
            return choosesSeen(0);
        }
        Operation update = updates.get(at);
        if (update.outcome() == Outcome.UNKNOWN && choosesEffects(at + 1)) {
            return true;
        }
        effective.add(update);
        boolean found = choosesEffects(at + 1);
        effective.remove(update);
        return found;
    }

    private boolean choosesSeen(int at) {
        if (at == effective.size()) {
            return fits();
        }
        Operation remove = effective.get(at);
        if (!remove.function().equals("remove")) {
            return choosesSeen(at + 1);
        }
        Object named = remove.argument() != null ? remove.argument() : remove.result();
        if (named == null && remove.outcome() == Outcome.OK) {
            return choosesSeen(at + 1);
        }
        for (String element : named == null ? ELEMENTS : List.of(named.toString())) {
            List<Operation> candidates = effective.stream()
                    .filter(add -> isAddOf(add, element) && add.start() < remove.end())
                    .toList();
            boolean sawOne = remove.outcome() == Outcome.OK
                    && !candidates.isEmpty()
                    && (remove.argument() == null || candidates.stream().anyMatch(add -> add.end() < remove.start()));
            for (int subset = sawOne ? 1 : 0; subset < 1 << candidates.size(); subset++) {
                int before = seen.size();
                for (int bit = 0; bit < candidates.size(); bit++) {
                    if ((subset >> bit & 1) == 1) {
                        seen.add(candidates.get(bit));
                    }
                }
                boolean found = choosesSeen(at + 1);
                seen.subList(before, seen.size()).clear();
                if (found) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isAddOf(Operation add, String element) {
        return add.function().equals("add") && element.equals(add.argument());
    }

    private boolean fits() {
        for (String element : ELEMENTS) {
            boolean there = effective.stream().anyMatch(add -> isAddOf(add, element) && !seen.contains(add));
            boolean added = updates.stream().anyMatch(add -> isAddOf(add, element));
            if (there && !held.contains(element) && promises.contains(Promise.NO_ADD_LOST)
                    || !there && held.contains(element) && promises.contains(Promise.NO_ELEMENT_BACK)
                    || !added && held.contains(element)) {
                return false;
            }
        }
        long sum = effective.stream()
                .filter(update -> update.function().equals("increment"))
                .mapToLong(update -> Long.parseLong((String) update.argument()))
                .sum();
        return sum == count || !promises.contains(Promise.COUNT_EXACT);
    }
}
