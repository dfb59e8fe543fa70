package dsc.concepts.foundations.conflictresolution.crdt;

import dsc.workbench.grading.Trial;
import java.util.Optional;
import java.util.SplittableRandom;

/** A new character's id is greater than all that its writer had seen, and one character is added. */
public final class IdsAreNew implements Trial {

    private static final int EDITS = 12;

    @Override
    public String name() {
        return "a new id is greater than all that its writer had seen";
    }

    @Override
    public Optional<String> brokenBy(SplittableRandom random) {
        Sequence mine = Sequence.EMPTY;
        Sequence yours = Sequence.EMPTY;
        for (int edit = 0; edit < EDITS; edit++) {
            mine = random.nextBoolean() ? mine.mergeData(yours) : mine;
            yours = random.nextBoolean() ? yours.mergeData(mine) : yours;
            boolean isMine = random.nextInt(4) == 0;
            String writer = isMine ? "n1/1" : "n2/1";
            Sequence before = isMine ? mine : yours;
            Sequence after = before.insert(writer, Optional.empty(), "x");
            if (after.characters().size() != before.characters().size() + 1) {
                return Optional.of("of " + before.characters() + " an insert makes " + after.characters());
            }
            Sequence.Id added = after.characters().stream()
                    .map(Sequence.Character::id)
                    .filter(id -> before.characters().stream()
                            .noneMatch(there -> there.id().equals(id)))
                    .findFirst()
                    .orElseThrow();
            if (!added.equals(after.characters().getLast().id())
                    || !added.writer().equals(writer)) {
                return Optional.of(
                        writer + " gave a new character the id " + added + ", and had seen " + before.characters());
            }
            mine = isMine ? after : mine;
            yours = isMine ? yours : after;
        }
        return Optional.empty();
    }
}
