package dsc.concepts.foundations.conflictresolution.crdt;

import dsc.workbench.grading.Trial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** An insert and an erase do to the text what an editor does; replicas that have merged show the same. */
public final class CharactersStandWhereTheyWerePut implements Trial {

    private static final int EDITS = 25;

    @Override
    public String name() {
        return "each character stands where it was put";
    }

    @Override
    public Optional<String> brokenBy(SplittableRandom random) {
        List<Sequence> replicas = new ArrayList<>(Collections.nCopies(3, Sequence.EMPTY));
        for (int edit = 0; edit < EDITS; edit++) {
            int at = random.nextInt(3);
            Sequence text = replicas.get(at);
            String before = text.text();
            int kind = random.nextInt(5);
            if (kind == 0) {
                replicas.set(at, text.mergeData(replicas.get(random.nextInt(3))));
            } else if (kind == 1 && !before.isEmpty()) {
                int place = 1 + random.nextInt(before.length());
                Sequence changed = text.erase(text.idBefore(place).orElseThrow());
                String expected = before.substring(0, place - 1) + before.substring(place);
                if (!changed.text().equals(expected)) {
                    return Optional.of("of \"" + before + "\" character " + place + " is erased, and \""
                            + changed.text() + "\" is shown");
                }
                replicas.set(at, changed);
            } else {
                int place = random.nextInt(before.length() + 1);
                String letter = String.valueOf((char) ('a' + random.nextInt(26)));
                Sequence changed = text.insert("n" + (at + 1) + "/1", text.idBefore(place), letter);
                String expected = before.substring(0, place) + letter + before.substring(place);
                if (!changed.text().equals(expected)) {
                    return Optional.of("\"" + letter + "\" is put into \"" + before + "\" behind character " + place
                            + ", and \"" + changed.text() + "\" is shown");
                }
                replicas.set(at, changed);
            }
        }
        String one = replicas.get(0)
                .mergeData(replicas.get(1))
                .mergeData(replicas.get(2))
                .text();
        String other = replicas.get(2)
                .mergeData(replicas.get(0))
                .mergeData(replicas.get(1))
                .text();
        return one.equals(other)
                ? Optional.empty()
                : Optional.of("replicas that have merged show \"" + one + "\" and \"" + other + "\"");
    }
}
