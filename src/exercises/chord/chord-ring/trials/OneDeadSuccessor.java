package dsc.concepts.foundations.communication.chord;

import dsc.workbench.grading.Trial;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Some of the nodes after one die, and never all that it knows. */
public final class OneDeadSuccessor implements Trial {

    @Override
    public String name() {
        return "whoever lives next is the successor of a node whose successors died";
    }

    @Override
    public Optional<String> brokenBy(SplittableRandom random) {
        int length = random.nextInt(2, 5);
        RingOfNodes ring = new RingOfNodes(random, length);
        int place = random.nextInt(ring.count());
        int died = random.nextInt(1, length);
        Successors list = ring.successors(place);
        for (int dead = 0; dead < died; dead++) {
            list = list.withoutHead();
        }
        Optional<Pointer> next = Optional.of(ring.node(place + died + 1));
        String story = ring.node(place) + " knew " + ring.after(place) + ", of which the first " + died
                + " died, and knows " + list;
        if (!list.head().equals(next)) {
            return Optional.of(story + ": its successor is " + next.get());
        }
        if (list.entries().size() != length) {
            return Optional.of(story + ": the list had " + length + " places and has "
                    + list.entries().size());
        }
        List<Pointer> left = ring.after(place).subList(died, length);
        return list.nodes().equals(left) && list.isOrdered()
                ? Optional.empty()
                : Optional.of(story + ": alive are " + left + ", and there is nobody else it knows");
    }
}
