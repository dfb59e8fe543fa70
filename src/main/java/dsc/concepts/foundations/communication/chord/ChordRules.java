package dsc.concepts.foundations.communication.chord;

import dsc.concepts.foundations.communication.chord.Chord.Happening;
import dsc.concepts.foundations.communication.chord.Chord.View;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Sometimes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must be true of nodes at every moment, whatever fails, and what should happen to them now and then. */
final class ChordRules {

    static final List<Sometimes<View>> SOMETIMES = Tally.conditions(Happening.class, View::happened, Set.of());

    private ChordRules() {}

    static List<Invariant<View>> invariants() {
        return List.of(
                Invariant.of("successor lists are ordered", ChordRules::disorder), notAdoptedDead(), new BlocksKept());
    }

    /** Neither the node itself nor one twice. */
    private static Optional<String> disorder(NodeId node, View before, View after) {
        Successors list = after.pointers().successors();
        return list.isOrdered()
                ? Optional.empty()
                : Optional.of(node + ", at " + list.self() + ", has the successor list " + list.entries());
    }

    /** Zave 2017: dead pointers win, where a successor's predecessor is adopted unasked. */
    private static Invariant<View> notAdoptedDead() {
        Map<NodeId, Long> steps = new HashMap<>();
        Map<NodeId, Map<Pointer, Long>> dead = new HashMap<>();
        return Invariant.of("what was found dead is adopted only when it has answered", (node, before, after) -> {
            steps.merge(node, 1L, Long::sum);
            Map<Pointer, Long> found = dead.computeIfAbsent(node, first -> new HashMap<>());
            if (before == null) {
                found.clear();
                return Optional.empty();
            }
            if (after.foundDead().count() > before.foundDead().count()) {
                Pointer pointer = after.foundDead().pointer().orElseThrow();
                found.put(pointer, steps(steps, pointer));
            }
            Optional<Pointer> head = after.pointers().successors().head();
            boolean adopted = head.isPresent()
                    && !head.equals(before.pointers().successors().head())
                    && !before.pointers().successors().entries().contains(head.get())
                    && found.getOrDefault(head.get(), -1L).equals(steps(steps, head.get()));
            return adopted
                    ? Optional.of(node + " has adopted " + head.get()
                            + " as its successor, which it had found dead, and which has done nothing since")
                    : Optional.empty();
        });
    }

    private static long steps(Map<NodeId, Long> steps, Pointer pointer) {
        return pointer.node().map(other -> steps.getOrDefault(other, 0L)).orElse(0L);
    }
}
