package dsc.concepts.foundations.conflictresolution.crdt;

import dsc.workbench.grading.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** A replica that is sent the deltas of all edits, in any order and some of them twice, has the whole text. */
public final class DeltasComeToTheState implements Trial {

    private static final int EDITS = 20;

    @Override
    public String name() {
        return "deltas come to the whole text, in any order and any number";
    }

    @Override
    public Optional<String> brokenBy(SplittableRandom random) {
        Sequence writer = Sequence.EMPTY;
        List<Sequence.Delta> deltas = new ArrayList<>();
        for (int edit = 0; edit < EDITS; edit++) {
            Sequence before = writer.resetDelta();
            List<Sequence.Character> there = before.characters();
            Optional<Sequence.Id> one = there.isEmpty()
                    ? Optional.empty()
                    : Optional.of(there.get(random.nextInt(there.size())).id());
            writer = one.isPresent() && random.nextInt(4) == 0
                    ? before.erase(one.get())
                    : before.insert("n1/1", one, "x");
            Optional<Sequence.Delta> delta = writer.deltaData();
            if (delta.isEmpty()) {
                return Optional.of("an edit of " + before.characters() + " has no delta");
            }
            deltas.add(delta.get());
        }
        deltas.addAll(deltas.subList(0, EDITS / 2));
        Sequence reader = Sequence.EMPTY;
        while (!deltas.isEmpty()) {
            reader = reader.mergeDeltaData(deltas.remove(random.nextInt(deltas.size())));
        }
        return reader.equals(writer)
                ? Optional.empty()
                : Optional.of("the text is " + writer.characters() + ", and its deltas come to " + reader.characters());
    }
}
