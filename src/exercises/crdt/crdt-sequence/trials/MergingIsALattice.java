package dsc.concepts.foundations.conflictresolution.crdt;

import dsc.workbench.grading.Trial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** Merging is commutative, associative, idempotent and inflationary, and what was erased stays erased. */
public final class MergingIsALattice implements Trial {

    private static final int EDITS = 30;

    @Override
    public String name() {
        return "merging is commutative, associative and idempotent, and takes nothing away";
    }

    @Override
    public Optional<String> brokenBy(SplittableRandom random) {
        List<Sequence> replicas = new ArrayList<>(Collections.nCopies(3, Sequence.EMPTY));
        Set<Sequence.Id> erased = new HashSet<>();
        for (int edit = 0; edit < EDITS; edit++) {
            int at = random.nextInt(3);
            Sequence text = replicas.get(at);
            List<Sequence.Character> there = text.characters();
            switch (random.nextInt(4)) {
                case 0 -> replicas.set(at, text.mergeData(replicas.get(random.nextInt(3))));
                case 1 -> {
                    if (!there.isEmpty()) {
                        Sequence.Id id = there.get(random.nextInt(there.size())).id();
                        erased.add(id);
                        replicas.set(at, text.erase(id));
                    }
                }
                default -> {
                    Optional<Sequence.Id> after = there.isEmpty() || random.nextInt(4) == 0
                            ? Optional.empty()
                            : Optional.of(
                                    there.get(random.nextInt(there.size())).id());
                    replicas.set(at, text.insert("n" + (at + 1) + "/1", after, letter(random)));
                }
            }
        }
        return broken(replicas.get(0), replicas.get(1), replicas.get(2), erased);
    }

    private static String letter(SplittableRandom random) {
        return String.valueOf((char) ('a' + random.nextInt(26)));
    }

    private static Optional<String> broken(Sequence a, Sequence b, Sequence c, Set<Sequence.Id> erased) {
        Sequence ab = a.mergeData(b);
        Sequence all = ab.mergeData(c);
        if (!ab.equals(b.mergeData(a))) {
            return Optional.of("not commutative: merged the one way they are " + ab.characters() + ", the other way "
                    + b.mergeData(a).characters());
        }
        if (!all.equals(a.mergeData(b.mergeData(c)))) {
            return Optional.of("not associative: three texts come to " + all.characters() + ", or to "
                    + a.mergeData(b.mergeData(c)).characters());
        }
        if (!a.mergeData(a).equals(a) || !ab.mergeData(a).equals(ab)) {
            return Optional.of("not idempotent: what was merged already changes " + ab.characters());
        }
        for (Sequence one : List.of(a, b, c)) {
            for (Sequence.Character character : one.characters()) {
                if (all.characters().stream().noneMatch(other -> other.id().equals(character.id()))) {
                    return Optional.of("a merged text has no " + character.id() + ", and one of the texts has it");
                }
            }
        }
        return all.characters().stream()
                .filter(character -> erased.contains(character.id()) && !character.erased())
                .findFirst()
                .map(character -> character.id() + " was erased, and is not any more: " + character);
    }
}
