package dsc.workbench.multijvm;

import dsc.workbench.multijvm.nodes.Outcome;
import dsc.workbench.multijvm.nodes.Outcome.Aborted;
import dsc.workbench.multijvm.nodes.Outcome.Passed;
import dsc.workbench.multijvm.nodes.Outcome.Skipped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a test came to on each of its nodes, as far as it has ended there. */
final class Outcomes {

    private final List<String> roles;
    private final Map<String, Outcome> byRole = new LinkedHashMap<>();

    Outcomes(List<String> roles) {
        this.roles = roles;
    }

    void put(String role, Outcome outcome) {
        byRole.put(role, outcome);
    }

    void putIfAbsent(String role, Outcome outcome) {
        byRole.putIfAbsent(role, outcome);
    }

    /** {@code role} runs the test anew. */
    void remove(String role) {
        byRole.remove(role);
    }

    boolean has(String role) {
        return byRole.containsKey(role);
    }

    /** The nodes on which the test has not ended. */
    List<String> missing() {
        return roles.stream().filter(role -> !has(role)).toList();
    }

    /** Whether there are {@code ended} nodes, and each of them gave the test up, by an assumption or a condition. */
    boolean areGivenUp(List<String> ended) {
        return !ended.isEmpty() && ended.stream().noneMatch(role -> byRole.get(role) instanceof Passed);
    }

    /** Why {@code role} gave the test up, or nothing if it did not say. */
    String reason(String role) {
        String reason = switch (byRole.get(role)) {
            case Aborted aborted -> aborted.reason();
            case Skipped skipped -> skipped.reason();
            default -> null;
        };
        return reason == null ? "" : reason;
    }

    boolean allPassed() {
        return byRole.values().stream().allMatch(Passed.class::isInstance);
    }

    /** In the order in which the test ended on them. */
    Map<String, Outcome> byRole() {
        return byRole;
    }
}
