package dsc.concepts.shared;

import dsc.workbench.protocol.NodeId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A question to some nodes, which is asked again until enough of them have answered. A node counts once, however often
 * it answers. Belongs to one actor, which loses it in a crash.
 *
 * @param <A> an answer
 */
public final class Round<A> {

    private final List<NodeId> asked;
    private final int needed;
    private final Map<NodeId, A> answers = new LinkedHashMap<>();
    private int attempts;

    /** @param needed how many of {@code asked} have to answer, 1 or more */
    public Round(List<NodeId> asked, int needed) {
        if (needed < 1 || needed > asked.size()) {
            throw new IllegalArgumentException(needed + " of " + asked + " cannot answer");
        }
        this.asked = List.copyOf(asked);
        this.needed = needed;
    }

    /**
     * Notes an answer, unless that node has answered before.
     *
     * @return whether it completes the round, which happens once
     */
    public boolean add(NodeId from, A answer) {
        return answers.putIfAbsent(from, answer) == null && answers.size() == needed;
    }

    /** The answers until now by node, in the order in which they came. */
    public Map<NodeId, A> answers() {
        return Collections.unmodifiableMap(answers);
    }

    /** The nodes whose answer is as {@code wanted}, in the order in which they answered. */
    public List<NodeId> nodes(Predicate<A> wanted) {
        return answers.keySet().stream()
                .filter(node -> wanted.test(answers.get(node)))
                .toList();
    }

    /** How often the question was asked. */
    public int attempts() {
        return attempts;
    }

    /** Begins another attempt, and returns those to ask: the nodes that have not answered. */
    List<NodeId> attempt() {
        attempts++;
        return asked.stream().filter(node -> !answers.containsKey(node)).toList();
    }
}
