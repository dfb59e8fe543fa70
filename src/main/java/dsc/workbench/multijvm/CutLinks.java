package dsc.workbench.multijvm;

import dsc.workbench.multijvm.Conductor.Cut;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which links of a test are cut, and what of it the nodes know. */
final class CutLinks {

    private final Set<Cut> bothWays = new HashSet<>();
    private final Map<String, Set<String>> oneWay = new HashMap<>();
    private final Map<String, Set<String>> applied = new HashMap<>();

    /** Every node is cut off from those of other groups, in place of whatever was cut before. */
    void partition(List<List<String>> groups) {
        heal();
        for (List<String> group : groups) {
            for (List<String> other : groups) {
                if (group != other) {
                    group.forEach(at -> other.forEach(to -> bothWays.add(new Cut(at, to))));
                }
            }
        }
    }

    /** In addition to whatever was cut before. */
    void cutOneWay(List<String> from, List<String> to) {
        from.forEach(sender ->
                oneWay.computeIfAbsent(sender, none -> new TreeSet<>()).addAll(to));
    }

    void heal() {
        bothWays.clear();
        oneWay.clear();
    }

    /** Each pair of nodes at both of its ends. */
    Set<Cut> bothWays() {
        return Set.copyOf(bothWays);
    }

    /** The nodes that {@code role} is not to reach, though they reach it. */
    Set<String> oneWayFrom(String role) {
        return oneWay.getOrDefault(role, Set.of());
    }

    /** Those of {@code roles} that do not know yet what of their links is cut one way. */
    List<String> outdated(Set<String> roles) {
        List<String> outdated = new ArrayList<>(roles);
        outdated.removeIf(role -> oneWayFrom(role).equals(applied.getOrDefault(role, Set.of())));
        return outdated;
    }

    /** {@code role} knows. */
    void applied(String role) {
        applied.put(role, Set.copyOf(oneWayFrom(role)));
    }

    /** {@code role} is gone, and does not know anything any more. */
    void forget(String role) {
        applied.remove(role);
    }
}
