package dsc.concepts.foundations.communication.chord;

import dsc.workbench.protocol.NodeId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** A ring as it should be: the nodes of a group in the order of their identifiers. */
final class RingOfNodes {

    private final List<Pointer> nodes;
    private final int length;

    /** @param length of each successor list, which the ring has more nodes than */
    RingOfNodes(SplittableRandom random, int length) {
        int count = random.nextInt(length + 2, length + 8);
        int first = random.nextInt(1, 1_000);
        List<Pointer> drawn = new ArrayList<>();
        for (int number = first; number < first + count; number++) {
            drawn.add(Pointer.to(new NodeId("n" + number)));
        }
        drawn.sort(Comparator.comparingLong(Pointer::identifier));
        this.nodes = List.copyOf(drawn);
        this.length = length;
    }

    int count() {
        return nodes.size();
    }

    /** The node at that place, counted on round the ring. */
    Pointer node(int place) {
        return nodes.get(Math.floorMod(place, nodes.size()));
    }

    /** The successor list of the node at that place. */
    List<Pointer> after(int place) {
        List<Pointer> list = new ArrayList<>();
        for (int next = 1; next <= length; next++) {
            list.add(node(place + next));
        }
        return list;
    }

    Successors successors(int place) {
        return new Successors(node(place).identifier(), length, after(place));
    }
}
