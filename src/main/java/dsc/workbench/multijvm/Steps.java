package dsc.workbench.multijvm;

import dsc.workbench.multijvm.nodes.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which step each node of a test is at. All take the same steps in the same order; a step is due when all who can have
 * arrived at it. A node that was stopped or restarted meanwhile is behind: it goes past steps that the others took
 * without it, at once, until it has caught up.
 *
 * <p>Legal transitions of a node: running → waiting (arrived at a step) → running (it was taken); running or waiting →
 * stopped → running or waiting; any → gone (its process ended) → running (restarted); running → ended (the test's end).
 */
final class Steps {

    /** A step that was taken, and the value that was decided with it, or null. */
    record Taken(Step step, String value) {}

    private enum Condition {
        RUNNING,
        STOPPED,
        GONE,
        ENDED
    }

    private static final class Node {
        private Condition condition = Condition.RUNNING;
        private Step arrivedAt;
        private int passed;
    }

    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final List<Taken> taken = new ArrayList<>();

    Steps(List<String> roles) {
        roles.forEach(role -> nodes.put(role, new Node()));
    }

    /**
     * {@code role} is at {@code step}; if the others took it before, it goes on at once, with what was decided then.
     */
    Optional<Taken> arrive(String role, Step step) {
        Node node = nodes.get(role);
        for (int number = node.passed; number < taken.size(); number++) {
            if (taken.get(number).step().equals(step)) {
                node.passed = number + 1;
                return Optional.of(taken.get(number));
            }
        }
        node.arrivedAt = step;
        return Optional.empty();
    }

    /** The step at which all are who can take one. */
    Optional<Step> due() {
        List<Step> at =
                participants().stream().map(role -> nodes.get(role).arrivedAt).toList();
        boolean together = !at.isEmpty()
                && at.getFirst() != null
                && at.stream().allMatch(at.getFirst()::equals)
                && ended().isEmpty();
        return together ? Optional.of(at.getFirst()) : Optional.empty();
    }

    /** Why no step can be due any more, although somebody waits; empty as long as one can. */
    Optional<String> deadlock() {
        List<String> waiting = waiting();
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        List<String> ended = ended();
        if (!ended.isEmpty()) {
            return Optional.of(String.join(", ", ended) + " ended the test without entering "
                    + nodes.get(waiting.getFirst()).arrivedAt + ", where " + String.join(", ", waiting)
                    + (waiting.size() == 1 ? " waits" : " wait")
                    + "; all nodes take the same steps, so move it out of conditions");
        }
        if (waiting.size() == participants().size() && due().isEmpty()) {
            return Optional.of("nodes wait at different steps, so that none can be taken: " + whereabouts()
                    + "; all nodes take the same steps in the same order");
        }
        return Optional.empty();
    }

    /** The step that is due was taken: the nodes that waited continue. Returns these. */
    List<String> take(String value) {
        Step step = due().orElseThrow(() -> new IllegalStateException("no step is due: " + whereabouts()));
        List<String> released = participants();
        taken.add(new Taken(step, value));
        released.forEach(role -> {
            Node node = nodes.get(role);
            node.arrivedAt = null;
            node.passed = taken.size();
        });
        return released;
    }

    void stopped(String role) {
        nodes.get(role).condition = Condition.STOPPED;
    }

    void resumed(String role) {
        nodes.get(role).condition = Condition.RUNNING;
    }

    void gone(String role) {
        Node node = nodes.get(role);
        node.condition = Condition.GONE;
        node.arrivedAt = null;
    }

    /** It runs the test anew. */
    void restarted(String role) {
        nodes.put(role, new Node());
    }

    void ended(String role) {
        nodes.get(role).condition = Condition.ENDED;
    }

    boolean isStopped(String role) {
        return nodes.get(role).condition == Condition.STOPPED;
    }

    boolean isGone(String role) {
        return nodes.get(role).condition == Condition.GONE;
    }

    /** The step at which it waits. */
    Optional<Step> arrivedAt(String role) {
        return Optional.ofNullable(nodes.get(role).arrivedAt);
    }

    /** The nodes that wait at a step, without those that are stopped. */
    List<String> waiting() {
        return participants().stream()
                .filter(role -> nodes.get(role).arrivedAt != null)
                .toList();
    }

    /** The nodes that could take a step but have not arrived at one. */
    List<String> missing() {
        return participants().stream()
                .filter(role -> nodes.get(role).arrivedAt == null)
                .toList();
    }

    private List<String> participants() {
        return having(Condition.RUNNING);
    }

    /** Those for which the test has ended, well or not. */
    List<String> ended() {
        return having(Condition.ENDED);
    }

    private List<String> having(Condition condition) {
        return nodes.entrySet().stream()
                .filter(entry -> entry.getValue().condition == condition)
                .map(Map.Entry::getKey)
                .toList();
    }

    private String whereabouts() {
        return waiting().stream()
                .map(role -> role + " at " + nodes.get(role).arrivedAt)
                .collect(Collectors.joining(", "));
    }
}
