package dsc.concepts.foundations.communication.chord;

import dsc.concepts.foundations.communication.chord.Chord.Phase;
import dsc.concepts.foundations.communication.chord.Chord.View;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The invariants of Zave (2017) over the pointers of all members: each has a live successor and a full list, the
 * successors make one ring that is ordered, and a node that is not in it leads into it. They hold where no live node is
 * taken for a dead one and the base stays; elsewhere they do not, and nothing is said.
 *
 * <p>A node that was killed counts with its last pointers until it starts again: others still lead past it.
 */
final class OneOrderedRing implements Invariant<View> {

    private final Set<NodeId> base;
    private final int length;
    private final Map<NodeId, Pointers> members = new TreeMap<>();
    private boolean isBegun;

    /** @param base the nodes that begin the ring; before they are members, nothing is said */
    OneOrderedRing(Set<NodeId> base, int length) {
        this.base = base;
        this.length = length;
    }

    @Override
    public String name() {
        return "one ordered ring and connected appendages";
    }

    @Override
    public Optional<String> brokenBy(NodeId node, View before, View after) {
        Pointers now = after.phase() == Phase.MEMBER ? after.pointers() : null;
        Pointers earlier = now == null ? members.remove(node) : members.put(node, now);
        isBegun |= members.keySet().containsAll(base);
        if (!isBegun || now == earlier) {
            return Optional.empty();
        }
        for (Pointers member : members.values()) {
            if (successor(member).isEmpty()) {
                return Optional.of("a member has no live successor: " + member);
            }
        }
        for (Pointers member : members.values()) {
            if (member.successors().entries().size() < length) {
                return Optional.of("a list is short: " + member);
            }
        }
        return ring();
    }

    private Optional<NodeId> successor(Pointers member) {
        return member.successors().nodes().stream()
                .flatMap(entry -> entry.node().stream())
                .filter(members::containsKey)
                .findFirst();
    }

    private Optional<String> ring() {
        Map<NodeId, NodeId> next = new HashMap<>();
        members.forEach((node, pointers) -> next.put(node, successor(pointers).orElseThrow()));
        Set<Set<NodeId>> rings = new HashSet<>();
        for (NodeId start : members.keySet()) {
            NodeId at = start;
            for (int steps = 0; steps < members.size(); steps++) {
                at = next.get(at);
            }
            Set<NodeId> ring = new HashSet<>();
            int turns = 0;
            while (ring.add(at)) {
                NodeId following = next.get(at);
                turns += identifier(following) <= identifier(at) ? 1 : 0;
                at = following;
            }
            if (turns != 1) {
                return Optional.of("a ring is not ordered: " + next);
            }
            rings.add(ring);
        }
        return rings.size() == 1 ? Optional.empty() : Optional.of("there is not one ring, but " + List.copyOf(rings));
    }

    private static long identifier(NodeId node) {
        return Identifiers.of(node.value());
    }
}
