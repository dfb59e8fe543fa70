package dsc.concepts.foundations.communication.chord;

import dsc.workbench.grading.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** A node joins, for the first time or again, and nodes after it die before it has asked any of them. */
public final class JoinedThenDied implements Trial {

    @Override
    public String name() {
        return "a node that has joined knows as many successors as its predecessor";
    }

    @Override
    public Optional<String> brokenBy(SplittableRandom random) {
        int length = random.nextInt(2, 5);
        RingOfNodes ring = new RingOfNodes(random, length);
        int place = random.nextInt(ring.count());
        boolean isBack = random.nextBoolean();
        Pointer predecessor = ring.node(place);
        Pointer own = ring.node(place + 1);
        // A ring that never had the node, or has not noticed yet that it was away.
        List<Pointer> told = new ArrayList<>(ring.after(isBack ? place : place + 1));
        Successors list = Successors.afterJoin(own, length, predecessor, told);
        String story = own + " has joined behind " + predecessor + ", which knows " + told + ", and knows " + list;
        if (list.entries().size() != length) {
            return Optional.of(story + ": when as many as that die, it is alone, and " + predecessor
                    + " would not be: it has " + length + " places");
        }
        told.remove(own);
        return list.nodes().equals(told) && list.isOrdered()
                ? Optional.empty()
                : Optional.of(story + ": after it come " + told);
    }
}
