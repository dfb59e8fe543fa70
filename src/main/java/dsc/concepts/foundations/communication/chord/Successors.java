package dsc.concepts.foundations.communication.chord;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The successor list of a node: those that come after it, the next one first. Immutable.
 *
 * @param self the node's own identifier
 * @param length how many entries there are, unless the ring has fewer other nodes
 * @param entries clockwise, without the node itself, none twice
 */
record Successors(long self, int length, List<Pointer> entries) {

    Successors {
        entries = List.copyOf(entries);
    }

    /** As many of {@code candidates}, in their order, as come clockwise before the node itself and fit. */
    static Successors of(long self, int length, List<Pointer> candidates) {
        List<Pointer> entries = new ArrayList<>();
        long reached = 0;
        for (Pointer candidate : candidates) {
            long distance = Identifiers.distance(self, candidate.identifier());
            if (distance <= reached || entries.size() == length) {
                break;
            }
            entries.add(candidate);
            reached = distance;
        }
        return new Successors(self, length, entries);
    }

    /**
     * The list of a node that has joined behind {@code predecessor}, whose own is {@code list}: all of it (rule 2).
     *
     * @param own the node that has joined
     */
    static Successors afterJoin(Pointer own, int length, Pointer predecessor, List<Pointer> list) {
        List<Pointer> mine = new ArrayList<>(list);
        if (mine.remove(own) && !mine.isEmpty()) {
            // The ring has not noticed that this node was away: the list is filled as if it had.
            mine.add(Pointer.toNobody(Identifiers.plus(mine.getLast().identifier(), 1)));
        } else if (mine.size() < length) {
            // A ring that has fewer nodes than a list has places comes round to the predecessor.
            mine.add(predecessor);
        }
        return of(own.identifier(), length, mine);
    }

    /** The list of a node whose successor is {@code head}, which has said that {@code list} is its own. */
    Successors adopt(Pointer head, List<Pointer> list) {
        List<Pointer> all = new ArrayList<>();
        all.add(head);
        all.addAll(list);
        return of(self, length, all);
    }

    /** Rule 4: a dead first entry goes, the others move up, and the last place is filled with the next identifier. */
    Successors withoutHead() {
        List<Pointer> left = new ArrayList<>(entries.subList(1, entries.size()));
        long next = Identifiers.plus(entries.getLast().identifier(), 1);
        if (next != self) {
            left.add(Pointer.toNobody(next));
        }
        return new Successors(self, length, left);
    }

    Optional<Pointer> head() {
        return entries.stream().findFirst();
    }

    /** Those at which there is a node, the next one first. */
    List<Pointer> nodes() {
        return entries.stream().filter(entry -> entry.node().isPresent()).toList();
    }

    /** Whether no other node is known to follow. */
    boolean isAlone() {
        return entries.stream().allMatch(entry -> entry.node().isEmpty());
    }

    /** Whether every entry comes after the one before, and the node itself is none of them. */
    boolean isOrdered() {
        return of(self, length, entries).entries().equals(entries);
    }

    @Override
    public String toString() {
        return entries.toString();
    }
}
