package dsc.concepts.foundations.communication.chord;

import dsc.concepts.shared.SortedMaps;
import dsc.workbench.protocol.NodeId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a node knows of the ring: an immutable value, lost in a crash.
 *
 * @param self the node itself
 * @param predecessor the node before it, as far as it knows
 * @param successors those after it
 * @param fingers hints (rule 6): by exponent, the node that followed 2^exponent after this one when that was looked up
 */
record Pointers(
        Pointer self, Optional<Pointer> predecessor, Successors successors, SortedMap<Integer, Pointer> fingers) {

    /** More than a lookup tries before it is out of time. */
    private static final int HOPS_OFFERED = 4;

    /**
     * What a node says of an identifier.
     *
     * @param predecessor the node before the identifier, if {@code nodes} are those that follow it
     * @param nodes the owner and those that follow it; or, without a predecessor, nodes that are nearer to it, the
     *     nearest one first
     */
    record Answer(Optional<Pointer> predecessor, List<Pointer> nodes) {
        boolean isFound() {
            return predecessor.isPresent();
        }
    }

    Pointers {
        fingers = Collections.unmodifiableSortedMap(new TreeMap<>(fingers));
        if (predecessor
                .filter(node -> node.node().isEmpty() || node.equals(self))
                .isPresent()) {
            throw new IllegalArgumentException(self + " cannot have the predecessor " + predecessor.get());
        }
    }

    static Pointers alone(NodeId node, int length) {
        Pointer self = Pointer.to(node);
        return new Pointers(
                self,
                Optional.empty(),
                new Successors(self.identifier(), length, List.of()),
                Collections.emptySortedMap());
    }

    /** Rule 1: each of {@code base}, which begin a ring, knows the others. */
    static Pointers ofBase(NodeId node, int length, List<NodeId> base) {
        Pointers alone = alone(node, length);
        long own = alone.self.identifier();
        List<Pointer> others = base.stream()
                .filter(other -> !other.equals(node))
                .map(Pointer::to)
                .sorted(Comparator.comparingLong(other -> Identifiers.distance(own, other.identifier())))
                .toList();
        return others.isEmpty()
                ? alone
                : alone.with(Successors.of(own, length, others)).withPredecessor(others.getLast());
    }

    Pointers with(Successors other) {
        return new Pointers(self, predecessor, other, fingers);
    }

    Pointers withPredecessor(Pointer other) {
        return new Pointers(self, Optional.of(other), successors, fingers);
    }

    Pointers withFinger(int exponent, Pointer finger) {
        return new Pointers(self, predecessor, successors, SortedMaps.with(fingers, exponent, finger));
    }

    /** Whether {@code other} comes before the first of the successors, so that it should be that. */
    boolean isNearerSuccessor(Pointer other) {
        return !other.equals(self)
                && (successors.isAlone()
                        || Identifiers.isBetween(
                                self.identifier(),
                                other.identifier(),
                                successors.head().orElse(self).identifier()));
    }

    boolean isNearerPredecessor(Pointer other) {
        return !other.equals(self)
                && (predecessor.isEmpty()
                        || Identifiers.isBetween(
                                predecessor.get().identifier(), other.identifier(), self.identifier()));
    }

    /** What this node says of {@code identifier}: it ends a lookup by its successor list alone (rule 6). */
    Answer answer(long identifier) {
        boolean own = identifier == self.identifier()
                || predecessor.isPresent()
                        && Identifiers.isWithin(predecessor.get().identifier(), identifier, self.identifier());
        if (successors.isAlone()) {
            return new Answer(Optional.of(self), List.of(self));
        }
        if (own) {
            List<Pointer> nodes = new ArrayList<>(List.of(self));
            nodes.addAll(successors.nodes());
            return new Answer(Optional.of(predecessor.orElse(self)), nodes);
        }
        List<Pointer> nodes = successors.nodes();
        Pointer before = self;
        for (int at = 0; at < nodes.size(); at++) {
            if (Identifiers.isWithin(
                    before.identifier(), identifier, nodes.get(at).identifier())) {
                return new Answer(Optional.of(before), nodes.subList(at, nodes.size()));
            }
            before = nodes.get(at);
        }
        return new Answer(Optional.empty(), preceding(identifier));
    }

    private List<Pointer> preceding(long identifier) {
        Set<Pointer> known = new LinkedHashSet<>(fingers.values());
        known.addAll(successors.nodes());
        return known.stream()
                .filter(node -> Identifiers.isBetween(self.identifier(), node.identifier(), identifier))
                .sorted(Comparator.comparingLong(node -> Identifiers.distance(node.identifier(), identifier)))
                .limit(HOPS_OFFERED)
                .toList();
    }

    /** The identifier whose owner the finger of that exponent is. */
    long start(int exponent) {
        return Identifiers.plus(self.identifier(), 1L << exponent);
    }

    /** The finger after that of {@code exponent}, downwards; those that the successor list covers are left out. */
    int nextFinger(int exponent) {
        long covered = successors.entries().isEmpty()
                ? 0
                : Identifiers.distance(
                        self.identifier(), successors.entries().getLast().identifier());
        int next = exponent - 1;
        return next < 0 || (1L << next) <= covered ? Identifiers.BITS - 1 : next;
    }
}
